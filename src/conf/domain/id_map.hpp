// <idmap>: which users and groups of the host those of a container are.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <vector>

#include "xml/bind.hpp"

namespace virtd::conf {

/// `count` numbers from `start` in the container are those from `target` on the host.
struct IdRange {
    unsigned start = 0;
    unsigned target = 0;
    unsigned count = 0;

    bool operator==(const IdRange&) const = default;
};

struct IdMap {
    std::vector<IdRange> users, groups;  // by start

    bool operator==(const IdMap&) const = default;
};

extern const xml::Element<IdMap> id_map_xml;

void complete_id_map(IdMap& map);
void validate(const IdMap& map);

}  // namespace virtd::conf
