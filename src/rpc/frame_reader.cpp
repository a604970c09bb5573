// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/frame_reader.hpp"

#include <algorithm>
#include <utility>

namespace virtd::rpc {

namespace {

constexpr std::size_t length_size = 4;
constexpr std::size_t count_size = 4;  // of the descriptors, in front of the payload

bool has_descriptors(const FrameHeader& header) {
    return header.type == FrameType::call_with_fds;
}

}  // namespace

void FrameReader::received(std::string_view bytes, UniqueFd descriptor) {
    const std::size_t unread = rest_.size();
    if (kept_.empty()) {
        rest_ = bytes;
        borrowed_ = true;
    } else {
        kept_.append(bytes);
        rest_ = std::string_view(kept_).substr(kept_.size() - unread - bytes.size());
    }
    // no honest peer has more of them under way; too few make its frame malformed
    if (descriptor && passed_.size() < frame_descriptors_max) {
        passed_.push_back({position_ + rest_.size() - 1, std::move(descriptor)});
    }
}

FrameReader::Next FrameReader::next(Frame& frame) {
    if (rest_.size() < length_size) return Next::incomplete;
    const std::uint32_t length = frame_length(rest_);
    if (!frame_length_valid(length)) return Next::malformed;
    if (rest_.size() < length) return Next::incomplete;
    frame.header = parse_frame_header(rest_);
    frame.payload = rest_.substr(frame_header_size, length - frame_header_size);
    frame.descriptors.clear();
    std::size_t size = length;
    if (has_descriptors(frame.header)) {
        if (frame.payload.size() < count_size) return Next::malformed;
        const std::uint32_t count = frame_length(frame.payload);
        if (count > frame_descriptors_max) return Next::malformed;
        size += count;  // a byte comes with each
        if (rest_.size() < size) return Next::incomplete;
        if (!take_descriptors(position_ + length, count, frame.descriptors)) return Next::malformed;
        frame.payload.remove_prefix(count_size);
    }
    consume(size);
    return Next::frame;
}

bool FrameReader::take_descriptors(std::uint64_t position, std::size_t count,
                                   driver::Descriptors& into) {
    for (; count > 0; --count, ++position) {
        const auto found = std::ranges::find(passed_, position, &Passed::position);
        if (found == passed_.end()) return false;
        into.push_back(std::move(found->descriptor));
    }
    return true;
}

void FrameReader::consume(std::size_t size) {
    rest_.remove_prefix(size);
    position_ += size;
    if (passed_.empty()) return;
    // those that came with bytes nobody announced them for are closed here
    std::erase_if(passed_, [this](const Passed& one) { return one.position < position_; });
}

void FrameReader::keep() {
    if (rest_.empty()) {
        std::string().swap(kept_);
    } else if (borrowed_) {
        kept_.assign(rest_);
        rest_ = kept_;
    } else if (rest_.size() <= kept_.size() / 2) {
        kept_.erase(0, kept_.size() - rest_.size());
        rest_ = kept_;
    }
    borrowed_ = false;
}

std::size_t FrameReader::missing() const {
    if (rest_.size() < length_size) return 0;
    const std::size_t length = frame_length(rest_);
    return length > rest_.size() ? length - rest_.size() : 0;
}

}  // namespace virtd::rpc
