// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/frame.hpp"

#include <cstring>

namespace virtd::rpc {

namespace {

std::uint32_t word_at(std::string_view bytes, std::size_t offset) {
    std::uint32_t word = 0;
    std::memcpy(&word, bytes.data() + offset, sizeof word);
    return __builtin_bswap32(word);
}

}  // namespace

std::uint32_t frame_length(std::string_view bytes) {
    return word_at(bytes, 0);
}

bool frame_length_valid(std::uint32_t length) {
    return length >= frame_header_size && length <= frame_length_max;
}

FrameHeader parse_frame_header(std::string_view frame) {
    return {.program = word_at(frame, 4),
            .version = word_at(frame, 8),
            .procedure = static_cast<std::int32_t>(word_at(frame, 12)),
            .type = static_cast<FrameType>(word_at(frame, 16)),
            .serial = word_at(frame, 20),
            .status = static_cast<FrameStatus>(word_at(frame, 24))};
}

std::size_t begin_frame(std::string& out, const FrameHeader& header) {
    const std::uint32_t words[] = {0,
                                   __builtin_bswap32(header.program),
                                   __builtin_bswap32(header.version),
                                   __builtin_bswap32(static_cast<std::uint32_t>(header.procedure)),
                                   __builtin_bswap32(static_cast<std::uint32_t>(header.type)),
                                   __builtin_bswap32(header.serial),
                                   __builtin_bswap32(static_cast<std::uint32_t>(header.status))};
    static_assert(sizeof words == frame_header_size);
    const std::size_t start = out.size();
    out.append(reinterpret_cast<const char*>(words), sizeof words);
    return start;
}

void end_frame(std::string& out, std::size_t start) {
    put_word(out, start, static_cast<std::uint32_t>(out.size() - start));
}

void put_word(std::string& out, std::size_t offset, std::uint32_t word) {
    const std::uint32_t big_endian = __builtin_bswap32(word);
    std::memcpy(out.data() + offset, &big_endian, sizeof big_endian);
}

}  // namespace virtd::rpc
