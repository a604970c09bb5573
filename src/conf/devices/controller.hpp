// <controller>: the buses of a guest.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "conf/devices/info.hpp"

namespace virtd::conf {

enum class ControllerType { ide, fdc, scsi, sata, virtio_serial, ccid, usb, pci, xenbus, isa };

enum class PciModel {
    pci_root,
    pcie_root,
    pci_bridge,
    dmi_to_pci_bridge,
    pcie_to_pci_bridge,
    pcie_root_port,
    pcie_switch_upstream_port,
    pcie_switch_downstream_port,
    pci_expander_bus,
    pcie_expander_bus
};

enum class PciModelName {
    none,
    pci_bridge,
    i82801b11_bridge,
    ioh3420,
    x3130_upstream,
    xio3130_downstream,
    pxb,
    pxb_pcie,
    pcie_root_port,
    spapr_pci_host_bridge,
    pcie_pci_bridge
};

enum class ScsiModel {
    auto_,
    buslogic,
    lsilogic,
    lsisas1068,
    vmpvscsi,
    ibmvscsi,
    virtio_scsi,
    lsisas1078,
    virtio_transitional,
    virtio_non_transitional,
    ncr53c90,
    dc390,
    am53c974
};

enum class UsbModel {
    piix3_uhci,
    piix4_uhci,
    ehci,
    ich9_ehci1,
    ich9_uhci1,
    ich9_uhci2,
    ich9_uhci3,
    vt82c686b_uhci,
    pci_ohci,
    nec_xhci,
    qusb1,
    qusb2,
    qemu_xhci,
    none
};

enum class IdeModel { piix3, piix4, ich6 };

/// The model of a controller; which words there are depends on its type.
struct ControllerModel {
    std::optional<PciModel> pci;
    std::optional<ScsiModel> scsi;
    std::optional<UsbModel> usb;
    std::optional<IdeModel> ide;
    std::optional<VirtioModel> virtio_serial;

    bool operator==(const ControllerModel&) const = default;
};

struct ControllerDriver {
    std::uint32_t queues = 0;
    std::uint32_t cmd_per_lun = 0;
    std::uint32_t max_sectors = 0;
    std::optional<OnOff> ioeventfd;
    std::uint32_t iothread = 0;
    VirtioOptions virtio;

    bool operator==(const ControllerDriver&) const = default;
};

/// What only PCI controllers have.
struct PciController {
    PciModelName model_name = PciModelName::none;
    std::optional<std::int32_t> chassis_nr;
    std::optional<std::int32_t> chassis;
    std::optional<std::int32_t> port;
    std::optional<std::int32_t> bus_nr;
    std::optional<std::int32_t> index;
    std::optional<OnOff> hotplug;
    std::optional<std::int32_t> numa_node;
    std::optional<std::uint64_t> hole64;  // KiB

    bool operator==(const PciController&) const = default;
};

struct Controller {
    ControllerType type = ControllerType::ide;
    std::optional<std::int32_t> index;  // the next free one when not given
    ControllerModel model;
    std::optional<std::int32_t> ports;               // virtio-serial, usb
    std::optional<std::int32_t> vectors;             // virtio-serial
    std::optional<std::int32_t> max_grant_frames;    // xenbus
    std::optional<std::int32_t> max_event_channels;  // xenbus
    ControllerDriver driver;
    PciController pci;
    DeviceInfo info;

    bool operator==(const Controller&) const = default;
};

std::string_view controller_word(ControllerType type);

/// Whether the guest is to have no USB.
bool is_usb_disabled(const std::vector<Controller>& controllers);
/// Refuses USB where there is none, and companions of no controller.
void refuse_usb(const std::vector<Controller>& controllers);

extern const xml::Element<Controller> controller_xml;

}  // namespace virtd::conf
