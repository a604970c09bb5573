// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/nwfilter/protocols.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "conf/nwfilter.hpp"
#include "conf/nwfilter/protocol_names.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

using Group = std::span<const RuleField>;

// clang-format off
constexpr RuleField source_mac[]   = {{"srcmacaddr", read_mac_value}};
constexpr RuleField source_link[]  = {{"srcmacaddr", read_mac_value},
                                      {"srcmacmask", read_mac_mask, "srcmacaddr"}};
constexpr RuleField target_link[]  = {{"dstmacaddr", read_mac_value},
                                      {"dstmacmask", read_mac_mask, "dstmacaddr"}};
// those whose masks are negated on their own
constexpr RuleField loose_links[]  = {{"srcmacaddr", read_mac_value}, {"srcmacmask", read_mac_mask},
                                      {"dstmacaddr", read_mac_value}, {"dstmacmask", read_mac_mask}};
constexpr RuleField comment[]      = {{"comment", read_comment}};

constexpr RuleField ethernet[]     = {{"protocolid", read_ether_type}};
constexpr RuleField vlan[]         = {{"vlanid", read_vlan_id},
                                      {"encap-protocol", read_encapsulated_type}};
constexpr RuleField stp[] = {
    {"type", read_uint8},               {"flags", read_uint8},
    {"root-priority", read_uint16},     {"root-priority-hi", read_uint16, "root-priority"},
    {"root-address", read_mac_value},   {"root-address-mask", read_mac_mask, "root-address"},
    {"root-cost", read_uint32},         {"root-cost-hi", read_uint32, "root-cost"},
    {"sender-priority", read_uint16},   {"sender-priority-hi", read_uint16, "sender-priority"},
    {"sender-address", read_mac_value}, {"sender-address-mask", read_mac_mask, "sender-address"},
    {"port", read_uint16},              {"port-hi", read_uint16, "port"},
    {"age", read_uint16},               {"age-hi", read_uint16, "age"},
    {"max-age", read_uint16},           {"max-age-hi", read_uint16, "max-age"},
    {"hello-time", read_uint16},        {"hello-time-hi", read_uint16, "hello-time"},
    {"forward-delay", read_uint16},     {"forward-delay-hi", read_uint16, "forward-delay"},
};
constexpr RuleField arp[] = {
    {"hwtype", read_uint16},            {"protocoltype", read_uint16},
    {"opcode", read_arp_opcode},
    {"arpsrcmacaddr", read_mac_value},  {"arpdstmacaddr", read_mac_value},
    {"arpsrcipaddr", read_ipv4_value},  {"arpsrcipmask", read_ipv4_mask},
    {"arpdstipaddr", read_ipv4_value},  {"arpdstipmask", read_ipv4_mask},
    {"gratuitous", read_truth},
};

constexpr RuleField ipv4_addresses[] = {
    {"srcipaddr", read_ipv4_value},     {"srcipmask", read_ipv4_mask, "srcipaddr"},
    {"dstipaddr", read_ipv4_value},     {"dstipmask", read_ipv4_mask, "dstipaddr"},
};
constexpr RuleField ipv6_addresses[] = {
    {"srcipaddr", read_ipv6_value},     {"srcipmask", read_ipv6_mask, "srcipaddr"},
    {"dstipaddr", read_ipv6_value},     {"dstipmask", read_ipv6_mask, "dstipaddr"},
};
constexpr RuleField ipv4_ranges[] = {
    {"srcipfrom", read_ipv4_value},     {"srcipto", read_ipv4_value, "srcipfrom"},
    {"dstipfrom", read_ipv4_value},     {"dstipto", read_ipv4_value, "dstipfrom"},
};
constexpr RuleField ipv6_ranges[] = {
    {"srcipfrom", read_ipv6_value},     {"srcipto", read_ipv6_value, "srcipfrom"},
    {"dstipfrom", read_ipv6_value},     {"dstipto", read_ipv6_value, "dstipfrom"},
};
constexpr RuleField protocol[]     = {{"protocol", read_ip_protocol}};
constexpr RuleField loose_ports[]  = {{"srcportstart", read_uint16}, {"srcportend", read_uint16},
                                      {"dstportstart", read_uint16}, {"dstportend", read_uint16}};
constexpr RuleField dscp[]         = {{"dscp", read_dscp}};
constexpr RuleField icmp_ranges[]  = {{"type", read_uint8},         {"typeend", read_uint8, "type"},
                                      {"code", read_uint8, "type"}, {"codeend", read_uint8, "type"}};

// what the kernel's connection tracking knows
constexpr RuleField tracking[]     = {{"dscp", read_dscp}, {"connlimit-above", read_decimal16},
                                      {"state", read_states},
                                      {"ipset", read_ipset_name}, {"ipsetflags", read_ipset_flags}};
constexpr RuleField ports[]        = {{"srcportstart", read_uint16},
                                      {"srcportend", read_uint16, "srcportstart"},
                                      {"dstportstart", read_uint16, "srcportstart"},
                                      {"dstportend", read_uint16, "srcportstart"}};
constexpr RuleField flags[]        = {{"flags", read_tcp_flags}};
constexpr RuleField icmp[]         = {{"type", read_uint8}, {"code", read_uint8, "type"}};

