// Drivers whose calls are checked, and a decider that answers what a test wants.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "rpc/access/control.hpp"
#include "rpc/client_fake.hpp"

namespace virtd::rpc {

/// One object of each kind, and some domains.
struct CheckedHost {
    driver::EventHub events;
    std::vector<driver::DomainRef> domains;
    std::vector<std::string> called;  // what reached a driver, e.g. "domain_create b"
};

inline Uuid numbered_uuid(std::uint8_t number) {
    Uuid uuid{};
    uuid.back() = number;
    return uuid;
}

class CheckedHypervisor : public driver::Hypervisor {
public:
    explicit CheckedHypervisor(CheckedHost& host) : host_(host) {}

    driver::EventHub* events() override { return &host_.events; }

    Task<driver::DomainRef> identify_domain(driver::DomainKey key) override {
        for (const driver::DomainRef& domain : host_.domains) {
            const auto* const ref = std::get_if<driver::DomainRef>(&key);
            const auto* const name = std::get_if<std::string>(&key);
            const auto* const id = std::get_if<std::int32_t>(&key);
            if (ref != nullptr && ref->uuid == domain.uuid) co_return domain;
            if (name != nullptr && *name == domain.name) co_return domain;
            if (id != nullptr && *id == domain.id) co_return domain;
        }
        if (const auto* const document = std::get_if<driver::DomainDocument>(&key)) {
            co_return driver::DomainRef{
                document->name.empty() ? document->xml : document->name, {}, -1};
        }
        if (const auto* const saved = std::get_if<driver::SavedDomain>(&key)) {
            co_return driver::DomainRef{"saved in " + saved->path, {}, -1};
        }
        throw Error(Origin::test, Errc::no_domain, "no such domain");
    }

    Task<driver::ConnectGetTypeRet> connect_get_type() override {
        host_.called.emplace_back("connect_get_type");
        driver::ConnectGetTypeRet answer{.type = "Checked"};
        co_return answer;
    }
    Task<void> domain_create(driver::DomainCreateArgs args) override { return act(args.dom); }
    Task<void> domain_set_memory_flags(driver::DomainSetMemoryFlagsArgs args) override {
        return act(args.dom);
    }
    Task<void> domain_restore(driver::DomainRestoreArgs /*args*/) override { return act({}); }
    Task<driver::DomainDefineXmlRet> domain_define_xml(driver::DomainDefineXmlArgs) override {
        host_.called.emplace_back("domain_define_xml");
        co_return driver::DomainDefineXmlRet();
    }
    Task<driver::DomainGetXmlDescRet> domain_get_xml_desc(
        driver::DomainGetXmlDescArgs args) override {
        host_.called.push_back(args.dom.name);
        co_return driver::DomainGetXmlDescRet();
    }
    Task<driver::DomainInterfaceAddressesRet> domain_interface_addresses(
        driver::DomainInterfaceAddressesArgs args) override {
        host_.called.push_back(args.dom.name);
        co_return driver::DomainInterfaceAddressesRet();
    }
    Task<driver::DomainLookupByNameRet> domain_lookup_by_name(
        driver::DomainLookupByNameArgs args) override {
        driver::DomainKey key = args.name;
        driver::DomainLookupByNameRet answer;
        answer.dom = co_await identify_domain(std::move(key));
        co_return answer;
    }
    Task<driver::ConnectListAllDomainsRet> connect_list_all_domains(
        driver::ConnectListAllDomainsArgs args) override {
        driver::ConnectListAllDomainsRet answer;
        if (args.need_results != 0) answer.domains = host_.domains;
        answer.ret = static_cast<std::uint32_t>(host_.domains.size());
        co_return answer;
    }
    Task<driver::ConnectListDomainsRet> connect_list_domains(
        driver::ConnectListDomainsArgs args) override {
        driver::ConnectListDomainsRet answer;
        for (const driver::DomainRef& domain : host_.domains) {
            if (static_cast<std::int32_t>(answer.ids.size()) < args.maxids) {
                answer.ids.push_back(domain.id);
            }
        }
        co_return answer;
    }
    Task<driver::ConnectNumOfDomainsRet> connect_num_of_domains() override {
        driver::ConnectNumOfDomainsRet answer;
        answer.num = static_cast<std::int32_t>(host_.domains.size());
        co_return answer;
    }
    Task<driver::ConnectGetAllDomainStatsRet> connect_get_all_domain_stats(
        driver::ConnectGetAllDomainStatsArgs /*args*/) override {
        driver::ConnectGetAllDomainStatsRet answer;
        for (const driver::DomainRef& domain : host_.domains) {
            driver::DomainStatsRecord record{.dom = domain, .params = {}};
            answer.ret_stats.push_back(std::move(record));
        }
        co_return answer;
    }
    Task<void> node_device_reset(driver::NodeDeviceResetArgs args) override {
        host_.called.push_back(args.name);
        co_return;
    }

private:
    Task<void> act(driver::DomainRef domain) {
        host_.called.push_back(domain.name);
        co_return;
    }

