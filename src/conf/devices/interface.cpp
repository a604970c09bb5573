// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/interface.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "conf/devices/interface_parts.hpp"
#include "conf/devices/interface_words.hpp"
#include "conf/devices/rows.hpp"
#include "conf/path.hpp"
#include "conf/shapes.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};
constexpr Fail fail_none{Origin::none};

// ---- <mac>

void read_address(xml::Node node, InterfaceMac& mac) {
    const auto text = node.attribute("address");
    if (!text) return;
    mac.address = parse_mac(*text);
    if (!mac.address) fail(Errc::xml_error, "unable to parse mac address '{}'", *text);
    if (mac.address->is_multicast())
        fail(Errc::xml_error, "expected unicast mac address, found multicast '{}'", *text);
}

void write_address(xml::Writer& out, const InterfaceMac& mac) {
    if (mac.address) out.attribute("address", to_string(*mac.address));
}

constexpr auto mac_rows = xml::rows<InterfaceMac>({
    xml::custom_attr<InterfaceMac, read_address, write_address>("address").expected().like(
        xml::pattern::mac_address),
    xml::attr<&InterfaceMac::kind>("type"),
    xml::attr<&InterfaceMac::check>("check"),
});
constexpr xml::Element<InterfaceMac> mac_xml{"mac", mac_rows};

// ---- a device of the host: its driver stands before the source

void read_managed(xml::Node node, Interface& interface) {
    if (auto* const hostdev = std::get_if<HostdevNet>(&interface.kind))
        hostdev->managed = node.attribute("managed") == "yes";
}

void write_managed(xml::Writer& out, const Interface& interface) {
    const auto* const hostdev = interface.as<HostdevNet>();
    if (hostdev != nullptr && hostdev->managed) out.attribute("managed", "yes");
}

constexpr auto hostdev_driver_rows = xml::rows<InterfaceDriver>({
    xml::attr<&InterfaceDriver::hostdev>("name"),
});
constexpr xml::Element<InterfaceDriver> hostdev_driver_xml{"driver", hostdev_driver_rows};

// Only those of PCI have one.
void read_hostdev_driver(xml::Node node, Interface& interface) {
    const auto* const hostdev = interface.as<HostdevNet>();
    const xml::Node driver = node.child("driver");
    if (driver && hostdev != nullptr && std::holds_alternative<PciHostdev>(hostdev->device))
        read(hostdev_driver_xml, driver, interface.driver);
}

void write_hostdev_driver(xml::Writer& out, const Interface& interface) {
    if (!interface.driver.hostdev) return;
    out.open("driver");
    out.attribute("name", xml::to_word(*interface.driver.hostdev));
    out.close();
}

// ---- <model>

/// Models known by name are written as here; others as the document has them.
constexpr std::string_view models[] = {
    "netfront", "rtl8139",    "virtio",  "e1000",   "e1000e",    "virtio-transitional",
    "usb-net",  "lan9118",    "vlance",  "vmxnet",  "vmxnet2",   "virtio-non-transitional",
    "vmxnet3",  "82540EM",    "82545EM", "82543GC", "scm91c111", "Am79C970A",
    "Am79C973", "spapr-vlan",
};

bool is_alike(std::string_view one, std::string_view other) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(one, other, {}, lower, lower);
}

void settle_model(xml::Node, Interface& interface) {
    if (!interface.model) return;
    constexpr std::string_view allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    if (interface.model->find_first_not_of(allowed) != std::string::npos)
        fail(Errc::invalid_arg, "Model name contains invalid characters");
    if (interface.model->empty()) interface.model.reset();
    for (const std::string_view model : models) {
        if (interface.model && is_alike(model, *interface.model)) interface.model = model;
    }
}

// ---- <driver> of the others

// Other models understand the transport's switches only, to refuse them later.
void read_driver(xml::Node node, Interface& interface) {
    const xml::Node driver = node.child("driver");
    if (!driver) return;
    if (is_virtio(interface) && interface.as<HostdevNet>() == nullptr) {
        read(interface_driver_xml, driver, interface.driver);
    } else {
        read(virtio_options_xml, driver, interface.driver.virtio);
    }
}

void write_driver(xml::Writer& out, const Interface& interface) {
    out.open("driver");
    xml::write_rows(interface_driver_xml, out, &interface.driver);
    out.close_unless_empty();
}

