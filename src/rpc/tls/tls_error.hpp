// How failures of TLS look: a bare sentence that carries the code of system errors.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/error.hpp"

namespace virtd::rpc {

[[noreturn]] inline void throw_tls_error(std::string message) {
    throw Error({.origin = Origin::rpc, .code = Errc::system_error, .message = std::move(message)});
}

}  // namespace virtd::rpc
