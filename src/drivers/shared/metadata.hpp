// What programs keep with guests and networks: titles, descriptions, elements of their own.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
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

/// Nothing: there is no such metadata.
template <class Definition, class Args>
std::optional<std::string> read_metadata(const Definition& definition, const Args& args,
                                         const Fail& fail) {
    const auto unless_empty = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional(text);
    };
    switch (args.type) {
        case driver::metadata::description:
            return unless_empty(definition.description);
        case driver::metadata::title:
            return unless_empty(definition.title);
        case driver::metadata::element:
            return conf::find_metadata(definition.metadata, args.uri.value_or(""));
        default:
            fail(Errc::invalid_arg, "unknown metadata type '{}'", args.type);
    }
}

template <class Definition, class Args>
void write_metadata(Definition& definition, const Args& args, const Fail& fail) {
    switch (args.type) {
        case driver::metadata::description:
            definition.description = args.metadata.value_or("");
            return;
        case driver::metadata::title:
            definition.title = args.metadata.value_or("");
            return;
        case driver::metadata::element:
            if (args.metadata) {
                conf::set_metadata(definition.metadata, args.uri.value_or(""),
                                   args.key.value_or(""), *args.metadata);
            } else {
                conf::remove_metadata(definition.metadata, args.uri.value_or(""));
            }
            return;
        default:
            fail(Errc::invalid_arg, "unknown metadata type '{}'", args.type);
    }
}

}  // namespace virtd::shared
