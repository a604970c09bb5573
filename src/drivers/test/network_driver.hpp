// What a connection to the test driver can ask about networks.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "driver/network.hpp"
#include "drivers/test/networks.hpp"

namespace virtd {
class Pool;
}

namespace virtd::test {

class TestNetworkDriver : public driver::NetworkDriver {
public:
    /// Who got which address of a network.
    using Leases = std::function<std::vector<driver::NetworkDhcpLease>(const TestNetwork&)>;

    TestNetworkDriver(std::shared_ptr<TestNetworks> networks, driver::EventHub& events, Pool& pool,
                      Leases leases)
        : networks_(std::move(networks)),
          events_(events),
          pool_(pool),
          leases_(std::move(leases)) {}

    driver::EventHub* events() override { return &events_; }

    // in identify.cpp
    Task<driver::NetworkRef> identify_network(driver::NetworkKey key) override;
    Task<driver::NetworkPortRef> identify_network_port(driver::NetworkPortKey key) override;

    // clang-format off
    Task<driver::ConnectNumOfNetworksRet> connect_num_of_networks() override;
    Task<driver::ConnectListNetworksRet> connect_list_networks(driver::ConnectListNetworksArgs args) override;
    Task<driver::ConnectNumOfDefinedNetworksRet> connect_num_of_defined_networks() override;
    Task<driver::ConnectListDefinedNetworksRet> connect_list_defined_networks(driver::ConnectListDefinedNetworksArgs args) override;
    Task<driver::ConnectListAllNetworksRet> connect_list_all_networks(driver::ConnectListAllNetworksArgs args) override;
    Task<driver::NetworkLookupByNameRet> network_lookup_by_name(driver::NetworkLookupByNameArgs args) override;
    Task<driver::NetworkLookupByUuidRet> network_lookup_by_uuid(driver::NetworkLookupByUuidArgs args) override;
    Task<driver::NetworkIsActiveRet> network_is_active(driver::NetworkIsActiveArgs args) override;
    Task<driver::NetworkIsPersistentRet> network_is_persistent(driver::NetworkIsPersistentArgs args) override;
    Task<driver::NetworkGetAutostartRet> network_get_autostart(driver::NetworkGetAutostartArgs args) override;
    Task<void> network_set_autostart(driver::NetworkSetAutostartArgs args) override;
    Task<driver::NetworkGetBridgeNameRet> network_get_bridge_name(driver::NetworkGetBridgeNameArgs args) override;
    Task<driver::NetworkGetXmlDescRet> network_get_xml_desc(driver::NetworkGetXmlDescArgs args) override;

    Task<driver::NetworkCreateXmlRet> network_create_xml(driver::NetworkCreateXmlArgs args) override;
    Task<driver::NetworkCreateXmlFlagsRet> network_create_xml_flags(driver::NetworkCreateXmlFlagsArgs args) override;
    Task<driver::NetworkDefineXmlRet> network_define_xml(driver::NetworkDefineXmlArgs args) override;
    Task<driver::NetworkDefineXmlFlagsRet> network_define_xml_flags(driver::NetworkDefineXmlFlagsArgs args) override;
    Task<void> network_undefine(driver::NetworkUndefineArgs args) override;
    Task<void> network_create(driver::NetworkCreateArgs args) override;
    Task<void> network_destroy(driver::NetworkDestroyArgs args) override;
    Task<void> network_update(driver::NetworkUpdateArgs args) override;
    Task<driver::NetworkGetDhcpLeasesRet> network_get_dhcp_leases(driver::NetworkGetDhcpLeasesArgs args) override;

    // in network_metadata.cpp
    Task<void> network_set_metadata(driver::NetworkSetMetadataArgs args) override;
    Task<driver::NetworkGetMetadataRet> network_get_metadata(driver::NetworkGetMetadataArgs args) override;

    // in network_port_calls.cpp
    Task<driver::NetworkListAllPortsRet> network_list_all_ports(driver::NetworkListAllPortsArgs args) override;
    Task<driver::NetworkPortLookupByUuidRet> network_port_lookup_by_uuid(driver::NetworkPortLookupByUuidArgs args) override;
    Task<driver::NetworkPortCreateXmlRet> network_port_create_xml(driver::NetworkPortCreateXmlArgs args) override;
    Task<void> network_port_set_parameters(driver::NetworkPortSetParametersArgs args) override;
    Task<driver::NetworkPortGetParametersRet> network_port_get_parameters(driver::NetworkPortGetParametersArgs args) override;
    Task<driver::NetworkPortGetXmlDescRet> network_port_get_xml_desc(driver::NetworkPortGetXmlDescArgs args) override;
    Task<void> network_port_delete(driver::NetworkPortDeleteArgs args) override;
    // clang-format on

private:
    using Change = std::function<conf::Network(const conf::Network&)>;
    /// Changes all definitions that the flags mean, or none; where that takes as long as a document
    /// of so many bytes, on the pool.
    Task<void> change_definitions(driver::NetworkRef ref, std::uint32_t flags, std::size_t bytes,
                                  Change change);

    TestNetwork& of(const driver::NetworkRef& ref) const { return networks_->by_name(ref.name); }

    std::shared_ptr<TestNetworks> networks_;
    driver::EventHub& events_;
    Pool& pool_;  // for large documents
    Leases leases_;
};

}  // namespace virtd::test
