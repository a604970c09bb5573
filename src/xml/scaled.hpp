// Sizes with a unit: <memory unit='MiB'>512</memory>.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "xml/node.hpp"
#include "xml/writer.hpp"

namespace virtd::xml {

/// Bytes in one unit: b, bytes, KB, k, KiB, M, MB, MiB, ... ; nothing for other words.
std::optional<std::uint64_t> bytes_of_unit(std::string_view unit);

/// `value` with its unit in bytes. Throws for unknown units and for more than `limit` bytes.
/// An empty unit stands for `default_unit` (bytes in one).
std::uint64_t scale(std::uint64_t value, std::string_view unit, std::uint64_t default_unit,
                    std::uint64_t limit = INT64_MAX);

/// The size in a child, in bytes; nothing when there is no such child or it is empty. `path` is
/// how errors call it; an empty path means "./name".
std::optional<std::uint64_t> read_size(Node node, std::string_view child,
                                       std::uint64_t default_unit, std::string_view path = {});

/// The size in the attributes `name` and "unit", in bytes.
std::optional<std::uint64_t> read_size_attribute(Node node, std::string_view name,
                                                 std::uint64_t default_unit);
/// The same where it has to be there.
std::uint64_t require_size_attribute(Node node, std::string_view name, std::uint64_t default_unit);

[[noreturn]] void fail_size(std::string_view value, std::string_view path);

/// The largest unit in which a number of bytes is whole: "3 MiB" as {3, "MiB"}.
struct PrettySize {
    std::uint64_t value;
    std::string_view unit;
};
PrettySize pretty_size(std::uint64_t bytes);

/// read_size in KiB, rounded up; without a unit the number already is in KiB.
std::optional<std::uint64_t> read_kib(Node node, std::string_view child,
                                      std::string_view path = {});

/// <name unit='KiB'>kib</name>
void write_kib(Writer& out, std::string_view name, std::uint64_t kib);

}  // namespace virtd::xml
