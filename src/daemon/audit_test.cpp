// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/audit.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>

#include "base/error.hpp"

namespace virtd::daemon {

namespace {

UniqueFd absent() {
    return {};
}
UniqueFd present() {
    return UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
}

}  // namespace

TEST_CASE("audit: only who requires it cannot do without") {
    CHECK_NOTHROW(check_audit(0, absent));
    CHECK_NOTHROW(check_audit(1, absent));
    CHECK_NOTHROW(check_audit(2, present));
    CHECK_THROWS_WITH_AS(
        check_audit(2, absent),
        "Operation not supported: audit_level = 2, but the kernel has no audit system", Error);
}

}  // namespace virtd::daemon
