// What a connection to the test driver can ask about interfaces of the host.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "driver/interface.hpp"
#include "drivers/test/interfaces.hpp"

namespace virtd {
class Pool;
}

namespace virtd::test {

class TestInterfaceDriver : public driver::InterfaceDriver {
public:
    TestInterfaceDriver(std::shared_ptr<TestInterfaces> interfaces, Pool& pool)
        : interfaces_(std::move(interfaces)), pool_(pool) {}

    // in identify.cpp
    Task<driver::InterfaceRef> identify_interface(driver::InterfaceKey key) override;

    // clang-format off
    Task<driver::ConnectNumOfInterfacesRet> connect_num_of_interfaces() override;
    Task<driver::ConnectListInterfacesRet> connect_list_interfaces(driver::ConnectListInterfacesArgs args) override;
    Task<driver::ConnectNumOfDefinedInterfacesRet> connect_num_of_defined_interfaces() override;
    Task<driver::ConnectListDefinedInterfacesRet> connect_list_defined_interfaces(driver::ConnectListDefinedInterfacesArgs args) override;
    Task<driver::ConnectListAllInterfacesRet> connect_list_all_interfaces(driver::ConnectListAllInterfacesArgs args) override;
    Task<driver::InterfaceLookupByNameRet> interface_lookup_by_name(driver::InterfaceLookupByNameArgs args) override;
    Task<driver::InterfaceLookupByMacStringRet> interface_lookup_by_mac_string(driver::InterfaceLookupByMacStringArgs args) override;
    Task<driver::InterfaceIsActiveRet> interface_is_active(driver::InterfaceIsActiveArgs args) override;
    Task<driver::InterfaceGetXmlDescRet> interface_get_xml_desc(driver::InterfaceGetXmlDescArgs args) override;

    Task<driver::InterfaceDefineXmlRet> interface_define_xml(driver::InterfaceDefineXmlArgs args) override;
    Task<void> interface_undefine(driver::InterfaceUndefineArgs args) override;
    Task<void> interface_create(driver::InterfaceCreateArgs args) override;
    Task<void> interface_destroy(driver::InterfaceDestroyArgs args) override;

    Task<void> interface_change_begin(driver::InterfaceChangeBeginArgs args) override;
    Task<void> interface_change_commit(driver::InterfaceChangeCommitArgs args) override;
    Task<void> interface_change_rollback(driver::InterfaceChangeRollbackArgs args) override;
    // clang-format on

private:
    TestInterface& of(const driver::InterfaceRef& ref) const {
        return interfaces_->by_name(ref.name);
    }

    std::shared_ptr<TestInterfaces> interfaces_;
    Pool& pool_;  // for large documents
};

}  // namespace virtd::test
