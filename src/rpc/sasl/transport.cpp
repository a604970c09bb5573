// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/sasl/transport.hpp"

#include <algorithm>

namespace virtd::rpc {

namespace {

using enum Moved::State;

// The part of a chunk that came before may become whole with what comes now.
constexpr std::size_t chunk_before = SaslNegotiation::buffer_size + 64;

}  // namespace

Moved SaslTransport::read(std::span<char> into) {
    if (into.size() <= chunk_before) return {.state = closed};  // no caller has so little room
    const Moved moved = inner_->read(into.first(into.size() - chunk_before));
    if (moved.state != some) return {.state = moved.state};
    const auto plain = layer_->decode({into.data(), moved.bytes});
    if (!plain || plain->size() > into.size()) return {.state = closed};
    if (plain->empty()) return {.state = blocked};
    std::ranges::copy(*plain, into.begin());
    return {.state = some, .bytes = plain->size()};
}

// Bytes count as written once the socket has all of their chunk; until then they come again.
Moved SaslTransport::write(std::span<const std::string_view> blocks) {
    std::size_t count = 0;
    for (std::string_view block : blocks) {
        while (!block.empty()) {
            const Moved moved = clear_ > 0 ? write_clear(block) : write_chunk(block);
            if (moved.state == closed) return {.state = closed};
            if (moved.state == blocked) {
                return {.state = count > 0 ? some : blocked, .bytes = count};
            }
            count += moved.bytes;
            block.remove_prefix(moved.bytes);
        }
    }
    return {.state = some, .bytes = count};
}

Moved SaslTransport::write_clear(std::string_view block) {
    const std::string_view clear = block.substr(0, clear_);
    Moved moved = inner_->write({&clear, 1});
    clear_ -= moved.bytes;
    return moved;
}

Moved SaslTransport::write_chunk(std::string_view block) {
    if (encoded_.empty()) {
        const std::string_view plain = block.substr(0, chunk_size_);
        const auto encoded = layer_->encode(plain);
        if (!encoded) return {.state = closed};
        encoded_ = *encoded;
        encoded_sent_ = 0;
        plain_size_ = plain.size();
    }
    while (encoded_sent_ < encoded_.size()) {
        const std::string_view rest = std::string_view(encoded_).substr(encoded_sent_);
        const Moved moved = inner_->write({&rest, 1});
        if (moved.state != some) return {.state = moved.state};
        encoded_sent_ += moved.bytes;
    }
    std::string().swap(encoded_);  // idle connections hold no memory
    return {.state = some, .bytes = plain_size_};
}

// It would be outside of the layer.
Moved SaslTransport::write_descriptor(int /*descriptor*/) {
    return {.state = closed};
}

}  // namespace virtd::rpc
