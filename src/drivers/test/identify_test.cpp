// Names for access control: those that the host has, whatever a call says.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/temp_dir.hpp"
#include "drivers/test/drivers_fake.hpp"

namespace virtd::test {

namespace {

using namespace driver;  // NOLINT(google-build-using-namespace): the keys of all kinds

struct Fixture : FakeDrivers {
    DomainRef domain(DomainKey key) {
        return get(drivers.hypervisor->identify_domain(std::move(key)));
    }
};

const Uuid nothing{};

std::string guest(const std::string& parts) {
    return "<domain type='test'>" + parts +
           "<memory>4096</memory><os><type>hvm</type></os></domain>";
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "identify: connections are checked as test where that is wanted") {
    CHECK(drivers.access_driver == "test");
    OpenRequest request;
    request.scheme = "test";
    request.path = "/default";
    const auto unchecked = test::opener(pool);
    CHECK(get(unchecked->open(std::move(request))).access_driver.empty());
}

TEST_CASE_FIXTURE(Fixture, "identify: a domain has the name that goes with its uuid") {
    const DomainRef real = domain(std::string("test"));
    CHECK(real.uuid != nothing);
    CHECK(domain(DomainRef{.name = "other", .uuid = real.uuid, .id = 7}) == real);
    CHECK(domain(real.id) == real);
    CHECK_THROWS_AS(domain(std::string("none")), Error);
    CHECK_THROWS_AS(domain(DomainRef{.name = "test", .uuid = {}, .id = 1}), Error);
    CHECK_THROWS_AS(domain(DomainProcess{1}), Error);
}

TEST_CASE_FIXTURE(
    Fixture, "identify: a document that says no uuid has that of the domain it names, if any") {
    const DomainRef real = domain(std::string("test"));
    CHECK(domain(DomainDocument{guest("<name>test</name>"), {}}).uuid == real.uuid);
    const DomainRef fresh = domain(DomainDocument{guest("<name>fresh</name>"), {}});
    CHECK(fresh.name == "fresh");
    CHECK(fresh.uuid == nothing);
    const std::string text = "6695eb01-f6a4-8304-79aa-97f2502e1930";
    const DomainRef said =
        domain(DomainDocument{guest("<name>fresh</name><uuid>" + text + "</uuid>"), "moved"});
    CHECK(said.name == "moved");
    CHECK(to_string(said.uuid) == text);
    CHECK(domain(DomainDocument{{}, "moved"}).name == "moved");
    CHECK_THROWS_AS(domain(DomainDocument{"<domain", {}}), Error);
}

TEST_CASE_FIXTURE(Fixture, "identify: a saved domain has the name in its image") {
    const TempDir directory;
    const std::string path = directory / "image";
    const DomainRef real = domain(std::string("test"));
    DomainSaveArgs save{.dom = real, .to = path};
    get(drivers.hypervisor->domain_save(std::move(save)));
    const DomainRef saved = domain(SavedDomain{path});
    CHECK(saved.name == "test");
    CHECK(saved.uuid == real.uuid);
    CHECK_THROWS_AS(domain(SavedDomain{path + "-none"}), Error);
}

TEST_CASE_FIXTURE(Fixture, "identify: networks, pools, volumes and interfaces are found by name") {
    const NetworkRef net =
        get(drivers.network->identify_network(NetworkRef{.name = "default", .uuid = {}}));
    CHECK(net.uuid != nothing);
    CHECK(get(drivers.network->identify_network(
              Document{"<network><name>default</name></network>"})) == net);
    CHECK(get(drivers.network->identify_network(Document{"<network><name>n</name></network>"})) ==
          NetworkRef{.name = "n", .uuid = {}});
    CHECK_THROWS_AS(get(drivers.network->identify_network(std::string("none"))), Error);

    const StoragePoolRef images =
        get(drivers.storage->identify_storage_pool(std::string("default-pool")));
    CHECK(images.uuid != nothing);
    const StorageVolIdentity volume = get(drivers.storage->identify_storage_vol(
        StorageVolDocument{.pool = {.name = "default-pool", .uuid = {}},
                           .xml = "<volume><name>v</name><capacity>1</capacity></volume>"}));
    CHECK(volume == StorageVolIdentity{images, "v", {}});
    CHECK_THROWS_AS(
        get(drivers.storage->identify_storage_vol(StorageVolRef{"default-pool", "none", ""})),
        Error);

    CHECK(get(drivers.interface->identify_interface(std::string("eth1"))) ==
          InterfaceRef{"eth1", "aa:bb:cc:dd:ee:ff"});
    CHECK(get(drivers.nodedev->identify_node_device(std::string("computer"))).name == "computer");
}

TEST_CASE_FIXTURE(Fixture, "identify: secrets and filters are found by uuid") {
    const std::string xml = "<secret><usage type='ceph'><name>key</name></usage></secret>";
    const SecretRef described = get(drivers.secret->identify_secret(Document{xml}));
    CHECK(described == SecretRef{{}, 2, "key"});
    SecretDefineXmlArgs define{.xml = xml};
    const auto defined = get(drivers.secret->secret_define_xml(std::move(define)));
    CHECK(get(drivers.secret->identify_secret(SecretRef{.uuid = defined.secret.uuid})) ==
          defined.secret);

    NwfilterDefineXmlArgs filter{.xml = "<filter name='f'/>"};
    const auto made = get(drivers.nwfilter->nwfilter_define_xml(std::move(filter)));
    CHECK(get(drivers.nwfilter->identify_nwfilter(
              NwfilterRef{.name = "other", .uuid = made.nwfilter.uuid})) == made.nwfilter);
    CHECK(get(drivers.nwfilter->identify_nwfilter(Document{"<filter name='f'/>"})) ==
          made.nwfilter);
}

}  // namespace virtd::test
