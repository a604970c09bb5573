// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/error.hpp"
#include "driver/flags.hpp"
#include "driver/typed_params.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/test/network_driver.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

namespace create_port {  // virNetworkPortCreateFlags
enum : std::uint32_t { reclaim = 1, validate = 2, all = 3 };
}

void need_active(const TestNetwork& network) {
    if (network.active) return;
    fail(Errc::operation_invalid, "network '{}' is not active", network.current->name);
}

}  // namespace

Task<NetworkListAllPortsRet> TestNetworkDriver::network_list_all_ports(
    NetworkListAllPortsArgs args) {
    fail.unless_flags(args.flags, 0, "testNetworkListAllPorts");
    const TestNetwork& network = of(args.network);
    NetworkListAllPortsRet ret;
    for (const Uuid& uuid : network.ports.uuids()) {
        ++ret.ret;
        if (args.need_results != 0) ret.ports.push_back({network.ref(), uuid});
    }
    co_return ret;
}

Task<NetworkPortLookupByUuidRet> TestNetworkDriver::network_port_lookup_by_uuid(
    NetworkPortLookupByUuidArgs args) {
    const TestNetwork& network = of(args.network);
    NetworkPortLookupByUuidRet ret;
    ret.port = {network.ref(), *network.ports.find(args.uuid)->uuid};
    co_return ret;
}

Task<NetworkPortCreateXmlRet> TestNetworkDriver::network_port_create_xml(
    NetworkPortCreateXmlArgs args) {
    fail.unless_flags(args.flags, create_port::all, "testNetworkPortCreateXML");
    of(args.network);  // no network, no port, whatever it is like
    const bool checks = (args.flags & create_port::validate) != 0;
    const auto parse = [checks](const std::string& xml) {
        return conf::parse_network_port(xml, checks);
    };
    conf::NetworkPort port = co_await shared::parsed(pool_, std::move(args.xml), parse);
    TestNetwork& network = of(args.network);
    need_active(network);
    NetworkPortCreateXmlRet ret;
    ret.port = {network.ref(), *port.uuid};
    network.ports.add(*network.current, std::move(port), (args.flags & create_port::reclaim) != 0);
    co_return ret;
}

Task<void> TestNetworkDriver::network_port_set_parameters(NetworkPortSetParametersArgs args) {
    fail.unless_flags(args.flags, 0, "testNetworkPortSetParameters");
    of(args.port.net).ports.set_parameters(args.port.uuid, args.params);
    co_return;
}

Task<NetworkPortGetParametersRet> TestNetworkDriver::network_port_get_parameters(
    NetworkPortGetParametersArgs args) {
    fail.unless_flags(args.flags, typed_params::string_okay, "testNetworkPortGetParameters");
    co_return counted<NetworkPortGetParametersRet>(
        of(args.port.net).ports.parameters(args.port.uuid), args.nparams);
}

Task<NetworkPortGetXmlDescRet> TestNetworkDriver::network_port_get_xml_desc(
    NetworkPortGetXmlDescArgs args) {
    fail.unless_flags(args.flags, 0, "testNetworkPortGetXMLDesc");
    NetworkPortGetXmlDescRet ret;
    ret.xml = co_await shared::printed(pool_, of(args.port.net).ports.find(args.port.uuid));
    co_return ret;
}

Task<void> TestNetworkDriver::network_port_delete(NetworkPortDeleteArgs args) {
    fail.unless_flags(args.flags, 0, "testNetworkPortDelete");
    of(args.port.net).ports.remove(args.port.uuid);
    co_return;
}

}  // namespace virtd::test
