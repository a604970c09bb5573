// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/vcpu.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};
constexpr Fail fail_argument{Origin::none};

/// What <vcpu> says about one processor; what it leaves out depends on the rest.
struct VcpuElement {
    unsigned id = 0;
    xml::YesNo enabled = xml::YesNo::no;
    std::optional<xml::YesNo> hotpluggable;
    unsigned order = 0;
    unsigned limit = 0;  // of ids
};

void check_id(xml::Node, VcpuElement& element) {
    if (element.id < element.limit) return;
    fail(Errc::xml_error, "vcpu id '{}' is out of range of maximum vcpu count", element.id);
}

constexpr auto vcpu_rows = xml::rows<VcpuElement>({
    xml::attr<&VcpuElement::id>("id").required(),
    xml::check<VcpuElement, check_id>(),
    xml::attr<&VcpuElement::enabled>("enabled").required(),
    xml::attr<&VcpuElement::hotpluggable>("hotpluggable"),
    xml::attr<&VcpuElement::order>("order").nonzero().if_set(),
});
constexpr xml::Element<VcpuElement> vcpu_xml{"vcpu", vcpu_rows};

void read_current(xml::Node node, Vcpus& into);
void check_current(xml::Node, Vcpus& into);
void write_current(xml::Writer& out, const Vcpus& from) {
    if (from.current != from.max) out.attribute("current", from.current);
}

// Where the host chooses, nobody looks at what was asked for.
void read_cpuset_unless_auto(const xml::Row& row, xml::Node node, void* object) {
    if (static_cast<const Vcpus*>(object)->placement != Placement::auto_)
        xml::detail::read_attribute(row, node, object);
}

consteval xml::Binding<Vcpus> cpuset_row() {
    auto row = xml::attr<&Vcpus::cpuset, cpuset>("cpuset").like(xml::pattern::cpu_set).if_set();
    row.read = read_cpuset_unless_auto;
    return row;
}

constexpr auto count_rows = xml::rows<Vcpus>({
    xml::attr<&Vcpus::placement>("placement").turn(1),
    cpuset_row().turn(1),
    xml::custom_attr<Vcpus, read_current, write_current>("current").like(xml::pattern::natural),
    xml::text<&Vcpus::max>(),
    xml::check<Vcpus, check_current>().turn(2),
});
constexpr xml::Element<Vcpus> count_xml{"vcpu", count_rows};

// The only row that tells "absent" from the default for a number that another one bounds.
struct Current {
    std::optional<unsigned> value;
};
constexpr auto current_rows = xml::rows<Current>({xml::attr<&Current::value>("current")});
constexpr xml::Element<Current> current_xml{"vcpu", current_rows};

void read_current(xml::Node node, Vcpus& into) {
    const auto max = xml::parse_unsigned(node.text());
    if (!max || *max > UINT32_MAX) fail(Errc::xml_error, "maximum vcpus count must be an integer");
    Current current;
    xml::read(current_xml, node, current);
    into.current = current.value.value_or(static_cast<unsigned>(*max));
}

void check_current(xml::Node, Vcpus& into) {
    if (into.current > into.max) {
        fail(Errc::config_unsupported,
             "maximum vCPU count must not be less than current vCPU count");
    }
}

void read_count(xml::Node node, Vcpus& into) {
    if (const xml::Node child = node.child("vcpu")) xml::read(count_xml, child, into);
}

void write_count(xml::Writer& out, const Vcpus& from) {
    xml::write(count_xml, out, from);
}

void place(const VcpuElement& element, Vcpus& into) {
    const bool enabled = element.enabled == xml::YesNo::yes;
    const bool hotpluggable =
        element.hotpluggable ? *element.hotpluggable == xml::YesNo::yes : !enabled;
    if (!enabled && !hotpluggable) {
        fail(Errc::config_unsupported, "vcpu '{}' is both offline and not hotpluggable",
             element.id);
    }
    into.list[element.id] = {element.id, enabled, hotpluggable, element.order};
}

void read_list(xml::Node node, Vcpus& into) {
    const xml::Node list = node.child("vcpus");
    if (!list || !list.child("vcpu")) return;
    into.list.resize(into.max);
    for (unsigned id = 0; id < into.max; ++id)
        into.list[id] = {.id = id, .hotpluggable = true};
    list.each("vcpu", [&](xml::Node item) {
        VcpuElement element{.limit = into.max};
        xml::read(vcpu_xml, item, element);
        place(element, into);
    });
    into.current = 0;
    for (const Vcpu& vcpu : into.list)
        into.current += vcpu.enabled ? 1 : 0;
}

void write_list(xml::Writer& out, const Vcpus& from) {
    out.open("vcpus");
    for (const Vcpu& vcpu : from.list) {
        const auto word = [](bool value) { return value ? xml::YesNo::yes : xml::YesNo::no; };
        xml::write(vcpu_xml, out,
                   VcpuElement{vcpu.id, word(vcpu.enabled), word(vcpu.hotpluggable), vcpu.order});
    }
    out.close_unless_empty();
}

constexpr auto list_names =
    xml::rows<Vcpus>({xml::mention<Vcpus>("vcpu", xml::Part::element).of(vcpu_xml)});
constexpr xml::Element<Vcpus> list_xml{"vcpus", list_names};

constexpr auto vcpus_rows = xml::rows<Vcpus>({
    xml::custom<Vcpus, read_count, write_count>("vcpu").of(count_xml).once(),
    xml::custom<Vcpus, read_list, write_list>("vcpus").of(list_xml).once(),
});

}  // namespace

constinit const xml::Element<Vcpus> vcpus_xml{"vcpu", vcpus_rows};

Bitmap parse_cpuset(std::string_view text, std::string_view attribute) {
    auto set = parse_bitmap(text, max_host_cpus);
    if (!set) fail_argument(Errc::invalid_arg, "Failed to parse bitmap '{}'", text);
    if (set->empty()) {
        fail(Errc::config_unsupported, "Invalid value of '{}': {}", attribute, text);
    }
    return *std::move(set);
}

namespace detail {

xml::Verdict read_cpuset(std::string_view text, void* field) {
    *static_cast<Bitmap*>(field) = parse_cpuset(text, "cpuset");
    return xml::Verdict::ok;
}

xml::Verdict read_nodeset(std::string_view text, void* field) {
    *static_cast<Bitmap*>(field) = parse_cpuset(text, "nodeset");
    return xml::Verdict::ok;
}

bool write_set(const void* field, xml::Text& out) {
    out.set_own(to_string(*static_cast<const Bitmap*>(field)));
    return true;
}

bool is_set_filled(const void* field) {
    return !static_cast<const Bitmap*>(field)->empty();
}

}  // namespace detail

void complete_vcpus(Vcpus& vcpus) {
    // the host chooses, whatever was asked for
    if (vcpus.placement == Placement::auto_) vcpus.cpuset = {};
}

}  // namespace virtd::conf
