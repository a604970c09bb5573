// Large documents hold nobody up: every call that takes or gives one leaves the loop to others
// while it is read or printed. SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>

#include <functional>

#include "base/error.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/test/drivers_fake.hpp"

namespace virtd::test {

namespace {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

const std::string text(2 * shared::small_document, 'x');

/// A document with a lot that nobody asked for.
std::string padded(const std::string& root, const std::string& inside = {}) {
    return "<" + root + ">" + text + inside + "</" + root.substr(0, root.find(' ')) + ">";
}

/// A large one, to be kept with an object.
template <class Args>
Args element() {
    Args metadata;
    metadata.type = 2;  // VIR_DOMAIN_METADATA_ELEMENT, and that of networks
    metadata.metadata = padded("a");
    metadata.key = "k";
    metadata.uri = "u";
    return metadata;
}

struct Fixture : FakeDrivers {
    Hypervisor& guests = *drivers.hypervisor;

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
        return get(guests.domain_lookup_by_name(std::move(args))).dom;
    }
    NetworkRef network() {
        NetworkLookupByNameArgs args{.name = "default"};
        return get(drivers.network->network_lookup_by_name(std::move(args))).net;
    }
    StoragePoolRef storage_pool() {
        StoragePoolLookupByNameArgs args{.name = "default-pool"};
        return get(drivers.storage->storage_pool_lookup_by_name(std::move(args))).pool;
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
    DomainCheckpointCreateXmlArgs checkpoint{
        .dom = guest(), .xml_desc = padded("domaincheckpoint"), .flags = 0};
    leaves_the_loop("checkpoint", guests.domain_checkpoint_create_xml(std::move(checkpoint)));
    DomainSnapshotCreateXmlArgs snapshot{
        .dom = guest(), .xml_desc = padded("domainsnapshot"), .flags = 0};
    leaves_the_loop("snapshot", guests.domain_snapshot_create_xml(std::move(snapshot)));
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
    DomainSetMetadataArgs metadata = element<DomainSetMetadataArgs>();
    metadata.dom = guest();
    leaves_the_loop("set metadata", guests.domain_set_metadata(metadata));
    DomainGetMetadataArgs asked{.dom = guest(), .type = 2, .uri = "u", .flags = 0};
    leaves_the_loop("get metadata", guests.domain_get_metadata(std::move(asked)));
    leaves_the_loop("identify", guests.identify_domain(DomainDocument{.xml = xml, .name = {}}));
}

TEST_CASE_FIXTURE(Fixture, "large documents: of guests are printed beside the loop, too") {
    std::string disks;
    for (int i = 0; i < 200; ++i) {
        disks += "<disk><source file='/a'/><target dev='vd" + std::to_string(i) +
                 "'/><address type='pci' bus='1'/></disk>";
    }
    const std::string xml =
        "<domain type='test'><name>large</name><memory>4096</memory><os>"
        "<type>hvm</type></os><devices>" +
        disks + "</devices></domain>";
    const DomainRef made = get(guests.domain_create_xml({.xml_desc = xml, .flags = 0})).dom;
    leaves_the_loop("devices", guests.domain_get_xml_desc({.dom = made, .flags = 0}));
    const std::string shown = get(guests.domain_get_xml_desc({.dom = made, .flags = 0})).xml;
    CHECK(shown.find("<target dev='vd199'") != std::string::npos);

    DomainSnapshotCreateXmlArgs snapshot{.dom = made, .xml_desc = "<domainsnapshot/>", .flags = 0};
    DomainSnapshotGetXmlDescArgs of_snapshot;
    of_snapshot.snap = get(guests.domain_snapshot_create_xml(std::move(snapshot))).snap;
    leaves_the_loop("snapshot", guests.domain_snapshot_get_xml_desc(of_snapshot));
    DomainSnapshotDeleteArgs no_longer{.snap = of_snapshot.snap, .flags = 0};
    get(guests.domain_snapshot_delete(std::move(no_longer)));

    DomainCheckpointCreateXmlArgs checkpoint{
        .dom = made, .xml_desc = "<domaincheckpoint/>", .flags = 0};
    DomainCheckpointGetXmlDescArgs of_checkpoint;
    of_checkpoint.checkpoint =
        get(guests.domain_checkpoint_create_xml(std::move(checkpoint))).checkpoint;
    leaves_the_loop("checkpoint", guests.domain_checkpoint_get_xml_desc(std::move(of_checkpoint)));

    DomainBackupBeginArgs backup;
    backup.dom = made;
    backup.backup_xml = "<domainbackup/>";
    get(guests.domain_backup_begin(std::move(backup)));
    leaves_the_loop("backup", guests.domain_backup_get_xml_desc({.dom = made, .flags = 0}));

    DomainSetMetadataArgs metadata;
    metadata.dom = guest();
    metadata.metadata = text;
    get(guests.domain_set_metadata(std::move(metadata)));
    leaves_the_loop("description", guests.domain_get_xml_desc({.dom = guest(), .flags = 0}));
}

TEST_CASE_FIXTURE(Fixture, "large documents: small changes of large definitions leave the loop") {
    DomainSetMetadataArgs metadata;
    metadata.dom = guest();
    metadata.metadata = text;
    get(guests.domain_set_metadata(metadata));
    metadata.type = 1;  // VIR_DOMAIN_METADATA_TITLE
    metadata.metadata = "t";
    leaves_the_loop("title", guests.domain_set_metadata(std::move(metadata)));
    leaves_the_loop("attach", guests.domain_attach_device({.dom = guest(), .xml = "<disk/>"}));

    const auto made = get(drivers.network->network_create_xml(
        {.xml =
             "<network><name>n</name><dns><txt name='a' value='" + text + "'/></dns></network>"}));
    NetworkUpdateArgs update;
    update.net = made.net;
    update.command = 3;   // VIR_NETWORK_UPDATE_COMMAND_ADD_LAST
    update.section = 11;  // VIR_NETWORK_SECTION_DNS_TXT
    update.parent_index = -1;
    update.xml = "<txt name='b' value='c'/>";
    leaves_the_loop("update", drivers.network->network_update(std::move(update)));
    const std::string xml =
        get(drivers.network->network_get_xml_desc({.net = made.net, .flags = 0})).xml;
    CHECK(xml.find("<txt name='b' value='c'/>") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "large documents: of all else are printed beside the loop, too") {
    const auto network = get(drivers.network->network_create_xml(
        {.xml =
             "<network><name>n</name><dns><txt name='a' value='" + text + "'/></dns></network>"}));
    leaves_the_loop("network",
                    drivers.network->network_get_xml_desc({.net = network.net, .flags = 0}));
    NetworkPortCreateXmlArgs port{
        .network = network.net,
        .xml = "<networkport><uuid>6d07e000-0000-4000-8000-000000000002</uuid><owner><name>" +
               text +
               "</name><uuid>6d07e000-0000-4000-8000-000000000001</uuid>"
               "</owner><mac address='52:54:00:00:00:01'/></networkport>",
        .flags = 0};
    NetworkPortGetXmlDescArgs of_port;
    of_port.port = get(drivers.network->network_port_create_xml(std::move(port))).port;
    leaves_the_loop("port", drivers.network->network_port_get_xml_desc(std::move(of_port)));

    StoragePoolGetXmlDescArgs of_pool;
    of_pool.pool = get(drivers.storage->storage_pool_define_xml(
                           {.xml = "<pool type='dir'><name>p</name><target><path>/" + text +
                                   "</path></target></pool>",
                            .flags = 0}))
                       .pool;
    leaves_the_loop("pool", drivers.storage->storage_pool_get_xml_desc(std::move(of_pool)));
    StorageVolCreateXmlArgs volume{
        .pool = storage_pool(),
        .xml = "<volume><name>" + text + "</name><capacity>1</capacity></volume>",
        .flags = 0};
    StorageVolGetXmlDescArgs of_volume;
    of_volume.vol = get(drivers.storage->storage_vol_create_xml(std::move(volume))).vol;
    leaves_the_loop("volume", drivers.storage->storage_vol_get_xml_desc(std::move(of_volume)));

    const auto interface = get(drivers.interface->interface_define_xml(
        {.xml = "<interface type='ethernet' name='" + text + "'/>", .flags = 0}));
    leaves_the_loop("interface", drivers.interface->interface_get_xml_desc(
                                     {.iface = interface.iface, .flags = 0}));
    const auto secret = get(drivers.secret->secret_define_xml(
        {.xml = "<secret><description>" + text + "</description></secret>", .flags = 0}));
    leaves_the_loop("secret",
                    drivers.secret->secret_get_xml_desc({.secret = secret.secret, .flags = 0}));

    NwfilterDriver& filters = *drivers.nwfilter;
    const auto filter = get(filters.nwfilter_define_xml(
        {.xml = "<filter name='f'><filterref filter='" + text + "'/></filter>"}));
    leaves_the_loop("filter",
                    filters.nwfilter_get_xml_desc({.nwfilter = filter.nwfilter, .flags = 0}));
    const auto binding = get(filters.nwfilter_binding_create_xml(
        {.xml = "<filterbinding><owner><name>" + text +
                "</name><uuid>6d07e000-0000-4000-8000-000000000001</uuid></owner><portdev "
                "name='p'/><mac address='52:54:00:00:00:01'/><filterref filter='f'/>"
                "</filterbinding>",
         .flags = 0}));
    leaves_the_loop("binding", filters.nwfilter_binding_get_xml_desc(
                                   {.nwfilter = binding.nwfilter, .flags = 0}));
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
    NetworkSetMetadataArgs metadata = element<NetworkSetMetadataArgs>();
    metadata.network = network();
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
    DomainSetMetadataArgs slower = element<DomainSetMetadataArgs>();
    slower.dom = guest();
    Task<void> slow = guests.domain_set_metadata(slower);
    CHECK_FALSE(slow.start());
    get(guests.domain_set_metadata(title));
    finish(slow);
    slow.result();
    const std::string xml = get(guests.domain_get_xml_desc({.dom = guest(), .flags = 0})).xml;
    CHECK(xml.find("<title>faster</title>") != std::string::npos);
    CHECK(xml.find("<k:a xmlns:k=\"u\">xxx") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "large documents: what has gone meanwhile is not changed") {
    const std::string xml =
        "<domain type='test'><name>g</name><memory>4096</memory><os><type>hvm</type></os></domain>";
    const DomainRef made = get(guests.domain_define_xml({.xml = xml})).dom;
    DomainAttachDeviceFlagsArgs args{.dom = made, .xml = padded("disk"), .flags = 2};
    Task<void> slow = guests.domain_attach_device_flags(args);
    CHECK_FALSE(slow.start());
    get(guests.domain_undefine({.dom = made}));
    finish(slow);
    CHECK_THROWS_AS(slow.result(), Error);
    NetworkPortCreateXmlArgs port{.network = network(), .xml = padded("networkport"), .flags = 0};
    Task<NetworkPortCreateXmlRet> other = drivers.network->network_port_create_xml(port);
    CHECK_FALSE(other.start());
    get(drivers.network->network_destroy({.net = network()}));
    get(drivers.network->network_undefine({.net = network()}));
    finish(other);
    CHECK_THROWS_AS(other.result(), Error);
}

}  // namespace virtd::test
