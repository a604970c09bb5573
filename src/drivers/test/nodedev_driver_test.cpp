// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/nodedev_driver.hpp"

#include <doctest/doctest.h>

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
    std::shared_ptr<TestHost> host = default_host(threads);
    TestNodeDeviceDriver devices{std::shared_ptr<TestNodeDevices>(host, host->devices.get()),
                                 host->events};

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
};

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

}  // namespace virtd::test
