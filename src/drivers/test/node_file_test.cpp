// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/node_file.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "base/error.hpp"
#include "base/loop.hpp"
#include "base/pool.hpp"
#include "base/temp_dir.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

namespace {

struct Fixture {
    TempDir dir;
    Loop loop;
    Pool pool{loop};

    std::shared_ptr<TestHost> host(const std::string& text) {
        const std::string path = dir / "host.xml";
        std::ofstream(path) << text;
        return read_host(path, pool, pool);
    }

    /// A guest with these elements in the namespace of the test driver.
    std::shared_ptr<TestHost> host_with(const std::string& notes) {
        return host(
            "<node><domain type='test' "
            "xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>"
            "<name>x</name><memory>1024</memory><os><type>hvm</type></os>" +
            notes + "</domain></node>");
    }

    std::string failure(const std::string& notes) {
        try {
            host_with(notes);
        } catch (const Error& error) {
            return error.message();
        }
        return "ok";
    }
};

std::string snapshot(const std::string& name, const std::string& parent, bool active) {
    return "<test:domainsnapshot><name>" + name +
           "</name><state>running</state><creationTime>5</creationTime><active>" +
           (active ? "1" : "0") + "</active>" +
           (parent.empty() ? "" : "<parent><name>" + parent + "</name></parent>") +
           "</test:domainsnapshot>";
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "node file: snapshots may stand before their parents") {
    const auto made = host_with(snapshot("leaf", "root", true) + snapshot("root", "", false));
    const auto& snapshots = made->guests.find("x")->snapshots;
    REQUIRE(snapshots.size() == 2);
    CHECK(snapshots.current() == snapshots.find("leaf"));
    CHECK(snapshots.find("leaf")->parent == snapshots.find("root"));
}

TEST_CASE_FIXTURE(Fixture, "node file: snapshots that do not fit together are refused") {
    const std::string inconsistent =
        "internal error: Snapshots have inconsistent relations for domain x";
    CHECK(failure(snapshot("s", "none", false)) == inconsistent);
    CHECK(failure(snapshot("s", "s", false)) == inconsistent);
    CHECK(failure(snapshot("a", "b", false) + snapshot("b", "a", false)) == inconsistent);
    CHECK(failure(snapshot("s", "", false) + snapshot("s", "", false)) ==
          "operation failed: domain moment s already exists");
    CHECK(failure(snapshot("a", "", true) + snapshot("b", "", true)) ==
          "internal error: more than one snapshot claims to be active");
}

TEST_CASE_FIXTURE(Fixture, "node file: states that do not fit together are refused") {
    CHECK(failure("<test:runstate>99</test:runstate>") == "XML error: runstate '99' out of range'");
    CHECK(failure("<test:runstate>5</test:runstate><test:transient/>") ==
          "XML error: transient domain cannot have runstate 'shutoff'");
    CHECK(failure("<test:hasmanagedsave/>") ==
          "XML error: domain with managedsave data can only have runstate 'shutoff'");
}

TEST_CASE_FIXTURE(Fixture, "node file: what is made to hurt is refused, or passed over") {
    const auto repeated = [](const std::string& part, int count) {
        std::string all;
        for (int i = 0; i < count; ++i)
            all += part;
        return all;
    };
    const auto code = [this](const std::string& inside) {
        try {
            host("<node>" + inside + "</node>");
        } catch (const Error& error) {
            return error.code();
        }
        return Errc::ok;
    };
    for (const std::string& broken :
         {repeated("<a>", 10'000), std::string("<a>\x01</a>"), std::string("<a>&#1;</a>"),
          std::string("<a>\xe2\x82</a>"), std::string("<a>&nope;</a>"), std::string("<a/></node>"),
          "<" + std::string(11'000'000, 'n') + "/>"}) {
        CAPTURE(broken.substr(0, 20));
        CHECK(code(broken) == Errc::xml_detail);
    }
    CHECK(code(repeated("<a/>", 100'000)) == Errc::ok);
    CHECK(code("<a>" + std::string(9'000'000, 'n') + "</a>") == Errc::ok);
    CHECK(code("<domain>" + repeated("<a/>", 100'000) + "</domain>") != Errc::ok);
    CHECK(code("<network><name>" + std::string(9'000'000, 'n') + "</name></network>") == Errc::ok);
}

}  // namespace virtd::test
