// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/devices.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/translate.hpp"
#include "conf/devices/rows.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

using D = Devices;

struct Single {
    std::string_view element;
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

template <std::size_t Index>
void check_single(xml::Node node, D&) {
    constexpr Single single = singles[Index];
    if (node.count(single.element) > 1) fail(single.code, "{}", translate(single.what));
}

consteval std::size_t single(std::string_view element) {
    std::size_t index = 0;
    while (singles[index].element != element)
        ++index;
    return index;
}

void check_usb(xml::Node, D& devices) {
    refuse_usb(devices.controllers);
}

void check_usb_inputs(xml::Node, D& devices) {
    if (std::ranges::count(devices.inputs, InputBus::usb, &Input::bus) != 0 &&
        is_usb_disabled(devices.controllers))
        fail(Errc::config_unsupported, "Can't add USB input device. USB bus is disabled");
}

void check_usb_hostdevs(xml::Node, D& devices) {
    const auto is_usb = [](const Hostdev& hostdev) { return hostdev.as<UsbHostdev>() != nullptr; };
    if (std::ranges::any_of(devices.hostdevs, is_usb) && is_usb_disabled(devices.controllers)) {
        fail(Errc::config_unsupported, "Can't add host USB device: USB is disabled in this host");
    }
}

void check_usb_hubs(xml::Node, D& devices) {
    if (!devices.hubs.empty() && is_usb_disabled(devices.controllers))
        fail(Errc::config_unsupported, "Can't add USB hub: USB is disabled for this domain");
}

constexpr auto late_rows = xml::rows<D>({
    xml::list<&D::memories, memory_device_xml>(),
    xml::check<D, check_single<single("iommu")>>(),
    xml::child<&D::iommu, iommu_xml>(),
    xml::check<D, check_single<single("vsock")>>(),
    xml::child<&D::vsock, vsock_xml>(),
});

// Where it stands in the document, of what the table above reads.
consteval xml::Binding<D> written(xml::Binding<D> row) {
    row.read = [](const xml::Row&, xml::Node, void*) {};
    return row;
}

// Hosts of old gave each guest a keyboard, and knew no word for it.
consteval xml::Binding<D> inputs_row() {
    auto row = xml::list<&D::inputs, input_xml>();
    row.write = [](const xml::Row&, xml::Writer& out, const void* object) {
        for (const Input& input : static_cast<const D*>(object)->inputs) {
            const bool is_implied = input.type == InputType::keyboard && input.bus == InputBus::ps2;
            if (!is_implied || !out.view().migratable) write(input_xml, out, input);
        }
    };
    return row;
}

constexpr auto devices_rows = xml::rows<D>({
    xml::text_child<&D::emulator>("emulator").like(xml::pattern::absolute_path).turn(-2),
    xml::list<&D::disks, disk_xml>().turn(-2),
    xml::list<&D::controllers, controller_xml>().turn(-2),
    xml::check<D, check_usb>().turn(-2),
    xml::list<&D::leases, lease_xml>().turn(-2),
    xml::list<&D::filesystems, filesystem_xml>().turn(-2),
    xml::list<&D::interfaces, interface_xml>().turn(-2),
    xml::list<&D::smartcards, smartcard_xml>().turn(-2),
    xml::list<&D::serials, serial_xml>(),
    xml::list<&D::parallels, parallel_xml>().turn(-1),
    xml::list<&D::consoles, console_xml>(),
    xml::list<&D::channels, channel_xml>(),
    inputs_row(),
    xml::check<D, check_usb_inputs>(),
    xml::list<&D::tpms, tpm_xml>().turn(1),
    xml::list<&D::graphics, graphics_xml>(),
    xml::list<&D::sounds, sound_xml>(),
    xml::list<&D::audios, audio_xml>(),
    xml::list<&D::videos, video_xml>(),
    xml::list<&D::hostdevs, hostdev_xml>(),
    xml::check<D, check_usb_hostdevs>(),
    xml::list<&D::redirdevs, redirdev_xml>().turn(3),
    xml::check<D, check_single<single("redirfilter")>>().turn(3),
    xml::child<&D::redirfilter, redirfilter_xml>().if_set().turn(3),
    xml::mention<D>("redirfilter", xml::Part::elements).of(redirfilter_xml),  // the first counts
    xml::list<&D::hubs, hub_xml>().turn(2),
    xml::check<D, check_usb_hubs>().turn(2),
    xml::check<D, check_single<single("watchdog")>>(),
    xml::child<&D::watchdog, watchdog_xml>(),
    xml::check<D, check_single<single("memballoon")>>(),
    xml::child<&D::memballoon, memballoon_xml>(),
    xml::list<&D::rngs, rng_xml>(),
    xml::check<D, check_single<single("nvram")>>().turn(1),
    xml::child<&D::nvram, nvram_xml>().turn(1),
    xml::list<&D::panics, panic_xml>().if_set().turn(4),
    xml::list<&D::shmems, shmem_xml>().turn(4),
    written(xml::list<&D::memories, memory_device_xml>()),
    written(xml::child<&D::iommu, iommu_xml>()).once(),
    written(xml::child<&D::vsock, vsock_xml>()).once(),
});

}  // namespace

constinit const xml::Element<Devices> devices_xml{"devices", devices_rows};
constinit const xml::Element<Devices> late_devices_xml{"devices", late_rows};

}  // namespace virtd::conf
