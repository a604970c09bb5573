// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/nwfilter.hpp"

#include <strings.h>

#include <algorithm>

#include "conf/nwfilter/protocol_names.hpp"
#include "xml/check.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::nwfilter};

// rules

RuleMatch* find_match(FilterRule& rule, std::string_view field) {
    const auto found = std::ranges::find_if(
        rule.matches, [field](const RuleMatch& match) { return match.field->name == field; });
    return found == rule.matches.end() ? nullptr : &*found;
}

auto read_value(const RuleField& field, std::string_view text) {
    return text.starts_with('$') ? read_variable(text) : field.read(text);
}

// Ports of an unknown protocol cannot be found in a packet.
void check_ports(FilterRule& rule) {
    const char* const name = rule.protocol->ports_need_protocol;
    if (name == nullptr) return;
    constexpr std::string_view with_ports[] = {"tcp", "udp", "33", "0x21", "sctp"};
    constexpr std::string_view ports[] = {"srcportstart", "srcportend", "dstportstart",
                                          "dstportend"};
    const bool has_ports = std::ranges::any_of(
        ports, [&](std::string_view port) { return find_match(rule, port) != nullptr; });
    if (!has_ports) return;
    const RuleMatch* const protocol = find_match(rule, "protocol");
    if (protocol != nullptr &&
        std::ranges::find(with_ports, protocol->value) != std::end(with_ports))
        return;
    fail(Errc::internal_error,
         "{} rule with port specification requires protocol specification with protocol to be "
         "either one of tcp(6), udp(17), dccp(33), or sctp(132)",
         name);
}

// A rule may have several elements of one protocol, which add to each other. Of several values
// that are wrong clients hear of the last.
void read_matches(xml::Node node, FilterRule& rule) {
    const bool negated = node.attribute("match") == "no";
    const RuleField* wrong = nullptr;
    for (const auto group : rule.protocol->groups) {
        for (const RuleField& field : group) {
            const auto text = node.attribute(field.name);
            if (!text) continue;
            const auto value = read_value(field, *text);
            if (!value) {
                wrong = &field;
                continue;
            }
            RuleMatch match{&field, *value, negated};
            if (RuleMatch* const before = find_match(rule, field.name)) {
                *before = std::move(match);
            } else {
                rule.matches.push_back(std::move(match));
            }
        }
    }
    if (wrong != nullptr) {
        fail(Errc::internal_error, "{} has illegal value {}", wrong->name,
             *node.attribute(wrong->name));
    }
    check_ports(rule);
}

void sort_matches(FilterRule& rule) {
    std::vector<RuleMatch> sorted;
    for (const auto group : rule.protocol->groups) {
        for (const RuleField& field : group) {
            if (RuleMatch* const match = find_match(rule, field.name))
                sorted.push_back(std::move(*match));
        }
    }
    rule.matches = std::move(sorted);
}

void settle_negations(FilterRule& rule) {
    for (RuleMatch& match : rule.matches) {
        if (match.field->follows.empty()) continue;
        const RuleMatch* const leader = find_match(rule, match.field->follows);
        match.negated = leader != nullptr && leader->negated;
    }
}

// A set that is named without flags is looked up by the source; flags without a set mean
// nothing. (The reference drops a set with flags, so its rules match more after a restart.)
void settle_ipset(FilterRule& rule) {
    if (!rule.protocol->completes_ipset) return;
    const RuleMatch* const set = find_match(rule, "ipset");
    const RuleMatch* const set_flags = find_match(rule, "ipsetflags");
    if (set != nullptr && set_flags == nullptr) {
        const RuleMatch flags{rule.protocol->find("ipsetflags"), "src", false};
        rule.matches.insert(rule.matches.begin() + (set - rule.matches.data()) + 1, flags);
    } else if (set == nullptr && set_flags != nullptr) {
        rule.matches.erase(rule.matches.begin() + (set_flags - rule.matches.data()));
    }
}

void read_protocol(xml::Node node, FilterRule& rule) {
    for (xml::Node item = node.first(); item; item = item.next()) {
        if (rule.protocol == nullptr) rule.protocol = find_protocol(item.name());
        if (rule.protocol != nullptr && item.name() == rule.protocol->name)
            read_matches(item, rule);
    }
    if (rule.protocol == nullptr) return;
    sort_matches(rule);
    settle_ipset(rule);
    settle_negations(rule);
}

