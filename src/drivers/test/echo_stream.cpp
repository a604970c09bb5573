// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/echo_stream.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace virtd::test {

void EchoPipe::put(std::string_view bytes) {
    if (closed_) return;
    bytes_.append(bytes);
    wake(reader_);
}

std::string EchoPipe::take(std::size_t limit) {
    std::string taken = bytes_.substr(0, limit);
    bytes_.erase(0, taken.size());
    wake(writer_);
    return taken;
}

void EchoPipe::close() {
    closed_ = true;
    wake(reader_);
    wake(writer_);
}

Task<driver::StreamPart> EchoStream::read(std::size_t limit) {
    const auto pipe = pipe_;  // outlives the stream, should that end meanwhile
    while (!pipe->has_bytes()) {
        auto wait = pipe->for_bytes();
        co_await wait;
    }
    std::string bytes = pipe->take(limit);
    driver::StreamPart part = driver::StreamEnd();
    if (!bytes.empty()) part = std::move(bytes);
    co_return part;
}

Task<void> EchoStream::write(std::string bytes) {
    const auto pipe = pipe_;
    while (!pipe->has_room()) {
        auto wait = pipe->for_room();
        co_await wait;
    }
    pipe->put(bytes);
}

Task<void> EchoStream::write_hole(driver::StreamHole) {
    Fail{Origin::streams}(Errc::operation_invalid, "a console has no holes");
}

}  // namespace virtd::test
