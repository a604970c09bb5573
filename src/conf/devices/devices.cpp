// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/devices.hpp"

#include "base/error.hpp"
#include "base/translate.hpp"
#include "conf/devices/rows.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

using D = Devices;

struct Single {
    const char* element;
    Errc code;
    const char* what;
};

constexpr Single singles[] = {
    {"watchdog", Errc::internal_error, translatable("only a single watchdog device is supported")},
    {"memballoon", Errc::internal_error,
     translatable("only a single memory balloon device is supported")},
    {"nvram", Errc::internal_error, translatable("only a single nvram device is supported")},
    {"redirfilter", Errc::internal_error,
     translatable("only one set of redirection filter rule is supported")},
    {"iommu", Errc::xml_error, translatable("only a single IOMMU device is supported")},
    {"vsock", Errc::xml_error, translatable("only a single vsock device is supported")},
};

void check_singles(xml::Node node, D&) {
    for (const Single& single : singles) {
        if (node.count(single.element) > 1) fail(single.code, "{}", translate(single.what));
    }
}

constexpr auto devices_rows = xml::rows<D>({
    xml::check<D, check_singles>(),
    xml::text_child<&D::emulator>("emulator").like(xml::pattern::absolute_path),
    xml::list<&D::disks, disk_xml>(),
    xml::list<&D::controllers, controller_xml>(),
    xml::list<&D::leases, lease_xml>(),
    xml::list<&D::filesystems, filesystem_xml>(),
    xml::list<&D::interfaces, interface_xml>(),
    xml::list<&D::smartcards, smartcard_xml>(),
    xml::list<&D::serials, serial_xml>(),
    xml::list<&D::parallels, parallel_xml>(),
    xml::list<&D::consoles, console_xml>(),
    xml::list<&D::channels, channel_xml>(),
    xml::list<&D::inputs, input_xml>(),
    xml::list<&D::tpms, tpm_xml>().turn(1),
    xml::list<&D::graphics, graphics_xml>(),
    xml::list<&D::sounds, sound_xml>(),
    xml::list<&D::audios, audio_xml>(),
    xml::list<&D::videos, video_xml>(),
    xml::list<&D::hostdevs, hostdev_xml>(),
    xml::list<&D::redirdevs, redirdev_xml>().turn(2),
    xml::child<&D::redirfilter, redirfilter_xml>().if_set().turn(2),
    xml::mention<D>("redirfilter", xml::Part::elements).of(redirfilter_xml),  // the first counts
    xml::list<&D::hubs, hub_xml>().turn(2),
    xml::child<&D::watchdog, watchdog_xml>(),
    xml::child<&D::memballoon, memballoon_xml>(),
    xml::list<&D::rngs, rng_xml>(),
    xml::child<&D::nvram, nvram_xml>().turn(1),
    xml::list<&D::panics, panic_xml>().if_set().turn(3),
    xml::list<&D::shmems, shmem_xml>().turn(3),
    xml::list<&D::memories, memory_device_xml>().turn(3),
    xml::child<&D::iommu, iommu_xml>().turn(3),
    xml::child<&D::vsock, vsock_xml>().turn(3),
});

}  // namespace

constinit const xml::Element<Devices> devices_xml{"devices", devices_rows};

}  // namespace virtd::conf
