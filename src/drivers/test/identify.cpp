// The real names of the objects that calls are about, for access control.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/error.hpp"
#include "base/pool.hpp"
#include "conf/says_uuid.hpp"
#include "drivers/test/definitions.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/images.hpp"
#include "drivers/test/interface_driver.hpp"
#include "drivers/test/network_driver.hpp"
#include "drivers/test/nodedev_driver.hpp"
#include "drivers/test/storage_driver.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the keys of all kinds

namespace {

/// Parsers make a uuid up where a document says none. That one is never seen again.
template <class Directory, class FindUuid>
Uuid uuid_of(const std::string& xml, const Uuid& parsed, const Directory& all,
             const std::string& name, FindUuid uuid) {
    if (conf::says_uuid(xml)) return parsed;
    const auto existing = all.find(name);
    return existing ? uuid(*existing) : Uuid();
}

}  // namespace

Task<DomainRef> TestDomains::identify_domain(DomainKey key) {
    if (const auto* const ref = std::get_if<DomainRef>(&key)) co_return guest(*ref)->ref;
    if (const auto* const name = std::get_if<std::string>(&key)) {
        DomainLookupByNameArgs args{.name = *name};
        const auto found = co_await domain_lookup_by_name(std::move(args));
        co_return found.dom;
    }
    if (const auto* const id = std::get_if<std::int32_t>(&key)) {
        DomainLookupByIdArgs args{.id = *id};
        const auto found = co_await domain_lookup_by_id(args);
        co_return found.dom;
    }
    if (const auto* const saved = std::get_if<SavedDomain>(&key)) {
        const auto work = [path = saved->path] { return read_image(path); };
        const std::string xml = co_await host_->pool.run(work);
        const conf::Domain definition = parse_saved(xml);
        co_return DomainRef{definition.name, *definition.uuid, -1};
    }
    if (const auto* const document = std::get_if<DomainDocument>(&key)) {
        DomainRef ref;
        ref.name = document->name;
        if (document->xml.empty()) co_return ref;
        const conf::Domain definition = parse_definition(document->xml, false);
        if (ref.name.empty()) ref.name = definition.name;
        ref.uuid = uuid_of(document->xml, *definition.uuid, host_->guests, ref.name,
                           [](const Guest& guest) { return guest.ref.uuid; });
        co_return ref;
    }
    not_supported("virDomainQemuAttach");
}

Task<InterfaceRef> TestInterfaceDriver::identify_interface(InterfaceKey key) {
    if (const auto* const name = std::get_if<std::string>(&key)) {
        co_return interfaces_->by_name(*name).ref();
    }
    TestInterface described;
    described.definition = std::make_shared<const conf::HostInterface>(
        conf::parse_host_interface(std::get<Document>(key).xml));
    co_return described.ref();
}

Task<NetworkRef> TestNetworkDriver::identify_network(NetworkKey key) {
    if (const auto* const ref = std::get_if<NetworkRef>(&key)) co_return of(*ref).ref();
    if (const auto* const name = std::get_if<std::string>(&key)) {
        co_return networks_->by_name(*name).ref();
    }
    const std::string& xml = std::get<Document>(key).xml;
    const conf::Network network = conf::parse_network(xml);
    const Uuid uuid = uuid_of(xml, network.uuid, networks_->all(), network.name,
                              [](const TestNetwork& one) { return one.ref().uuid; });
    co_return NetworkRef{network.name, uuid};
}

Task<NetworkPortRef> TestNetworkDriver::identify_network_port(NetworkPortKey key) {
    if (const auto* const ref = std::get_if<NetworkPortRef>(&key)) {
        const TestNetwork& network = of(ref->net);
        co_return NetworkPortRef{network.ref(), *network.ports.find(ref->uuid).uuid};
    }
    const auto& document = std::get<NetworkPortDocument>(key);
    const conf::NetworkPort port = conf::parse_network_port(document.xml);
    co_return NetworkPortRef{of(document.network).ref(), port.uuid.value_or(Uuid())};
}

Task<NodeDeviceRef> TestNodeDeviceDriver::identify_node_device(NodeDeviceKey key) {
    if (const auto* const name = std::get_if<std::string>(&key)) {
        co_return NodeDeviceRef{devices_->by_name(*name)->name};
    }
    const xml::Document document(std::get<Document>(key).xml, {.origin = Origin::nodedev});
    co_return NodeDeviceRef{conf::parse_new_node_device(document.root("device")).name};
}

Task<StoragePoolRef> TestStorageDriver::identify_storage_pool(StoragePoolKey key) {
    if (const auto* const ref = std::get_if<StoragePoolRef>(&key)) co_return of(*ref)->ref();
    if (const auto* const name = std::get_if<std::string>(&key)) {
        co_return pools_->by_name(*name)->ref();
    }
    const std::string& xml = std::get<Document>(key).xml;
    const conf::StoragePool pool = conf::parse_pool(xml);
    const Uuid uuid = uuid_of(xml, pool.uuid, pools_->all(), pool.name,
                              [](const TestPool& one) { return one.ref().uuid; });
    co_return StoragePoolRef{pool.name, uuid};
}

Task<StorageVolIdentity> TestStorageDriver::identify_storage_vol(StorageVolKey key) {
    if (const auto* const ref = std::get_if<StorageVolRef>(&key)) {
        const auto pool = pools_->active(ref->pool);
        const StorageVolRef volume = pool->ref(*pool->volume(ref->name));
        co_return StorageVolIdentity{pool->ref(), volume.name, volume.key};
    }
    const auto& document = std::get<StorageVolDocument>(key);
    const auto pool = pools_->active(document.pool.name);
    const conf::StorageVolume volume = conf::parse_volume(document.xml, pool->definition->type);
    co_return StorageVolIdentity{pool->ref(), volume.name, {}};
}

}  // namespace virtd::test
