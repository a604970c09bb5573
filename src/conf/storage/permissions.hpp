// <permissions>: whose a directory or an image is, and who may use it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "xml/bind.hpp"

namespace virtd::conf {

struct Permissions {
    std::optional<unsigned> mode;
    std::optional<std::uint32_t>
        owner;  // these two: nothing stands for "leave it", -1 in documents
    std::optional<std::uint32_t> group;
    std::string label;

    bool operator==(const Permissions&) const = default;
};

extern const xml::Element<Permissions> permissions_xml;

}  // namespace virtd::conf
