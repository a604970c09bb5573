// UUIDs as bytes and as text.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace virtd {

using Uuid = std::array<std::uint8_t, 16>;

/// 36 characters, lower case.
std::string to_string(const Uuid& uuid);

/// 32 hex digits, with '-' and blanks anywhere between pairs and white space around; this is
/// what libvirt accepts.
std::optional<Uuid> parse_uuid(std::string_view text);

/// Random, version 4.
Uuid random_uuid();

}  // namespace virtd
