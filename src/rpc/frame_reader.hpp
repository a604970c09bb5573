// Cuts the bytes of a connection into frames, with the descriptors that follow a frame.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "driver/stream.hpp"
#include "rpc/frame.hpp"

namespace virtd::rpc {

/// Works on the reader's buffer in place and copies only what is left of it, so that
/// a connection without half a frame holds no memory.
class FrameReader {
public:
    struct Frame {
        FrameHeader header;
        std::string_view payload;  // until the next call of received() or keep()
        driver::Descriptors descriptors;
    };
    enum class Next : std::uint8_t { frame, incomplete, malformed };

    /// The bytes stay the caller's until keep(). The descriptor came with the last of them.
    void received(std::string_view bytes, UniqueFd descriptor);
    /// The next frame, as long as there is a whole one.
    Next next(Frame& frame);
    /// Takes over what is left: the buffer of received() is free again.
    void keep();

    /// Bytes kept, and how many more the present frame needs at least (0: unknown).
    std::size_t kept() const { return kept_.size(); }
    std::size_t missing() const;
    /// Is there anything that next() has not yet given out?
    bool has_bytes() const { return !rest_.empty(); }

private:
    struct Passed {
        std::uint64_t position;  // of the byte it came with
        UniqueFd descriptor;
    };

    bool take_descriptors(std::uint64_t position, std::size_t count, driver::Descriptors& into);
    void consume(std::size_t size);

    std::string kept_;
    std::string_view rest_;  // of kept_ or of the caller's buffer
    bool borrowed_ = false;
    std::uint64_t position_ = 0;  // of the first byte of rest_ in the whole stream
    std::vector<Passed> passed_;
};

}  // namespace virtd::rpc
