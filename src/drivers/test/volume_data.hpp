// What is inside a volume of a test pool: bytes in memory, with holes where nothing was written.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace virtd::test {

/// Blocks exist where something was written; the rest reads as zeros.
class VolumeData {
public:
    static constexpr std::uint64_t block_size = 64UL * 1024;

    void write(std::uint64_t offset, std::string_view bytes);
    /// What a hole covers is forgotten, so that it takes no memory.
    void erase(std::uint64_t offset, std::uint64_t length);
    void clear() { blocks_.clear(); }

    std::string read(std::uint64_t offset, std::size_t length) const;
    /// Where the first block at or after `offset` begins that something was written to.
    std::optional<std::uint64_t> next_data(std::uint64_t offset) const;
    /// Where the first hole at or after `offset` begins.
    std::uint64_t next_hole(std::uint64_t offset) const;

    /// How much memory it takes.
    std::uint64_t stored() const { return blocks_.size() * block_size; }

private:
    std::map<std::uint64_t, std::string> blocks_;  // by number; each of block_size
};

}  // namespace virtd::test
