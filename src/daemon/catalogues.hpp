// Where the translations of messages are.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

namespace virtd::daemon {

/// A program that runs where it was built takes what was built with it; any other what is
/// installed.
std::string catalogue_directory();

}  // namespace virtd::daemon
