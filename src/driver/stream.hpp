// Data that flows beside a call (consoles, uploads, screenshots), as a driver provides it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/file.hpp"
#include "base/task.hpp"

namespace virtd::driver {

/// A stretch of zeros that is not sent, in bytes.
struct StreamHole {
    std::int64_t length = 0;
};
struct StreamEnd {};
/// What a stream has next: bytes (never empty), a hole, or its end.
using StreamPart = std::variant<std::string, StreamHole, StreamEnd>;

/// The driver's end of a stream. The connection calls one read and one write at a time;
/// it calls abort() at most once, also while a read or write is suspended, and then
/// nothing more; after finish() only when a read is still suspended. Failures are thrown and end the stream.
class Stream {
public:
    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    virtual ~Stream() = default;

    /// At most `limit` bytes. Holes come only when the call asked for a sparse stream.
    virtual Task<StreamPart> read(std::size_t limit) = 0;
    /// Returns when the bytes are taken: until then nothing more is read from the client.
    virtual Task<void> write(std::string bytes) = 0;
    virtual Task<void> write_hole(StreamHole hole) = 0;
    /// The client has sent all; what fails here is the answer to its "finish".
    virtual Task<void> finish() = 0;
    /// The client gave up or is gone: release everything, wake what is suspended.
    virtual void abort() noexcept = 0;
};

/// The answer of a call that opens a stream.
template <class Ret>
struct OpenedStream {
    Ret ret;
    std::unique_ptr<Stream> stream;
};

/// File descriptors that travel with a call or a reply.
using Descriptors = std::vector<UniqueFd>;

template <class Ret>
struct WithDescriptors {
    Ret ret;
    Descriptors descriptors;
};

}  // namespace virtd::driver
