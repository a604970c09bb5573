// Large documents hold nobody up: every call that takes one leaves the loop to others while it is
// read.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>

#include <functional>

#include "base/error.hpp"
#include "base/loop.hpp"
#include "base/pool.hpp"
#include "driver/registry.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/test/opener.hpp"

namespace virtd::test {

namespace {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

/// A document with a lot that nobody asked for.
std::string padded(const std::string& root, const std::string& inside = {}) {
    return "<" + root + ">" + std::string(2 * shared::small_document, 'x') + inside + "</" +
           root.substr(0, root.find(' ')) + ">";
}

struct Fixture {
    Loop loop;
    Pool pool{loop};
    std::unique_ptr<Opener> opener = test::opener(pool, AccessChecks::all);
    Drivers drivers = open();
    Hypervisor& guests = *drivers.hypervisor;

    Drivers open() {
        OpenRequest request;
        request.scheme = "test";
        request.path = "/default";
        return loop.run(opener->open(std::move(request)));
    }

    /// Others are served before the call has its answer, which may be an error.
    template <class T>
    void leaves_the_loop(const char* what, Task<T> task) {
        CAPTURE(what);
        CHECK_FALSE(task.start());
        bool others_served = false;
        loop.post("others", [&others_served] { others_served = true; });
        finish(task);
        CHECK(others_served);
    }

    /// Until a task that was started has its end.
    template <class T>
    void finish(const Task<T>& task) {
        const auto turns = [](Loop& on) -> Task<void> {
            co_await on.sleep(std::chrono::milliseconds(1));
        };
        while (!task.done())
            loop.run(turns(loop));
    }

