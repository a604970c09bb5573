// <storagepoolCapabilities>: which types of storage pools there are, and their formats.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/storage/pool_types.hpp"
#include "conf/words.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// The formats that sources of pools or volumes in them may have.
struct FormatChoices {
    std::string default_format;
    std::string attribute;  // "sourceFormatType" or "targetFormatType"
    std::vector<std::string> formats;

    bool operator==(const FormatChoices&) const = default;
};

struct PoolCapability {
    PoolType type = PoolType::dir;
    YesNo supported = YesNo::no;
    std::optional<FormatChoices> pool;
    std::optional<FormatChoices> volume;

    bool operator==(const PoolCapability&) const = default;
};

struct PoolCapabilities {
    std::vector<PoolCapability> pools;

    bool operator==(const PoolCapabilities&) const = default;
};

extern const xml::Element<PoolCapabilities> pool_capabilities_xml;

/// All types, of which `is_supported` says whether this daemon can have such pools.
PoolCapabilities pool_capabilities(const std::function<bool(PoolType)>& is_supported);

PoolCapabilities parse_pool_capabilities(std::string_view xml);
std::string format(const PoolCapabilities& capabilities);

}  // namespace virtd::conf
