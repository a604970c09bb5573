// What programs keep with guests and networks: titles, descriptions, elements of their own.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "conf/metadata.hpp"
#include "driver/flags.hpp"

namespace virtd::shared {

/// The part of a definition that searching and changing metadata reads.
template <class Definition>
std::size_t metadata_size(const std::shared_ptr<const Definition>& definition) {
    return definition && definition->metadata ? definition->metadata->text.size() : 0;
}

/// Comes before everything else that may be wrong.
inline void check_metadata_type(std::int32_t type, const Fail& fail) {
    if (type < driver::metadata::description || type > driver::metadata::element)
        fail(Errc::invalid_arg, "unknown metadata type '{}'", type);
}

/// Nothing: there is no such metadata. The type has been checked.
template <class Definition, class Args>
std::optional<std::string> read_metadata(const Definition& definition, const Args& args) {
    const auto unless_empty = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional(text);
    };
    switch (args.type) {
        case driver::metadata::description:
            return unless_empty(definition.description);
        case driver::metadata::title:
            return unless_empty(definition.title);
        default:
            return conf::find_metadata(definition.metadata, args.uri.value_or(""));
    }
}

/// The type has been checked.
template <class Definition, class Args>
void write_metadata(Definition& definition, const Args& args) {
    switch (args.type) {
        case driver::metadata::description:
            definition.description = args.metadata.value_or("");
            return;
        case driver::metadata::title:
            definition.title = args.metadata.value_or("");
            return;
        default:
            if (args.metadata) {
                conf::set_metadata(definition.metadata, args.uri.value_or(""),
                                   args.key.value_or(""), *args.metadata);
            } else {
                conf::remove_metadata(definition.metadata, args.uri.value_or(""));
            }
    }
}

}  // namespace virtd::shared
