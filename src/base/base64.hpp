// Base64 (RFC 4648), as files of secrets hold it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

namespace virtd {

std::string to_base64(std::string_view bytes);
/// Whatever is no character of the alphabet is passed over, as GLib does; "=" ends the text.
std::string from_base64(std::string_view text);

}  // namespace virtd
