// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/netdev/virtual_port.hpp"

#include "base/translate.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::none};
constexpr Fail fail_type{Origin::net};

constexpr std::size_t longest_profile = 39;  // LIBVIRT_IFLA_VF_PORT_PROFILE_MAX less its end

void check_ranges(xml::Node, VirtualPort& port) {
    constexpr std::int32_t greatest_byte = 0xff;
    constexpr std::int32_t greatest_type = 0xffffff;
    const auto outside = [](const std::optional<std::int32_t>& value, std::int32_t greatest) {
        return value && (*value < 0 || *value > greatest);
    };
    if (outside(port.manager_id, greatest_byte))
        fail(Errc::xml_error, "value of managerid out of range");
    if (outside(port.type_id, greatest_type))
        fail(Errc::xml_error, "value for typeid out of range");
    if (outside(port.type_id_version, greatest_byte))
        fail(Errc::xml_error, "value of typeidversion out of range");
    if (port.profile_id.size() > longest_profile)
        fail(Errc::xml_error, "profileid parameter too long");
}

template <auto Member>
consteval auto number(const char* name, const char* complaint) {
    return xml::attr<Member, xml::any_base>(name)
        .or_fail(Errc::xml_error, complaint)
        .from(Origin::none);
}

template <auto Member>
consteval auto uuid(const char* name, const char* complaint) {
    return xml::attr<Member>(name).or_fail(Errc::xml_error, complaint).from(Origin::none);
}

constexpr const xml::When& of_vepa = xml::when<"../type", "", "802.1Qbg">;

constexpr auto parameter_rows = xml::rows<VirtualPort>({
    number<&VirtualPort::manager_id>("managerid",
                                     translatable("cannot parse value of managerid parameter"))
        .only(of_vepa),
    number<&VirtualPort::type_id>("typeid", translatable("cannot parse value of typeid parameter"))
        .only(of_vepa),
    number<&VirtualPort::type_id_version>(
        "typeidversion", translatable("cannot parse value of typeidversion parameter"))
        .only(of_vepa),
    uuid<&VirtualPort::instance_id>("instanceid",
                                    translatable("cannot parse instanceid parameter as a uuid"))
        .only(of_vepa),
    uuid<&VirtualPort::interface_id>("interfaceid",
                                     translatable("cannot parse interfaceid parameter as a uuid"))
        .only(xml::when<"../type", "", "openvswitch", "midonet">),
    xml::mention<VirtualPort>("interfaceid", xml::Part::attribute)
        .like(xml::pattern::uuid)
        .only(xml::when<"../type", "midonet">)
        .expected(),
    xml::attr<&VirtualPort::profile_id>("profileid")
        .only(xml::when<"../type", "", "802.1Qbh", "openvswitch">)
        .if_set(),
    xml::check<VirtualPort, check_ranges>(),
});
constexpr xml::Element<VirtualPort> parameters_xml{"parameters", parameter_rows};

constexpr auto port_rows = xml::rows<VirtualPort>({
    xml::attr<&VirtualPort::type>("type")
        .or_fail(Errc::config_unsupported, "unknown virtualport type {}")
        .from(Origin::none),
    xml::nested<VirtualPort, parameters_xml>(),
    xml::mention<VirtualPort>("parameters", xml::Part::element)
        .of(parameters_xml)
        .once()
        .only(xml::when<"type", "midonet">)
        .expected(),
});

// Which parameters a type has; everything else in the element is a mistake.
struct Belongings {
    bool ids_of_a_switch = false;  // managerid, typeid, typeidversion, instanceid
    bool profile = false;
    bool interface = false;
};

Belongings belongings(VirtualPortType type) {
    switch (type) {
        case VirtualPortType::qbg:
            return {.ids_of_a_switch = true};
        case VirtualPortType::qbh:
            return {.profile = true};
        case VirtualPortType::openvswitch:
            return {.profile = true, .interface = true};
        case VirtualPortType::midonet:
            return {.interface = true};
    }
    return {};
}

const char* extra_parameter(const VirtualPort& port, const Belongings& allowed) {
    if (!allowed.ids_of_a_switch) {
        if (port.manager_id) return "managerid";
        if (port.type_id) return "typeid";
        if (port.type_id_version) return "typeidversion";
        if (port.instance_id) return "instanceid";
    }
    if (!port.profile_id.empty() && !allowed.profile) return "profileid";
    if (port.interface_id && !allowed.interface) return "interfaceid";
    return nullptr;
}

const char* missing_parameter(const VirtualPort& port) {
    switch (*port.type) {
        case VirtualPortType::qbg:
            if (!port.manager_id) return "managerid";
            if (!port.type_id) return "typeid";
            if (!port.type_id_version) return "typeidversion";
            return port.instance_id ? nullptr : "instanceid";
        case VirtualPortType::qbh:
            return port.profile_id.empty() ? "profileid" : nullptr;
        default:  // openvswitch's profile is optional
            return port.interface_id ? nullptr : "interfaceid";
    }
}

void generate_missing(VirtualPort& port) {
    // without a type either may be what the network's switch asks for
    const bool is_open = !port.type;
    if ((is_open || port.type == VirtualPortType::qbg) && !port.instance_id)
        port.instance_id = random_uuid();
    if ((is_open || port.type == VirtualPortType::openvswitch) && !port.interface_id)
        port.interface_id = random_uuid();
}

}  // namespace

constinit const xml::Element<VirtualPort> virtual_port_xml{"virtualport", port_rows};

void settle(VirtualPort& port, VirtualPortRules rules) {
    if (!port.type) {
        if (rules.needs_type) fail(Errc::xml_error, "missing required virtualport type");
        if (rules.generates_missing) generate_missing(port);
        return;
    }
    if (rules.generates_missing) generate_missing(port);
    const std::string_view type = xml::to_word(*port.type);
    if (const char* const extra = extra_parameter(port, belongings(*port.type)))
        fail_type(Errc::xml_error, "extra {} unsupported in <virtualport type='{}'>", extra, type);
    if (!rules.needs_all) return;
    if (const char* const missing = missing_parameter(port))
        fail_type(Errc::xml_error, "missing {} in <virtualport type='{}'>", missing, type);
}

}  // namespace virtd::conf
