// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/plug.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "conf/devices/plug_kinds.hpp"
#include "conf/domain.hpp"

namespace virtd::conf {

namespace {

struct Fixture {
    Domain domain = parse_domain(
        "<domain type='test'><name>p</name><memory>4096</memory><os><type arch='x86_64'>hvm</type>"
        "</os><devices><disk type='file'><source file='/a'/><target dev='vda' bus='virtio'/></disk>"
        "</devices></domain>");

    std::string attach(const char* xml, PlugInto into = PlugInto::running) {
        return answer([&] { return attach_device(domain, xml, into); });
    }
    std::string detach(const char* xml, PlugInto into = PlugInto::running) {
        return answer([&] { return detach_device(domain, xml, into); });
    }
    std::string detach_by_alias(const char* alias) {
        return answer([&] { return detach_alias(domain, alias, PlugInto::running); });
    }
    std::string update(const char* xml) {
        return answer([&] { return update_device(domain, xml, PlugInto::running); });
    }

    template <class Work>
    static std::string answer(Work work) {
        try {
            return work();
        } catch (const Error& error) {
            return error.message();
        }
    }
};

constexpr char disk[] =
    "<disk type='file'><source file='/b'/><target dev='vdb' bus='virtio'/></disk>";
constexpr char card[] = "<interface type='user'><mac address='52:54:00:00:00:01'/></interface>";

}  // namespace

TEST_CASE_FIXTURE(Fixture, "plug: a device of a running guest gets a name, others get none") {
    CHECK(attach(disk) == "virtio-disk1");
    CHECK(domain.devices.disks.at(1).info.alias == "virtio-disk1");
    CHECK(attach(card, PlugInto::persistent) == "net0");
    CHECK_FALSE(domain.devices.interfaces.at(0).info.alias);
}

TEST_CASE_FIXTURE(Fixture, "plug: names are not given twice, also where one was pulled out") {
    constexpr char rng[] =
        "<rng model='virtio'><backend model='random'>/dev/random</backend></rng>";
    CHECK(attach(rng) == "rng0");
    CHECK(attach(rng) == "rng1");
    CHECK(detach_by_alias("rng0") == "rng0");
    CHECK(attach(rng) == "rng0");
    CHECK(detach_by_alias("rng7") == "device not found: no device found with alias rng7");
}

TEST_CASE_FIXTURE(Fixture, "plug: what is there already is not plugged again") {
    CHECK(attach(disk) == "virtio-disk1");
    CHECK(attach(disk) == "operation failed: target vdb already exists");
    CHECK(attach("<controller type='scsi' index='0'/>") == "scsi0");
    CHECK(attach("<controller type='scsi' index='0'/>") ==
          "operation failed: Target already exists");
    CHECK(attach("<controller type='scsi'/>") == "scsi1");
    CHECK(attach("<vsock model='virtio'><cid address='5'/></vsock>") == "vsock0");
    CHECK(attach("<vsock model='virtio'><cid address='6'/></vsock>") ==
          "Requested operation is not valid: domain already has a vsock");
}

TEST_CASE_FIXTURE(Fixture, "plug: a device is found by what tells it from others") {
    attach(disk);
    attach(card);
    CHECK(detach("<disk><target dev='vdb'/></disk>") == "virtio-disk1");
    CHECK(detach("<disk><target dev='vdb'/></disk>") == "device not found: no target device vdb");
    CHECK(detach("<interface type='user'><mac address='52:54:00:00:00:02'/></interface>") ==
          "device not found: no device matching MAC address 52:54:00:00:00:02 found");
    CHECK(detach(card) == "net0");
    attach("<input type='tablet' bus='usb'/>");
    CHECK(detach("<input type='mouse' bus='usb'/>") ==
          "device not found: matching input device not found");
    CHECK(detach("<input type='tablet'/>") == "input0");  // on the bus that such have
}

TEST_CASE_FIXTURE(Fixture, "plug: an update keeps what it does not speak about") {
    attach(card);
    CHECK(update("<interface type='user'><mac address='52:54:00:00:00:01'/><link state='down'/>"
                 "</interface>") == "net0");
    CHECK(domain.devices.interfaces.at(0).link == LinkState::down);
    CHECK(domain.devices.interfaces.at(0).info.alias == "net0");
    CHECK(update("<disk type='file'><source file='/c'/><target dev='vda' bus='virtio'/></disk>") ==
          "virtio-disk0");
    CHECK(storage_path(domain.devices.disks.at(0).source) == "/c");
}

TEST_CASE_FIXTURE(Fixture, "plug: some kinds wait for the next start") {
    CHECK(attach("<sound model='ac97'/>") ==
          "Operation not supported: live attach of device 'sound' is not supported");
    CHECK(attach("<sound model='ac97'/>", PlugInto::persistent) == "sound0");
    CHECK(attach("<banana/>") == "XML error: unknown device type 'banana'");
}

TEST_CASE_FIXTURE(Fixture, "plug: what does not fit is refused as in a whole document") {
    CHECK(attach("<disk type='file' device='floppy'><target dev='vdx'/></disk>") ==
          "internal error: Invalid floppy device name: vdx");
}

TEST_CASE("plug: every list of devices has its row") {
    // two redirection rules cannot be told apart and have two rows, and the emulator is no device
    std::size_t rows = 0;
    for (const xml::Row& row : devices_xml.rows)
        rows += row.part == xml::Part::nothing ? 0 : 1;
    CHECK(device_kinds().size() == rows - 3);
}

}  // namespace virtd::conf
