// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/nodedev_driver.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/loop.hpp"
#include "base/pool.hpp"
#include "drivers/test/at_once_fake.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/node_file.hpp"

namespace virtd::test {

namespace {

struct Fixture : AtOnce {
    Loop loop;
    Pool threads{loop};
    std::shared_ptr<TestHost> host = default_host(threads, threads);
    TestNodeDeviceDriver devices{std::shared_ptr<TestNodeDevices>(host, host->devices.get()),
                                 host->events, threads};

    std::vector<std::string> listed(std::uint32_t flags) {
        const driver::ConnectListAllNodeDevicesArgs args{.need_results = 1, .flags = flags};
        std::vector<std::string> names;
        for (const auto& device : answer(devices.connect_list_all_node_devices(args)).devices)
            names.push_back(device.name);
        return names;
    }

    static std::string adapter(const std::string& parent) {
        return "<device><parent>" + parent +
               "</parent><capability type='scsi_host'><capability type='fc_host'>"
               "<wwnn>20000000e7a41111</wwnn><wwpn>10000000e7a41111</wwpn>"
               "</capability></capability></device>";
    }

    static std::string part(const char* type = "i915-GVTg_V5_4") {
        return fmt::format(
            "<device><parent>pci_0000_00_02_0</parent><capability type='mdev'><type id='{}'/>"
            "<uuid>c60cc60c-c60c-c60c-c60c-c60cc60cc60c</uuid></capability></device>",
            type);
    }
    void add_divisible() {
        const xml::Document document(
            "<device><name>pci_0000_00_02_0</name><capability type='pci'><domain>0</domain>"
            "<bus>0</bus><slot>2</slot><function>0</function><product id='0x5917'/>"
            "<vendor id='0x8086'/><capability type='mdev_types'><type id='i915-GVTg_V5_4'>"
            "<deviceAPI>vfio-pci</deviceAPI><availableInstances>1</availableInstances></type>"
            "</capability></capability></device>",
            {.origin = Origin::nodedev});
        host->devices->load(document.root("device"));
    }
    bool one_is_left() {
        return conf::format(*host->devices->by_name("pci_0000_00_02_0"))
                   .find("<availableInstances>1</availableInstances>") != std::string::npos;
    }
};

constexpr const char* part_name = "mdev_c60cc60c_c60c_c60c_c60c_c60cc60cc60c_0000_00_02_0";

}  // namespace

TEST_CASE_FIXTURE(Fixture, "test devices: they are listed by what they are and can do") {
    CHECK(listed(0).size() == 4);
    CHECK(listed(1) == std::vector<std::string>{"computer"});
    CHECK(listed(32).size() == 3);
    CHECK(listed(1024) == std::vector<std::string>{"scsi_host1", "scsi_host2"});
    CHECK(refusal([&] {
              const driver::ConnectListAllNodeDevicesArgs args{.flags = 1U << 31};
              return devices.connect_list_all_node_devices(args);
          }) == "unsupported flags (0x80000000) in function testConnectListAllNodeDevices");
}

TEST_CASE_FIXTURE(Fixture, "test devices: a virtual adapter comes and goes, and both is told") {
    std::vector<std::int32_t> heard;
    const auto subscription = host->events.subscribe(
        {.event_class = driver::EventClass::node_device, .event_id = 0, .object = {}},
        [&](const std::shared_ptr<const driver::EventBody>& body) {
            heard.push_back(std::get<driver::NodeDeviceEventLifecycleMsg>(*body).event);
        });
    const driver::NodeDeviceCreateXmlArgs create{.xml_desc = adapter("scsi_host1")};
    const std::string name = answer(devices.node_device_create_xml(create)).dev.name;
    CHECK(name == "scsi_host12");
    const driver::NodeDeviceLookupScsiHostByWwnArgs lookup{.wwnn = "20000000e7a41111",
                                                           .wwpn = "10000000e7a41111"};
    CHECK(answer(devices.node_device_lookup_scsi_host_by_wwn(lookup)).dev.name == name);
    const driver::NodeDeviceDestroyArgs destroy{.name = name};
    answer(devices.node_device_destroy(destroy));
    CHECK(heard == std::vector<std::int32_t>{0, 1});
    CHECK(refusal([&] { return devices.node_device_destroy(destroy); }) ==
          "Node device not found: no node device with matching name 'scsi_host12'");
}

TEST_CASE_FIXTURE(Fixture, "test devices: only some devices can be parents of adapters") {
    driver::NodeDeviceCreateXmlArgs create{.xml_desc = adapter("computer")};
    CHECK(refusal([&] { return devices.node_device_create_xml(create); }) ==
          "internal error: Parent device computer is not capable of vport operations");
    create.xml_desc = adapter("nope");
    CHECK(refusal([&] { return devices.node_device_create_xml(create); }) ==
          "internal error: Could not find parent device for 'new device'");
    create.xml_desc = "<device><capability type='scsi_host'/></device>";
    CHECK(refusal([&] { return devices.node_device_create_xml(create); }) ==
          "internal error: Device is not a fibre channel HBA");
}

TEST_CASE_FIXTURE(Fixture, "test devices: a part of a device is defined, started and ended") {
    add_divisible();
    const driver::NodeDeviceDefineXmlArgs define{.xml_desc = part()};
    CHECK(answer(devices.node_device_define_xml(define)).dev.name == part_name);
    CHECK(refusal([&] { return devices.node_device_define_xml(define); }) ==
          fmt::format("operation failed: node device '{}' exists already", part_name));
    CHECK(answer(devices.node_device_is_active({part_name})).active == 0);
    CHECK(answer(devices.node_device_is_persistent({part_name})).persistent == 1);
    CHECK(one_is_left());

    answer(devices.node_device_create({part_name}));
    CHECK(answer(devices.node_device_is_active({part_name})).active == 1);
    CHECK_FALSE(one_is_left());
    CHECK(refusal([&] { return devices.node_device_create({part_name}); }) ==
          fmt::format("Requested operation is not valid: node device '{}' is already active",
                      part_name));

    answer(devices.node_device_undefine({part_name}));
    CHECK(refusal([&] {
              return devices.node_device_set_autostart({part_name, 1});
          }) == fmt::format("Requested operation is not valid: node device '{}' is not persistent",
                            part_name));
    answer(devices.node_device_destroy({part_name}));
    CHECK(one_is_left());
    CHECK(refusal([&] { return devices.node_device_is_active({part_name}); }) ==
          fmt::format("Node device not found: no node device with matching name '{}'", part_name));
}

TEST_CASE_FIXTURE(Fixture, "test devices: parts are of types that there are, as many as are left") {
    add_divisible();
    driver::NodeDeviceCreateXmlArgs create{.xml_desc = part("other")};
    CHECK(refusal([&] { return devices.node_device_create_xml(create); }) ==
          "operation failed: device 'pci_0000_00_02_0' does not offer type 'other'");
    create.xml_desc = part();
    answer(devices.node_device_create_xml(create));
    create.xml_desc.replace(create.xml_desc.find("c60c"), 4, "aaaa");
    CHECK(refusal([&] { return devices.node_device_create_xml(create); }) ==
          "operation failed: device 'pci_0000_00_02_0' has no more instances of type "
          "'i915-GVTg_V5_4'");
    CHECK(listed(0).size() == 6);
}

TEST_CASE_FIXTURE(Fixture, "test devices: what parts are made of changes, what they are does not") {
    add_divisible();
    const driver::NodeDeviceDefineXmlArgs define{.xml_desc = part()};
    answer(devices.node_device_define_xml(define));
    driver::NodeDeviceUpdateArgs update{.name = part_name, .xml_desc = part()};
    update.xml_desc.insert(update.xml_desc.find("</capability>"),
                           "<attr name='assign_adapter' value='5'/>");
    answer(devices.node_device_update(update));
    CHECK(conf::format(*host->devices->by_name(part_name)).find("assign_adapter") !=
          std::string::npos);
    update.flags = 1;
    CHECK(
        refusal([&] { return devices.node_device_update(update); }) ==
        fmt::format("Requested operation is not valid: node device '{}' is not active", part_name));
    update.flags = 0;
    update.xml_desc.replace(update.xml_desc.find("c60c"), 4, "aaaa");
    CHECK(refusal([&] { return devices.node_device_update(update); }) ==
          fmt::format("Operation not supported: parent, type and uuid of node device '{}' cannot "
                      "be changed",
                      part_name));
}

TEST_CASE_FIXTURE(Fixture, "test devices: nothing but parts can be defined") {
    const driver::NodeDeviceDefineXmlArgs define{.xml_desc = adapter("scsi_host1")};
    CHECK(refusal([&] { return devices.node_device_define_xml(define); }) ==
          "Operation not supported: Unsupported device type");
    CHECK(refusal([&] { return devices.node_device_undefine({"computer"}); }) ==
          "Operation not supported: Unsupported device type");
    CHECK(answer(devices.node_device_is_persistent({"computer"})).persistent == 1);
    // virsh nodedev-info then says "no autostart", as with libvirt's test driver
    CHECK(refusal([&] { return devices.node_device_get_autostart({"computer"}); }) ==
          "Operation not supported: Unsupported device type");
}

}  // namespace virtd::test
