// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/sasl/negotiation.hpp"

#include <algorithm>

namespace virtd::rpc {

namespace {

constexpr Fail fail{Origin::auth};

constexpr const char* service = "libvirt";
constexpr unsigned strength_max = 100000;
constexpr std::size_t data_size_max = 65536;  // what a reply can carry

const char* text_or_null(const std::optional<std::string>& text) {
    return text ? text->c_str() : nullptr;
}

unsigned size_of(const std::optional<std::string>& data) {
    return data ? static_cast<unsigned>(data->size()) : 0;
}

// Who comes in the clear must not send a password, and must leave with encryption.
sasl_security_properties_t properties_for(const SaslPeer& peer) {
    sasl_security_properties_t properties{};
    properties.maxbufsize = SaslNegotiation::buffer_size;
    if (peer.wanted_strength > 0) {
        properties.min_ssf = peer.wanted_strength;
        properties.max_ssf = strength_max;
        properties.security_flags = SASL_SEC_NOANONYMOUS | SASL_SEC_NOPLAINTEXT;
    }
    return properties;
}

}  // namespace

SaslNegotiation::SaslNegotiation(const SaslPeer& peer) {
    sasl_conn_t* connection = nullptr;
    int status =
        sasl_server_new(service, nullptr, nullptr, text_or_null(peer.local_address),
                        text_or_null(peer.remote_address), nullptr, SASL_SUCCESS_DATA, &connection);
    if (status != SASL_OK) {
        fail(Errc::auth_failed, "Failed to create SASL server context: {} ({})", status,
             sasl_errstring(status, nullptr, nullptr));
    }
    connection_.reset(connection);
    const sasl_ssf_t external = peer.strength;
    if (external > 0) {
        status = sasl_setprop(connection, SASL_SSF_EXTERNAL, &external);
        if (status != SASL_OK) refuse("cannot set external SSF", status);
    }
    const sasl_security_properties_t properties = properties_for(peer);
    status = sasl_setprop(connection, SASL_SEC_PROPS, &properties);
    if (status != SASL_OK) refuse("cannot set security props", status);
}

std::string SaslNegotiation::mechanisms() {
    const char* list = nullptr;
    const int status =
        sasl_listmech(connection_.get(), nullptr, "", ",", "", &list, nullptr, nullptr);
    if (status == SASL_NOMECH || (status == SASL_OK && *list == '\0')) {
        fail(Errc::internal_error, "no SASL mechanisms are available");
    }
    if (status != SASL_OK) refuse("cannot list SASL mechanisms", status);
    return list;
}

SaslStep SaslNegotiation::start(const std::string& mechanism,
                                const std::optional<std::string>& data) {
    const char* out = nullptr;
    unsigned size = 0;
    const int status = sasl_server_start(connection_.get(), mechanism.c_str(), text_or_null(data),
                                         size_of(data), &out, &size);
    return result(status, out, size, "Failed to start SASL negotiation");
}

SaslStep SaslNegotiation::step(const std::optional<std::string>& data) {
    const char* out = nullptr;
    unsigned size = 0;
    const int status =
        sasl_server_step(connection_.get(), text_or_null(data), size_of(data), &out, &size);
    return result(status, out, size, "Failed to step SASL negotiation");
}

SaslStep SaslNegotiation::result(int status, const char* data, unsigned size, const char* what) {
    if (status != SASL_OK && status != SASL_CONTINUE) refuse(what, status);
    if (size > data_size_max) {
        fail(Errc::auth_failed, "sasl reply data too long {}", size);
    }
    SaslStep step{.complete = status == SASL_OK, .data = {}};
    if (data != nullptr) step.data.emplace(data, size);
    return step;
}

void SaslNegotiation::refuse(const char* what, int status) {
    fail(Errc::auth_failed, "{}: {} ({})", what, status, sasl_errdetail(connection_.get()));
}

const void* SaslNegotiation::property(int number, const char* what) {
    const void* value = nullptr;
    const int status = sasl_getprop(connection_.get(), number, &value);
    if (status != SASL_OK) refuse(what, status);
    return value;
}

std::string SaslNegotiation::user() {
    const auto* const name = static_cast<const char*>(
        property(SASL_USERNAME, "cannot query SASL username on connection"));
    if (name == nullptr) fail(Errc::auth_failed, "no client username was found");
    return name;
}

unsigned SaslNegotiation::strength() {
    return *static_cast<const sasl_ssf_t*>(
        property(SASL_SSF, "cannot query SASL ssf on connection"));
}

std::size_t SaslNegotiation::encoded_at_most() {
    const auto* const size = static_cast<const unsigned*>(
        property(SASL_MAXOUTBUF, "cannot get security props on connection"));
    return std::clamp<std::size_t>(*size, 1, data_size_max);
}

std::optional<std::string_view> SaslNegotiation::encode(std::string_view bytes) {
    const char* out = nullptr;
    unsigned size = 0;
    const int status = sasl_encode(connection_.get(), bytes.data(),
                                   static_cast<unsigned>(bytes.size()), &out, &size);
    if (status != SASL_OK) return std::nullopt;
    return std::string_view(out, size);
}

std::optional<std::string_view> SaslNegotiation::decode(std::string_view bytes) {
    const char* out = nullptr;
    unsigned size = 0;
    const int status = sasl_decode(connection_.get(), bytes.data(),
                                   static_cast<unsigned>(bytes.size()), &out, &size);
    if (status != SASL_OK) return std::nullopt;
    return std::string_view(out, size);
}

}  // namespace virtd::rpc
