// Bytes inside the security layer that SASL has negotiated, in another transport.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "rpc/sasl/negotiation.hpp"
#include "rpc/transport.hpp"

namespace virtd::rpc {

class SaslTransport final : public Transport {
public:
    /// The next `clear` bytes that are written were queued before the layer began.
    SaslTransport(std::shared_ptr<Transport> inner, std::shared_ptr<SaslNegotiation> layer,
                  std::size_t clear)
        : inner_(std::move(inner)),
          layer_(std::move(layer)),
          chunk_size_(layer_->encoded_at_most()),
          clear_(clear) {}

    int fd() const override { return inner_->fd(); }
    Moved read(std::span<char> into) override;
    Moved write(std::span<const std::string_view> blocks) override;
    Moved write_descriptor(int descriptor) override;
    Identity peer() const override { return inner_->peer(); }
    unsigned strength() const override { return layer_->strength(); }

private:
    Moved write_clear(std::string_view block);
    Moved write_chunk(std::string_view block);

    std::shared_ptr<Transport> inner_;
    std::shared_ptr<SaslNegotiation> layer_;
    std::size_t chunk_size_;
    std::size_t clear_;
    std::string encoded_;  // of which the socket has not yet taken all
    std::size_t encoded_sent_ = 0;
    std::size_t plain_size_ = 0;  // of what is in encoded_
};

}  // namespace virtd::rpc