constexpr Group mac_groups[]    = {source_link, target_link, ethernet, comment};
constexpr Group vlan_groups[]   = {source_link, target_link, vlan, comment};
constexpr Group stp_groups[]    = {source_link, stp, comment};
constexpr Group arp_groups[]    = {loose_links, arp, comment};
constexpr Group ip_groups[]     = {loose_links, ipv4_addresses, protocol, loose_ports, dscp, comment};
constexpr Group ipv6_groups[]   = {loose_links, ipv6_addresses, protocol, loose_ports, icmp_ranges, comment};
constexpr Group plain4_groups[] = {source_mac, ipv4_addresses, ipv4_ranges, tracking, comment};
constexpr Group plain6_groups[] = {source_mac, ipv6_addresses, ipv6_ranges, tracking, comment};
constexpr Group ports4_groups[] = {source_mac, ipv4_addresses, ipv4_ranges, tracking, ports, comment};
constexpr Group ports6_groups[] = {source_mac, ipv6_addresses, ipv6_ranges, tracking, ports, comment};
constexpr Group tcp4_groups[]   = {source_mac, ipv4_addresses, ipv4_ranges, tracking, ports, flags, comment};
constexpr Group icmp4_groups[]  = {source_mac, ipv4_addresses, ipv4_ranges, tracking, icmp, comment};
constexpr Group icmp6_groups[]  = {source_mac, ipv6_addresses, ipv6_ranges, tracking, icmp, comment};

constexpr RuleProtocol protocols[] = {
    {"mac", mac_groups},
    {"vlan", vlan_groups},
    {"stp", stp_groups},
    {"arp", arp_groups},
    {"rarp", arp_groups},
    {"ip", ip_groups, false, "IP"},
    {"ipv6", ipv6_groups, false, "IPv6"},
    {"tcp", tcp4_groups, true},
    {"udp", ports4_groups, true},
    {"sctp", ports4_groups, true},
    {"icmp", icmp4_groups, true},
    {"igmp", plain4_groups, true},
    {"all", plain4_groups},
    {"esp", plain4_groups, true},
    {"ah", plain4_groups, true},
    {"udplite", plain4_groups, true},
    {"tcp-ipv6", ports6_groups, true},
    {"udp-ipv6", ports6_groups, true},
    {"sctp-ipv6", ports6_groups, true},
    {"icmpv6", icmp6_groups, true},
    {"all-ipv6", plain6_groups},
    {"esp-ipv6", plain6_groups, true},
    {"ah-ipv6", plain6_groups, true},
    {"udplite-ipv6", plain6_groups, true},
};
// clang-format on

// Names alone: a row of the rule reads and writes them all.
constexpr xml::Row name_row(const char* name, xml::Part part) {
    return {name, xml::detail::read_none, xml::detail::write_none, part};
}

// Numbers may have blanks around, and variables some within.
bool is_field_value(std::string_view text) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text.starts_with('$') || xml::pattern::one_word.fits(text);
}
constexpr xml::Pattern field_value{is_field_value, "value or variable"};

// A value may be a variable ($NAME), so that it is looked at in no further detail.
constexpr xml::Row field_row(std::string_view name) {
    xml::Row row = name_row(name.data(), xml::Part::attribute);
    if (name == "ipset")
        row.pattern = &xml::pattern::some_text;
    else if (name != "comment")
        row.pattern = &field_value;
    return row;
}

// What a schema allows and no reader knows.
template <std::size_t I>
constexpr bool has_unread_flags = protocols[I].name == "tcp-ipv6";

template <std::size_t I>
constexpr std::size_t field_count = [] {
    std::size_t count = has_unread_flags<I> ? 3 : 2;
    for (const Group group : protocols[I].groups)
        count += group.size();
    return count;
}();

template <std::size_t I>
constexpr auto field_rows = [] {
    std::array<xml::Row, field_count<I>> rows{};
    std::size_t at = 0;
    rows[at++] = xml::mention<FilterRule>("match", xml::Part::attribute).one_of<xml::YesNo>();
    rows[at++] = xml::all_or_none_of<FilterRule, "@ipset", "@ipsetflags">();
    if (has_unread_flags<I>) rows[at++] = field_row("flags");
    for (const Group group : protocols[I].groups) {
        for (const RuleField& field : group)
            rows[at++] = field_row(field.name);
    }
    return rows;
}();

template <std::size_t I>
constexpr xml::Table field_table{protocols[I].name.data(), field_rows<I>};

constexpr xml::Row protocol_row(const xml::Table& table) {
    xml::Row row = name_row(table.name, xml::Part::elements);
    row.table = &table;
    return row;
}

template <std::size_t... I>
constexpr std::array<xml::Row, sizeof...(I)> all_protocols(std::index_sequence<I...>) {
    return {protocol_row(field_table<I>)...};
}

constexpr auto protocol_rows = all_protocols(std::make_index_sequence<std::size(protocols)>{});

}  // namespace

constinit const xml::Table protocol_names_xml{"rule", protocol_rows};

const RuleField* RuleProtocol::find(std::string_view field) const {
    for (const Group group : groups) {
        const auto found = std::ranges::find(group, field, &RuleField::name);
        if (found != group.end()) return &*found;
    }
    return nullptr;
}

const RuleProtocol* find_protocol(std::string_view name) {
    const auto* const found = std::ranges::find(protocols, name, &RuleProtocol::name);
    return found == std::end(protocols) ? nullptr : found;
}

}  // namespace virtd::conf
