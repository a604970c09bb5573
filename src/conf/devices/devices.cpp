// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/devices.hpp"

#include "base/error.hpp"
#include "conf/devices/rows.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

using D = Devices;

void check_single(xml::Node node, D&) {
    if (node.count("watchdog") > 1)
        fail(Errc::internal_error, "only a single watchdog device is supported");
    if (node.count("memballoon") > 1)
        fail(Errc::internal_error, "only a single memory balloon device is supported");
}

constexpr auto devices_rows = xml::rows<D>({
    xml::check<D, check_single>(),
    xml::text_child<&D::emulator>("emulator"),
    xml::list<&D::disks, disk_xml>(),
    xml::list<&D::controllers, controller_xml>(),
    xml::list<&D::interfaces, interface_xml>(),
    xml::list<&D::serials, serial_xml>(),
    xml::list<&D::parallels, parallel_xml>(),
    xml::list<&D::consoles, console_xml>(),
    xml::list<&D::channels, channel_xml>(),
    xml::list<&D::inputs, input_xml>(),
    xml::list<&D::graphics, graphics_xml>(),
    xml::list<&D::audios, audio_xml>(),
    xml::list<&D::sounds, sound_xml>(),
    xml::list<&D::videos, video_xml>(),
    xml::list<&D::hubs, hub_xml>(),
    xml::child<&D::watchdog, watchdog_xml>(),
    xml::child<&D::memballoon, memballoon_xml>(),
    xml::list<&D::rngs, rng_xml>(),
    xml::list<&D::panics, panic_xml>(),
});

}  // namespace

constinit const xml::Element<Devices> devices_xml{"devices", devices_rows};

}  // namespace virtd::conf
