// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/security.hpp"

#include "base/translate.hpp"
#include "conf/shapes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};
constexpr std::size_t max_label = 4096;  // VIR_SECURITY_LABEL_BUFLEN, without the end

// ---- seclabel

bool is_dynamic(const Seclabel& label) {
    return label.type == SeclabelType::dynamic;
}

// The label of a dynamic one is made up when the guest starts, so a document has none.
void read_labels(xml::Node node, Seclabel& into) {
    const bool is_inactive = node.document().options().inactive;
    const auto text = [&](std::string_view name) {
        const xml::Node child = node.child(name);
        return child ? child.text() : std::string();
    };
    if (!is_dynamic(into) || !is_inactive) into.label = text("label");
    if (!is_inactive) into.image_label = text("imagelabel");
    if (is_dynamic(into)) into.base_label = text("baselabel");
}

void write_labels(xml::Writer& out, const Seclabel& from) {
    if (!from.label.empty()) out.text_element("label", from.label);
    if (!from.image_label.empty() && from.relabel == xml::YesNo::yes)
        out.text_element("imagelabel", from.image_label);
    if (!from.base_label.empty()) out.text_element("baselabel", from.base_label);
}

constexpr auto label_shape_rows = xml::rows<Shape>({
    shape::text_child("label", xml::pattern::any_text).only(xml::when<"type", "", "dynamic">),
    shape::text_child("label", xml::pattern::any_text).only(xml::when<"type", "static">).expected(),
    shape::text_child("imagelabel", xml::pattern::any_text)
        .only(xml::when<"type", "", "dynamic", "static">),
    shape::text_child("baselabel", xml::pattern::any_text).only(xml::when<"type", "", "dynamic">),
});
constexpr xml::Element<Shape> label_shape{"seclabel", label_shape_rows};

constexpr auto seclabel_rows = xml::rows<Seclabel>({
    xml::attr<&Seclabel::type>("type"),
    xml::attr<&Seclabel::model>("model").if_set(),
    xml::attr<&Seclabel::relabel>("relabel").only(xml::when<"type", "static">),
    xml::mention<Seclabel>("relabel", xml::Part::attribute)
        .like(xml::pattern::words<"yes">)
        .only(xml::when<"type", "", "dynamic">),
    xml::mention<Seclabel>("relabel", xml::Part::attribute)
        .like(xml::pattern::words<"no">)
        .only(xml::when<"type", "none">),
    xml::custom<Seclabel, read_labels, write_labels>("").naming(label_shape),
});

void complete_none(Seclabel& label) {
    if (label.relabel == xml::YesNo::yes) {
        fail(Errc::config_unsupported,
             "resource relabeling is not compatible with 'none' label type");
    }
    label.relabel.reset();
    label.label.clear();
    label.base_label.clear();
}

void complete_dynamic(Seclabel& label) {
    if (label.relabel == xml::YesNo::no) {
        fail(Errc::config_unsupported, "dynamic label type must use resource relabeling");
    }
    label.relabel = xml::YesNo::yes;
}

void complete_static(Seclabel& label) {
    if (!label.relabel) label.relabel = xml::YesNo::no;
    if (label.label.empty() || label.label.size() > max_label)
        fail(Errc::xml_error, "security label is missing");
}

void complete_seclabel(Seclabel& label) {
    // the model "none" has no labels of any kind
    if (label.model == "none") {
        label.type = SeclabelType::none;
        label.relabel.reset();
    }
    if (!label.type) return;
    switch (*label.type) {
        case SeclabelType::none:
            return complete_none(label);
        case SeclabelType::dynamic:
            return complete_dynamic(label);
        case SeclabelType::static_:
            return complete_static(label);
    }
}

void check_models(const std::vector<Seclabel>& labels) {
    std::set<std::string_view> known;
    for (const Seclabel& label : labels) {
        if (known.insert(label.model).second) continue;
        const std::string_view model = label.model.empty() ? "(null)" : label.model.c_str();
        fail(Errc::xml_detail, "seclabel for model {} is already provided", model);
    }
    if (known.contains(""))
        fail(Errc::xml_error, "missing security model when using multiple labels");
}

// ---- keywrap

enum class Cipher { aes, dea };
constexpr auto xml_names(Cipher) {
    return std::to_array<xml::Name<Cipher>>({{Cipher::aes, "aes"}, {Cipher::dea, "dea"}});
}

struct CipherElement {
    Cipher name = Cipher::aes;
    xml::OnOff state = xml::OnOff::off;
};

