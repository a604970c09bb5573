// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain.hpp"

#include "xml/check.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

void read_type(xml::Node node, Domain& into) {
    const auto word = node.attribute("type").value_or("");
    if (word.empty()) fail(Errc::internal_error, "missing domain type attribute");
    const auto type = xml::from_word<DomainType>(word);
    if (!type) fail(Errc::config_unsupported, "invalid domain type {}", word);
    into.type = *type;
}

void write_type(xml::Writer& out, const Domain& from) {
    out.attribute("type", xml::to_word(from.type));
}

// An id that is no number counts as none: the guest is not running then.
void read_id(xml::Node node, Domain& into) {
    const auto id = xml::parse_integer(node.attribute("id").value_or(""));
    if (id && *id >= 0 && std::in_range<int>(*id)) into.id = static_cast<int>(*id);
}

void write_id(xml::Writer& out, const Domain& from) {
    if (from.id) out.attribute("id", *from.id);
}

// Without a value a new identity is asked for.
void read_genid(xml::Node node, Domain& into) {
    const xml::Node child = node.child("genid");
    if (!child) return;
    if (child.twin()) fail(Errc::xml_error, "element 'genid' can only appear once");
    const std::string text = child.text();
    into.genid = text.empty() ? random_uuid() : parse_uuid(text);
    if (!into.genid) fail(Errc::internal_error, "malformed genid element");
}

void write_genid(xml::Writer& out, const Domain& from) {
    if (from.genid) out.text_element("genid", to_string(*from.genid));
}

void read_devices(xml::Node node, Domain& into) {
    if (const xml::Node child = node.child("devices")) xml::read(devices_xml, child, into.devices);
}

// Clients count on the end tag, even when there are no devices.
void write_devices(xml::Writer& out, const Domain& from) {
    out.open("devices");
    out.end_start_tag();
    xml::write_rows(devices_xml, out, &from.devices);
    out.close();
}

constexpr auto domain_rows = xml::rows<Domain>({
    xml::custom_attr<Domain, read_type, write_type>("type"),
    xml::custom_attr<Domain, read_id, write_id>("id").live(),
    xml::text_child<&Domain::name>("name"),
    xml::text_child<&Domain::uuid>("uuid").or_fail(Errc::internal_error, "malformed uuid element"),
    xml::custom<Domain, read_genid, write_genid>("genid"),
    xml::text_child<&Domain::title>("title"),
    xml::text_child<&Domain::description>("description"),
    xml::raw<&Domain::metadata>("metadata"),
    xml::same<&Domain::memory, memory_xml>(),
    xml::same<&Domain::vcpus, vcpus_xml>(),
    xml::same<&Domain::os, bootloader_xml>(),
    xml::child<&Domain::os, os_xml>(),
    xml::child<&Domain::clock, clock_xml>(),
    xml::same<&Domain::lifecycle, lifecycle_xml>(),
    xml::custom<Domain, read_devices, write_devices>("devices"),
});

}  // namespace

constinit const xml::Element<Domain> domain_xml{"domain", domain_rows};

Domain parse_domain(std::string_view text, const ParseOptions& options) {
    const xml::Document document(
        text,
        {.origin = Origin::domain, .what = "domain_definition", .inactive = options.inactive});
    return parse_domain(document.root("domain"), options);
}

Domain parse_domain(xml::Node node, const ParseOptions& options) {
    if (options.check_names) xml::validate_names(domain_xml, node, "domain");
    Domain domain;
    xml::read(domain_xml, node, domain);
    fill_defaults(domain, options);
    if (!options.skip_validation) validate(domain);
    return domain;
}

std::string format(const Domain& domain, const FormatOptions& options) {
    return xml::format(domain, domain_xml, options);
}

void write(xml::Writer& out, const Domain& domain) {
    xml::write(domain_xml, out, domain);
}

}  // namespace virtd::conf
