// <filter>: rules for the traffic of guests, and references to other filters.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/uuid.hpp"
#include "conf/nwfilter/protocols.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

enum class RuleAction { drop, accept, reject, return_, continue_ };

constexpr auto xml_names(RuleAction) {
    using enum RuleAction;
    return std::to_array<xml::Name<RuleAction>>({{drop, "drop"},
                                                 {accept, "accept"},
                                                 {reject, "reject"},
                                                 {return_, "return"},
                                                 {continue_, "continue"}});
}

enum class RuleDirection { in, out, inout };

constexpr auto xml_names(RuleDirection) {
    using enum RuleDirection;
    return std::to_array<xml::Name<RuleDirection>>({{in, "in"}, {out, "out"}, {inout, "inout"}});
}

/// One condition of a rule: a field of the packet, and what it must be or, negated, must not be.
struct RuleMatch {
    const RuleField* field = nullptr;
    std::string value;  // in the one form that is written: "$A[1]", "0x1f", "tcp"
    bool negated = false;

    bool operator==(const RuleMatch&) const = default;
};

struct FilterRule {
    RuleAction action = RuleAction::drop;
    RuleDirection direction = RuleDirection::in;
    std::int32_t priority = 500;
    bool match_state = true;
    const RuleProtocol* protocol = nullptr;  // null: every packet
    std::vector<RuleMatch> matches;          // in the order of the protocol's fields

    bool operator==(const FilterRule&) const = default;
};

struct FilterVariable {
    std::string name;
    std::string value;

    bool operator==(const FilterVariable&) const = default;
};

struct FilterReference {
    std::string filter;
    std::vector<FilterVariable> parameters;  // by name; several values of one name as written

    bool operator==(const FilterReference&) const = default;
};

struct NwFilter {
    std::string name;
    std::string chain = "root";
    std::int32_t chain_priority = 0;
    Uuid uuid{};
    std::vector<std::variant<FilterRule, FilterReference>> entries;

    bool operator==(const NwFilter&) const = default;
};

extern const xml::Element<NwFilter> nwfilter_xml;
extern const xml::Element<FilterReference> filter_reference_xml;

/// Throws what is wrong, with Origin::nwfilter for most of it.
NwFilter parse_nwfilter(std::string_view xml, bool check_names = false);
std::string format(const NwFilter& filter, const xml::View& view = {});

}  // namespace virtd::conf