constexpr auto cipher_rows = xml::rows<CipherElement>({
    xml::attr<&CipherElement::name>("name").required(),
    xml::attr<&CipherElement::state>("state").required(),
});
constexpr xml::Element<CipherElement> cipher_xml{"cipher", cipher_rows};

std::optional<xml::OnOff> KeyWrap::*member_of(Cipher cipher) {
    return cipher == Cipher::aes ? &KeyWrap::aes : &KeyWrap::dea;
}

void read_ciphers(xml::Node node, KeyWrap& into) {
    node.each("cipher", [&](xml::Node item) {
        CipherElement cipher;
        xml::read(cipher_xml, item, cipher);
        auto& state = into.*member_of(cipher.name);
        if (state) {
            fail(Errc::internal_error,
                 "A domain definition can have no more than one cipher node with name {}",
                 xml::to_word(cipher.name));
        }
        state = cipher.state;
    });
}

void write_ciphers(xml::Writer& out, const KeyWrap& from) {
    for (const Cipher name : {Cipher::aes, Cipher::dea}) {
        if (const auto state = from.*member_of(name))
            xml::write(cipher_xml, out, CipherElement{name, *state});
    }
}

constexpr auto key_wrap_rows = xml::rows<KeyWrap>(
    {xml::custom<KeyWrap, read_ciphers, write_ciphers>("cipher").of(cipher_xml).expected()});

// ---- launchSecurity

std::optional<unsigned> read_number(xml::Node node, std::string_view name, const char* complaint,
                                    int base) {
    const xml::Node child = node.child(name);
    const std::string text = child ? child.text() : std::string();
    if (text.empty()) return std::nullopt;
    const auto value = xml::parse_unsigned(text, base);
    if (!value || *value > UINT32_MAX) fail(Errc::xml_error, "{}", translate(complaint));
    return static_cast<unsigned>(*value);
}

void read_sev(xml::Node node, LaunchSecurity& into) {
    if (into.type != LaunchSecurityType::sev) return;
    constexpr const char* no_policy = translatable("failed to get launch security policy");
    const auto policy = read_number(node, "policy", no_policy, 16);
    if (!policy) fail(Errc::xml_error, "{}", translate(no_policy));
    into.policy = *policy;
    into.c_bit_position = read_number(
        node, "cbitpos", translatable("Invalid format for launch security cbitpos"), 10);
    into.reduced_phys_bits =
        read_number(node, "reducedPhysBits",
                    translatable("Invalid format for launch security reduced-phys-bits"), 10);
}

void write_sev(xml::Writer& out, const LaunchSecurity& from) {
    if (from.type != LaunchSecurityType::sev) return;
    if (from.c_bit_position) out.text_element("cbitpos", std::to_string(*from.c_bit_position));
    if (from.reduced_phys_bits)
        out.text_element("reducedPhysBits", std::to_string(*from.reduced_phys_bits));
    out.text_element("policy", fmt::format("0x{:04x}", from.policy));
}

constexpr auto sev_names = xml::rows<LaunchSecurity>({
    xml::mention<LaunchSecurity>("cbitpos", xml::Part::element).of(shape::number).once(),
    xml::mention<LaunchSecurity>("reducedPhysBits", xml::Part::element).of(shape::number).once(),
    xml::mention<LaunchSecurity>("policy", xml::Part::element)
        .like(xml::pattern::hexadecimal)
        .once(),
    xml::mention<LaunchSecurity>("handle", xml::Part::element).of(shape::number).once(),
});
constexpr xml::Element<LaunchSecurity> sev_names_xml{"launchSecurity", sev_names};

constexpr auto launch_security_rows = xml::rows<LaunchSecurity>({
    xml::attr<&LaunchSecurity::type>("type").required(),
    xml::attr<&LaunchSecurity::kernel_hashes>("kernelHashes"),
    xml::custom<LaunchSecurity, read_sev, write_sev>("").naming(sev_names_xml),
    xml::text_child<&LaunchSecurity::dh_cert>("dhCert"),
    xml::text_child<&LaunchSecurity::session>("session"),
});

}  // namespace

constinit const xml::Element<Seclabel> seclabel_xml{"seclabel", seclabel_rows};
constinit const xml::Element<KeyWrap> key_wrap_xml{"keywrap", key_wrap_rows};
constinit const xml::Element<LaunchSecurity> launch_security_xml{"launchSecurity",
                                                                 launch_security_rows};

void complete_seclabels(std::vector<Seclabel>& labels) {
    for (Seclabel& label : labels)
        complete_seclabel(label);
    if (labels.size() > 1) check_models(labels);
    // those of no type leave all to the driver
    std::erase_if(labels, [](const Seclabel& label) { return !label.type; });
}

}  // namespace virtd::conf
