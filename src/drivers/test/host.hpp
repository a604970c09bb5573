// The host that the test driver pretends to manage: everything its connections share.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "driver/api/connect.hpp"
#include "driver/directory.hpp"
#include "driver/event.hpp"

namespace virtd::test {

class Guest;

/// A value of NodeGetInfoRet with the numbers that such a host has unless a file says otherwise.
driver::NodeGetInfoRet default_node();

/// All connections to test:///default share one, which ends with the last of them; each
/// connection to a file has its own.
struct TestHost {
    TestHost();
    TestHost(const TestHost&) = delete;
    TestHost& operator=(const TestHost&) = delete;
    ~TestHost();

    driver::EventHub events;
    driver::NodeGetInfoRet node = default_node();
    driver::Directory<Guest> guests;
    std::int32_t next_guest_id = 1;
};

}  // namespace virtd::test
