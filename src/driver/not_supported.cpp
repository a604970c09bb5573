// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/not_supported.hpp"

#include "base/error.hpp"

namespace virtd::driver {

namespace {
constexpr Fail fail{Origin::none};
}

void not_supported(std::string_view function) {
    fail(Errc::no_support, "{}", function);
}

}  // namespace virtd::driver
