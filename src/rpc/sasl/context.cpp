// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/sasl/context.hpp"

#include "rpc/sasl/library.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>

#include "base/error.hpp"
#include "base/glob.hpp"
#include "base/log.hpp"

namespace virtd::rpc {

namespace {

constexpr log::Source logger{"rpc.sasl"};
constexpr Fail fail{Origin::auth};

// A database that has not answered by the end of the daemon is not worth waiting for.
constexpr Pool::Limits pool_limits{
    .threads = 4, .waiting = 200, .patience = std::chrono::milliseconds(100)};

// The library is used by several threads and has no locks of its own.
void* make_mutex() {
    return std::make_unique<std::mutex>().release();
}
int lock_mutex(void* mutex) {
    static_cast<std::mutex*>(mutex)->lock();
    return SASL_OK;
}
int unlock_mutex(void* mutex) {
    static_cast<std::mutex*>(mutex)->unlock();
    return SASL_OK;
}
void drop_mutex(void* mutex) {
    const std::unique_ptr<std::mutex> owned(static_cast<std::mutex*>(mutex));
}

int log_message(void* /*context*/, int level, const char* message) {
    if (level == SASL_LOG_PASS) return SASL_OK;  // passwords
    if (level == SASL_LOG_ERR) {
        logger.warning("{}", message);
    } else {
        logger.debug("{}", message);
    }
    return SASL_OK;
}

// The library knows by its number what arguments a callback takes.
using Callback = int (*)();
using AnyFunction = void (*)();

const std::array<sasl_callback_t, 2> callbacks{
    sasl_callback_t{SASL_CB_LOG,
                    reinterpret_cast<Callback>(reinterpret_cast<AnyFunction>(&log_message)),
                    nullptr},
    sasl_callback_t{SASL_CB_LIST_END, nullptr, nullptr}};

void start_library() {
    static bool started = false;  // once in the life of a process
    if (started) return;
    sasl_library.load();
    sasl_set_mutex(&make_mutex, &lock_mutex, &unlock_mutex, &drop_mutex);
    const int status = sasl_server_init(callbacks.data(), "libvirt");
    if (status != SASL_OK) {
        fail(Errc::auth_failed, "Failed to initialize SASL library: {} ({})", status,
             sasl_errstring(status, nullptr, nullptr));
    }
    started = true;
}

}  // namespace

SaslContext::SaslContext(Loop& loop, SaslSettings settings)
    : settings_(std::move(settings)), pool_(loop, pool_limits) {
    start_library();
}

bool SaslContext::allows(std::string_view user) const {
    if (!settings_.allowed_users) return true;
    return std::ranges::any_of(*settings_.allowed_users, [user](const std::string& pattern) {
        return glob_match(pattern, user);
    });
}

}  // namespace virtd::rpc
