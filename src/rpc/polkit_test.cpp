// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/polkit.hpp"

#include <doctest/doctest.h>

namespace virtd::rpc {

TEST_CASE("polkit: a subject is a process of which the start and the user are known") {
    const Identity whole{.user_id = 1000, .process_id = 42, .process_time = 7};
    const PolkitSubject subject{.process_id = 42, .start_time = 7, .user_id = 1000};
    CHECK(polkit_subject(whole) == subject);
    CHECK(!polkit_subject({.user_id = 1000, .process_id = 42}));
    CHECK(!polkit_subject({.process_id = 42, .process_time = 7}));
    CHECK(!polkit_subject({.user_id = 1000, .process_time = 7}));
    CHECK(!polkit_subject({}));
}

}  // namespace virtd::rpc
