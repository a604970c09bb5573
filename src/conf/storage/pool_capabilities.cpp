// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/storage/pool_capabilities.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "xml/text.hpp"
#include "xml/writer.hpp"

namespace virtd::conf {

namespace {

using Words = std::vector<std::string_view>;

void write_options(xml::Writer& out, const char* element, const char* name,
                   std::string_view default_format, const Words& formats) {
    out.open(element);
    out.open("defaultFormat");
    out.attribute("type", default_format);
    out.close();
    out.open("enum");
    out.attribute("name", name);
    out.end_start_tag();
    for (const std::string_view format : formats)
        out.text_element("value", format);
    out.close();
    out.close();
}

/// What is not known stands first, also where it is not the default.
Words source_formats(std::span<const std::string_view> formats) {
    Words words(formats.begin(), formats.end());
    std::ranges::stable_partition(words, [](std::string_view word) { return word == "unknown"; });
    return words;
}

/// Images may have no format; where there is one only, clients are told of none.
Words volume_formats(std::span<const std::string_view> formats) {
    if (formats.size() == 1) return {};
    Words words(formats.begin(), formats.end());
    if (words.front() != "none") words.insert(words.begin(), "none");
    return words;
}

void write_pool(xml::Writer& out, PoolType type, bool is_supported) {
    const PoolTypeFacts& facts = facts_of(type);
    out.open("pool");
    out.attribute("type", xml::to_word(type));
    out.attribute("supported", is_supported ? "yes" : "no");
    out.end_start_tag();
    if (!facts.formats.empty()) {
        write_options(out, "poolOptions", "sourceFormatType", facts.formats.front(),
                      source_formats(facts.formats));
    }
    if (!facts.volume_formats.empty()) {
        write_options(out, "volOptions", "targetFormatType", facts.volume_formats.front(),
                      volume_formats(facts.volume_formats));
    }
    out.close();
}

}  // namespace

std::string format_pool_capabilities(const std::function<bool(PoolType)>& is_supported) {
    xml::Writer out({}, 0);
    out.open("storagepoolCapabilities");
    for (const auto& [type, word] : xml_names(PoolType{}))
        write_pool(out, type, is_supported(type));
    out.close();
    return out.take();
}

}  // namespace virtd::conf
