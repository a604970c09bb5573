// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/tls/context.hpp"

#include <string_view>
#include <utility>

#include "base/log.hpp"

namespace virtd::rpc {

namespace {

constexpr log::Source logger{"rpc.gnutls"};

std::string_view without_newline(const char* text) {
    std::string_view line(text);
    while (line.ends_with('\n'))
        line.remove_suffix(1);
    return line;
}

void start_library(int log_level) {
    gnutls_library.load();
    gnutls_global_set_log_level(log_level);
    gnutls_global_set_log_function([](int message_level, const char* message) {
        logger.debug("{} {}", message_level, without_newline(message));
    });
    gnutls_global_set_audit_log_function([](gnutls_session_t /*session*/, const char* message) {
        logger.info("{}", without_newline(message));
    });
}

}  // namespace

TlsContext::TlsContext(TlsSettings settings) : settings_(std::move(settings)) {
    start_library(settings_.log_level);
    credentials_ = std::make_shared<const TlsCredentials>(settings_.files, settings_.own);
}

Task<void> TlsContext::reload(std::shared_ptr<TlsContext> context, Pool& pool) {
    const auto read = [files = context->settings_.files] {
        return std::make_shared<const TlsCredentials>(files, OwnCertificate::checked);
    };
    auto credentials = co_await pool.run(read);
    context->credentials_ = std::move(credentials);
}

}  // namespace virtd::rpc
