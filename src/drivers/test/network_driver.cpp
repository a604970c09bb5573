// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/network_driver.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "conf/network/update.hpp"
#include "driver/flags.hpp"
#include "drivers/shared/documents.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

namespace list_networks {  // virConnectListAllNetworksFlags
enum : std::uint32_t {
    inactive = 1,
    active = 2,
    persistent = 4,
    transient = 8,
    autostart = 16,
    no_autostart = 32,
    all = 63
};
}

// Of each pair of opposites none, one or both may be asked for; none asks for both.
bool passes(bool is, std::uint32_t flags, std::uint32_t yes, std::uint32_t no) {
    return (flags & (yes | no)) == 0 || (flags & (is ? yes : no)) != 0;
}

bool passes(const TestNetwork& network, std::uint32_t flags) {
    namespace only = list_networks;
    return passes(network.active, flags, only::active, only::inactive) &&
           passes(network.persistent, flags, only::persistent, only::transient) &&
           passes(network.autostart, flags, only::autostart, only::no_autostart);
}

std::int32_t count(const TestNetworks& networks, bool active) {
    return static_cast<std::int32_t>(std::ranges::count_if(
        networks.all(), [active](const auto& entry) { return entry.object->active == active; }));
}

template <class Ret>
Ret names(const TestNetworks& networks, bool active, std::int32_t wanted) {
    Ret ret;
    const auto limit = static_cast<std::size_t>(std::max(wanted, 0));
    for (const auto& entry : networks.all()) {
        if (ret.names.size() == limit) break;
        if (entry.object->active == active) ret.names.push_back(entry.name);
    }
    return ret;
}

auto parsed(Pool& pool, std::string xml, std::uint32_t flags) {
    const conf::NetworkOptions options{.check_names = (flags & driver::define::validate) != 0};
    return shared::parsed(pool, std::move(xml), [options](const std::string& text) {
        return conf::parse_network(text, options);
    });
}

/// Those that flags mean.
struct Definitions {
    std::shared_ptr<const conf::Network> live;
    std::shared_ptr<const conf::Network> saved;

    bool operator==(const Definitions&) const = default;
};

Definitions definitions(TestNetwork& network, std::uint32_t flags) {
    flags = network.affected(flags);
    Definitions meant;
    if ((flags & affect::live) != 0) meant.live = network.current;
    if ((flags & affect::config) == 0) return meant;
    if (network.active && !network.next) network.next = network.current;
    meant.saved = network.next ? network.next : network.current;
    return meant;
}

}  // namespace

// listing and looking up

Task<ConnectNumOfNetworksRet> TestNetworkDriver::connect_num_of_networks() {
    ConnectNumOfNetworksRet ret;
    ret.num = count(*networks_, true);
    co_return ret;
}

Task<ConnectListNetworksRet> TestNetworkDriver::connect_list_networks(
    ConnectListNetworksArgs args) {
    co_return names<ConnectListNetworksRet>(*networks_, true, args.maxnames);
}

Task<ConnectNumOfDefinedNetworksRet> TestNetworkDriver::connect_num_of_defined_networks() {
    ConnectNumOfDefinedNetworksRet ret;
    ret.num = count(*networks_, false);
    co_return ret;
}

Task<ConnectListDefinedNetworksRet> TestNetworkDriver::connect_list_defined_networks(
    ConnectListDefinedNetworksArgs args) {
    co_return names<ConnectListDefinedNetworksRet>(*networks_, false, args.maxnames);
}

Task<ConnectListAllNetworksRet> TestNetworkDriver::connect_list_all_networks(
    ConnectListAllNetworksArgs args) {
    fail.unless_flags(args.flags, list_networks::all, "testConnectListAllNetworks");
    ConnectListAllNetworksRet ret;
    for (const auto& entry : networks_->all()) {
        if (!passes(*entry.object, args.flags)) continue;
        ++ret.ret;
        if (args.need_results != 0) ret.nets.push_back(entry.object->ref());
    }
    co_return ret;
}

Task<NetworkLookupByNameRet> TestNetworkDriver::network_lookup_by_name(
    NetworkLookupByNameArgs args) {
    NetworkLookupByNameRet ret;
    ret.net = networks_->by_name(args.name).ref();
    co_return ret;
}

Task<NetworkLookupByUuidRet> TestNetworkDriver::network_lookup_by_uuid(
    NetworkLookupByUuidArgs args) {
    NetworkLookupByUuidRet ret;
    ret.net = networks_->by_uuid(args.uuid).ref();
    co_return ret;
}

// asking one

Task<NetworkIsActiveRet> TestNetworkDriver::network_is_active(NetworkIsActiveArgs args) {
    NetworkIsActiveRet ret;
    ret.active = networks_->by_uuid(args.net.uuid).active ? 1 : 0;
    co_return ret;
}

Task<NetworkIsPersistentRet> TestNetworkDriver::network_is_persistent(
    NetworkIsPersistentArgs args) {
    NetworkIsPersistentRet ret;
    ret.persistent = networks_->by_uuid(args.net.uuid).persistent ? 1 : 0;
    co_return ret;
}

Task<NetworkGetAutostartRet> TestNetworkDriver::network_get_autostart(
    NetworkGetAutostartArgs args) {
    NetworkGetAutostartRet ret;
    ret.autostart = of(args.net).autostart ? 1 : 0;
    co_return ret;
}

