// What waits to be sent on a connection: bytes in blocks, and descriptors between them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "driver/stream.hpp"
#include "rpc/transport.hpp"

namespace virtd::rpc {

/// Small messages gather in one block and leave with one system call; a large one is a block
/// of its own and never copied. While nothing waits, the queue holds no memory: the buffer
/// goes back to `spare`, which all connections of a server share.
class OutputQueue {
public:
    enum class Flushed : std::uint8_t { all, blocked, closed };

    explicit OutputQueue(std::string& spare) : spare_(&spare) {}

    /// Append whole frames here; what is appended is queued.
    std::string& tail();
    void append_block(std::string block);
    /// Each travels with a byte of its own after all that is queued now.
    void append_descriptors(driver::Descriptors descriptors);

    Flushed flush(Transport& transport);

    /// Not yet accepted by the socket.
    std::size_t pending() const;
    bool empty() const { return pending() == 0 && !descriptors_wait_; }
    /// Bytes ever queued, and ever sent: who wants to know when its bytes are out remembers
    /// queued() and waits until sent() has reached it.
    std::uint64_t queued() const { return sent_ + pending(); }
    std::uint64_t sent() const { return sent_; }

private:
    struct Block {
        std::string bytes;
        driver::Descriptors descriptors;  // after the bytes
    };

    void sent_bytes(std::size_t count);
    Flushed flush_descriptors(Transport& transport);
    void release();

    std::string* spare_;
    std::vector<Block> blocks_;
    std::size_t front_sent_ = 0;   // bytes of the first block
    std::size_t before_last_ = 0;  // bytes in all blocks but the last
    bool descriptors_wait_ = false;
    std::uint64_t sent_ = 0;
};

}  // namespace virtd::rpc
