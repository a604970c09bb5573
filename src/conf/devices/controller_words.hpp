// The words of <controller>.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/devices/controller.hpp"

namespace virtd::conf {

constexpr auto xml_names(ControllerType) {
    using enum ControllerType;
    return std::to_array<xml::Name<ControllerType>>({
        {ide, "ide"},
        {fdc, "fdc"},
        {scsi, "scsi"},
        {sata, "sata"},
        {virtio_serial, "virtio-serial"},
        {ccid, "ccid"},
        {usb, "usb"},
        {pci, "pci"},
        {xenbus, "xenbus"},
        {isa, "isa"},
    });
}

constexpr auto xml_names(PciModel) {
    using enum PciModel;
    return std::to_array<xml::Name<PciModel>>({
        {pci_root, "pci-root"},
        {pcie_root, "pcie-root"},
        {pci_bridge, "pci-bridge"},
        {dmi_to_pci_bridge, "dmi-to-pci-bridge"},
        {pcie_to_pci_bridge, "pcie-to-pci-bridge"},
        {pcie_root_port, "pcie-root-port"},
        {pcie_switch_upstream_port, "pcie-switch-upstream-port"},
        {pcie_switch_downstream_port, "pcie-switch-downstream-port"},
        {pci_expander_bus, "pci-expander-bus"},
        {pcie_expander_bus, "pcie-expander-bus"},
    });
}

constexpr auto xml_names(PciModelName) {
    using enum PciModelName;
    return std::to_array<xml::Name<PciModelName>>({
        {none, "none"},
        {pci_bridge, "pci-bridge"},
        {i82801b11_bridge, "i82801b11-bridge"},
        {ioh3420, "ioh3420"},
        {x3130_upstream, "x3130-upstream"},
        {xio3130_downstream, "xio3130-downstream"},
        {pxb, "pxb"},
        {pxb_pcie, "pxb-pcie"},
        {pcie_root_port, "pcie-root-port"},
        {spapr_pci_host_bridge, "spapr-pci-host-bridge"},
        {pcie_pci_bridge, "pcie-pci-bridge"},
    });
}

constexpr auto xml_names(ScsiModel) {
    using enum ScsiModel;
    return std::to_array<xml::Name<ScsiModel>>({
        {auto_, "auto"},
        {buslogic, "buslogic"},
        {lsilogic, "lsilogic"},
        {lsisas1068, "lsisas1068"},
        {vmpvscsi, "vmpvscsi"},
        {ibmvscsi, "ibmvscsi"},
        {virtio_scsi, "virtio-scsi"},
        {lsisas1078, "lsisas1078"},
        {virtio_transitional, "virtio-transitional"},
        {virtio_non_transitional, "virtio-non-transitional"},
        {ncr53c90, "ncr53c90"},
        {dc390, "dc390"},
        {am53c974, "am53c974"},
    });
}

constexpr auto xml_names(UsbModel) {
    using enum UsbModel;
    return std::to_array<xml::Name<UsbModel>>({
        {piix3_uhci, "piix3-uhci"},
        {piix4_uhci, "piix4-uhci"},
        {ehci, "ehci"},
        {ich9_ehci1, "ich9-ehci1"},
        {ich9_uhci1, "ich9-uhci1"},
        {ich9_uhci2, "ich9-uhci2"},
        {ich9_uhci3, "ich9-uhci3"},
        {vt82c686b_uhci, "vt82c686b-uhci"},
        {pci_ohci, "pci-ohci"},
        {nec_xhci, "nec-xhci"},
        {qusb1, "qusb1"},
        {qusb2, "qusb2"},
        {qemu_xhci, "qemu-xhci"},
        {none, "none"},
    });
}

constexpr auto xml_names(IdeModel) {
    using enum IdeModel;
    return std::to_array<xml::Name<IdeModel>>({{piix3, "piix3"}, {piix4, "piix4"}, {ich6, "ich6"}});
}

}  // namespace virtd::conf