// ---- small parts

constexpr auto backend_rows = xml::rows<InterfaceBackend>({
    xml::attr<&InterfaceBackend::type>("type").nonzero(),
    xml::attr<&InterfaceBackend::tap, tidied>("tap").like(xml::pattern::absolute_path),
    xml::attr<&InterfaceBackend::vhost, tidied>("vhost").like(xml::pattern::absolute_path),
    xml::attr<&InterfaceBackend::log_file>("logFile").like(xml::pattern::absolute_path),
});
constexpr xml::Element<InterfaceBackend> backend_xml{"backend", backend_rows};

// No driver of ours starts the helper that this needs, and only virtio cards have a part in the
// kernel.
void check_backend(xml::Node, Interface& interface) {
    if (interface.backend.type == NetBackendType::passt)
        fail(Errc::xml_error, "Invalid value for attribute 'type' in element 'backend': 'passt'.");
    if (!is_virtio(interface)) interface.backend.vhost.reset();
}

constexpr auto target_rows = xml::rows<InterfaceTarget>({
    xml::attr<&InterfaceTarget::dev>("dev").expected().like(xml::pattern::device_name),
    xml::attr<&InterfaceTarget::managed>("managed"),
});
constexpr xml::Element<InterfaceTarget> target_xml{"target", target_rows};

constexpr auto guest_rows = xml::rows<GuestName>({
    xml::attr<&GuestName::dev>("dev").like(xml::pattern::device_name),
    xml::attr<&GuestName::actual>("actual").like(xml::pattern::device_name),
});
constexpr xml::Element<GuestName> guest_xml{"guest", guest_rows};

void read_coalesce(xml::Node node, Interface& interface) {
    for (const char* const name : {"coalesce", "rx", "frames"}) {
        node = node.child(name);
        if (!node) return;
    }
    const auto text = node.attribute("max");
    if (!text) return;
    const auto value = xml::parse_unsigned(*text);
    if (!value || !std::in_range<std::uint32_t>(*value))
        fail(Errc::xml_detail, "cannot parse value '{}' for coalesce parameter", *text);
    interface.coalesce_rx_frames = static_cast<std::uint32_t>(*value);
}

void write_coalesce(xml::Writer& out, const Interface& interface) {
    if (interface.coalesce_rx_frames == 0) return;
    out.open("coalesce");
    out.open("rx");
    out.open("frames");
    out.attribute("max", interface.coalesce_rx_frames);
    for (int i = 0; i < 3; ++i)
        out.close();
}

bool can_filter(const Interface& interface) {
    return interface.as<EthernetNet>() != nullptr || interface.as<NetworkNet>() != nullptr ||
           interface.as<BridgeNet>() != nullptr;
}

void check_filter(xml::Node, Interface& interface) {
    if (interface.filter && (interface.filter->filter.empty() || !can_filter(interface)))
        interface.filter.reset();
}

bool is_network(const Interface& interface) {
    return interface.as<NetworkNet>() != nullptr;
}

// Others have no switch that it could be about; only a network may know its type.
void check_virtual_port(xml::Node node, Interface& interface) {
    const xml::Node port = node.child("virtualport");
    if (!port) return;
    const bool has_switch = is_network(interface) || interface.as<BridgeNet>() != nullptr ||
                            interface.as<DirectNet>() != nullptr ||
                            interface.as<HostdevNet>() != nullptr;
    if (!has_switch) {
        fail(Errc::config_unsupported,
             "<virtualport> element unsupported for <interface type='{}'>",
             interface_type(interface));
    }
    if (!is_network(interface) && !port.attribute("type"))
        fail_none(Errc::xml_error, "missing required virtualport type");
}

void settle_virtual_port(xml::Node, Interface& interface) {
    if (!interface.virtual_port) return;
    const bool has_network = is_network(interface);
    settle(*interface.virtual_port,
           {.needs_type = !has_network, .generates_missing = true, .needs_all = !has_network});
}

void settle_bandwidth(xml::Node, Interface& interface) {
    settle(interface.bandwidth, {.floor = is_network(interface)});
}

using I = Interface;

constexpr auto frames_shape_rows =
    xml::rows<Shape>({shape::attribute("max").like(xml::pattern::natural)});
