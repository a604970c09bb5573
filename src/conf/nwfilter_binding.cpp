// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/nwfilter_binding.hpp"

#include "xml/check.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

using B = NwFilterBinding;

constexpr Errc internal = Errc::internal_error;
constexpr char no_port[] = "filter binding has no port dev name";
constexpr char no_mac[] = "filter binding has no MAC address";
constexpr char no_owner[] = "filter binding has no owner name";
constexpr char no_filter[] = "filter binding has no filter reference";

constexpr auto owner_rows = xml::rows<B>({
    xml::text_child<&B::owner_name>("name").or_missing(internal, no_owner),
    xml::text_child<&B::owner_uuid>("uuid")
        .or_fail(internal, "Unable to parse UUID '{}'")
        .or_missing(internal, "filter binding has no owner UUID"),
});
constexpr xml::Element<B> owner_xml{"owner", owner_rows};

constexpr auto port_rows =
    xml::rows<B>({xml::attr<&B::port>("name").unless_blank().or_missing(internal, no_port)});
constexpr xml::Element<B> port_xml{"portdev", port_rows};

constexpr auto link_rows = xml::rows<B>({
    xml::attr<&B::link>("name").if_set(),
    xml::mention<B>("name", xml::Part::attribute).required(),
});
constexpr xml::Element<B> link_xml{"linkdev", link_rows};

constexpr auto mac_rows = xml::rows<B>({
    xml::attr<&B::mac>("address")
        .like(xml::pattern::mac_address)
        .or_fail(internal, "Unable to parse MAC '{}'")
        .or_missing(internal, no_mac),
});
constexpr xml::Element<B> mac_xml{"mac", mac_rows};

// The reference has a sentence of its own for a binding without one.
void read_filter(xml::Node node, B& binding) {
    const xml::Node child = node.child("filterref");
    if (!child.attribute("filter")) Fail{Origin::nwfilter}(internal, no_filter);
    xml::read(filter_reference_xml, child, binding.filter);
}

void write_filter(xml::Writer& out, const B& binding) {
    xml::write(filter_reference_xml, out, binding.filter);
}

constexpr auto binding_rows = xml::rows<B>({
    xml::nested<B, owner_xml>().or_missing(internal, no_owner),
    xml::nested<B, port_xml>().or_missing(internal, no_port),
    xml::nested<B, link_xml>(),
    xml::nested<B, mac_xml>().or_missing(internal, no_mac),
    xml::custom<B, read_filter, write_filter>("filterref")
        .of(filter_reference_xml)
        .once()
        .expected(),
});

}  // namespace

constinit const xml::Element<B> nwfilter_binding_xml{"filterbinding", binding_rows};

NwFilterBinding parse_nwfilter_binding(std::string_view xml, bool check_names) {
    const xml::Document document(
        xml, {.origin = Origin::nwfilter, .what = "nwfilterbinding_definition"});
    const xml::Node root = document.root(nwfilter_binding_xml.name);
    if (check_names) xml::validate_names(nwfilter_binding_xml, root, "nwfilterbinding");
    NwFilterBinding binding;
    xml::read(nwfilter_binding_xml, root, binding);
    return binding;
}

std::string format(const NwFilterBinding& binding, const xml::View& view) {
    return xml::format(binding, nwfilter_binding_xml, view);
}

}  // namespace virtd::conf