// What must be and what must not be stand in different elements, in the order of the fields.
void write_protocol(xml::Writer& out, const FilterRule& rule) {
    if (rule.protocol == nullptr) return;
    const RuleMatch* before = nullptr;
    out.open(rule.protocol->name);
    for (const RuleMatch& match : rule.matches) {
        if (before != nullptr && before->negated != match.negated) {
            out.close();
            out.open(rule.protocol->name);
            before = nullptr;
        }
        if (before == nullptr && match.negated) out.attribute("match", "no");
        out.attribute(match.field->name, match.value);
        before = &match;
    }
    out.close();
}

// A priority that is none, or out of range, is taken for the usual one.
void read_priority(xml::Node node, FilterRule& rule) {
    const auto text = node.attribute("priority");
    const auto value = text ? xml::parse_integer(*text) : std::nullopt;
    if (value && *value >= -1000 && *value <= 1000)
        rule.priority = static_cast<std::int32_t>(*value);
}

void write_priority(xml::Writer& out, const FilterRule& rule) {
    out.attribute("priority", static_cast<long long>(rule.priority));
}

void read_state(xml::Node node, FilterRule& rule) {
    const std::string text(node.attribute("statematch").value_or(""));
    rule.match_state = text != "0" && strcasecmp(text.c_str(), "false") != 0;
}

void write_state(xml::Writer& out, const FilterRule& rule) {
    if (!rule.match_state) out.attribute("statematch", "false");
}

bool has_one_protocol(xml::Node node) {
    return !node.first() || !node.first().next();
}

constexpr auto rule_rows = xml::rows<FilterRule>({
    xml::attr<&FilterRule::action>("action")
        .or_fail(Errc::config_unsupported, "unknown rule action attribute value")
        .or_missing(Errc::internal_error, "rule node requires action attribute"),
    xml::attr<&FilterRule::direction>("direction")
        .or_fail(Errc::config_unsupported, "unknown rule direction attribute value")
        .or_missing(Errc::internal_error, "rule node requires direction attribute"),
    xml::custom_attr<FilterRule, read_priority, write_priority>("priority")
        .like(xml::pattern::integer),
    xml::custom_attr<FilterRule, read_state, write_state>("statematch")
        .like(xml::pattern::one_word),
    xml::custom<FilterRule, read_protocol, write_protocol>("").naming(protocol_names_xml),
    xml::rule<FilterRule, has_one_protocol>("more than one protocol"),
});
constexpr xml::Element<FilterRule> rule_xml{"rule", rule_rows};

// references

bool consists_of(std::string_view text, std::string_view more) {
    return !text.empty() && std::ranges::all_of(text, [more](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               more.find(c) != more.npos;
    });
}

constexpr auto parameter_rows = xml::rows<FilterVariable>({
    xml::attr<&FilterVariable::name>("name").like(xml::pattern::one_word),
    xml::attr<&FilterVariable::value>("value").like(xml::pattern::one_word),
    xml::mention<FilterVariable>("name", xml::Part::attribute).required(),
    xml::mention<FilterVariable>("value", xml::Part::attribute).required(),
});
constexpr xml::Element<FilterVariable> parameter_xml{"parameter", parameter_rows};

void settle_parameters(xml::Node, FilterReference& reference) {
    auto& parameters = reference.parameters;
    std::erase_if(parameters, [](const FilterVariable& parameter) {
        return !consists_of(parameter.name, "_") || !consists_of(parameter.value, "_.:");
    });
    std::ranges::stable_sort(parameters, {}, &FilterVariable::name);
}

constexpr auto reference_rows = xml::rows<FilterReference>({
    // the sentence is the one of rules, which clients know
    xml::attr<&FilterReference::filter>("filter")
        .like(xml::pattern::one_word)
        .or_missing(Errc::internal_error, "rule node requires action attribute"),
    xml::list<&FilterReference::parameters, parameter_xml>(),
    xml::check<FilterReference, settle_parameters>(),
});

}  // namespace

constinit const xml::Element<FilterReference> filter_reference_xml{"filterref", reference_rows};

