// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/hostdev_source.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "conf/devices/storage_words.hpp"
#include "conf/shapes.hpp"
#include "conf/storage/pool_adapter.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

constexpr auto xml_names(GuestReset) {
    using enum GuestReset;
    return std::to_array<xml::Name<GuestReset>>(
        {{off, "off"}, {uninitialized, "uninitialized"}, {on, "on"}});
}

namespace {

constexpr Fail fail{Origin::domain};
constexpr Fail fail_storage{Origin::storage};

// ---- pci

void refuse_policy(xml::Node source, PciHostdev&) {
    if (!source.attribute("startupPolicy")) return;
    fail(Errc::config_unsupported, "Setting startupPolicy is only allowed for USB devices");
}

constexpr auto pci_rows = xml::rows<PciHostdev>({
    xml::check<PciHostdev, refuse_policy>(),
    xml::attr<&PciHostdev::write_filtering>("writeFiltering"),
    xml::child<&PciHostdev::address, pci_location_xml>(),
});
constexpr xml::Element<PciHostdev> pci_xml{"source", pci_rows};

void read_pci_address(xml::Node source, PciHostdev& pci) {
    read(pci_location_xml, source.child("address"), pci.address);
}

void write_pci_address(xml::Writer& out, const PciHostdev& pci) {
    out.open("address");
    out.attribute("type", "pci");
    xml::write_rows(pci_location_xml, out, &pci.address);
    out.close();
}

constexpr auto pci_net_rows = xml::rows<PciHostdev>({
    xml::check<PciHostdev, refuse_policy>(),
    xml::attr<&PciHostdev::write_filtering>("writeFiltering"),
    xml::custom<PciHostdev, read_pci_address, write_pci_address>("address").of(pci_location_xml),
});

// ---- usb

constexpr auto usb_address_rows = xml::rows<UsbHostAddress>({
    xml::attr<&UsbHostAddress::bus, decimal_of_any<>>("bus")
        .like(xml::pattern::hexadecimal)
        .required(),
    xml::attr<&UsbHostAddress::device, decimal_of_any<>>("device")
        .like(xml::pattern::hexadecimal)
        .required(),
});
constexpr xml::Element<UsbHostAddress> usb_address_xml{"address", usb_address_rows};

// A device is known by what it is or by where it is plugged in.
void check_usb(xml::Node, UsbHostdev& usb) {
    if (usb.vendor && !usb.product) fail(Errc::internal_error, "missing product");
    if (usb.product && !usb.vendor) fail(Errc::internal_error, "missing vendor");
}

void settle_address(xml::Node, UsbHostdev& usb) {
    if (usb.address && usb.address->bus == 0 && usb.address->device == 0) usb.address.reset();
}

// What both have in common; only the address of an interface's device says that it is one.

template <const auto& Address>
constexpr auto usb_rows_with = xml::rows<UsbHostdev>({
    xml::attr<&UsbHostdev::startup_policy>("startupPolicy"),
    xml::attr<&UsbHostdev::guest_reset>("guestReset"),
    xml::attr<&UsbHostdev::vendor, hex<4>>("id")
        .like(xml::pattern::hexadecimal)
        .required()
        .nonzero()
        .inside("vendor"),
    xml::attr<&UsbHostdev::product, hex<4>>("id")
        .like(xml::pattern::hexadecimal)
        .required()
        .inside("product"),
    xml::check<UsbHostdev, check_usb>(), xml::child<&UsbHostdev::address, Address>(),
    xml::check<UsbHostdev, settle_address>(),
    xml::mention<UsbHostdev>("missing", xml::Part::attribute)
        .one_of<xml::YesNo>(),  // said, never read
});
constexpr xml::Element<UsbHostdev> usb_xml{"source", usb_rows_with<usb_address_xml>};

void write_usb(xml::Writer& out, const UsbHostAddress&) {
    out.attribute("type", "usb");
}

constexpr auto usb_net_address_rows = xml::rows<UsbHostAddress>({
    xml::custom_attr<UsbHostAddress, xml::read_nothing, write_usb>("type").expected().like(
        xml::pattern::words<"pci", "usb">),
    xml::attr<&UsbHostAddress::bus, decimal_of_any<>>("bus")
        .like(xml::pattern::hexadecimal)
        .required(),
    xml::attr<&UsbHostAddress::device, decimal_of_any<>>("device")
        .like(xml::pattern::hexadecimal)
        .required(),
});
constexpr xml::Element<UsbHostAddress> usb_net_address_xml{"address", usb_net_address_rows};

// ---- scsi

void need_address(xml::Node node, ScsiAdapter&) {
    if (!node.child("address"))
        fail(Errc::xml_error, "'address' must be specified for scsi hostdev source");
}

void need_name(xml::Node node, ScsiAdapter&) {
    const xml::Node adapter = node.child("adapter");
    if (!adapter || !adapter.attribute("name"))
        fail(Errc::xml_error, "'adapter' name must be specified for scsi hostdev source");
}

constexpr auto adapter_name_rows = xml::rows<ScsiAdapter>({
    xml::attr<&ScsiAdapter::name>("name"),
});
constexpr xml::Element<ScsiAdapter> adapter_name_xml{"adapter", adapter_name_rows};

constexpr auto adapter_address_rows = xml::rows<ScsiAdapter>({
    xml::attr<&ScsiAdapter::bus, decimal_of_any<>>("bus")
        .like(xml::pattern::hexadecimal)
        .required(),
    xml::attr<&ScsiAdapter::target, decimal_of_any<>>("target")
        .like(xml::pattern::hexadecimal)
        .required(),
    xml::attr<&ScsiAdapter::unit, decimal_of_any<std::uint64_t>>("unit")
        .like(xml::pattern::hexadecimal)
        .required(),
});
constexpr xml::Element<ScsiAdapter> adapter_address_xml{"address", adapter_address_rows};

constexpr auto adapter_rows = xml::rows<ScsiAdapter>({
    xml::check<ScsiAdapter, need_address>(),
    xml::check<ScsiAdapter, need_name>().turn(1),
    xml::nested<ScsiAdapter, adapter_name_xml>().turn(1),
    xml::nested<ScsiAdapter, adapter_address_xml>(),
});
constexpr xml::Element<ScsiAdapter> adapter_xml{"source", adapter_rows};

void check_iscsi(xml::Node node, ScsiIscsi& iscsi) {
    const auto name = node.attribute("name");
    if (!name) fail(Errc::xml_error, "missing iSCSI hostdev source path name");
    iscsi.name = *name;
    if (iscsi.name.find('/') == std::string::npos) iscsi.name += "/0";
    const int hosts = node.count("host");
    if (hosts == 0) fail(Errc::xml_error, "missing the host address for the iSCSI hostdev");
    if (hosts > 1) {
        fail(Errc::xml_error,
             "only one source host address may be specified for the iSCSI hostdev");
    }
}

void write_protocol(xml::Writer& out, const ScsiIscsi& iscsi) {
    out.attribute("protocol", "iscsi");
    out.attribute("name", iscsi.name);
}

constexpr auto iscsi_initiator_rows = xml::rows<ScsiIscsi>({
    xml::attr<&ScsiIscsi::initiator>("name").expected().inside("iqn"),
});
constexpr xml::Element<ScsiIscsi> iscsi_initiator_xml{"initiator", iscsi_initiator_rows};

void check_secret_type(const std::string& type) {
    constexpr std::string_view known[] = {"none", "volume", "ceph", "iscsi", "tls", "vtpm"};
    if (std::ranges::find(known, type) != std::end(known)) return;
    fail(Errc::config_unsupported, "invalid secret type {}",
         type.empty() ? "(null)" : type.c_str());
}

void check_auth(xml::Node, ScsiIscsi& iscsi) {
    if (!iscsi.auth) return;
    const auto& type = iscsi.auth->type;
    if (type && *type != "chap" && *type != "ceph")
        fail_storage(Errc::config_unsupported, "unknown auth type '{}'", *type);
    check_secret_type(iscsi.auth->secret.type);
    if (iscsi.auth->secret.type != "iscsi") {
        fail(Errc::internal_error, "hostdev invalid secret type '{}'", iscsi.auth->secret.type);
    }
}

constexpr auto iscsi_names = xml::rows<ScsiIscsi>({
    xml::mention<ScsiIscsi>("protocol", xml::Part::attribute),
    xml::mention<ScsiIscsi>("name", xml::Part::attribute),
});
constexpr xml::Element<ScsiIscsi> iscsi_names_xml{"source", iscsi_names};

constexpr auto iscsi_rows = xml::rows<ScsiIscsi>({
    xml::custom<ScsiIscsi, check_iscsi, write_protocol>("").naming(iscsi_names_xml),
    xml::child<&ScsiIscsi::host, storage_host_xml>(),
    xml::child<&ScsiIscsi::auth, storage_auth_xml>(),
    xml::check<ScsiIscsi, check_auth>(),
    xml::nested<ScsiIscsi, iscsi_initiator_xml>(),
});
constexpr xml::Element<ScsiIscsi> iscsi_xml{"source", iscsi_rows};

void read_scsi(xml::Node source, ScsiHostdev& scsi) {
    const auto protocol = source.attribute("protocol").value_or("adapter");
    if (protocol == "iscsi") {
        read(iscsi_xml, source, scsi.source.emplace<ScsiIscsi>());
    } else if (protocol == "adapter") {
        read(adapter_xml, source, scsi.source.emplace<ScsiAdapter>());
    } else {
        fail(Errc::config_unsupported, "Unknown SCSI subsystem protocol '{}'", protocol);
    }
}

// ---- scsi_host

constexpr std::string_view hexadecimal = "0123456789abcdefABCDEF";

void read_wwpn(xml::Node source, ScsiHostHostdev& host) {
    const auto protocol = source.attribute("protocol");
    if (!protocol) fail(Errc::xml_error, "Missing scsi_host subsystem protocol");
    if (*protocol != "vhost")
        fail(Errc::config_unsupported, "Unknown scsi_host subsystem protocol '{}'", *protocol);
    const auto wwpn = source.attribute("wwpn");
    if (!wwpn) fail(Errc::xml_error, "missing vhost-scsi hostdev source wwpn");
    const std::string_view digits = wwpn->starts_with("naa.") ? wwpn->substr(4) : "";
    if (digits.size() != 16 || digits.find_first_not_of(hexadecimal) != digits.npos)
        fail(Errc::xml_error, "malformed 'wwpn' value");
    host.wwpn = *wwpn;
}

// ---- mdev

void read_mdev(xml::Node source, MdevHostdev& mdev) {
    const xml::Node address = source.child("address");
    if (!address) fail(Errc::config_unsupported, "Missing <address> element");
    const auto text = address.attribute("uuid");
    if (!text) fail(Errc::config_unsupported, "Missing 'uuid' attribute for element <address>");
    const auto uuid = parse_uuid(*text);
    if (!uuid) fail(Errc::internal_error, "Cannot parse uuid attribute of element <address>");
    mdev.uuid = *uuid;
}

// ---- capabilities

std::string need_text(xml::Node source, const char* name, const char* what) {
    const xml::Node child = source.child(name);
    std::string text = child ? child.text() : std::string();
    if (text.empty())
        fail(Errc::xml_error, "Missing <{}> element in hostdev {} device", name, what);
    return text;
}

// ---- all of them

// What each of them may have, for checks.

constexpr auto pci_names = xml::rows<Shape>({
    shape::attribute("writeFiltering").one_of<xml::YesNo>(),
    shape::word<StartupPolicy>("startupPolicy"),
    shape::child("address", pci_location_xml).expected(),
});
constexpr xml::Element<Shape> pci_names_xml{"source", pci_names};

// What pools may say of adapters, schemas allow here, too.
constexpr auto host_shape_rows = xml::rows<Shape>({
    shape::attribute("name").expected(),
    shape::attribute("port").like(xml::pattern::integer),
});
constexpr xml::Element<Shape> host_shape{"host", host_shape_rows};

constexpr const xml::When& is_adapter = xml::when<"protocol", "", "adapter">;
constexpr const xml::When& is_iscsi = xml::when<"protocol", "iscsi">;
constexpr auto scsi_names = xml::rows<Shape>({
    shape::attribute("protocol").like(xml::pattern::words<"adapter", "iscsi">),
    shape::child("adapter", pool_adapter_xml).only(is_adapter).expected(),
    shape::child("address", adapter_address_xml).only(is_adapter).expected(),
    shape::attribute("name").only(is_iscsi).expected(),
    shape::children("host", host_shape).only(is_iscsi).expected(),
    shape::child("auth", storage_auth_xml).only(is_iscsi),
    shape::child("initiator", iscsi_initiator_xml).only(is_iscsi),
});
constexpr xml::Element<Shape> scsi_names_xml{"source", scsi_names};

constexpr auto scsi_host_names = xml::rows<Shape>({
    shape::attribute("protocol").expected().like(xml::pattern::words<"vhost">),
    shape::attribute("wwpn").expected().like(xml::pattern::one_word),
});
constexpr xml::Element<Shape> scsi_host_names_xml{"source", scsi_host_names};

constexpr auto mdev_address_names =
    xml::rows<Shape>({shape::attribute("uuid").expected().like(xml::pattern::uuid)});
constexpr xml::Element<Shape> mdev_address_xml{"address", mdev_address_names};
constexpr auto mdev_names =
    xml::rows<Shape>({shape::child("address", mdev_address_xml).expected()});
constexpr xml::Element<Shape> mdev_names_xml{"source", mdev_names};

constexpr auto storage_names =
    xml::rows<Shape>({shape::text_child("block", xml::pattern::absolute_path).expected()});
constexpr xml::Element<Shape> storage_names_xml{"source", storage_names};
constexpr auto misc_names =
    xml::rows<Shape>({shape::text_child("char", xml::pattern::absolute_path).expected()});
constexpr xml::Element<Shape> misc_names_xml{"source", misc_names};
constexpr auto net_names =
    xml::rows<Shape>({shape::text_child("interface", xml::pattern::device_name).expected()});
constexpr xml::Element<Shape> net_names_xml{"source", net_names};

constexpr xml::KindTable::Kind sources[] = {
    {"pci", &pci_names_xml},   {"usb", &usb_xml},
    {"scsi", &scsi_names_xml}, {"scsi_host", &scsi_host_names_xml},
    {"mdev", &mdev_names_xml}, {"storage", &storage_names_xml},
    {"misc", &misc_names_xml}, {"net", &net_names_xml},
};

void read_source(xml::Node source, PciHostdev& pci) {
    read(pci_xml, source, pci);
}

void read_source(xml::Node source, UsbHostdev& usb) {
    read(usb_xml, source, usb);
}

void read_source(xml::Node source, ScsiHostdev& scsi) {
    read_scsi(source, scsi);
}

void read_source(xml::Node source, ScsiHostHostdev& host) {
    read_wwpn(source, host);
}

void read_source(xml::Node source, MdevHostdev& mdev) {
    read_mdev(source, mdev);
}

void read_source(xml::Node source, StorageCapability& storage) {
    storage.block = need_text(source, "block", "storage");
}

void read_source(xml::Node source, MiscCapability& misc) {
    misc.character = need_text(source, "char", "character");
}

void read_source(xml::Node source, NetCapability& net) {
    net.interface = need_text(source, "interface", "net");
}

void write_source(xml::Writer& out, const PciHostdev& pci) {
    xml::write_rows(pci_xml, out, &pci);
}

void write_source(xml::Writer& out, const UsbHostdev& usb) {
    xml::write_rows(usb_xml, out, &usb);
}

void write_source(xml::Writer& out, const ScsiHostdev& scsi) {
    if (const auto* const adapter = std::get_if<ScsiAdapter>(&scsi.source)) {
        xml::write_rows(adapter_xml, out, adapter);
    } else {
        xml::write_rows(iscsi_xml, out, std::get_if<ScsiIscsi>(&scsi.source));
    }
}

void write_source(xml::Writer& out, const ScsiHostHostdev& host) {
    out.attribute("protocol", "vhost");
    out.attribute("wwpn", host.wwpn);
}

void write_source(xml::Writer& out, const MdevHostdev& mdev) {
    out.open("address");
    out.attribute("uuid", to_string(mdev.uuid));
    out.close();
}

void write_source(xml::Writer& out, const StorageCapability& storage) {
    out.text_element("block", storage.block);
}

void write_source(xml::Writer& out, const MiscCapability& misc) {
    out.text_element("char", misc.character);
}

void write_source(xml::Writer& out, const NetCapability& net) {
    out.text_element("interface", net.interface);
}

}  // namespace

constinit const xml::Element<PciHostdev> pci_net_xml{"source", pci_net_rows};
constinit const xml::Element<UsbHostdev> usb_net_xml{"source", usb_rows_with<usb_net_address_xml>};

constinit const xml::KindTable hostdev_sources = shape::kinds(sources);

void read_hostdev_source(xml::Node node, Hostdev& hostdev) {
    std::visit([&](auto& kind) { read_source(node.child("source"), kind); }, hostdev.kind);
}

void write_hostdev_source(xml::Writer& out, const Hostdev& hostdev) {
    out.open("source");
    std::visit([&](const auto& kind) { write_source(out, kind); }, hostdev.kind);
    out.close_unless_empty();
}

}  // namespace virtd::conf
