// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/address.hpp"

#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};
constexpr Fail fail_device{Origin::device};
constexpr Fail fail_none{Origin::none};

// Deep enough for every hub that USB allows.
constexpr int max_usb_depth = 4;

// One of them implies the other.
void complete_zpci(xml::Node, ZpciAddress& zpci) {
    if (!zpci.uid && !zpci.fid) return;
    zpci.uid = zpci.uid.value_or(0);
    zpci.fid = zpci.fid.value_or(0);
}

constexpr auto zpci_rows = xml::rows<ZpciAddress>({
    xml::attr<&ZpciAddress::uid, hex<4>>("uid").like(xml::pattern::hexadecimal),
    xml::attr<&ZpciAddress::fid, hex<8>>("fid").like(xml::pattern::hexadecimal),
    check<ZpciAddress, complete_zpci>(),
});
constexpr xml::Element<ZpciAddress> zpci_xml{"zpci", zpci_rows};

void check_pci_range(const char* part, std::uint32_t value, std::uint32_t limit) {
    if (value <= limit) return;
    fail_none(Errc::xml_error, "Invalid PCI address {}='0x{:x}', must be <= 0x{:X}", part, value,
              limit);
}

void check_pci(xml::Node, PciAddress& address) {
    if (address.is_empty()) return;
    check_pci_range("bus", address.bus, 0xff);
    check_pci_range("slot", address.slot, 0x1f);
    if (address.function > 7) {
        fail_none(Errc::xml_error, "Invalid PCI address function=0x{:x}, must be <= 7",
                  address.function);
    }
}

// It is of the guest's addresses alone, but looked at everywhere.
void check_multifunction(xml::Node node, PciAddress&) {
    const auto word = node.attribute("multifunction");
    if (word && !xml::from_word<OnOff>(*word))
        xml::fail_value(xml::Verdict::bad, *word, "multifunction", node.name());
}

constexpr auto pci_location_rows = xml::rows<PciAddress>({
    xml::attr<&PciAddress::domain, hex<4>>("domain").like(xml::pattern::hexadecimal),
    xml::attr<&PciAddress::bus, hex<2>>("bus").like(xml::pattern::hexadecimal),
    xml::attr<&PciAddress::slot, hex<2>>("slot").like(xml::pattern::hexadecimal),
    xml::attr<&PciAddress::function, hex<1>>("function").like(xml::pattern::hexadecimal),
    check<PciAddress, check_pci>(),
    check<PciAddress, check_multifunction>(),
    xml::mention<PciAddress>("multifunction", xml::Part::attribute).one_of<OnOff>(),
});

void read_pci(xml::Node node, PciAddress& address) {
    read(pci_location_xml, node, address);
}

// An address that says nothing yet is written without its parts.
void write_pci(xml::Writer& out, const PciAddress& address) {
    if (!address.is_empty()) xml::write_rows(pci_location_xml, out, &address);
}

constexpr auto pci_rows = xml::rows<PciAddress>({
    xml::custom<PciAddress, read_pci, write_pci>("").naming(pci_location_xml),
    xml::attr<&PciAddress::multifunction>("multifunction"),
    xml::child<&PciAddress::zpci, zpci_xml>(),
});

constexpr auto drive_rows = xml::rows<DriveAddress>({
    xml::attr<&DriveAddress::controller>("controller"),
    xml::attr<&DriveAddress::bus>("bus").like(xml::pattern::hexadecimal),
    xml::attr<&DriveAddress::target>("target"),
    xml::attr<&DriveAddress::unit>("unit"),
});

constexpr auto virtio_serial_rows = xml::rows<VirtioSerialAddress>({
    xml::attr<&VirtioSerialAddress::controller>("controller").expected(),
    xml::attr<&VirtioSerialAddress::bus>("bus").like(xml::pattern::hexadecimal),
    xml::attr<&VirtioSerialAddress::port>("port"),
});

constexpr auto ccid_rows = xml::rows<CcidAddress>({
    xml::attr<&CcidAddress::controller>("controller").expected(),
    xml::attr<&CcidAddress::slot>("slot"),
});

// "1.2.3": numbers, one for each hub on the way; "1." and zeros that follow mean the same as "1".
bool is_usb_port(std::string_view text) {
    int depth = 0;
    while (true) {
        const std::size_t dot = text.find('.');
        const std::string_view number = text.substr(0, dot);
        if (!xml::parse_unsigned(number) || ++depth > max_usb_depth) return false;
        if (dot == text.npos) return true;
        text.remove_prefix(dot + 1);
    }
}

// The port is looked at before the bus, and written behind it.
void read_port(xml::Node node, UsbAddress& address) {
    const auto port = node.attribute("port").value_or("");
    if (port.empty()) return;
    if (!is_usb_port(port))
        fail_device(Errc::internal_error, "Cannot parse <address> 'port' attribute");
    address.port = port;
}

void write_port(xml::Writer& out, const UsbAddress& address) {
    if (!address.port.empty()) out.attribute("port", address.port);
}

constexpr auto usb_rows = xml::rows<UsbAddress>({
    xml::custom_attr<UsbAddress, read_port, xml::write_nothing>("port").like(
        xml::pattern::usb_port),
    xml::attr<&UsbAddress::bus>("bus").expected().like(xml::pattern::hexadecimal),
    xml::custom_attr<UsbAddress, xml::read_nothing, write_port>("port").like(
        xml::pattern::usb_port),
});

