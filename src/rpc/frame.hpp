// The frame around every message: a length word and six words of header.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace virtd::rpc {

enum class FrameType : std::uint32_t {
    call = 0,
    reply = 1,
    event = 2,
    stream = 3,
    call_with_fds = 4,
    reply_with_fds = 5,
    stream_hole = 6,
};

enum class FrameStatus : std::uint32_t { ok = 0, error = 1, continue_ = 2 };

/// All values are as they came: those of a peer need not be enumerators.
struct FrameHeader {
    std::uint32_t program = 0;
    std::uint32_t version = 1;
    std::int32_t procedure = 0;
    FrameType type = FrameType::call;
    std::uint32_t serial = 0;
    FrameStatus status = FrameStatus::ok;
    /// Of a call: when we took it up. It does not travel.
    std::chrono::steady_clock::time_point begun{};

    bool operator==(const FrameHeader&) const = default;
};

inline constexpr std::size_t frame_header_size = 28;  // with the length word
/// The largest length word: it counts itself, the limit does not.
inline constexpr std::uint32_t frame_length_max = 32 * 1024 * 1024 + 4;
/// Peers of before 2012 take no more than this in a stream packet.
inline constexpr std::size_t stream_packet_max = 262120;
inline constexpr std::uint32_t frame_descriptors_max = 32;

/// The length word at the start of `bytes`, of which there are at least four.
std::uint32_t frame_length(std::string_view bytes);
/// A frame of that length is refused, and the connection with it.
bool frame_length_valid(std::uint32_t length);
/// The header of a frame that has at least frame_header_size bytes.
FrameHeader parse_frame_header(std::string_view frame);

/// Appends a header whose length word is filled in by end_frame, and says where it begins.
std::size_t begin_frame(std::string& out, const FrameHeader& header);
/// The frame that begins at `start` ends here.
void end_frame(std::string& out, std::size_t start);

/// Overwrites the word at `offset`.
void put_word(std::string& out, std::size_t offset, std::uint32_t word);

}  // namespace virtd::rpc
