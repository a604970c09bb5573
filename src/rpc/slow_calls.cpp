// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/slow_calls.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/log.hpp"
#include "base/pool.hpp"
#include "rpc/call.hpp"
#include "rpc/connection.hpp"

namespace virtd::rpc {

namespace {

constexpr log::Source logger{"rpc.slow"};

std::int64_t milliseconds_since(SlowCalls::Clock::time_point begun) {
    return (SlowCalls::Clock::now() - begun) / std::chrono::milliseconds(1);
}

std::string caller(Connection& connection) {
    const Identity& who = connection.identity();
    std::string text = fmt::format("client {}", connection.id());
    if (who.process_id) text += fmt::format(" pid {}", *who.process_id);
    if (who.user_id) text += fmt::format(" uid {}", *who.user_id);
    if (who.sasl_user_name) text += fmt::format(" user {}", *who.sasl_user_name);
    if (connection.session().address) text += " from " + *connection.session().address;
    return text;
}

// Of one line, and not XML.
bool is_name(std::string_view text) {
    const auto is_control = [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; };
    return text.front() != '<' && std::ranges::none_of(text, is_control);
}

// Nearly all arguments begin with the object, and that with its name.
std::string object(std::string_view payload) {
    constexpr std::uint32_t longest = 128;
    Reader reader(payload);
    try {
        const std::uint32_t length = reader.u32();
        if (length == 0 || length > longest || payload.size() < 4 + length) return "";
        const std::string_view name = payload.substr(4, length);
        return is_name(name) ? fmt::format(" object=\"{}\"", name) : "";
    } catch (const Error&) {
        return "";
    }
}

std::string describe(const Call& call) {
    return fmt::format("{} of {}{}", call.procedure().name, caller(call.connection()),
                       object(call.payload()));
}

}  // namespace

SlowCalls::Ticket SlowCalls::waits(const Call& call) {
    if (!enabled()) return {};
    waiting_.push_back({.what = describe(call), .begun = call.begun()});
    if (!alarm_.pending()) set_alarm();
    return {*this, std::prev(waiting_.end())};
}

void SlowCalls::answered(const Call& call) {
    if (!enabled()) return;
    const std::int64_t took = milliseconds_since(call.begun());
    if (took < limit_.count()) return;
    logger.warning("slow call: {} took {} ms, in which nobody else was served", describe(call),
                   took);
}

void SlowCalls::ended(std::list<Entry>::iterator entry) {
    if (entry->told) {
        logger.warning("slow call: {} has ended after {} ms", entry->what,
                       milliseconds_since(entry->begun));
    }
    waiting_.erase(entry);
}

// For the first that nothing was said about.
void SlowCalls::set_alarm() {
    const auto next = std::ranges::find(waiting_, false, &Entry::told);
    if (next == waiting_.end()) return;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(next->begun + limit_ - Clock::now());
    alarm_.start(std::max(left, std::chrono::milliseconds(1)), [this] { look(); });
}

void SlowCalls::look() {
    for (Entry& entry : waiting_) {
        if (entry.told || Clock::now() < entry.begun + limit_) continue;
        entry.told = true;
        logger.warning("slow call: {} waits for {} ms{}", entry.what,
                       milliseconds_since(entry.begun), circumstances(entry));
    }
    set_alarm();
}

// What calls wait for is work on the pool, and those who hold its threads are the older calls.
std::string SlowCalls::circumstances(const Entry& entry) const {
    const Pool::Stats pool = pool_.stats();
    std::string text = fmt::format("; pool: {} of {} threads busy, {} jobs wait",
                                   pool.threads - pool.idle, pool.threads, pool.waiting);
    const Entry& oldest = waiting_.front();
    if (&oldest != &entry) {
        text += fmt::format("; longest at work: {}, {} ms", oldest.what,
                            milliseconds_since(oldest.begun));
    }
    return text;
}

}  // namespace virtd::rpc
