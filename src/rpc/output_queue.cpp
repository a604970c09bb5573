// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/output_queue.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace virtd::rpc {

namespace {

constexpr std::size_t block_size = 64 * 1024;  // a block of more begins no new message
constexpr std::size_t spare_size_max = 2 * block_size;
constexpr std::size_t blocks_per_write = 16;

OutputQueue::Flushed as_flushed(const Moved& moved) {
    return moved.state == Moved::State::closed ? OutputQueue::Flushed::closed
                                               : OutputQueue::Flushed::blocked;
}

}  // namespace

std::string& OutputQueue::tail() {
    const bool fits = !blocks_.empty() && blocks_.back().descriptors.empty() &&
                      blocks_.back().bytes.size() < block_size;
    if (fits) return blocks_.back().bytes;
    append_block({});
    std::string& bytes = blocks_.back().bytes;
    if (blocks_.size() == 1) std::swap(bytes, *spare_);
    return bytes;
}

void OutputQueue::append_block(std::string block) {
    if (!blocks_.empty()) before_last_ += blocks_.back().bytes.size();
    blocks_.push_back({std::move(block), {}});
}

void OutputQueue::append_descriptors(driver::Descriptors descriptors) {
    if (descriptors.empty()) return;
    if (blocks_.empty() || !blocks_.back().descriptors.empty()) append_block({});
    blocks_.back().descriptors = std::move(descriptors);
    descriptors_wait_ = true;
}

std::size_t OutputQueue::pending() const {
    return blocks_.empty() ? 0 : before_last_ + blocks_.back().bytes.size() - front_sent_;
}

OutputQueue::Flushed OutputQueue::flush(Transport& transport) {
    while (!empty()) {
        std::array<std::string_view, blocks_per_write> pieces;
        std::size_t count = 0;
        for (const Block& block : blocks_) {
            pieces[count++] = block.bytes;
            // nothing may overtake descriptors
            if (count == pieces.size() || !block.descriptors.empty()) break;
        }
        pieces[0].remove_prefix(front_sent_);
        if (count == 1 && pieces[0].empty()) {
            const Flushed flushed = flush_descriptors(transport);
            if (flushed != Flushed::all) return flushed;
            continue;
        }
        const Moved moved = transport.write(std::span(pieces).first(count));
        if (moved.state != Moved::State::some) return as_flushed(moved);
        sent_bytes(moved.bytes);
    }
    release();
    return Flushed::all;
}

void OutputQueue::sent_bytes(std::size_t count) {
    sent_ += count;
    front_sent_ += count;
    std::size_t done = 0;
    for (const Block& block : blocks_) {
        const bool last = done + 1 == blocks_.size();
        if (last || front_sent_ < block.bytes.size() || !block.descriptors.empty()) break;
        front_sent_ -= block.bytes.size();
        before_last_ -= block.bytes.size();
        ++done;
    }
    blocks_.erase(blocks_.begin(), blocks_.begin() + static_cast<std::ptrdiff_t>(done));
}

OutputQueue::Flushed OutputQueue::flush_descriptors(Transport& transport) {
    driver::Descriptors& waiting = blocks_.front().descriptors;
    while (!waiting.empty()) {
        const Moved moved = transport.write_descriptor(waiting.front().get());
        if (moved.state != Moved::State::some) return as_flushed(moved);
        waiting.erase(waiting.begin());
    }
    sent_bytes(0);
    descriptors_wait_ = std::ranges::any_of(
        blocks_, [](const Block& block) { return !block.descriptors.empty(); });
    return Flushed::all;
}

void OutputQueue::release() {
    if (blocks_.empty()) return;
    std::string& buffer = blocks_.back().bytes;
    buffer.clear();
    const bool worth_keeping =
        buffer.capacity() > spare_->capacity() && buffer.capacity() <= spare_size_max;
    if (worth_keeping) std::swap(buffer, *spare_);
    spare_->clear();
    blocks_.clear();
    if (blocks_.capacity() > blocks_per_write) blocks_.shrink_to_fit();
    front_sent_ = 0;
    before_last_ = 0;
}

}  // namespace virtd::rpc
