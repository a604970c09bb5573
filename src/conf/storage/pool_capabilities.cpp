// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/storage/pool_capabilities.hpp"

#include <algorithm>
#include <span>

#include "conf/value_list.hpp"

namespace virtd::conf {

namespace {

constexpr auto default_rows = xml::rows<FormatChoices>({
    xml::attr<&FormatChoices::default_format>("type"),
});
constexpr xml::Element<FormatChoices> default_xml{"defaultFormat", default_rows};

constexpr auto enum_rows = xml::rows<FormatChoices>({
    xml::attr<&FormatChoices::attribute>("name"),
    xml::spread<FormatChoices>(),
    values<FormatChoices, &FormatChoices::formats>(),
});
constexpr xml::Element<FormatChoices> enum_xml{"enum", enum_rows};

constexpr auto choices_rows = xml::rows<FormatChoices>({
    xml::nested<FormatChoices, default_xml>(),
    xml::nested<FormatChoices, enum_xml>(),
});
constexpr xml::Element<FormatChoices> choices_xml{"options", choices_rows};

constexpr auto pool_rows = xml::rows<PoolCapability>({
    xml::attr<&PoolCapability::type>("type").required(),
    xml::attr<&PoolCapability::supported>("supported").required(),
    xml::spread<PoolCapability>(),
    xml::child<&PoolCapability::pool, choices_xml>("poolOptions"),
    xml::child<&PoolCapability::volume, choices_xml>("volOptions"),
});
constexpr xml::Element<PoolCapability> pool_xml{"pool", pool_rows};

constexpr auto all_rows = xml::rows<PoolCapabilities>({
    xml::list<&PoolCapabilities::pools, pool_xml>(),
});

/// What is not known stands first, also where it is not the default.
std::vector<std::string> source_formats(std::span<const std::string_view> formats) {
    std::vector<std::string> words(formats.begin(), formats.end());
    std::stable_partition(words.begin(), words.end(),
                          [](const auto& word) { return word == "unknown"; });
    return words;
}

/// Images may have no format; of those that Ceph has, clients are told of none.
std::vector<std::string> volume_formats(PoolType type, std::span<const std::string_view> formats) {
    if (type == PoolType::rbd) return {};
    std::vector<std::string> words(formats.begin(), formats.end());
    if (words.front() != "none") words.insert(words.begin(), "none");
    return words;
}

PoolCapability capability(PoolType type) {
    const PoolTypeFacts& facts = facts_of(type);
    PoolCapability result{.type = type};
    if (!facts.formats.empty()) {
        result.pool = FormatChoices{std::string(facts.formats.front()), "sourceFormatType",
                                    source_formats(facts.formats)};
    }
    if (!facts.volume_formats.empty()) {
        result.volume = FormatChoices{std::string(facts.volume_formats.front()), "targetFormatType",
                                      volume_formats(type, facts.volume_formats)};
    }
    return result;
}

}  // namespace

constinit const xml::Element<PoolCapabilities> pool_capabilities_xml{"storagepoolCapabilities",
                                                                     all_rows};

PoolCapabilities pool_capabilities(const std::function<bool(PoolType)>& is_supported) {
    PoolCapabilities all;
    for (const auto& [type, word] : xml_names(PoolType{})) {
        PoolCapability& pool = all.pools.emplace_back(capability(type));
        if (is_supported(type)) pool.supported = YesNo::yes;
    }
    return all;
}

PoolCapabilities parse_pool_capabilities(std::string_view text) {
    return xml::parse<PoolCapabilities>(
        text, pool_capabilities_xml,
        {.origin = Origin::storage, .what = "storage_pool_capabilities"});
}

std::string format(const PoolCapabilities& capabilities) {
    return xml::format(capabilities, pool_capabilities_xml);
}

}  // namespace virtd::conf