    DomainRef guest() {
        DomainLookupByNameArgs args{.name = "test"};
        return loop.run(guests.domain_lookup_by_name(std::move(args))).dom;
    }
    NetworkRef network() {
        NetworkLookupByNameArgs args{.name = "default"};
        return loop.run(drivers.network->network_lookup_by_name(std::move(args))).net;
    }
    StoragePoolRef storage_pool() {
        StoragePoolLookupByNameArgs args{.name = "default-pool"};
        return loop.run(drivers.storage->storage_pool_lookup_by_name(std::move(args))).pool;
    }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "large documents: of guests and their parts") {
    const std::string xml = padded("domain type='test'");
    leaves_the_loop("define", guests.domain_define_xml({.xml = xml}));
    leaves_the_loop("define flags", guests.domain_define_xml_flags({.xml = xml, .flags = 0}));
    leaves_the_loop("create", guests.domain_create_xml({.xml_desc = xml, .flags = 0}));
    leaves_the_loop("attach", guests.domain_attach_device({.dom = guest(), .xml = padded("disk")}));
    leaves_the_loop("detach", guests.domain_detach_device({.dom = guest(), .xml = padded("disk")}));
    DomainUpdateDeviceFlagsArgs update{.dom = guest(), .xml = padded("disk"), .flags = 0};
    leaves_the_loop("update", guests.domain_update_device_flags(std::move(update)));
    DomainSnapshotCreateXmlArgs snapshot{
        .dom = guest(), .xml_desc = padded("domainsnapshot"), .flags = 0};
    leaves_the_loop("snapshot", guests.domain_snapshot_create_xml(std::move(snapshot)));
    DomainCheckpointCreateXmlArgs checkpoint{
        .dom = guest(), .xml_desc = padded("domaincheckpoint"), .flags = 0};
    leaves_the_loop("checkpoint", guests.domain_checkpoint_create_xml(std::move(checkpoint)));
    DomainBackupBeginArgs backup;
    backup.dom = guest();
    backup.backup_xml = padded("domainbackup");
    leaves_the_loop("backup", guests.domain_backup_begin(std::move(backup)));
    DomainBlockCopyArgs copy;
    copy.dom = guest();
    copy.path = "vda";
    copy.destxml = padded("disk");
    leaves_the_loop("copy", guests.domain_block_copy(std::move(copy)));
    DomainMigratePrepare3Args prepare;
    prepare.dom_xml = xml;
    leaves_the_loop("migrate", guests.domain_migrate_prepare3(std::move(prepare)));
    DomainSetMetadataArgs metadata;
    metadata.dom = guest();
    metadata.type = 2;
    metadata.metadata = padded("a");
    metadata.key = "k";
    metadata.uri = "u";
    leaves_the_loop("set metadata", guests.domain_set_metadata(metadata));
    DomainGetMetadataArgs asked{.dom = guest(), .type = 2, .uri = "u", .flags = 0};
    leaves_the_loop("get metadata", guests.domain_get_metadata(std::move(asked)));
    leaves_the_loop("identify", guests.identify_domain(DomainDocument{.xml = xml, .name = {}}));
}

TEST_CASE_FIXTURE(Fixture, "large documents: are written beside the loop, too") {
    std::string disks;
    for (int i = 0; i < 200; ++i) {
        disks += "<disk><source file='/a'/><target dev='vd" + std::to_string(i) +
                 "'/><address type='pci' bus='1'/></disk>";
    }
    const std::string start = "<domain type='test'><name>";
    const std::string end = "</name><memory>4096</memory><os><type>hvm</type></os><devices>" +
                            disks + "</devices></domain>";
    const DomainRef made = loop.run(guests.domain_define_xml({.xml = start + "large" + end})).dom;
    leaves_the_loop("devices", guests.domain_get_xml_desc({.dom = made, .flags = 0}));
    const std::string shown = loop.run(guests.domain_get_xml_desc({.dom = made, .flags = 0})).xml;
    CHECK(shown.find("<target dev='vd199'") != std::string::npos);

    DomainSetMetadataArgs metadata;
    metadata.dom = guest();
    metadata.metadata = std::string(2 * shared::small_document, 'x');
    loop.run(guests.domain_set_metadata(std::move(metadata)));
    leaves_the_loop("description", guests.domain_get_xml_desc({.dom = guest(), .flags = 0}));
}

TEST_CASE_FIXTURE(Fixture, "large documents: of processors") {
    leaves_the_loop("compare", guests.connect_compare_cpu({.xml = padded("cpu"), .flags = 0}));
    ConnectBaselineCpuArgs hosts;
    hosts.xml_cpus = {padded("cpu")};
    leaves_the_loop("baseline", guests.connect_baseline_cpu(std::move(hosts)));
}

TEST_CASE_FIXTURE(Fixture, "large documents: of networks") {
    NetworkDriver& networks = *drivers.network;
    const std::string xml = padded("network", "<name>n</name>");
    leaves_the_loop("define", networks.network_define_xml({.xml = xml}));
    leaves_the_loop("create", networks.network_create_xml({.xml = xml}));
    leaves_the_loop("identify", networks.identify_network(Document{.xml = xml}));
    NetworkUpdateArgs update;
    update.net = network();
    update.command = 2;
    update.section = 9;
    update.parent_index = -1;
    update.xml = padded("portgroup");
    leaves_the_loop("update", networks.network_update(std::move(update)));
    NetworkPortCreateXmlArgs port{.network = network(), .xml = padded("networkport"), .flags = 0};
    leaves_the_loop("port", networks.network_port_create_xml(std::move(port)));
    NetworkSetMetadataArgs metadata;
    metadata.network = network();
    metadata.type = 2;
    metadata.metadata = padded("a");
    metadata.key = "k";
    metadata.uri = "u";
    leaves_the_loop("set metadata", networks.network_set_metadata(metadata));
    NetworkGetMetadataArgs asked;
    asked.network = network();
    asked.type = 2;
    asked.uri = "u";
    leaves_the_loop("get metadata", networks.network_get_metadata(std::move(asked)));
}

TEST_CASE_FIXTURE(Fixture, "large documents: of pools and volumes") {
    StorageDriver& storage = *drivers.storage;
    const std::string xml = padded("pool type='dir'");
    leaves_the_loop("define", storage.storage_pool_define_xml({.xml = xml, .flags = 0}));
    leaves_the_loop("create", storage.storage_pool_create_xml({.xml = xml, .flags = 0}));
    leaves_the_loop("identify", storage.identify_storage_pool(Document{.xml = xml}));
    ConnectFindStoragePoolSourcesArgs sources;
    sources.type = "logical";
    sources.src_spec = padded("source");
    leaves_the_loop("sources", storage.connect_find_storage_pool_sources(std::move(sources)));
    StorageVolCreateXmlArgs volume{.pool = storage_pool(), .xml = padded("volume"), .flags = 0};
    leaves_the_loop("volume", storage.storage_vol_create_xml(std::move(volume)));
}

TEST_CASE_FIXTURE(Fixture, "large documents: of all else") {
    leaves_the_loop("interface", drivers.interface->interface_define_xml(
                                     {.xml = padded("interface"), .flags = 0}));
    leaves_the_loop("device", drivers.nodedev->node_device_create_xml(
                                  {.xml_desc = padded("device"), .flags = 0}));
    leaves_the_loop("secret",
                    drivers.secret->secret_define_xml({.xml = padded("secret"), .flags = 0}));
    leaves_the_loop("identify", drivers.secret->identify_secret(Document{.xml = padded("secret")}));
    NwfilterDriver& filters = *drivers.nwfilter;
    leaves_the_loop("filter", filters.nwfilter_define_xml({.xml = padded("filter")}));
    leaves_the_loop("binding", filters.nwfilter_binding_create_xml(
                                   {.xml = padded("filterbinding"), .flags = 0}));
}

TEST_CASE_FIXTURE(Fixture, "large documents: a change that others overtake loses nothing") {
    DomainSetMetadataArgs title;
    title.dom = guest();
    title.type = 1;
    title.metadata = "faster";
    DomainSetMetadataArgs element = title;
    element.type = 2;
    element.metadata = padded("a");
    element.key = "k";
    element.uri = "u";
    Task<void> slow = guests.domain_set_metadata(element);
    CHECK_FALSE(slow.start());
    loop.run(guests.domain_set_metadata(title));
    finish(slow);
    slow.result();
    const std::string xml = loop.run(guests.domain_get_xml_desc({.dom = guest(), .flags = 0})).xml;
    CHECK(xml.find("<title>faster</title>") != std::string::npos);
    CHECK(xml.find("<k:a xmlns:k=\"u\">xxx") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "large documents: what has gone meanwhile is not changed") {
    const std::string xml =
        "<domain type='test'><name>g</name><memory>4096</memory><os><type>hvm</type></os></domain>";
    const DomainRef made = loop.run(guests.domain_define_xml({.xml = xml})).dom;
    DomainAttachDeviceFlagsArgs args{.dom = made, .xml = padded("disk"), .flags = 2};
    Task<void> slow = guests.domain_attach_device_flags(args);
    CHECK_FALSE(slow.start());
    loop.run(guests.domain_undefine({.dom = made}));
    finish(slow);
    CHECK_THROWS_AS(slow.result(), Error);
    NetworkPortCreateXmlArgs port{.network = network(), .xml = padded("networkport"), .flags = 0};
    Task<NetworkPortCreateXmlRet> other = drivers.network->network_port_create_xml(port);
    CHECK_FALSE(other.start());
    loop.run(drivers.network->network_destroy({.net = network()}));
    loop.run(drivers.network->network_undefine({.net = network()}));
    finish(other);
    CHECK_THROWS_AS(other.result(), Error);
}

}  // namespace virtd::test