    CheckedHost& host_;
};

class CheckedNetworks : public driver::NetworkDriver {
public:
    explicit CheckedNetworks(CheckedHost& host) : host_(host) {}

    Task<driver::NetworkRef> identify_network(driver::NetworkKey /*key*/) override {
        co_return driver::NetworkRef{"net", numbered_uuid(1)};
    }
    Task<driver::NetworkPortRef> identify_network_port(driver::NetworkPortKey /*key*/) override {
        driver::NetworkPortRef ref{{"net", numbered_uuid(1)}, numbered_uuid(2)};
        co_return ref;
    }
    Task<void> network_create(driver::NetworkCreateArgs args) override {
        host_.called.push_back(args.net.name);
        co_return;
    }
    Task<void> network_port_delete(driver::NetworkPortDeleteArgs args) override {
        host_.called.push_back(args.port.net.name);
        co_return;
    }

private:
    CheckedHost& host_;
};

class CheckedStorage : public driver::StorageDriver {
public:
    explicit CheckedStorage(CheckedHost& host) : host_(host) {}

    Task<driver::StoragePoolRef> identify_storage_pool(driver::StoragePoolKey /*key*/) override {
        co_return driver::StoragePoolRef{"pool", numbered_uuid(3)};
    }
    Task<driver::StorageVolIdentity> identify_storage_vol(driver::StorageVolKey key) override {
        driver::StorageVolIdentity volume{{"pool", numbered_uuid(3)}, "new", {}};
        if (const auto* const ref = std::get_if<driver::StorageVolRef>(&key)) {
            volume.name = ref->name;
            volume.key = "/pool/" + ref->name;
        }
        co_return volume;
    }
    Task<void> storage_pool_refresh(driver::StoragePoolRefreshArgs args) override {
        host_.called.push_back(args.pool.name);
        co_return;
    }
    Task<void> storage_vol_delete(driver::StorageVolDeleteArgs args) override {
        host_.called.push_back(args.vol.pool + "/" + args.vol.name);
        co_return;
    }
    Task<driver::StorageVolCreateXmlRet> storage_vol_create_xml(
        driver::StorageVolCreateXmlArgs args) override {
        host_.called.push_back(args.pool.name);
        co_return driver::StorageVolCreateXmlRet();
    }
    Task<driver::StoragePoolListVolumesRet> storage_pool_list_volumes(
        driver::StoragePoolListVolumesArgs args) override {
        driver::StoragePoolListVolumesRet answer;
        const std::vector<std::string> all{"a", "b", "c"};
        answer.names.assign(all.begin(), all.begin() + std::min(args.maxnames, 3));
        co_return answer;
    }
    Task<driver::StoragePoolLookupByVolumeRet> storage_pool_lookup_by_volume(
        driver::StoragePoolLookupByVolumeArgs /*args*/) override {
        driver::StoragePoolLookupByVolumeRet answer;
        answer.pool.name = "pool";
        co_return answer;
    }

private:
    CheckedHost& host_;
};

class CheckedDevices : public driver::NodeDeviceDriver {
public:
    explicit CheckedDevices(CheckedHost& host) : host_(host) {}

    Task<driver::NodeDeviceRef> identify_node_device(driver::NodeDeviceKey key) override {
        const auto* const name = std::get_if<std::string>(&key);
        co_return driver::NodeDeviceRef{name == nullptr ? "new device" : "real " + *name};
    }
    Task<void> node_device_destroy(driver::NodeDeviceDestroyArgs args) override {
        host_.called.push_back(args.name);
        co_return;
    }

private:
    CheckedHost& host_;
};

class CheckedInterfaces : public driver::InterfaceDriver {
public:
    explicit CheckedInterfaces(CheckedHost& host) : host_(host) {}

    Task<driver::InterfaceRef> identify_interface(driver::InterfaceKey /*key*/) override {
        co_return driver::InterfaceRef{"eth1", "52:54:00:00:00:01"};
    }
    Task<void> interface_create(driver::InterfaceCreateArgs args) override {
        host_.called.push_back(args.iface.mac);
        co_return;
    }

private:
    CheckedHost& host_;
};

class CheckedSecrets : public driver::SecretDriver {
public:
    explicit CheckedSecrets(CheckedHost& host) : host_(host) {}

