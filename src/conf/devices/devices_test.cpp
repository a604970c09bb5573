// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/devices.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "conf/devices/lookup.hpp"
#include "conf/devices/passes.hpp"
#include "conf/domain.hpp"
#include "xml/check.hpp"

namespace virtd::conf {

namespace {

namespace fs = std::filesystem;

struct Case {
    std::string head;  // what stands before <os>
    std::string devices;
    std::string answer;
    bool reads_back = true;
};

/// The cases of a file of tests/data/devices: "@ head" lines, and blocks behind empty lines of
/// devices, "---", and the answer.
std::vector<Case> cases_of(const fs::path& path) {
    std::ifstream file(path);
    std::vector<Case> cases;
    std::string head;
    bool in_answer = false;
    for (std::string line; std::getline(file, line);) {
        if (line.empty()) {
            cases.push_back({.head = head, .devices = {}, .answer = {}});
            in_answer = false;
        } else if (line.starts_with("@ ")) {
            head = line.substr(2);
        } else if (cases.empty()) {
            continue;  // what the file is about
        } else if (line == "---" || line == "---~") {
            in_answer = true;
            cases.back().reads_back = line == "---";
        } else {
            (in_answer ? cases.back().answer : cases.back().devices) += line + "\n";
        }
    }
    return cases;
}

std::string document(std::string_view devices, std::string_view head = {}) {
    return fmt::format(
        "<domain type='test'><name>q</name><memory>8388608</memory>{}<os><type "
        "arch='x86_64'>hvm</type></os><devices>{}</devices></domain>",
        head, devices);
}

Devices devices_of(std::string_view devices) {
    return parse_domain(document(devices)).devices;
}

std::string printed(const Devices& devices, xml::View view = {.inactive = true, .secrets = true}) {
    xml::Writer out(view, 2);
    xml::write_rows(devices_xml, out, &devices);
    return out.take();
}

std::string outcome(std::string_view text) {
    try {
        Devices devices = parse_domain(text).devices;
        name_targets(devices, "testnet");
        return printed(devices);
    } catch (const Error& error) {
        return fmt::format("! {} {} {}\n", static_cast<int>(error.code()),
                           static_cast<int>(error.origin()), error.message());
    }
}

}  // namespace

TEST_CASE("devices: documents are printed as they should, or refused with the right words") {
    std::size_t seen = 0;
    for (const auto& entry : fs::directory_iterator(VIRTD_TEST_DATA "/devices")) {
        for (const Case& item : cases_of(entry.path())) {
            CAPTURE(item.devices);
            CHECK(outcome(document(item.devices, item.head)) == item.answer);
            ++seen;
        }
    }
    CHECK(seen > 500);
}

TEST_CASE("devices: what is printed is read as the same devices") {
    for (const auto& entry : fs::directory_iterator(VIRTD_TEST_DATA "/devices")) {
        for (const Case& item : cases_of(entry.path())) {
            if (item.answer.starts_with('!') || !item.reads_back) continue;
            CAPTURE(item.devices);
            CHECK(outcome(document(item.answer, item.head)) == item.answer);
        }
    }
}

TEST_CASE("devices: an alias of ours is shown while the guest runs only") {
    Devices devices = devices_of("<sound model='ich6'><alias name='ua-mine'/></sound>");
    devices.sounds.push_back({.model = SoundModel::ac97});
    devices.sounds[1].info.alias = "sound1";
    CHECK(printed(devices).find("sound1") == std::string::npos);
    CHECK(printed(devices).find("ua-mine") != std::string::npos);
    CHECK(printed(devices, {}).find("<alias name='sound1'/>") != std::string::npos);
}

TEST_CASE("devices: passwords and cookies are for those who may see secrets") {
    const Devices devices = devices_of(
        "<graphics type='vnc' passwd='word'/>"
        "<disk type='network' device='cdrom'><source protocol='https' name='x'>"
        "<host name='h'/><cookies><cookie name='a'>crumb</cookie></cookies></source>"
        "<target dev='sda'/></disk>");
    const std::string shown = printed(devices, {.inactive = true});
    CHECK(shown.find("word") == std::string::npos);
    CHECK(shown.find("crumb") == std::string::npos);
    CHECK(printed(devices).find("passwd='word'") != std::string::npos);
    CHECK(printed(devices).find("crumb") != std::string::npos);
}

TEST_CASE("lookup: a disk is found by its target and by the path of its source") {
    const Devices devices = devices_of(
        "<disk type='file'><source file='/images/a'/><target dev='vda'/></disk>"
        "<disk type='block'><source dev='/dev/b'/><target dev='sda'/></disk>");
    REQUIRE(find_disk(devices, "sda") != nullptr);
    CHECK(find_disk(devices, "sda") == find_disk(devices, "/dev/b"));
    CHECK(find_disk(devices, "/images/a")->target.dev == "vda");
    CHECK(find_disk(devices, "vdb") == nullptr);
}

TEST_CASE("lookup: an interface is found by its address in any spelling and by its target") {
    const Devices devices = devices_of(
        "<interface type='user'><mac address='52:54:00:AA:00:01'/><target dev='tap0'/>"
        "</interface>");
    CHECK(find_interface(devices, "52:54:0:aa:0:1") == &devices.interfaces[0]);
    CHECK(find_interface(devices, "tap0") == &devices.interfaces[0]);
    CHECK(find_interface(devices, "tap1") == nullptr);
}

TEST_CASE("lookup: the users of a thread are named") {
    const Devices devices = devices_of(
        "<disk type='file'><driver name='qemu' iothread='2'/><source file='/a'/>"
        "<target dev='vda'/></disk>"
        "<controller type='scsi' index='3' model='virtio-scsi'><driver iothread='2'/>"
        "</controller>");
    CHECK(iothread_users(devices, 2) == std::vector<std::string>{"vda", "scsi3"});
    CHECK(iothread_users(devices, 1).empty());
}

/// The numbers of the USB controllers of these models, "name" or "name=number".
std::vector<int> usb_numbers(const std::vector<std::string>& models) {
    std::string devices;
    for (const std::string& model : models) {
        const std::size_t sign = model.find('=');
        devices += fmt::format("<controller type='usb' model='{}'", model.substr(0, sign));
        if (sign != std::string::npos)
            devices += fmt::format(" index='{}'", model.substr(sign + 1));
        devices += model.find("uhci") == std::string::npos || model.starts_with("piix")
                       ? "/>"
                       : "><master startport='0'/></controller>";
    }
    const Domain domain = parse_domain(
        "<domain type='test'><name>usb</name><memory>1</memory><os><type>hvm</type></os><devices>" +
        devices + "</devices></domain>");
    std::vector<int> numbers;
    for (const Controller& controller : domain.devices.controllers)
        if (controller.type == ControllerType::usb) numbers.push_back(*controller.index);
    return numbers;
}

TEST_CASE("controllers: the functions of an ICH9 get one number, as virt-install leaves it to us") {
    using Numbers = std::vector<int>;
    CHECK(usb_numbers({"ich9-ehci1", "ich9-uhci1", "ich9-uhci2"}) == Numbers{0, 0, 0});
    CHECK(usb_numbers({"ich9-uhci1", "ich9-uhci2", "ich9-ehci1"}) == Numbers{0, 0, 0});
    CHECK(usb_numbers({"ich9-ehci1", "ich9-uhci1", "ich9-ehci1", "ich9-uhci1"}) ==
          Numbers{0, 0, 1, 1});
    CHECK(usb_numbers({"nec-xhci", "ich9-ehci1", "ich9-uhci1"}) == Numbers{0, 1, 1});
    CHECK(usb_numbers({"ich9-ehci1=3", "ich9-uhci1"}) == Numbers{3, 3});
    CHECK(usb_numbers({"ich9-uhci1", "ich9-ehci1=5", "ich9-ehci1=0"}) == Numbers{1, 0, 5});
    CHECK_THROWS_WITH_AS(usb_numbers({"ich9-uhci1"}), "No master USB controller specified", Error);
}

TEST_CASE("lookup: names of disks count like bijective numbers") {
    CHECK(disk_index("vda") == 0);
    CHECK(disk_index("sdz") == 25);
    CHECK(disk_index("hdaa") == 26);
    CHECK(disk_index("xvdba") == 52);
    CHECK(disk_index("vda1") == 0);
    CHECK(disk_index("vd") == std::nullopt);
    CHECK(disk_index("nvme0") == std::nullopt);
    CHECK(disk_index("vdaaaaaaaaaaaa") == std::nullopt);
}

TEST_CASE("passes: interfaces without a name get the next free one") {
    Devices devices = devices_of(
        "<interface type='user'/><interface type='user'><target dev='net1'/></interface>"
        "<interface type='user'/>");
    name_targets(devices, "net");
    CHECK(devices.interfaces[0].target.dev == "net0");
    CHECK(devices.interfaces[2].target.dev == "net2");
}

TEST_CASE("passes: many devices cost what their number costs") {
    std::string many;
    for (int i = 0; i < 5000; ++i)
        many += "<controller type='scsi'/><serial type='null'/>";
    const Devices devices = devices_of(many);
    CHECK(devices.controllers.back().index == 4999);
    CHECK(devices.serials.back().port == 4999);
}

TEST_CASE("memory devices: a running one tells what it has given, also nothing") {
    const Devices devices = devices_of(
        "<memory model='virtio-mem'><target><size>8192</size><block>2048</block></target></memory>"
        "<memory model='dimm'><target><size>8192</size></target></memory>");
    const std::string text = printed(devices, {});
    const std::string line = "<current unit='KiB'>0</current>";
    CHECK(text.find(line) != std::string::npos);
    CHECK(text.find(line) == text.rfind(line));  // the dimm has none
}

TEST_CASE("devices: what is printed has no names that a check would refuse") {
    for (const auto& entry : fs::directory_iterator(VIRTD_TEST_DATA "/devices")) {
        for (const Case& item : cases_of(entry.path())) {
            if (item.answer.starts_with('!') || !item.reads_back) continue;
            CAPTURE(item.answer);
            const std::string text = document(item.answer, item.head);
            const xml::Document parsed(text, {});
            for (const xml::Problem& problem : xml::find_problems(domain_xml, parsed.root())) {
                // schemas do not know some values, nor all that protocols may have
                const bool is_less = problem.name.find('\'') != std::string::npos ||
                                     problem.hint.starts_with("which is for ");
                CHECK((is_less || problem.what != xml::Problem::What::unknown));
            }
        }
    }
}

}  // namespace virtd::conf
