// The host that the test driver pretends to manage: everything its connections share.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "driver/api/connect.hpp"
#include "driver/directory.hpp"
#include "driver/event.hpp"
#include "drivers/test/cells.hpp"

namespace virtd {
class Pool;
}

namespace virtd::conf {
struct Domain;
}

namespace virtd::shared {
class NwFilters;
class Secrets;
}  // namespace virtd::shared

namespace virtd::test {

class Guest;
class TestInterfaces;
class TestNetworks;
class TestNodeDevices;
class TestPools;

/// A value of NodeGetInfoRet with the numbers that such a host has unless a file says otherwise.
driver::NodeGetInfoRet default_node();

/// How a host would look for equal pages of its guests, with the numbers that Linux begins with.
struct PageSharing {
    std::uint32_t pages_to_scan = 100;
    std::uint32_t sleep_millisecs = 20;
    std::uint32_t merge_across_nodes = 1;
};

/// All connections to test:///default share one, which ends with the last of them; each
/// connection to a file has its own.
struct TestHost {
    TestHost(Pool& pool, Pool& documents);
    TestHost(const TestHost&) = delete;
    TestHost& operator=(const TestHost&) = delete;
    ~TestHost();

    Pool& pool;       // for what touches files
    Pool& documents;  // for large documents
    driver::EventHub events;
    std::string uri = "test:///default";
    driver::NodeGetInfoRet node = default_node();
    std::vector<TestCell> cells;  // hosts that files describe have none
    PageSharing page_sharing;
    driver::Directory<Guest> guests;
    /// Those that another host sends here, until they have arrived.
    std::map<std::string, std::shared_ptr<const conf::Domain>, std::less<>> incoming;
    // each complete in a header of its own, which most of those who use the host need not read
    const std::unique_ptr<TestNetworks> networks;
    const std::unique_ptr<TestPools> pools;
    const std::unique_ptr<TestNodeDevices> devices;
    const std::unique_ptr<TestInterfaces> interfaces;
    const std::unique_ptr<shared::Secrets> secrets;
    const std::unique_ptr<shared::NwFilters> filters;
    std::int32_t next_guest_id = 1;

    struct Defined {
        std::shared_ptr<Guest> guest;
        bool replaced;  // there was a definition before
    };
    /// Makes the definition that of a guest, existing or new, for its next start. Throws when
    /// name and uuid belong to different guests.
    Defined define(conf::Domain definition);
    /// A guest that is about to start with this definition. If it has another, that one is kept
    /// for the start after. Throws also when it runs already.
    std::shared_ptr<Guest> prepare(conf::Domain definition);

    /// Gives it an id, and a definition for later if it is persistent.
    void start(Guest& guest, std::int32_t reason);
    /// Takes the id away; what was defined for later counts now.
    void stop(Guest& guest, std::int32_t reason);
    /// Only persistent guests stay when they are off.
    void drop_if_transient(const Guest& guest);
    void remove(const Guest& guest);

    void publish(const Guest& guest, std::int32_t event, std::int32_t detail);

private:
    std::shared_ptr<Guest> find_for(const conf::Domain& definition) const;
    std::shared_ptr<Guest> add(conf::Domain definition);
};

}  // namespace virtd::test
