// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/user_session.hpp"

#include "base/log.hpp"
#include "daemon/logind.hpp"

namespace virtd::daemon {

namespace {

constexpr log::Source logger{"util.dbus"};

constexpr std::chrono::seconds join_limit{30};

}  // namespace

UserSession::UserSession(Pool& pool, Bus& system_bus, const GetEnv& get,
                         std::function<void()> ended, std::chrono::milliseconds pause)
    : system_bus_(system_bus),
      ended_(std::move(ended)),
      pause_(pause),
      again_(pool.loop(), "system bus") {
    system_bus_.on_lost([this] { watch_later(); });
    watch_host();
    const auto address = get("DBUS_SESSION_BUS_ADDRESS");
    if (!address) return;
    session_bus_.emplace(pool, Bus::Kind::session, *address);
    session_bus_->on_lost([this] {
        logger.info("the session bus is gone");
        ended_();
    });
    joining_ = join();
    joining_.start();
}

UserSession::~UserSession() {
    system_bus_.on_lost({});
}

Task<void> UserSession::join() {
    try {
        co_await session_bus_->join(join_limit);
    } catch (const Error& error) {
        logger.info("{}", error.message());
    }
}

void UserSession::watch_host() {
    hearing_ = hear_of_shutdown();
    hearing_.start();
}

void UserSession::watch_later() {
    again_.start(pause_, [this] { watch_host(); });
}

Task<void> UserSession::hear_of_shutdown() {
    const Bus::Arguments hear = [this](BusMessage& message) {
        int begins = 0;  // or was called off
        message.read("b", &begins);
        if (begins == 0) return;
        logger.info("the host shuts down");
        ended_();
    };
    try {
        co_await system_bus_.listen(logind("PrepareForShutdown"), hear, join_limit);
        had_system_bus_ = true;
    } catch (const Error& error) {
        logger.info("nobody will tell when the host shuts down: {}", error.message());
        if (had_system_bus_) watch_later();
    }
}

}  // namespace virtd::daemon
