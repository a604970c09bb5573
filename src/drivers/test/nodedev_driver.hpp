// What a connection to the test driver can ask about the devices of the host.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "driver/nodedev.hpp"
#include "drivers/test/nodedevs.hpp"

namespace virtd {
class Pool;
}

namespace virtd::test {

class TestNodeDeviceDriver : public driver::NodeDeviceDriver {
public:
    TestNodeDeviceDriver(std::shared_ptr<TestNodeDevices> devices, driver::EventHub& events,
                         Pool& pool)
        : devices_(std::move(devices)), events_(events), pool_(pool) {}

    driver::EventHub* events() override { return &events_; }

    // in identify.cpp
    Task<driver::NodeDeviceRef> identify_node_device(driver::NodeDeviceKey key) override;

    // clang-format off
    Task<driver::NodeNumOfDevicesRet> node_num_of_devices(driver::NodeNumOfDevicesArgs args) override;
    Task<driver::NodeListDevicesRet> node_list_devices(driver::NodeListDevicesArgs args) override;
    Task<driver::ConnectListAllNodeDevicesRet> connect_list_all_node_devices(driver::ConnectListAllNodeDevicesArgs args) override;
    Task<driver::NodeDeviceLookupByNameRet> node_device_lookup_by_name(driver::NodeDeviceLookupByNameArgs args) override;
    Task<driver::NodeDeviceLookupScsiHostByWwnRet> node_device_lookup_scsi_host_by_wwn(driver::NodeDeviceLookupScsiHostByWwnArgs args) override;
    Task<driver::NodeDeviceGetXmlDescRet> node_device_get_xml_desc(driver::NodeDeviceGetXmlDescArgs args) override;
    Task<driver::NodeDeviceGetParentRet> node_device_get_parent(driver::NodeDeviceGetParentArgs args) override;
    Task<driver::NodeDeviceNumOfCapsRet> node_device_num_of_caps(driver::NodeDeviceNumOfCapsArgs args) override;
    Task<driver::NodeDeviceListCapsRet> node_device_list_caps(driver::NodeDeviceListCapsArgs args) override;
    Task<driver::NodeDeviceCreateXmlRet> node_device_create_xml(driver::NodeDeviceCreateXmlArgs args) override;
    Task<void> node_device_destroy(driver::NodeDeviceDestroyArgs args) override;
    Task<driver::NodeDeviceDefineXmlRet> node_device_define_xml(driver::NodeDeviceDefineXmlArgs args) override;
    Task<void> node_device_undefine(driver::NodeDeviceUndefineArgs args) override;
    Task<void> node_device_create(driver::NodeDeviceCreateArgs args) override;
    Task<driver::NodeDeviceGetAutostartRet> node_device_get_autostart(driver::NodeDeviceGetAutostartArgs args) override;
    Task<void> node_device_set_autostart(driver::NodeDeviceSetAutostartArgs args) override;
    Task<driver::NodeDeviceIsPersistentRet> node_device_is_persistent(driver::NodeDeviceIsPersistentArgs args) override;
    Task<driver::NodeDeviceIsActiveRet> node_device_is_active(driver::NodeDeviceIsActiveArgs args) override;
    Task<void> node_device_update(driver::NodeDeviceUpdateArgs args) override;
    // clang-format on

private:
    std::shared_ptr<TestNodeDevices> devices_;
    driver::EventHub& events_;
    Pool& pool_;  // for large documents
};

}  // namespace virtd::test
