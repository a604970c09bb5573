// What every call answers that a driver does not override.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

namespace virtd::driver {

/// Throws Errc::no_support; `function` is the public function, e.g. "virDomainSave".
[[noreturn]] void not_supported(std::string_view function);

}  // namespace virtd::driver
