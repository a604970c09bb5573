// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/interface_driver.hpp"
#include "base/pool.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "base/error.hpp"

namespace virtd::test {

namespace {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

struct Fixture {
    std::shared_ptr<TestInterfaces> store = std::make_shared<TestInterfaces>();
    Loop loop;
    Pool pool{loop};
    TestInterfaceDriver interfaces{store, pool};

    /// The result of a call; none of these waits.
    template <class T>
    static T result(Task<T> task) {
        REQUIRE(task.start());
        return task.result();
    }
    template <class Call>
    static std::string error(Call call) {
        try {
            call();
        } catch (const Error& error) {
            return error.message();
        }
        return "no error";
    }

    InterfaceRef define(std::string_view name, std::string_view mac) {
        return result(interfaces.interface_define_xml(
                          {fmt::format("<interface type='ethernet' name='{}'>"
                                       "<mac address='{}'/></interface>",
                                       name, mac),
                           0}))
            .iface;
    }
    void start(const InterfaceRef& iface) { result(interfaces.interface_create({iface, 0})); }
    void stop(const InterfaceRef& iface) { result(interfaces.interface_destroy({iface, 0})); }
    void undefine(const InterfaceRef& iface) { result(interfaces.interface_undefine({iface})); }
    void begin() { result(interfaces.interface_change_begin({0})); }
    void commit() { result(interfaces.interface_change_commit({0})); }
    void rollback() { result(interfaces.interface_change_rollback({0})); }
    std::string list(std::uint32_t flags) {
        std::string names;
        const auto found = result(interfaces.connect_list_all_interfaces({1, flags}));
        for (const InterfaceRef& iface : found.ifaces)
            names += iface.name + " ";
        return names;
    }
    std::string by_mac(const std::string& mac) {
        return result(interfaces.interface_lookup_by_mac_string({mac})).iface.name;
    }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture,
                  "test interfaces: they are found by name and by address in either case") {
    define("e", "aa:bb:cc:dd:ee:ff");
    CHECK(by_mac("AA:BB:CC:DD:EE:FF") == "e");
    CHECK(error([&] { by_mac("00:00:00:00:00:00"); }) ==
          "Interface not found: no interface with matching mac '00:00:00:00:00:00'");
    define("f", "aa:bb:cc:dd:ee:ff");
    CHECK(error([&] { by_mac("aa:bb:cc:dd:ee:ff"); }) == "multiple matching interfaces found");
}

TEST_CASE_FIXTURE(Fixture,
                  "test interfaces: starting and stopping twice is refused without words") {
    const InterfaceRef iface = define("e", "aa:bb:cc:dd:ee:ff");
    CHECK(error([&] { stop(iface); }) == "Requested operation is not valid");
    start(iface);
    CHECK(error([&] { start(iface); }) == "Requested operation is not valid");
    CHECK(list(2) == "e ");
    CHECK(list(1).empty());
}

TEST_CASE_FIXTURE(Fixture, "test interfaces: a new definition counts at once, running or not") {
    const InterfaceRef iface = define("e", "aa:bb:cc:dd:ee:01");
    start(iface);
    CHECK(define("e", "aa:bb:cc:dd:ee:02").mac == "aa:bb:cc:dd:ee:02");
    CHECK(list(2) == "e ");
    undefine(iface);
    CHECK(list(0).empty());
}

TEST_CASE_FIXTURE(Fixture,
                  "test interfaces: a rollback brings the definitions back, all of them off") {
    const InterfaceRef kept = define("kept", "aa:bb:cc:dd:ee:01");
    start(kept);
    begin();
    define("new", "aa:bb:cc:dd:ee:02");
    undefine(kept);
    rollback();
    CHECK(list(0) == "kept ");
    CHECK(list(2).empty());
}

TEST_CASE_FIXTURE(Fixture, "test interfaces: what was committed stays") {
    begin();
    define("new", "aa:bb:cc:dd:ee:02");
    commit();
    CHECK(list(0) == "new ");
}

TEST_CASE_FIXTURE(Fixture, "test interfaces: there is one transaction at a time") {
    CHECK(error([&] { commit(); }) ==
          "Requested operation is not valid: no transaction running, nothing to be committed.");
    CHECK(error([&] { rollback(); }) ==
          "Requested operation is not valid: no transaction running, nothing to rollback.");
    begin();
    CHECK(error([&] { begin(); }) ==
          "Requested operation is not valid: there is another transaction running.");
}

}  // namespace virtd::test
