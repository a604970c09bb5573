// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/interface_driver.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "driver/flags.hpp"
#include "drivers/shared/documents.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

namespace list_interfaces {  // virConnectListAllInterfacesFlags
enum : std::uint32_t { inactive = 1, active = 2, all = 3 };
}

std::int32_t count(const TestInterfaces& interfaces, bool active) {
    return static_cast<std::int32_t>(std::ranges::count_if(
        interfaces.all(), [active](const auto& entry) { return entry.object->active == active; }));
}

template <class Ret>
Ret names(const TestInterfaces& interfaces, bool active, std::int32_t wanted) {
    Ret ret;
    const auto limit = static_cast<std::size_t>(std::max(wanted, 0));
    for (const auto& entry : interfaces.all()) {
        if (ret.names.size() == limit) break;
        if (entry.object->active == active) ret.names.push_back(entry.name);
    }
    return ret;
}

}  // namespace

Task<ConnectNumOfInterfacesRet> TestInterfaceDriver::connect_num_of_interfaces() {
    ConnectNumOfInterfacesRet ret;
    ret.num = count(*interfaces_, true);
    co_return ret;
}

Task<ConnectListInterfacesRet> TestInterfaceDriver::connect_list_interfaces(
    ConnectListInterfacesArgs args) {
    co_return names<ConnectListInterfacesRet>(*interfaces_, true, args.maxnames);
}

Task<ConnectNumOfDefinedInterfacesRet> TestInterfaceDriver::connect_num_of_defined_interfaces() {
    ConnectNumOfDefinedInterfacesRet ret;
    ret.num = count(*interfaces_, false);
    co_return ret;
}

Task<ConnectListDefinedInterfacesRet> TestInterfaceDriver::connect_list_defined_interfaces(
    ConnectListDefinedInterfacesArgs args) {
    co_return names<ConnectListDefinedInterfacesRet>(*interfaces_, false, args.maxnames);
}

Task<ConnectListAllInterfacesRet> TestInterfaceDriver::connect_list_all_interfaces(
    ConnectListAllInterfacesArgs args) {
    fail.unless_flags(args.flags, list_interfaces::all, "testConnectListAllInterfaces");
    ConnectListAllInterfacesRet ret;
    for (const auto& entry : interfaces_->all()) {
        const std::uint32_t is =
            entry.object->active ? list_interfaces::active : list_interfaces::inactive;
        if (args.flags != 0 && (args.flags & is) == 0) continue;
        ++ret.ret;
        if (args.need_results != 0) ret.ifaces.push_back(entry.object->ref());
    }
    co_return ret;
}

Task<InterfaceLookupByNameRet> TestInterfaceDriver::interface_lookup_by_name(
    InterfaceLookupByNameArgs args) {
    InterfaceLookupByNameRet ret;
    ret.iface = interfaces_->by_name(args.name).ref();
    co_return ret;
}

Task<InterfaceLookupByMacStringRet> TestInterfaceDriver::interface_lookup_by_mac_string(
    InterfaceLookupByMacStringArgs args) {
    InterfaceLookupByMacStringRet ret;
    ret.iface = interfaces_->by_mac(args.mac).ref();
    co_return ret;
}

Task<InterfaceIsActiveRet> TestInterfaceDriver::interface_is_active(InterfaceIsActiveArgs args) {
    InterfaceIsActiveRet ret;
    ret.active = of(args.iface).active ? 1 : 0;
    co_return ret;
}

Task<InterfaceGetXmlDescRet> TestInterfaceDriver::interface_get_xml_desc(
    InterfaceGetXmlDescArgs args) {
    fail.unless_flags(args.flags, 0, "testInterfaceGetXMLDesc");
    InterfaceGetXmlDescRet ret;
    ret.xml = co_await shared::printed(pool_, of(args.iface).definition);
    co_return ret;
}

Task<InterfaceDefineXmlRet> TestInterfaceDriver::interface_define_xml(InterfaceDefineXmlArgs args) {
    fail.unless_flags(args.flags, driver::define::validate, "testInterfaceDefineXML");
    const bool check_names = (args.flags & driver::define::validate) != 0;
    const auto parse = [check_names](const std::string& xml) {
        return conf::parse_host_interface(xml, check_names);
    };
    conf::HostInterface interface = co_await shared::parsed(pool_, std::move(args.xml), parse);
    InterfaceDefineXmlRet ret;
    ret.iface = interfaces_->define(std::move(interface)).ref();
    co_return ret;
}

Task<void> TestInterfaceDriver::interface_undefine(InterfaceUndefineArgs args) {
    interfaces_->undefine(of(args.iface));
    co_return;
}

Task<void> TestInterfaceDriver::interface_create(InterfaceCreateArgs args) {
    fail.unless_flags(args.flags, 0, "testInterfaceCreate");
    TestInterface& interface = of(args.iface);
    if (interface.active) fail(Errc::operation_invalid);
    interface.active = true;
    co_return;
}

Task<void> TestInterfaceDriver::interface_destroy(InterfaceDestroyArgs args) {
    fail.unless_flags(args.flags, 0, "testInterfaceDestroy");
    TestInterface& interface = of(args.iface);
    if (!interface.active) fail(Errc::operation_invalid);
    interface.active = false;
    co_return;
}

Task<void> TestInterfaceDriver::interface_change_begin(InterfaceChangeBeginArgs args) {
    fail.unless_flags(args.flags, 0, "testInterfaceChangeBegin");
    interfaces_->begin();
    co_return;
}

Task<void> TestInterfaceDriver::interface_change_commit(InterfaceChangeCommitArgs args) {
    fail.unless_flags(args.flags, 0, "testInterfaceChangeCommit");
    interfaces_->commit();
    co_return;
}

Task<void> TestInterfaceDriver::interface_change_rollback(InterfaceChangeRollbackArgs args) {
    fail.unless_flags(args.flags, 0, "testInterfaceChangeRollback");
    interfaces_->rollback();
    co_return;
}

}  // namespace virtd::test