constexpr auto spapr_vio_rows = xml::rows<SpaprVioAddress>({
    xml::attr<&SpaprVioAddress::reg, hex<8, std::uint64_t, 16>>("reg").like(
        xml::pattern::hexadecimal),
});

void check_ccw(xml::Node, CcwAddress& address) {
    if (!address.cssid && !address.ssid && !address.devno) {
        address = {.cssid = 0, .ssid = 0, .devno = 0};
        return;
    }
    if (!address.cssid || !address.ssid || !address.devno) {
        fail_device(Errc::internal_error, "Invalid partial specification for virtio ccw address");
    }
    if (*address.cssid > 0xfe || *address.ssid > 3 || *address.devno > 0xffff) {
        fail_device(Errc::internal_error,
                    "Invalid specification for virtio ccw address: cssid='0x{:x}' ssid='0x{:x}' "
                    "devno='0x{:04x}'",
                    *address.cssid, *address.ssid, *address.devno);
    }
}

constexpr auto ccw_rows = xml::rows<CcwAddress>({
    xml::attr<&CcwAddress::cssid, hex<1>>("cssid").like(xml::pattern::hexadecimal),
    xml::attr<&CcwAddress::ssid, hex<1>>("ssid").like(xml::pattern::hexadecimal),
    xml::attr<&CcwAddress::devno, hex<4>>("devno").like(xml::pattern::hexadecimal),
    xml::all_or_none_of<CcwAddress, "@cssid", "@ssid", "@devno">(),
    check<CcwAddress, check_ccw>(),
});

constexpr auto isa_rows = xml::rows<IsaAddress>({
    xml::attr<&IsaAddress::iobase, hex<1>>("iobase").like(xml::pattern::hexadecimal).if_set(),
    xml::attr<&IsaAddress::irq, hex<1>>("irq").like(xml::pattern::hexadecimal).if_set(),
});

constexpr auto dimm_rows = xml::rows<DimmAddress>({
    xml::attr<&DimmAddress::slot>("slot").required().unexpected(),
    xml::attr<&DimmAddress::base, hex<1, std::uint64_t>>("base")
        .like(xml::pattern::hexadecimal)
        .if_set(),
});

template <class T>
void ignore(xml::Node, T&) {}

constexpr auto virtio_s390_rows =
    xml::rows<VirtioS390Address>({check<VirtioS390Address, ignore<VirtioS390Address>>()});
constexpr auto virtio_mmio_rows =
    xml::rows<VirtioMmioAddress>({check<VirtioMmioAddress, ignore<VirtioMmioAddress>>()});
constexpr auto unassigned_rows =
    xml::rows<UnassignedAddress>({check<UnassignedAddress, ignore<UnassignedAddress>>()});

constexpr xml::Element<PciAddress> pci_xml{"address", pci_rows};
constexpr xml::Element<DriveAddress> drive_xml{"address", drive_rows};
constexpr xml::Element<VirtioSerialAddress> virtio_serial_xml{"address", virtio_serial_rows};
constexpr xml::Element<CcidAddress> ccid_xml{"address", ccid_rows};
constexpr xml::Element<UsbAddress> usb_xml{"address", usb_rows};
constexpr xml::Element<SpaprVioAddress> spapr_vio_xml{"address", spapr_vio_rows};
constexpr xml::Element<VirtioS390Address> virtio_s390_xml{"address", virtio_s390_rows};
constexpr xml::Element<CcwAddress> ccw_xml{"address", ccw_rows};
constexpr xml::Element<VirtioMmioAddress> virtio_mmio_xml{"address", virtio_mmio_rows};
constexpr xml::Element<IsaAddress> isa_xml{"address", isa_rows};
constexpr xml::Element<DimmAddress> dimm_xml{"address", dimm_rows};
constexpr xml::Element<UnassignedAddress> unassigned_xml{"address", unassigned_rows};

constexpr auto kinds = xml::kinds<AddressKind>({
    {"pci", &pci_xml},
    {"drive", &drive_xml},
    {"virtio-serial", &virtio_serial_xml},
    {"ccid", &ccid_xml},
    {"usb", &usb_xml},
    {"spapr-vio", &spapr_vio_xml},
    {"virtio-s390", &virtio_s390_xml},
    {"ccw", &ccw_xml},
    {"virtio-mmio", &virtio_mmio_xml},
    {"isa", &isa_xml},
    {"dimm", &dimm_xml},
    {"unassigned", &unassigned_xml},
});
constexpr xml::KindTable kind_table = xml::kind_table<AddressKind>(kinds);

void check_type(xml::Node node, DeviceAddress&) {
    if (!node.attribute("type")) fail(Errc::internal_error, "No type specified for device address");
}

constexpr auto address_rows = xml::rows<DeviceAddress>({
    check<DeviceAddress, check_type>(),
    xml::kind_attr<&DeviceAddress::kind, kind_table>("type")
        .or_fail(Errc::config_unsupported, "unknown address type '{}'")
        .expected(),
    xml::kind_same<&DeviceAddress::kind, kind_table>(),
});

}  // namespace

constinit const xml::Element<PciAddress> pci_location_xml{"address", pci_location_rows};
constinit const xml::Element<DeviceAddress> address_xml{"address", address_rows};

std::string_view address_type(const DeviceAddress& address) {
    return kinds[address.kind.index()].tag;
}

}  // namespace virtd::conf
