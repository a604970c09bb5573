// <bandwidth>: how fast traffic may go, of networks, their ports and interfaces of guests.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "base/rare.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// Kilobytes a second, and kilobytes for the burst; 0: not said.
struct Rate {
    std::uint64_t average = 0;
    std::uint64_t peak = 0;
    std::uint64_t floor = 0;  // inbound only: what is guaranteed
    std::uint64_t burst = 0;

    bool operator==(const Rate&) const = default;
};

struct Bandwidth {
    std::optional<std::uint32_t> class_id;  // traffic class of a network port
    std::optional<Rate> inbound;
    std::optional<Rate> outbound;

    bool operator==(const Bandwidth&) const = default;
};

extern const xml::Element<Bandwidth> bandwidth_xml;

/// What depends on where the element stands.
struct BandwidthRules {
    bool floor = false;  // only guests on networks with a bridge of ours are guaranteed anything
};

/// Only ports of networks have one: a check that stands before other elements' <bandwidth>.
void refuse_class_id(xml::Node around);
template <class T>
void refuse_class_id(xml::Node around, T&) {
    refuse_class_id(around);
}

/// Refuses what the place does not allow; an element that says nothing counts as absent.
void settle(Rare<Bandwidth>& bandwidth, BandwidthRules rules);

}  // namespace virtd::conf
