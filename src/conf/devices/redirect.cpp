// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/redirect.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "conf/shapes.hpp"

namespace virtd::conf {

constexpr auto xml_names(RedirectBus) {
    return std::to_array<xml::Name<RedirectBus>>({{RedirectBus::usb, "usb"}});
}

namespace {

constexpr Fail fail{Origin::domain};

// ---- <redirdev>

void check_type(xml::Node node, Redirdev&) {
    const auto type = node.attribute("type");
    if (!type) fail(Errc::internal_error, "missing type in redirdev");
    if (!is_chardev_type(*type))
        fail(Errc::config_unsupported, "unknown redirdev character device type '{}'", *type);
}

// The bus knows the devices that clients redirect by this name.
void complete_channel(xml::Node, Redirdev& redirdev) {
    auto* const dbus = std::get_if<DbusChardev>(&redirdev.chardev.kind);
    if (dbus != nullptr && !dbus->channel) dbus->channel = "org.qemu.usbredir";
}

void check_place(xml::Node, Redirdev& redirdev) {
    if (redirdev.info.address && redirdev.info.address->as<UsbAddress>() == nullptr)
        fail(Errc::xml_error, "Invalid address for a USB device");
}

// Nobody labels what this talks to.
void drop_labels(xml::Node, Redirdev& device) {
    drop_seclabels(device.chardev);
}

constexpr auto redirdev_rows = xml::rows<Redirdev>({
    xml::attr<&Redirdev::bus>("bus").expected().or_fail(Errc::config_unsupported,
                                                        "unknown redirdev bus '{}'"),
    xml::check<Redirdev, check_type>(),
    xml::same<&Redirdev::chardev, chardev_type_xml>(),
    xml::spread<Redirdev>(),
    xml::same<&Redirdev::chardev, chardev_body_xml>(),
    xml::check<Redirdev, drop_labels>(),
    xml::check<Redirdev, complete_channel>(),
    xml::same<&Redirdev::info, bootable_info_xml>(),
    xml::check<Redirdev, check_place>(),
});

// ---- <redirfilter>

constexpr std::uint32_t most_class = 0xff;
constexpr std::uint32_t most_id = 0xffff;

std::optional<std::uint32_t> read_id(xml::Node rule, const char* name, std::uint32_t most,
                                     const char* what) {
    const auto text = rule.attribute(name);
    if (!text) return std::nullopt;
    const auto value = xml::parse_integer(*text, 0);
    if (!value || !std::in_range<std::int32_t>(*value))
        xml::fail_value(xml::Verdict::no_integer, *text, name, rule.name());
    if (*value == -1) return std::nullopt;
    if (*value < 0 || *value > most)
        fail(Errc::internal_error, "Invalid USB {} 0x{:x}", what, static_cast<unsigned>(*value));
    return static_cast<std::uint32_t>(*value);
}

// "2.56" as two bytes in packed decimals, as descriptors have it.
std::optional<std::uint32_t> parse_version(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == text.npos) return std::nullopt;
    const std::string_view fraction = text.substr(dot + 1);
    const auto major = xml::parse_unsigned(text.substr(0, dot));
    const auto minor = xml::parse_unsigned(fraction);
    if (!major || !minor || fraction.size() > 2 || *major > 99) return std::nullopt;
    const auto hundredths = static_cast<std::uint32_t>(fraction.size() == 1 ? *minor * 10 : *minor);
    const auto whole = static_cast<std::uint32_t>(*major);
    return (whole / 10) << 12 | (whole % 10) << 8 | (hundredths / 10) << 4 | hundredths % 10;
}

void read_rule(xml::Node node, RedirectRule& rule) {
    rule.usb_class = read_id(node, "class", most_class, "Class code");
    rule.vendor = read_id(node, "vendor", most_id, "vendor id");
    rule.product = read_id(node, "product", most_id, "product id");
    const auto version = node.attribute("version");
    if (!version || *version == "-1") return;
    rule.version = parse_version(*version);
    if (!rule.version) fail(Errc::xml_error, "Cannot parse USB device version {}", *version);
}

void write_rule(xml::Writer& out, const RedirectRule& rule) {
    if (rule.usb_class) out.attribute("class", fmt::format("0x{:02X}", *rule.usb_class));
    if (rule.vendor) out.attribute("vendor", fmt::format("0x{:04X}", *rule.vendor));
    if (rule.product) out.attribute("product", fmt::format("0x{:04X}", *rule.product));
    if (!rule.version) return;
    out.attribute("version", fmt::format("{:x}.{:02x}", *rule.version >> 8, *rule.version & 0xff));
}

bool is_id(std::string_view text) {
    return text == "-1" || xml::pattern::hexadecimal.fits(text);
}
constexpr xml::Pattern hex_or_any{is_id, "hexadecimal number or -1"};

bool is_usb_version(std::string_view text) {
    return text == "-1" || (text.size() >= 3 && text.size() <= 5 &&
                            text.find_first_not_of("0123456789") < text.size());
}
constexpr xml::Pattern usb_version{is_usb_version, "version like 1.1"};

constexpr auto rule_names = xml::rows<RedirectRule>({
    xml::mention<RedirectRule>("class", xml::Part::attribute).like(hex_or_any),
    xml::mention<RedirectRule>("vendor", xml::Part::attribute).like(hex_or_any),
    xml::mention<RedirectRule>("product", xml::Part::attribute).like(hex_or_any),
    xml::mention<RedirectRule>("version", xml::Part::attribute).like(usb_version),
});
constexpr xml::Element<RedirectRule> rule_names_xml{"usbdev", rule_names};

constexpr auto rule_rows = xml::rows<RedirectRule>({
    xml::custom<RedirectRule, read_rule, write_rule>("").naming(rule_names_xml),
    xml::attr<&RedirectRule::allow>("allow").required(),
});
constexpr xml::Element<RedirectRule> rule_xml{"usbdev", rule_rows};

constexpr auto redirfilter_rows = xml::rows<Redirfilter>({
    xml::list<&Redirfilter::rules, rule_xml>(),
});

// ---- <smartcard>

void check_certificates(xml::Node node, CertificateSmartcard& card) {
    if (node.count("certificate") != 3)
        fail(Errc::xml_error, "host-certificates mode needs exactly three certificates");
    node.each("certificate", [&](xml::Node item) { card.certificates.push_back(item.text()); });
    const xml::Node database = node.child("database");
    if (!database) return;
    card.database = database.text();
    if (!card.database->starts_with('/'))
        fail(Errc::xml_error, "expecting absolute path: {}", *card.database);
}

void write_certificates(xml::Writer& out, const CertificateSmartcard& card) {
    for (const std::string& certificate : card.certificates)
        out.text_element("certificate", certificate);
    if (card.database) out.text_element("database", *card.database);
}

void ignore(xml::Node, HostSmartcard&) {}
constexpr auto host_rows = xml::rows<HostSmartcard>({xml::check<HostSmartcard, ignore>()});
constexpr xml::Element<HostSmartcard> host_xml{"smartcard", host_rows};

bool has_three(xml::Node node) {
    return node.count("certificate") == 3;
}

constexpr auto certificate_names = xml::rows<CertificateSmartcard>({
    xml::mention<CertificateSmartcard>("certificate", xml::Part::elements)
        .of(shape::words)
        .expected(),
    xml::mention<CertificateSmartcard>("database", xml::Part::element)
        .like(xml::pattern::some_text)
        .once(),
    xml::rule<CertificateSmartcard, has_three>("not three <certificate>"),
});
constexpr xml::Element<CertificateSmartcard> certificate_names_xml{"smartcard", certificate_names};

constexpr auto certificate_rows = xml::rows<CertificateSmartcard>({
    xml::custom<CertificateSmartcard, check_certificates, write_certificates>("").naming(
        certificate_names_xml),
});
constexpr xml::Element<CertificateSmartcard> certificate_xml{"smartcard", certificate_rows};

void need_card_type(xml::Node node, PassthroughSmartcard&) {
    if (!node.attribute("type"))
        fail(Errc::xml_error, "passthrough mode requires a character device type attribute");
}

constexpr auto reader_shape_rows =
    xml::rows<Shape>({shape::attribute("name").like(xml::pattern::name).expected()});
constexpr xml::Element<Shape> reader_shape{"model", reader_shape_rows};
constexpr auto target_shape_rows = xml::rows<Shape>({
    shape::attribute("type").like(xml::pattern::one_word),
    shape::attribute("port"),
    shape::child("model", reader_shape),
});
constexpr xml::Element<Shape> target_shape{"target", target_shape_rows};

// Nobody labels what this talks to.
void drop_labels(xml::Node, PassthroughSmartcard& device) {
    drop_seclabels(device.chardev);
}

constexpr auto passthrough_rows = xml::rows<PassthroughSmartcard>({
    xml::check<PassthroughSmartcard, need_card_type>(),
    xml::same<&PassthroughSmartcard::chardev, chardev_type_xml>(),
    xml::same<&PassthroughSmartcard::chardev, chardev_body_xml>(),
    xml::check<PassthroughSmartcard, drop_labels>(),
    xml::mention<PassthroughSmartcard>("target", xml::Part::element)
        .of(target_shape)
        .once(),  // is the card's reader
});
constexpr xml::Element<PassthroughSmartcard> passthrough_xml{"smartcard", passthrough_rows};

using CardKind = decltype(Smartcard::kind);

constexpr auto cards = xml::kinds<CardKind>({
    {"host", &host_xml},
    {"host-certificates", &certificate_xml},
    {"passthrough", &passthrough_xml},
});
constexpr xml::KindTable card_table = xml::kind_table<CardKind>(cards);

constexpr auto smartcard_rows = xml::rows<Smartcard>({
    xml::kind_attr<&Smartcard::kind, card_table>("mode").required(),
    xml::kind_same<&Smartcard::kind, card_table>(),
    xml::same<&Smartcard::info, info_xml>(),
});

}  // namespace

constinit const xml::Element<Redirdev> redirdev_xml{"redirdev", redirdev_rows};
constinit const xml::Element<Redirfilter> redirfilter_xml{"redirfilter", redirfilter_rows};
constinit const xml::Element<Smartcard> smartcard_xml{"smartcard", smartcard_rows};

}  // namespace virtd::conf
