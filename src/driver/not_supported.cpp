// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/not_supported.hpp"

#include "driver/origin.hpp"

namespace virtd::driver {

void not_supported(std::string_view function) {
    const Fail fail{origin_of(function)};
    fail(Errc::no_support, "{}", function);
}

}  // namespace virtd::driver
