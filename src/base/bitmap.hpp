// Sets of small numbers, such as processors and NUMA nodes: "0-3,8".
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace virtd {

class Bitmap {
public:
    bool empty() const { return words_.empty(); }
    std::size_t count() const;
    bool contains(std::size_t number) const;
    void insert(std::size_t number);
    void insert_range(std::size_t first, std::size_t last);
    void erase(std::size_t number);
    bool overlaps(const Bitmap& other) const;
    bool includes(const Bitmap& other) const;
    void merge(const Bitmap& other);
    /// The smallest number in it that is at least `from`.
    std::optional<std::size_t> next(std::size_t from = 0) const;
    std::optional<std::size_t> last() const;

    bool operator==(const Bitmap&) const = default;

private:
    void trim();

    std::vector<std::uint64_t> words_;  // without zeros at the end
};

/// "1,3-5,^4" and blanks between; nothing for other texts and for numbers from `limit` on.
std::optional<Bitmap> parse_bitmap(std::string_view text, std::size_t limit);

/// Ranges in ascending order: "1,3,5-7"; empty for an empty set.
std::string to_string(const Bitmap& bitmap);

/// Bit n of byte n / 8, as the protocol has processor maps.
Bitmap bitmap_of_bytes(std::span<const std::uint8_t> bytes);
std::vector<std::uint8_t> to_bytes(const Bitmap& bitmap, std::size_t size);

}  // namespace virtd