constexpr xml::Element<Shape> frames_shape{"frames", frames_shape_rows};
constexpr auto rx_shape_rows = xml::rows<Shape>({shape::child("frames", frames_shape)});
constexpr xml::Element<Shape> rx_shape{"rx", rx_shape_rows};
constexpr auto coalesce_shape_rows = xml::rows<Shape>({shape::child("rx", rx_shape)});
constexpr xml::Element<Shape> coalesce_shape{"coalesce", coalesce_shape_rows};

// Only EthernetNet keeps them.
void read_host_ip(xml::Node node, I& interface) {
    const xml::Node source = node.child("source");
    if (!source || interface.as<EthernetNet>() != nullptr) return;
    IpSetup host;
    xml::read(ip_setup_xml, source, host);
    interface.has_host_ip = !(host == IpSetup{});
}

// The turns are the order in which libvirt looks at the parts of an interface.
constexpr auto interface_rows = xml::rows<I>({
    xml::kind_attr<&I::kind, net_kinds>("type").expected().turn(-9),
    xml::custom_attr<I, read_managed, write_managed>("managed").one_of<xml::YesNo>().turn(-9),
    xml::attr<&I::trust_guest_rx_filters>("trustGuestRxFilters").turn(-9),
    xml::child<&I::mac, mac_xml>().turn(-2),
    xml::custom<I, xml::read_nothing, write_hostdev_driver>("driver").of(hostdev_driver_xml).once(),
    xml::kind_same<&I::kind, net_kinds>().turn(-7),
    xml::check<I, read_host_ip>().turn(-7),
    xml::check<I, read_hostdev_driver>().turn(-7),
    xml::child<&I::vlan, vlan_xml>().turn(-3),
    xml::check<I, check_virtual_port>().turn(-6),
    xml::child<&I::virtual_port, virtual_port_xml>().turn(-6),
    xml::check<I, settle_virtual_port>().turn(-6),
    xml::check<I, refuse_class_id<I>>().turn(-4),
    xml::child<&I::bandwidth, bandwidth_xml>().turn(-4),
    xml::check<I, settle_bandwidth>().turn(-4),
    xml::attr<&I::isolated>("isolated").inside("port").turn(3),
    xml::same<&I::guest_ip, ip_setup_xml>(),
    xml::list<&I::port_forwards, port_forward_xml>(),
    xml::attr<&I::script>("path").expected().like(xml::pattern::some_text).inside("script"),
    xml::attr<&I::downscript>("path").expected().like(xml::pattern::some_text).inside("downscript"),
    xml::attr<&I::backend_domain>("name")
        .expected()
        .like(xml::pattern::some_text)
        .inside("backenddomain"),
    xml::child<&I::target, target_xml>().turn(-5),
    xml::child<&I::guest, guest_xml>(),
    xml::attr<&I::model>("type").expected().like(xml::pattern::name).inside("model").turn(-8),
    xml::check<I, settle_model>().turn(-8),
    xml::custom<I, read_driver, write_driver>("driver").of(interface_driver_xml).once(),
    xml::child<&I::backend, backend_xml>(),
    xml::check<I, check_backend>(),
    xml::child<&I::filter, filter_ref_xml>(),
    xml::check<I, check_filter>(),
    xml::text_child<&I::sndbuf>("sndbuf")
        .or_fail(Errc::xml_error, "sndbuf must be a positive integer")
        .inside("tune")
        .turn(2),
    xml::child<&I::teaming, teaming_xml>().turn(1),
    xml::attr<&I::link>("state")
        .or_fail(Errc::config_unsupported, "unknown interface link state '{}'")
        .expected()
        .inside("link"),
    xml::attr<&I::mtu>("size")
        .or_fail(Errc::xml_error, "malformed mtu size")
        .expected()
        .if_set()
        .inside("mtu")
        .turn(2),
    xml::custom<I, read_coalesce, write_coalesce>("coalesce").of(coalesce_shape).once().turn(2),
    xml::same<&I::info, bootable_rom_info_xml>().turn(-1),
});

}  // namespace

bool is_virtio(const Interface& interface) {
    return interface.model && interface.model->starts_with("virtio");
}

constinit const xml::Element<Interface> interface_xml{"interface", interface_rows};

}  // namespace virtd::conf
