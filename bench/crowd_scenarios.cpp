// The measurements with many clients that do different things.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>

#include <charconv>
#include <deque>
#include <exception>
#include <thread>

#include "closed_loop.hpp"
#include "driver/api/connect.hpp"
#include "driver/api/domain.hpp"
#include "driver/api/event.hpp"
#include "scenarios.hpp"

namespace virtd::bench {

namespace {

constexpr std::int32_t event_suspended = 3;  // VIR_DOMAIN_EVENT_SUSPENDED
constexpr std::int32_t event_resumed = 4;

std::size_t count(Arguments arguments, std::size_t index, std::size_t otherwise) {
    if (index < arguments.size()) {
        const std::string_view text = arguments[index];
        std::from_chars(text.data(), text.data() + text.size(), otherwise);
    }
    return otherwise;
}

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

/// Suspends and resumes a guest, the next as soon as the last is answered.
class Producer {
public:
    Producer(const std::string& socket, std::size_t total)
        : client_(socket),
          dom_(client_
                   .call<driver::DomainLookupByNameRet>(call_frame(
                       proc::domain_lookup_by_name, driver::DomainLookupByNameArgs{"test"}))
                   .dom),
          frames_{call_frame(proc::domain_suspend, driver::DomainSuspendArgs{dom_}),
                  call_frame(proc::domain_resume, driver::DomainResumeArgs{dom_})},
          total_(total) {}

    int fd() const { return client_.fd(); }
    const driver::DomainRef& dom() const { return dom_; }
    void send() { client_.send_call(frames_[sent_++ % 2]); }
    void read() {
        client_.receive();
        while (const auto message = client_.next()) {
            if (message->header.type == rpc::FrameType::reply && sent_ < total_) send();
        }
    }

private:
    Client client_;
    driver::DomainRef dom_;
    std::string frames_[2];
    std::size_t total_;
    std::size_t sent_ = 0;
};

std::size_t missing(const std::deque<Subscriber>& subscribers, std::size_t total) {
    std::size_t sum = 0;
    for (const Subscriber& one : subscribers) {
        sum += total - one.received();
    }
    return sum;
}

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
    const std::size_t total = count(arguments, 1, 1000);
    Producer producer(target.socket, total);
    std::deque<Subscriber> subscribers;
    Poll poll;
    for (std::size_t i = 0; i < count(arguments, 0, 1); ++i) {
        subscribers.emplace_back(target.socket, producer.dom());
        poll.add(subscribers.back().fd(), i);
    }
    poll.add(producer.fd(), subscribers.size());

    constexpr std::int64_t patience = 10'000'000'000;
    Measurement measurement(target.daemon);
    std::size_t seen = 0;
    std::int64_t last = now();
    producer.send();
    while (seen < total * subscribers.size() && now() - last < patience) {
        poll.wait(100, [&](std::size_t index) {
            if (index == subscribers.size()) {
                producer.read();
                return;
            }
            Subscriber& one = subscribers[index];
            const std::size_t before = one.received();
            one.read();
            for (std::size_t i = before; i < one.received(); ++i) {
                measurement.add(0);
            }
            seen += one.received() - before;
            last = now();
        });
    }
    std::size_t disordered = 0;
    for (const Subscriber& one : subscribers) {
        disordered += one.disordered();
    }
    return measurement.json(
        fmt::format(R"(,"lost":{},"disordered":{})", missing(subscribers, total), disordered));
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
    run({.seconds = static_cast<double>(count(arguments, 0, 2))}, target.socket, measurement);
    std::size_t heavy = 0;
    for (Heavy& one : heavies) {
        heavy += one.finish();
    }
    return measurement.json(fmt::format(R"(,"heavy":{})", heavy));
}

}  // namespace virtd::bench
