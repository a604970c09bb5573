// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/console.hpp"

#include <climits>

#include "base/error.hpp"
#include "base/translate.hpp"
#include "conf/devices/rows.hpp"
#include "conf/shapes.hpp"

namespace virtd::conf {

constexpr auto xml_names(SerialTarget) {
    using enum SerialTarget;
    return std::to_array<xml::Name<SerialTarget>>({
        {isa, "isa-serial"},
        {usb, "usb-serial"},
        {pci, "pci-serial"},
        {spapr_vio, "spapr-vio-serial"},
        {system, "system-serial"},
        {sclp, "sclp-serial"},
        {isa_debug, "isa-debug"},
    });
}

constexpr auto xml_names(SerialModel) {
    using enum SerialModel;
    return std::to_array<xml::Name<SerialModel>>({
        {isa_serial, "isa-serial"},
        {usb_serial, "usb-serial"},
        {pci_serial, "pci-serial"},
        {spapr_vty, "spapr-vty"},
        {pl011, "pl011"},
        {sclpconsole, "sclpconsole"},
        {sclplmconsole, "sclplmconsole"},
        {i16550a, "16550a"},
        {isa_debugcon, "isa-debugcon"},
    });
}

constexpr auto xml_names(ConsoleTarget) {
    using enum ConsoleTarget;
    return std::to_array<xml::Name<ConsoleTarget>>({
        {serial, "serial"},
        {xen, "xen"},
        {uml, "uml"},
        {virtio, "virtio"},
        {lxc, "lxc"},
        {openvz, "openvz"},
        {sclp, "sclp"},
        {sclplm, "sclplm"},
    });
}

constexpr auto xml_names(ChannelState) {
    using enum ChannelState;
    return std::to_array<xml::Name<ChannelState>>(
        {{connected, "connected"}, {disconnected, "disconnected"}});
}

namespace {

constexpr Fail fail{Origin::domain};
constexpr Fail fail_none{Origin::none};

constexpr const char* unknown_target =
    translatable("unknown target type '{}' specified for character device");
constexpr const char* unknown_model =
    translatable("unknown target model '{}' specified for character device");

// A port of -1 asks for the next free one.
xml::Verdict read_port(std::string_view text, void* field) {
    const auto value = xml::parse_integer(text);
    if (!value || *value < INT_MIN || *value > INT_MAX)
        fail(Errc::xml_error, "Invalid port number: {}", text);
    if (*value >= 0) *static_cast<int*>(field) = static_cast<int>(*value);
    return xml::Verdict::ok;
}

xml::Verdict read_chosen_port(std::string_view text, void* field) {
    int port = -1;
    const xml::Verdict verdict = read_port(text, &port);
    if (port >= 0) *static_cast<std::optional<int>*>(field) = port;
    return verdict;
}

bool write_chosen_port(const void* field, xml::Text& out) {
    const auto& port = *static_cast<const std::optional<int>*>(field);
    if (port) out.set_number(static_cast<long long>(*port));
    return port.has_value();
}

bool is_port_chosen(const void* field) {
    return static_cast<const std::optional<int>*>(field)->has_value();
}

constexpr xml::Codec chosen_port{read_chosen_port, write_chosen_port, is_port_chosen,
                                 "port number"};

template <auto Member, class T>
consteval xml::Binding<T> port_row() {
    xml::Binding<T> row = xml::attr<Member>("port");
    row.codec = &chosen_port;
    return row;
}

// libvirt compares one number with the kinds of all these devices, so that it takes those that
// stand where virtio does among channels.
bool takes_spice(const Serial& serial) {
    return serial.target == SerialTarget::usb;
}

bool takes_spice(const Parallel&) {
    return false;
}

bool takes_spice(const Console& console) {
    return console.target == ConsoleTarget::xen;
}

bool takes_spice(const Channel& channel) {
    return std::holds_alternative<VirtioTarget>(channel.target);
}

template <class Device>
void check_spice(xml::Node, Device& device) {
    if (device.chardev.template as<SpicevmcChardev>() != nullptr && !takes_spice(device))
        fail(Errc::config_unsupported, "spicevmc device type only supports virtio");
}

// what documents may say and readers do not know
constexpr const xml::Pattern& other_targets =
    xml::pattern::words<"xen", "serial", "uml", "virtio", "lxc", "openvz", "sclp", "sclplm",
                        "isa-serial", "usb-serial", "pci-serial", "isa-debug", "sclp-serial",
                        "spapr-vio-serial", "system-serial">;

constexpr auto serial_target_rows = xml::rows<Serial>({
    xml::attr<&Serial::target>("type").or_fail(Errc::config_unsupported, unknown_target),
    xml::mention<Serial>("type", xml::Part::attribute).like(other_targets),
    port_row<&Serial::port, Serial>(),
    xml::attr<&Serial::model>("name")
        .expected()
        .or_fail(Errc::config_unsupported, unknown_model)
        .inside("model"),
});
constexpr xml::Element<Serial> serial_target_xml{"target", serial_target_rows};

constexpr auto serial_rows = xml::rows<Serial>({
    xml::same<&Serial::chardev, chardev_type_xml>().turn(-2),
    xml::mention<Serial>("tty", xml::Part::attribute)
        .like(xml::pattern::absolute_path),  // is looked for at the console
    xml::same<&Serial::chardev, chardev_body_xml>(),
    xml::nested<Serial, serial_target_xml>().turn(-1),
    check<Serial, check_spice<Serial>>(),
    xml::same<&Serial::info, info_xml>(),
});

constexpr auto model_shape_rows =
    xml::rows<Shape>({shape::attribute("name").expected().like(xml::pattern::name)});
constexpr xml::Element<Shape> model_shape{"model", model_shape_rows};

constexpr auto parallel_target_rows = xml::rows<Parallel>({
    port_row<&Parallel::port, Parallel>(),
    xml::mention<Parallel>("type", xml::Part::attribute)
        .like(other_targets),  // there is one type only
    xml::mention<Parallel>("model", xml::Part::element).of(model_shape).once(),
});
constexpr xml::Element<Parallel> parallel_target_xml{"target", parallel_target_rows};

constexpr auto parallel_rows = xml::rows<Parallel>({
    xml::same<&Parallel::chardev, chardev_type_xml>().turn(-2),
    xml::mention<Parallel>("tty", xml::Part::attribute)
        .like(xml::pattern::absolute_path),  // is looked for at the console
    xml::same<&Parallel::chardev, chardev_body_xml>(),
    xml::nested<Parallel, parallel_target_xml>().turn(-1),
    check<Parallel, check_spice<Parallel>>(),
    xml::same<&Parallel::info, info_xml>(),
});

constexpr xml::Codec console_port{read_port, xml::detail::write_number<int>,
                                  xml::detail::is_nonzero<int>, "port number"};

constexpr auto console_target_rows = xml::rows<Console>({
    xml::attr<&Console::target>("type").or_fail(Errc::config_unsupported, unknown_target),
    xml::mention<Console>("type", xml::Part::attribute).like(other_targets),
    xml::attr<&Console::port, console_port>("port"),
    xml::mention<Console>("model", xml::Part::element).of(model_shape).once(),  // is the serial
                                                                                // port's
});
constexpr xml::Element<Console> console_target_xml{"target", console_target_rows};

// Old clients look for the terminal here, not in <source>.
void read_tty(xml::Node node, Console& console) {
    auto* const pty = std::get_if<PtyChardev>(&console.chardev.kind);
    const auto path = node.attribute("tty");
    if (pty != nullptr && path && !node.document().options().inactive && !pty->path)
        pty->path = *path;
}

void write_tty(xml::Writer& out, const Console& console) {
    const auto* const pty = console.chardev.as<PtyChardev>();
    if (pty != nullptr && pty->path && !out.view().inactive) out.attribute("tty", *pty->path);
}

constexpr auto console_rows = xml::rows<Console>({
    xml::same<&Console::chardev, optional_chardev_type_xml>().turn(-2),
    xml::custom_attr<Console, read_tty, write_tty>("tty").like(xml::pattern::absolute_path),
    xml::same<&Console::chardev, chardev_body_xml>(),
    xml::nested<Console, console_target_xml>().turn(-1),
    check<Console, check_spice<Console>>(),
    xml::same<&Console::info, info_xml>(),
});

void read_address(xml::Node node, GuestfwdTarget& target) {
    const auto text = node.attribute("address");
    if (!text) return;
    target.address = parse_ip(*text);
    if (!target.address) {
        fail_none(Errc::system_error, "Cannot parse socket address '{}': Name or service not known",
                  *text);
    }
}

void write_address(xml::Writer& out, const GuestfwdTarget& target) {
    if (target.address) out.attribute("address", to_string(*target.address));
}

void check_guestfwd(xml::Node, GuestfwdTarget& target) {
    if (!target.address) fail(Errc::xml_error, "guestfwd channel does not define a target address");
    if (!target.address->is_v4())
        fail(Errc::config_unsupported, "guestfwd channel only supports IPv4 addresses");
}

constexpr auto guestfwd_rows = xml::rows<GuestfwdTarget>({
    xml::custom_attr<GuestfwdTarget, read_address, write_address>("address").expected(),
    check<GuestfwdTarget, check_guestfwd>(),
    xml::attr<&GuestfwdTarget::port>("port").required().like(xml::pattern::any_text),
});
constexpr xml::Element<GuestfwdTarget> guestfwd_xml{"target", guestfwd_rows};

constexpr auto virtio_rows = xml::rows<VirtioTarget>({
    xml::attr<&VirtioTarget::name>("name"),
    xml::attr<&VirtioTarget::state>("state").live(),
});
constexpr xml::Element<VirtioTarget> virtio_xml{"target", virtio_rows};

constexpr auto xen_rows = xml::rows<XenTarget>({
    xml::attr<&XenTarget::name>("name"),
});
constexpr xml::Element<XenTarget> xen_xml{"target", xen_rows};

constexpr auto targets = xml::kinds<ChannelTarget>({
    {"guestfwd", &guestfwd_xml},
    {"virtio", &virtio_xml},
    {"xen", &xen_xml},
});
constexpr xml::KindTable target_table = xml::kind_table<ChannelTarget>(targets);

void check_target_type(xml::Node node, Channel&) {
    if (node.attribute("type")) return;
    fail(Errc::config_unsupported, "unknown target type '(null)' specified for character device");
}

constexpr auto channel_target_rows = xml::rows<Channel>({
    check<Channel, check_target_type>(),
    xml::kind_attr<&Channel::target, target_table>("type").expected().or_fail(
        Errc::config_unsupported, unknown_target),
    xml::kind_same<&Channel::target, target_table>(),
});
constexpr xml::Element<Channel> channel_target_xml{"target", channel_target_rows};

void check_target(xml::Node node, Channel&) {
    if (!node.child("target"))
        fail(Errc::xml_error, "target type must be specified for channel device");
}

constexpr auto channel_rows = xml::rows<Channel>({
    xml::same<&Channel::chardev, chardev_type_xml>().turn(-2),
    check<Channel, check_target>().turn(-1),
    xml::same<&Channel::chardev, chardev_body_xml>(),
    xml::nested<Channel, channel_target_xml>().expected().turn(-1),
    check<Channel, check_spice<Channel>>(),
    xml::same<&Channel::info, info_xml>(),
});

}  // namespace

constinit const xml::Element<Serial> serial_xml{"serial", serial_rows};
constinit const xml::Element<Parallel> parallel_xml{"parallel", parallel_rows};
constinit const xml::Element<Console> console_xml{"console", console_rows};
constinit const xml::Element<Channel> channel_xml{"channel", channel_rows};

}  // namespace virtd::conf
