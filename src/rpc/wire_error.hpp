// The body of an error as it travels, in replies and in streams.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/error.hpp"

namespace virtd::rpc {

/// Appends virNetMessageError.
void encode_error(std::string& out, const Error& error);

}  // namespace virtd::rpc