namespace {

// the filter

/// Chains that packets pass, and where they stand among each other.
struct Chain {
    std::string_view prefix;
    std::int32_t priority;
};
constexpr Chain chains[] = {{"mac", -800},  {"vlan", -750}, {"stp", 0},    {"arp", -500},
                            {"rarp", -400}, {"ipv4", -700}, {"ipv6", -600}};

std::int32_t check_chain(const std::string& name) {
    if (name == "root") return 0;
    constexpr std::size_t longest = 12;
    if (name.size() > longest) {
        fail(Errc::invalid_arg, "Name of chain is longer than {} characters", longest);
    }
    if (!consists_of(name, "_-.:")) {
        fail(Errc::invalid_arg, "Chain name contains invalid characters");
    }
    const auto* const found = std::ranges::find_if(
        chains, [&name](const Chain& chain) { return name.starts_with(chain.prefix); });
    if (found == std::end(chains)) {
        fail(Errc::invalid_arg,
             "Invalid chain name '{}'. Please use a chain name called 'root' or any of the "
             "following prefixes: mac, vlan, stp, arp, rarp, ipv4, ipv6",
             name);
    }
    return found->priority;
}

void read_chain(xml::Node node, NwFilter& filter) {
    const std::string chain(node.attribute("chain").value_or(""));
    if (!chain.empty()) filter.chain = chain;
    // a priority counts beside a chain only
    const std::string priority(node.attribute("priority").value_or(""));
    if (!priority.empty()) {
        const auto value = xml::parse_integer(priority);
        if (!value) {
            fail(Errc::invalid_arg, "Could not parse chain priority '{}'", priority);
        }
        if (*value < -1000 || *value > 1000) {
            fail(Errc::invalid_arg, "Priority '{}' is outside valid range of [-1000,1000]", *value);
        }
        filter.chain_priority = static_cast<std::int32_t>(*value);
    }
    const std::int32_t usual = check_chain(filter.chain);
    if (priority.empty() || chain.empty()) filter.chain_priority = usual;
}

// libvirt never writes a zero, and so loses it where the chain has another usual priority.
void write_chain(xml::Writer& out, const NwFilter& filter) {
    out.attribute("chain", filter.chain);
    if (filter.chain_priority == 0 && check_chain(filter.chain) == 0) return;
    out.attribute("priority", static_cast<long long>(filter.chain_priority));
}

void read_entries(xml::Node node, NwFilter& filter) {
    for (xml::Node item = node.first(); item; item = item.next()) {
        if (item.name() == "rule") {
            xml::read(rule_xml, item, filter.entries.emplace_back().emplace<FilterRule>());
        } else if (item.name() == "filterref") {
            xml::read(filter_reference_xml, item,
                      filter.entries.emplace_back().emplace<FilterReference>());
        }
    }
}

void write_entries(xml::Writer& out, const NwFilter& filter) {
    for (const auto& entry : filter.entries) {
        if (const auto* const rule = std::get_if<FilterRule>(&entry)) {
            xml::write(rule_xml, out, *rule);
        } else {
            xml::write(filter_reference_xml, out, std::get<FilterReference>(entry));
        }
    }
}

constexpr auto filter_rows = xml::rows<NwFilter>({
    xml::attr<&NwFilter::name>("name")
        .like(xml::pattern::one_word)
        .unless_blank()
        .or_missing(Errc::internal_error, "filter has no name"),
    xml::custom_attr<NwFilter, read_chain, write_chain>("chain").like(xml::pattern::one_word),
    xml::mention<NwFilter>("priority", xml::Part::attribute).like(xml::pattern::integer),
    xml::text_child<&NwFilter::uuid>("uuid").or_fail(Errc::xml_error, "malformed uuid element"),
    xml::custom<NwFilter, read_entries, write_entries>("rule").of(rule_xml),
    xml::mention<NwFilter>("filterref", xml::Part::element).of(filter_reference_xml),
});

}  // namespace

constinit const xml::Element<NwFilter> nwfilter_xml{"filter", filter_rows};

NwFilter parse_nwfilter(std::string_view xml, bool check_names) {
    const xml::Document document(xml, {.origin = Origin::nwfilter, .what = "nwfilter_definition"});
    const xml::Node root = document.root(nwfilter_xml.name);
    if (check_names) xml::validate_names(nwfilter_xml, root, "nwfilter");
    NwFilter filter;
    xml::read(nwfilter_xml, root, filter);
    if (filter.uuid == Uuid{}) filter.uuid = random_uuid();
    return filter;
}

std::string format(const NwFilter& filter, const xml::View& view) {
    return xml::format(filter, nwfilter_xml, view);
}

}  // namespace virtd::conf
