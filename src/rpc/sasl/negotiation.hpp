// One client proving with SASL who it is, and the protection of its bytes that comes of it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "rpc/sasl/library.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace virtd::rpc {

/// What the connection brings along, which decides about mechanisms.
struct SaslPeer {
    /// "address;port" of both ends; absent on local sockets.
    std::optional<std::string> local_address;
    std::optional<std::string> remote_address;
    /// Bits of the encryption that is there already.
    unsigned strength = 0;
    /// Bits of the encryption that SASL has to add; 0: the connection needs none.
    unsigned wanted_strength = 0;
};

/// What a step of the client led to.
struct SaslStep {
    bool complete = false;
    std::optional<std::string> data;  // absent and empty differ
};

/// All but encode() and decode() may ask files and servers that take their time: on a thread of a
/// pool, one call after another. Whoever owns it may drop it at any time.
class SaslNegotiation {
public:
    /// Bytes that one call takes or gives.
    static constexpr std::size_t buffer_size = 32 * 1024;

    /// All throw what goes to the log; the client never learns more than that it failed.
    explicit SaslNegotiation(const SaslPeer& peer);
    /// Names with commas between them.
    std::string mechanisms();
    SaslStep start(const std::string& mechanism, const std::optional<std::string>& data);
    SaslStep step(const std::optional<std::string>& data);

    // Once it is complete.
    std::string user();
    /// Bits of the layer that the bytes pass through from now on; 0: none.
    unsigned strength();

    /// Bytes as they travel; nothing when the layer fails. The result lives until the next call.
    std::optional<std::string_view> encode(std::string_view bytes);
    std::optional<std::string_view> decode(std::string_view bytes);
    /// The most that encode() takes at a time.
    std::size_t encoded_at_most();

private:
    struct Dispose {
        void operator()(sasl_conn_t* connection) const { sasl_dispose(&connection); }
    };

    SaslStep result(int status, const char* data, unsigned size, const char* what);
    [[noreturn]] void refuse(const char* what, int status);
    const void* property(int number, const char* what);

    std::unique_ptr<sasl_conn_t, Dispose> connection_;
};

}  // namespace virtd::rpc
