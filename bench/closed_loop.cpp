// SPDX-License-Identifier: LGPL-2.1-or-later
#include "closed_loop.hpp"

#include <sys/epoll.h>

#include <algorithm>
#include <array>

#include "driver/api/connect.hpp"
#include "driver/api/domain.hpp"

namespace virtd::bench {

namespace {

driver::DomainRef find_guest(Client& client, const std::string& name) {
    const driver::DomainLookupByNameArgs args{.name = name};
    auto frame = call_frame(proc::domain_lookup_by_name, args);
    return client.call<driver::DomainLookupByNameRet>(std::move(frame)).dom;
}

/// A connection with its calls in flight.
class Worker {
public:
    Worker(const std::string& socket, const Load& load)
        : client_(socket), frame_(frame_of(client_, load.kind, load.guest)) {}

    int fd() const { return client_.fd(); }

    /// So many calls, together.
    void send(std::size_t calls) {
        const std::int64_t start = now();
        std::string frames;
        for (; calls > 0; --calls)
            flying_.push_back({client_.add_call(frames, frame_), start});
        client_.send(frames);
    }

    /// Takes the replies that have come; sends as many new calls if asked to.
    void serve(Measurement& measurement, bool go_on) {
        if (!client_.receive()) throw std::runtime_error("the daemon closed the connection");
        std::size_t replies = 0;
        while (const auto message = client_.next()) {
            if (message->header.type != rpc::FrameType::reply) continue;
            if (message->header.status != rpc::FrameStatus::ok) {
                throw std::runtime_error("a call failed");
            }
            const auto call = std::ranges::find(flying_, message->header.serial, &Flying::serial);
            measurement.add(now() - call->start);
            *call = flying_.back();
            flying_.pop_back();
            ++replies;
        }
        if (go_on) send(replies);
    }

    std::size_t in_flight() const { return flying_.size(); }

private:
    struct Flying {
        std::uint32_t serial;
        std::int64_t start;
    };

    Client client_;
    std::string frame_;
    std::vector<Flying> flying_;
};

}  // namespace

Poll::Poll() : fd_(::epoll_create1(EPOLL_CLOEXEC)) {}

void Poll::add(int fd, std::size_t index) {
    epoll_event event{.events = EPOLLIN, .data = {.u64 = index}};
    ::epoll_ctl(fd_.get(), EPOLL_CTL_ADD, fd, &event);
}

int Poll::wait(int timeout_ms) {
    std::array<epoll_event, 256> events;
    const int count = ::epoll_wait(fd_.get(), events.data(), events.size(), timeout_ms);
    ready_.clear();
    for (int i = 0; i < count; ++i) {
        ready_.push_back(events[static_cast<std::size_t>(i)].data.u64);
    }
    return std::max(count, 0);
}

std::string frame_of(Client& client, std::string_view kind, const std::string& guest) {
    if (kind == "cheap") return call_frame(proc::connect_get_lib_version);
    if (kind == "lookup") {
        return call_frame(proc::domain_lookup_by_name, driver::DomainLookupByNameArgs{guest});
    }
    if (kind == "list") {
        return call_frame(proc::connect_list_all_domains,
                          driver::ConnectListAllDomainsArgs{.need_results = 1});
    }
    if (kind == "stats") {
        return call_frame(proc::connect_get_all_domain_stats,
                          driver::ConnectGetAllDomainStatsArgs{});
    }
    const driver::DomainRef dom = find_guest(client, guest);
    if (kind == "info") {
        return call_frame(proc::domain_get_info, driver::DomainGetInfoArgs{dom});
    }
    if (kind == "xml") {
        return call_frame(proc::domain_get_xml_desc, driver::DomainGetXmlDescArgs{.dom = dom});
    }
    throw std::runtime_error("unknown kind of call");
}

void run(const Load& load, const std::string& socket, Measurement& measurement) {
    Poll poll;
    std::vector<std::unique_ptr<Worker>> workers;
    for (std::size_t i = 0; i < load.connections; ++i) {
        workers.push_back(std::make_unique<Worker>(socket, load));
        poll.add(workers[i]->fd(), i);
    }
    measurement.restart();  // connecting does not count
    for (const auto& worker : workers) {
        worker->send(load.in_flight);
    }
    const auto end = now() + static_cast<std::int64_t>(load.seconds * 1e9);
    std::size_t flying = workers.size() * load.in_flight;
    while (flying > 0) {
        const bool go_on = now() < end;
        poll.wait(-1, [&](std::size_t index) {
            flying -= workers[index]->in_flight();
            workers[index]->serve(measurement, go_on);
            flying += workers[index]->in_flight();
        });
    }
}

}  // namespace virtd::bench
