// SPDX-License-Identifier: LGPL-2.1-or-later
#include "scenarios.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <deque>
#include <thread>

#include "arguments.hpp"
#include "closed_loop.hpp"
#include "driver/api/domain.hpp"

namespace virtd::bench {

namespace {

std::string text(Arguments arguments, std::size_t index, std::string_view otherwise) {
    return std::string(index < arguments.size() ? arguments[index] : otherwise);
}

std::string guest_xml(std::string_view name) {
    return fmt::format(
        "<domain type='test'><name>{}</name><memory>65536</memory><vcpu>2</vcpu>"
        "<os><type>hvm</type></os><devices>"
        "<disk type='file' device='disk'><source file='/images/{}.img'/>"
        "<target dev='vda' bus='virtio'/></disk>"
        "<interface type='network'><source network='default'/></interface>"
        "<graphics type='vnc' port='-1'/></devices></domain>",
        name, name);
}

driver::DomainRef define(Client& client, std::string_view name) {
    const driver::DomainDefineXmlArgs args{.xml = guest_xml(name)};
    auto frame = call_frame(proc::domain_define_xml, args);
    return client.call<driver::DomainDefineXmlRet>(std::move(frame)).dom;
}

std::deque<Client> opened(const std::string& socket, std::size_t count) {
    std::deque<Client> clients;
    for (std::size_t i = 0; i < count; ++i) {
        clients.emplace_back(socket);
    }
    return clients;
}

void define_many(Client& client, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        define(client, fmt::format("bench-{:05}", i));
    }
}

}  // namespace

/// KIND CONNECTIONS IN_FLIGHT SECONDS [GUEST]
std::string calls(const Target& target, Arguments arguments) {
    Measurement measurement(target.daemon);
    const Load load{.kind = text(arguments, 0, "cheap"),
                    .guest = text(arguments, 4, "test"),
                    .connections = number<std::size_t>(arguments, 1, 1),
                    .in_flight = number<std::size_t>(arguments, 2, 1),
                    .seconds = number(arguments, 3, 1.0)};
    run(load, target.socket, measurement);
    return measurement.json();
}

/// SECONDS: connects, authenticates, opens, closes
std::string connects(const Target& target, Arguments arguments) {
    const double seconds = number(arguments, 0, 1.0);
    const Client host(target.socket);  // else each connection would build the host anew
    Measurement measurement(target.daemon);
    while (static_cast<double>(measurement.elapsed()) < seconds * 1e9) {
        const std::int64_t start = now();
        Client client(target.socket);
        client.exchange(call_frame(proc::connect_close));
        measurement.add(now() - start);
    }
    return measurement.json();
}

/// CLIENTS SECONDS: a cheap call while so many others are connected; what those cost alone
std::string beside_idle(const Target& target, Arguments arguments) {
    const auto idle = opened(target.socket, number<std::size_t>(arguments, 0, 1000));
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    const std::int64_t before = processor_time(target.daemon);
    std::this_thread::sleep_for(std::chrono::seconds(1));
    const std::int64_t idle_processor = processor_time(target.daemon) - before;

    Measurement measurement(target.daemon);
    run({.seconds = number(arguments, 1, 1.0)}, target.socket, measurement);
    return measurement.json(
        fmt::format(R"(,"idle_cpu":{:.1f})", static_cast<double>(idle_processor) / 1e3));
}

/// SECONDS: pairs of define and undefine
std::string defines(const Target& target, Arguments arguments) {
    const double seconds = number(arguments, 0, 1.0);
    Client client(target.socket);
    Measurement measurement(target.daemon);
    for (int i = 0; static_cast<double>(measurement.elapsed()) < seconds * 1e9; ++i) {
        const std::int64_t start = now();
        const driver::DomainRef dom = define(client, fmt::format("pair-{:06}", i));
        client.exchange(call_frame(proc::domain_undefine, driver::DomainUndefineArgs{dom}));
        measurement.add(now() - start);
    }
    return measurement.json();
}

/// CLIENTS: resident bytes for each
std::string idle_memory(const Target& target, Arguments arguments) {
    const auto count = number<std::size_t>(arguments, 0, 1000);
    const auto warm = opened(target.socket, 16);
    const std::int64_t before = resident(target.daemon);
    const auto clients = opened(target.socket, count);
    const std::int64_t after = resident(target.daemon);
    return fmt::format(R"({{"before":{},"each":{:.1f}}})", before,
                       static_cast<double>(after - before) / static_cast<double>(count));
}

/// GUESTS: resident bytes for each
std::string domain_memory(const Target& target, Arguments arguments) {
    const auto count = number<std::size_t>(arguments, 0, 10000);
    Client client(target.socket);
    define(client, "warm");
    const std::int64_t before = resident(target.daemon);
    define_many(client, count);
    const std::int64_t after = resident(target.daemon);
    return fmt::format(R"({{"before":{},"each":{:.1f}}})", before,
                       static_cast<double>(after - before) / static_cast<double>(count));
}

std::string populate(const Target& target, Arguments arguments) {
    Client client(target.socket);
    define_many(client, number<std::size_t>(arguments, 0, 100));
    fmt::print("ready\n");
    std::fflush(stdout);
    char byte = 0;
    while (::read(STDIN_FILENO, &byte, 1) > 0) {
    }
    return "{}";
}

/// SOCKET COMMAND...: from exec to the first reply; then ends the daemon
std::string start_up(const Target&, Arguments arguments) {
    const std::string socket(arguments[0]);
    std::vector<std::string> words(arguments.begin() + 1, arguments.end());
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    ::unlink(socket.c_str());
    const std::int64_t start = now();
    const pid_t child = ::fork();
    if (child == 0) {
        ::execvp(argv[0], argv.data());
        ::_exit(127);
    }
    std::int64_t replied = 0;
    while (replied == 0 && ::waitpid(child, nullptr, WNOHANG) == 0) {
        try {
            Client client(socket, nullptr);
            client.exchange(call_frame(proc::auth_list));
            replied = now();
        } catch (const std::runtime_error&) {
            ::usleep(200);  // not there yet
        }
    }
    std::this_thread::sleep_for(std::chrono::seconds(1));  // until it is done with all of it
    const std::int64_t bytes = resident(child);
    ::kill(child, SIGTERM);
    ::waitpid(child, nullptr, 0);
    return fmt::format(R"({{"ms":{:.2f},"resident":{}}})",
                       static_cast<double>(replied - start) / 1e6, bytes);
}

}  // namespace virtd::bench