    Task<driver::SecretRef> identify_secret(driver::SecretKey /*key*/) override {
        co_return driver::SecretRef{numbered_uuid(4), 2, "ceph user"};
    }
    Task<driver::SecretGetValueRet> secret_get_value(driver::SecretGetValueArgs args) override {
        host_.called.push_back(args.secret.usage_id);
        co_return driver::SecretGetValueRet();
    }

private:
    CheckedHost& host_;
};

class CheckedFilters : public driver::NwfilterDriver {
public:
    explicit CheckedFilters(CheckedHost& host) : host_(host) {}

    Task<driver::NwfilterRef> identify_nwfilter(driver::NwfilterKey /*key*/) override {
        co_return driver::NwfilterRef{"filter", numbered_uuid(5)};
    }
    Task<driver::NwfilterBindingIdentity> identify_nwfilter_binding(
        driver::NwfilterBindingKey /*key*/) override {
        co_return driver::NwfilterBindingIdentity{"tap0", "eth0", "filter"};
    }
    Task<void> nwfilter_undefine(driver::NwfilterUndefineArgs args) override {
        host_.called.push_back(args.nwfilter.name);
        co_return;
    }
    Task<void> nwfilter_binding_delete(driver::NwfilterBindingDeleteArgs args) override {
        host_.called.push_back(args.nwfilter.portdev);
        co_return;
    }

private:
    CheckedHost& host_;
};

class CheckedOpener : public driver::Opener {
public:
    explicit CheckedOpener(CheckedHost& host) : host_(host) {}

    std::string_view scheme() const override { return "checked"; }
    Task<driver::Drivers> open(driver::OpenRequest /*request*/) override {
        driver::Drivers drivers;
        drivers.hypervisor = std::make_shared<CheckedHypervisor>(host_);
        drivers.network = std::make_shared<CheckedNetworks>(host_);
        drivers.storage = std::make_shared<CheckedStorage>(host_);
        drivers.nodedev = std::make_shared<CheckedDevices>(host_);
        drivers.interface = std::make_shared<CheckedInterfaces>(host_);
        drivers.secret = std::make_shared<CheckedSecrets>(host_);
        drivers.nwfilter = std::make_shared<CheckedFilters>(host_);
        drivers.access_driver = "CHECKED";
        co_return drivers;
    }

private:
    CheckedHost& host_;
};

/// Allows what the test says, and remembers what it was asked: "domain:start domain_name=...".
class FakeDecider : public AccessDecider {
public:
    struct State {
        std::vector<std::string> asked;
        std::vector<std::string> denied;  // whatever begins like this or ends like this
        bool fails = false;
        bool thinks = false;  // until it is released from `thinking`
        Gate thinking;
        std::size_t at_once = 0;  // the most questions that were open
    };

    explicit FakeDecider(State& state) : state_(state) {}

    std::string_view name() const override { return "fake"; }
    Task<AccessAnswer> decide(AccessQuestion question) override {
        const std::string text = describe(question);
        state_.asked.push_back(text);
        if (state_.thinks) {
            auto wait = state_.thinking.pass();
            state_.at_once = std::max(state_.at_once, state_.thinking.waiting() + 1);
            co_await wait;
        }
        if (state_.fails) throw Error(Origin::test, Errc::internal_error, "out of order");
        const bool denied = std::ranges::any_of(state_.denied, [&text](const std::string& one) {
            return text.starts_with(one) || text.ends_with(one);
        });
        AccessAnswer answer;
        answer.verdict = denied ? AccessVerdict::denied : AccessVerdict::allowed;
        answer.reason = "not today";
        co_return answer;
    }

private:
    State& state_;
};

/// A server with all of it, and three domains: a, b and c.
struct CheckedServer : FakeServer {
    CheckedServer() {
        for (std::uint8_t i = 1; i <= 3; ++i) {
            objects.domains.push_back({std::string(1, static_cast<char>('a' + i - 1)),
                                       numbered_uuid(static_cast<std::uint8_t>(10 * i)), i});
        }
        registry.add(std::make_unique<CheckedOpener>(objects));
        access.add(std::make_unique<FakeDecider>(decider));
        server.control_access(&access);
    }
    ~CheckedServer() {
        while (decider.thinking.waiting() > 0)
            decider.thinking.release_last();
    }

    CheckedHost objects;
    FakeDecider::State decider;
    AccessControl access;
};

/// A client that has opened a connection to such a driver.
struct CheckedClient : FakeClient {
    explicit CheckedClient(CheckedServer& server) : FakeClient(server) {
        call(1, driver::ConnectOpenArgs{.name = "checked:///", .flags = 0});
        opened = receive();
        server.decider.asked.clear();
    }

    template <class Args>
    Received answer(std::int32_t procedure, const Args& args) {
        call(procedure, args);
        return receive();
    }
    Received answer(std::int32_t procedure) {
        call(procedure);
        return receive();
    }

    Received opened;
};

}  // namespace virtd::rpc
