// The measurements with many clients that do different things.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>

#include <deque>
#include <exception>
#include <thread>

#include "arguments.hpp"
#include "closed_loop.hpp"
#include "driver/api/connect.hpp"
#include "driver/api/domain.hpp"
#include "driver/api/event.hpp"
#include "scenarios.hpp"

namespace virtd::bench {

namespace {

constexpr std::int32_t event_suspended = 3;  // VIR_DOMAIN_EVENT_SUSPENDED
constexpr std::int32_t event_resumed = 4;

/// Expects the events of a guest that is suspended and resumed in turn.
class Subscriber {
public:
    Subscriber(const std::string& socket, const driver::DomainRef& dom) : client_(socket) {
        const driver::ConnectDomainEventCallbackRegisterAnyArgs args{.event_id = 0, .dom = dom};
        client_.exchange(call_frame(proc::connect_domain_event_callback_register_any, args));
    }

    int fd() const { return client_.fd(); }
    std::size_t received() const { return received_; }
    std::size_t disordered() const { return disordered_; }

    void read() {
        client_.receive();
        while (const auto message = client_.next()) {
            if (message->header.procedure != proc::domain_event_callback_lifecycle) continue;
            const auto event =
                rpc::decode<driver::DomainEventCallbackLifecycleMsg>(message->payload).msg.event;
            const std::int32_t expected = received_ % 2 == 0 ? event_suspended : event_resumed;
            if (event != expected) ++disordered_;
            ++received_;
        }
    }

private:
    Client client_;
    std::size_t received_ = 0;
    std::size_t disordered_ = 0;
};

/// Suspends and resumes a guest in turn.
class Producer {
public:
    explicit Producer(const std::string& socket)
        : client_(socket),
          dom_(client_
                   .call<driver::DomainLookupByNameRet>(call_frame(
                       proc::domain_lookup_by_name, driver::DomainLookupByNameArgs{"test"}))
                   .dom),
          frames_{call_frame(proc::domain_suspend, driver::DomainSuspendArgs{dom_}),
                  call_frame(proc::domain_resume, driver::DomainResumeArgs{dom_})} {}

    const driver::DomainRef& dom() const { return dom_; }
    void produce() { client_.exchange(frames_[produced_++ % 2]); }

private:
    Client client_;
    driver::DomainRef dom_;
    std::string frames_[2];
    std::size_t produced_ = 0;
};

/// All who subscribed; they are read together, as one thread has time for them.
class Audience {
public:
    Audience(const std::string& socket, const driver::DomainRef& dom, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i) {
            subscribers_.emplace_back(socket, dom);
            poll_.add(subscribers_.back().fd(), i);
        }
    }

    /// How many events came within that time.
    std::size_t read(int timeout_ms) {
        std::size_t sum = 0;
        poll_.wait(timeout_ms, [&](std::size_t index) {
            Subscriber& one = subscribers_[index];
            sum -= one.received();
            one.read();
            sum += one.received();
        });
        return sum;
    }

    std::size_t disordered() const {
        std::size_t sum = 0;
        for (const Subscriber& one : subscribers_) {
            sum += one.disordered();
        }
        return sum;
    }

private:
    std::deque<Subscriber> subscribers_;
    Poll poll_;
};

/// Asks for large replies and reads none of them.
class Deaf {
public:
    explicit Deaf(const std::string& socket)
        : client_(socket), frame_(frame_of(client_, "list", "test")) {
        for (int i = 0; i < 64; ++i) {
            if (client_.try_send(frame_) != frame_.size()) break;
        }
    }

private:
    Client client_;
    std::string frame_;
};

/// Sends half a call and nothing more.
class Stalled {
public:
    explicit Stalled(const std::string& socket) : client_(socket) {
        client_.send(std::string_view(frame_of(client_, "cheap", "test")).substr(0, 14));
    }

private:
    Client client_;
};

/// Calls in a loop, on a thread of its own, for as long as it lives.
class Heavy {
public:
    Heavy(const std::string& socket, std::string_view kind)
        : client_(socket),
          frame_(frame_of(client_, kind, "test")),
          thread_([this](std::stop_token stop) { work(stop); }) {}

    /// How often that was answered until now; throws when a call failed.
    std::size_t finish() {
        thread_.request_stop();
        thread_.join();
        if (failure_) std::rethrow_exception(failure_);
        return finished_;
    }

private:
    void work(const std::stop_token& stop) {
        try {
            for (; !stop.stop_requested(); ++finished_) {
                client_.exchange(frame_);
            }
        } catch (...) {
            failure_ = std::current_exception();
        }
    }

    Client client_;
    std::string frame_;
    std::size_t finished_ = 0;
    std::exception_ptr failure_;
    std::jthread thread_;
};

}  // namespace

/// SUBSCRIBERS EVENTS: how fast all of them get all events, in order
std::string events(const Target& target, Arguments arguments) {
    constexpr std::size_t burst = 8;  // events before the audience has its turn
    constexpr int patience_ms = 10'000;
    const std::size_t size = number<std::size_t>(arguments, 0, 1);
    const std::size_t total = number<std::size_t>(arguments, 1, 1000);
    Producer producer(target.socket);
    Audience audience(target.socket, producer.dom(), size);

    Measurement measurement(target.daemon);
    std::size_t seen = 0;
    for (std::size_t i = 1; i <= total; ++i) {
        producer.produce();
        if (i % burst != 0) continue;
        while (const std::size_t some = audience.read(0)) {
            seen += some;
        }
    }
    while (seen < total * size) {
        const std::size_t some = audience.read(patience_ms);
        if (some == 0) break;
        seen += some;
    }
    return measurement.json(seen, fmt::format(R"(,"lost":{},"disordered":{})", total * size - seen,
                                              audience.disordered()));
}

/// SECONDS: a cheap call beside clients that never read, that stall in half a frame, and that
/// ask about all guests in a loop
std::string fairness(const Target& target, Arguments arguments) {
    constexpr int nuisances = 16;
    constexpr int busy = 4;
    std::deque<Deaf> deaf;
    std::deque<Stalled> stalled;
    for (int i = 0; i < nuisances; ++i) {
        deaf.emplace_back(target.socket);
        stalled.emplace_back(target.socket);
    }
    std::deque<Heavy> heavies;
    for (int i = 0; i < busy; ++i) {
        heavies.emplace_back(target.socket, i % 2 == 0 ? "list" : "stats");
    }
    Measurement measurement(target.daemon);
    run({.seconds = static_cast<double>(number<std::size_t>(arguments, 0, 2))}, target.socket,
        measurement);
    std::size_t heavy = 0;
    for (Heavy& one : heavies) {
        heavy += one.finish();
    }
    return measurement.json(fmt::format(R"(,"heavy":{})", heavy));
}

}  // namespace virtd::bench
