// The protocols that filter rules know, and which fields of their packets.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "conf/nwfilter/values.hpp"

namespace virtd::conf {

/// One attribute of a protocol's element.
struct RuleField {
    std::string_view name;
    ReadValue read;
    /// The field whose match='no' counts for this one too: a mask goes with its address.
    std::string_view follows = {};
};

struct RuleProtocol {
    std::string_view name;
    std::span<const std::span<const RuleField>> groups;  // in the order of output
    /// Whether ipset= gets flags on its own.
    bool completes_ipset = false;
    /// What errors call a protocol whose ports need a protocol= beside them.
    const char* ports_need_protocol = nullptr;

    /// Null when there is none.
    const RuleField* find(std::string_view field) const;
};

/// Null when there is none.
const RuleProtocol* find_protocol(std::string_view name);

}  // namespace virtd::conf
