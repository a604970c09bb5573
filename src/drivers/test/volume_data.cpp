// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/volume_data.hpp"

#include <algorithm>

namespace virtd::test {

namespace {

/// Calls `visit(block, offset in it, length)` for each block that the range touches.
template <class Visit>
void each_block(std::uint64_t offset, std::uint64_t length, Visit visit) {
    while (length > 0) {
        const std::uint64_t inside = offset % VolumeData::block_size;
        const std::uint64_t part = std::min(length, VolumeData::block_size - inside);
        visit(offset / VolumeData::block_size, inside, part);
        offset += part;
        length -= part;
    }
}

}  // namespace

void VolumeData::write(std::uint64_t offset, std::string_view bytes) {
    each_block(offset, bytes.size(),
               [&](std::uint64_t block, std::uint64_t inside, std::uint64_t part) {
                   std::string& data = blocks_[block];
                   data.resize(block_size, '\0');
                   bytes.copy(data.data() + inside, part);
                   bytes.remove_prefix(part);
               });
}

void VolumeData::erase(std::uint64_t offset, std::uint64_t length) {
    const std::uint64_t end = offset + length;
    auto it = blocks_.lower_bound(offset / block_size);
    while (it != blocks_.end() && it->first * block_size < end) {
        const std::uint64_t start = it->first * block_size;
        if (offset <= start && start + block_size <= end) {
            it = blocks_.erase(it);
            continue;
        }
        const std::uint64_t from = std::max(offset, start) - start;
        const std::uint64_t to = std::min(end, start + block_size) - start;
        it->second.replace(from, to - from, to - from, '\0');
        ++it;
    }
}

std::string VolumeData::read(std::uint64_t offset, std::size_t length) const {
    std::string out;
    out.reserve(length);
    each_block(offset, length, [&](std::uint64_t block, std::uint64_t inside, std::uint64_t part) {
        const auto found = blocks_.find(block);
        if (found == blocks_.end()) {
            out.append(part, '\0');
        } else {
            out.append(found->second, inside, part);
        }
    });
    return out;
}

std::optional<std::uint64_t> VolumeData::next_data(std::uint64_t offset) const {
    const auto found = blocks_.lower_bound(offset / block_size);
    if (found == blocks_.end()) return std::nullopt;
    return std::max(offset, found->first * block_size);
}

std::uint64_t VolumeData::next_hole(std::uint64_t offset) const {
    std::uint64_t block = offset / block_size;
    for (auto it = blocks_.find(block); it != blocks_.end() && it->first == block; ++it)
        ++block;
    return std::max(offset, block * block_size);
}

}  // namespace virtd::test