Task<void> TestNetworkDriver::network_set_autostart(NetworkSetAutostartArgs args) {
    of(args.net).autostart = args.autostart != 0;
    co_return;
}

Task<NetworkGetBridgeNameRet> TestNetworkDriver::network_get_bridge_name(
    NetworkGetBridgeNameArgs args) {
    const TestNetwork& network = of(args.net);
    NetworkGetBridgeNameRet ret;
    ret.name = network.current->bridge.name;
    if (ret.name.empty()) {
        fail(Errc::internal_error, "network '{}' does not have a bridge name.",
             network.current->name);
    }
    co_return ret;
}

Task<NetworkGetXmlDescRet> TestNetworkDriver::network_get_xml_desc(NetworkGetXmlDescArgs args) {
    fail.unless_flags(args.flags, 0, "testNetworkGetXMLDesc");
    NetworkGetXmlDescRet ret;
    ret.xml = co_await shared::printed(pool_, of(args.net).current);
    co_return ret;
}

// changing

Task<NetworkCreateXmlRet> TestNetworkDriver::network_create_xml(NetworkCreateXmlArgs args) {
    conf::Network network = co_await parsed(pool_, std::move(args.xml), 0);
    NetworkCreateXmlRet ret;
    ret.net = networks_->create(std::move(network)).ref();
    co_return ret;
}

Task<NetworkCreateXmlFlagsRet> TestNetworkDriver::network_create_xml_flags(
    NetworkCreateXmlFlagsArgs args) {
    fail.unless_flags(args.flags, driver::define::validate, "testNetworkCreateXMLFlags");
    conf::Network network = co_await parsed(pool_, std::move(args.xml), args.flags);
    NetworkCreateXmlFlagsRet ret;
    ret.net = networks_->create(std::move(network)).ref();
    co_return ret;
}

Task<NetworkDefineXmlRet> TestNetworkDriver::network_define_xml(NetworkDefineXmlArgs args) {
    conf::Network network = co_await parsed(pool_, std::move(args.xml), 0);
    NetworkDefineXmlRet ret;
    ret.net = networks_->define(std::move(network)).ref();
    co_return ret;
}

Task<NetworkDefineXmlFlagsRet> TestNetworkDriver::network_define_xml_flags(
    NetworkDefineXmlFlagsArgs args) {
    fail.unless_flags(args.flags, driver::define::validate, "testNetworkDefineXMLFlags");
    conf::Network network = co_await parsed(pool_, std::move(args.xml), args.flags);
    NetworkDefineXmlFlagsRet ret;
    ret.net = networks_->define(std::move(network)).ref();
    co_return ret;
}

Task<void> TestNetworkDriver::network_undefine(NetworkUndefineArgs args) {
    networks_->undefine(of(args.net));
    co_return;
}

Task<void> TestNetworkDriver::network_create(NetworkCreateArgs args) {
    networks_->start(of(args.net));
    co_return;
}

Task<void> TestNetworkDriver::network_destroy(NetworkDestroyArgs args) {
    networks_->stop(of(args.net));
    co_return;
}

Task<void> TestNetworkDriver::network_update(NetworkUpdateArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testNetworkUpdate");
    const std::size_t bytes = args.xml.size();
    NetworkRef ref = args.net;
    const std::uint32_t flags = args.flags;
    Change change = [args = std::move(args)](const conf::Network& definition) {
        return conf::update(definition, static_cast<conf::UpdateCommand>(args.command),
                            args.section, args.parent_index, args.xml);
    };
    co_await change_definitions(std::move(ref), flags, bytes, std::move(change));
}

Task<void> TestNetworkDriver::change_definitions(NetworkRef ref, std::uint32_t flags,
                                                 std::size_t bytes, Change given) {
    const auto shared_change = std::make_shared<const Change>(std::move(given));
    for (;;) {
        const Definitions before = definitions(of(ref), flags);
        const auto work = [before, shared_change] {
            const Change& change = *shared_change;
            Definitions after;
            if (before.live)
                after.live = std::make_shared<const conf::Network>(change(*before.live));
            if (before.saved)
                after.saved = std::make_shared<const conf::Network>(change(*before.saved));
            return after;
        };
        const std::size_t all_bytes =
            bytes + shared::weight(before.live) + shared::weight(before.saved);
        const Definitions after = co_await shared::reading(pool_, all_bytes, work);
        TestNetwork& network = of(ref);
        if (definitions(network, flags) != before) continue;  // somebody else was faster
        if (after.saved) (network.active ? network.next : network.current) = after.saved;
        if (after.live) network.current = after.live;
        co_return;
    }
}

Task<NetworkGetDhcpLeasesRet> TestNetworkDriver::network_get_dhcp_leases(
    NetworkGetDhcpLeasesArgs args) {
    fail.unless_flags(args.flags, 0, "testNetworkGetDHCPLeases");
    const std::string wanted = args.mac.value_or("");
    const auto mac = parse_mac(wanted);
    NetworkGetDhcpLeasesRet ret;
    for (NetworkDhcpLease& lease : leases_(of(args.net))) {
        if (args.mac && (!mac || !lease.mac || parse_mac(*lease.mac) != mac)) continue;
        ++ret.ret;
        if (args.need_results != 0) ret.leases.push_back(std::move(lease));
    }
    co_return ret;
}

}  // namespace virtd::test
