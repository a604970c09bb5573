// The real names of the objects that calls are about, for access control.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/error.hpp"
#include "base/pool.hpp"
#include "drivers/shared/described.hpp"
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

DomainRef ref_of(const conf::Domain& definition) {
    return {definition.name, *definition.uuid, -1};
}

/// The uuid of what has that name already.
template <class Directory>
Uuid uuid_of(const Directory& all, const std::string& name) {
    const auto existing = all.find(name);
    return existing ? existing->ref().uuid : Uuid();
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
        std::string xml = co_await host_->pool.run(work);
        const auto parse = [](const std::string& text) { return ref_of(parse_saved(text)); };
        co_return co_await shared::parsed(host_->documents, std::move(xml), parse);
    }
    if (auto* const document = std::get_if<DomainDocument>(&key)) {
        DomainRef ref;
        ref.name = document->name;
        if (document->xml.empty()) co_return ref;
        const auto parse = [](const std::string& text) {
            return ref_of(parse_definition(text, false));
        };
        const auto [found, has_uuid] =
            co_await shared::described(host_->documents, std::move(document->xml), parse);
        if (ref.name.empty()) ref.name = found.name;
        if (has_uuid) {
            ref.uuid = found.uuid;
        } else if (const auto existing = host_->guests.find(ref.name)) {
            ref.uuid = existing->ref.uuid;
        }
        co_return ref;
    }
    not_supported("virDomainQemuAttach");
}

Task<InterfaceRef> TestInterfaceDriver::identify_interface(InterfaceKey key) {
    if (const auto* const name = std::get_if<std::string>(&key)) {
        co_return interfaces_->by_name(*name).ref();
    }
    const auto parse = [](const std::string& text) {
        TestInterface described;
        described.definition =
            std::make_shared<const conf::HostInterface>(conf::parse_host_interface(text));
        return described.ref();
    };
    std::string& xml = std::get<Document>(key).xml;
    co_return co_await shared::parsed(pool_, std::move(xml), parse);
}

Task<NetworkRef> TestNetworkDriver::identify_network(NetworkKey key) {
    if (const auto* const ref = std::get_if<NetworkRef>(&key)) co_return of(*ref).ref();
    if (const auto* const name = std::get_if<std::string>(&key)) {
        co_return networks_->by_name(*name).ref();
    }
    const auto parse = [](const std::string& text) {
        conf::Network network = conf::parse_network(text);
        return NetworkRef{std::move(network.name), network.uuid};
    };
    std::string& xml = std::get<Document>(key).xml;
    auto [ref, has_uuid] = co_await shared::described(pool_, std::move(xml), parse);
    if (!has_uuid) ref.uuid = uuid_of(networks_->all(), ref.name);
    co_return ref;
}

Task<NetworkPortRef> TestNetworkDriver::identify_network_port(NetworkPortKey key) {
    if (const auto* const ref = std::get_if<NetworkPortRef>(&key)) {
        const TestNetwork& network = of(ref->net);
        co_return NetworkPortRef{network.ref(), *network.ports.find(ref->uuid)->uuid};
    }
    const auto parse = [](const std::string& text) {
        return conf::parse_network_port(text).uuid.value_or(Uuid());
    };
    auto& document = std::get<NetworkPortDocument>(key);
    const Uuid uuid = co_await shared::parsed(pool_, std::move(document.xml), parse);
    co_return NetworkPortRef{of(document.network).ref(), uuid};
}

Task<NodeDeviceRef> TestNodeDeviceDriver::identify_node_device(NodeDeviceKey key) {
    if (const auto* const name = std::get_if<std::string>(&key)) {
        co_return NodeDeviceRef{devices_->by_name(*name)->name};
    }
    const auto parse = [](const std::string& text) {
        const xml::Document document(text, {.origin = Origin::nodedev});
        return NodeDeviceRef{conf::parse_new_node_device(document.root("device")).name};
    };
    std::string& xml = std::get<Document>(key).xml;
    co_return co_await shared::parsed(pool_, std::move(xml), parse);
}

Task<StoragePoolRef> TestStorageDriver::identify_storage_pool(StoragePoolKey key) {
    if (const auto* const ref = std::get_if<StoragePoolRef>(&key)) co_return of(*ref)->ref();
    if (const auto* const name = std::get_if<std::string>(&key)) {
        co_return pools_->by_name(*name)->ref();
    }
    const auto parse = [](const std::string& text) {
        conf::StoragePool pool = conf::parse_pool(text);
        return StoragePoolRef{std::move(pool.name), pool.uuid};
    };
    std::string& xml = std::get<Document>(key).xml;
    auto [ref, has_uuid] = co_await shared::described(threads_, std::move(xml), parse);
    if (!has_uuid) ref.uuid = uuid_of(pools_->all(), ref.name);
    co_return ref;
}

Task<StorageVolIdentity> TestStorageDriver::identify_storage_vol(StorageVolKey key) {
    if (const auto* const ref = std::get_if<StorageVolRef>(&key)) {
        const auto pool = pools_->active(ref->pool);
        const StorageVolRef volume = pool->ref(*pool->volume(ref->name));
        co_return StorageVolIdentity{pool->ref(), volume.name, volume.key};
    }
    auto& document = std::get<StorageVolDocument>(key);
    const auto pool = pools_->active(document.pool.name);
    const auto parse = [type = pool->definition->type](const std::string& text) {
        return conf::parse_volume(text, type).name;
    };
    std::string name = co_await shared::parsed(threads_, std::move(document.xml), parse);
    co_return StorageVolIdentity{pool->ref(), std::move(name), {}};
}

}  // namespace virtd::test
