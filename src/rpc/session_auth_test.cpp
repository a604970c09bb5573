// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.hpp"
#include "base/log_setup.hpp"
#include "base/temp_dir.hpp"
#include "base/unix_address.hpp"
#include "rpc/client_fake.hpp"
#include "rpc/polkit_fake.hpp"

namespace virtd::rpc {

namespace {

constexpr std::int32_t connect_get_type = 3;
constexpr std::int32_t auth_list = 66;
constexpr std::int32_t auth_polkit = 70;

const ListenerTraits guarded{.auth = driver::AuthType::polkit};

struct Asked {
    Asked() { server.server.ask(polkit); }

    FakePolkit polkit;
    FakeServer server;
};

void answer_with(FakePolkit& polkit, PolkitAnswer answer) {
    polkit.answer = [answer](const FakePolkit::Question& /*question*/) { return answer; };
}

void check_refused(FakeClient& client, Errc code, std::string_view message) {
    client.call(auth_polkit);
    const Received reply = client.receive();
    REQUIRE(reply.header.status == FrameStatus::error);
    CHECK(reply.error().code == static_cast<std::int32_t>(code));
    CHECK(reply.error().domain == static_cast<std::int32_t>(Origin::auth));
    CHECK(reply.error().message.value_or("") == message);
    client.call(connect_get_type);
    CHECK(client.receive().error().message == "authentication required");
}

void check_let_in(FakeClient& client) {
    client.call(auth_polkit);
    const Received reply = client.receive();
    REQUIRE(reply.header.status == FrameStatus::ok);
    CHECK(reply.as<driver::AuthPolkitRet>().complete == 1);
    client.open();
}

}  // namespace

TEST_CASE("auth: who polkit authorizes is let in") {
    Asked asked;
    FakeClient client(asked.server, guarded);
    answer_with(asked.polkit, PolkitAnswer::authorized);
    check_let_in(client);
    CHECK(asked.server.server.anonymous_clients() == 0);
    client.call(auth_list);
    CHECK(client.receive().as<driver::AuthListRet>().types.at(0) == driver::AuthType::none);
    client.call(auth_polkit);
    CHECK(client.receive().error().message ==
          "Library function returned error but did not set virError");
    CHECK(asked.polkit.asked.size() == 1);
}

TEST_CASE("auth: polkit is asked about the process that connected, and what it wants") {
    Asked asked;
    FakeClient writer(asked.server, guarded);
    FakeClient reader(asked.server, {.auth = driver::AuthType::polkit, .read_only = true});
    writer.call(auth_polkit);
    writer.receive();
    reader.call(auth_polkit);
    reader.receive();
    REQUIRE(asked.polkit.asked.size() == 2);
    const FakePolkit::Question& question = asked.polkit.asked[0];
    CHECK(question.subject.process_id == getpid());
    CHECK(question.subject.user_id == geteuid());
    const std::string start = fmt::format(" {} ", question.subject.start_time);
    CHECK(read_file("/proc/self/stat", 4096).find(start) != std::string::npos);
    CHECK(question.action == "org.libvirt.unix.manage");
    CHECK(question.details.empty());
    CHECK(question.interaction == PolkitInteraction::allowed);
    CHECK(asked.polkit.asked[1].action == "org.libvirt.unix.monitor");
}

TEST_CASE("auth: each way in which polkit refuses has its words, and may be tried again") {
    Asked asked;
    FakeClient client(asked.server, guarded);
    answer_with(asked.polkit, PolkitAnswer::challenge);
    check_refused(client, Errc::auth_unavailable,
                  "authentication unavailable: no polkit agent available to authenticate action "
                  "'org.libvirt.unix.manage'");
    answer_with(asked.polkit, PolkitAnswer::dismissed);
    check_refused(client, Errc::auth_cancelled,
                  "authentication cancelled: user cancelled authentication process");
    answer_with(asked.polkit, PolkitAnswer::denied);
    check_refused(client, Errc::auth_failed, "authentication failed: access denied by policy");
    answer_with(asked.polkit, PolkitAnswer::authorized);
    check_let_in(client);
}

TEST_CASE("auth: auditors learn who was let in and who was not") {
    Asked asked;
    std::vector<AuditEvent> events;
    asked.server.server.audit_with([&events](const AuditEvent& event) { events.push_back(event); });
    FakeClient nobody_asks(asked.server);
    nobody_asks.open();
    CHECK(events.empty());
    FakeClient client(asked.server, guarded);
    answer_with(asked.polkit, PolkitAnswer::denied);
    check_refused(client, Errc::auth_failed, "authentication failed: access denied by policy");
    answer_with(asked.polkit, PolkitAnswer::authorized);
    check_let_in(client);
    REQUIRE(events.size() == 2);
    CHECK_FALSE(events[0].success);
    CHECK(events[1].success);
    for (const AuditEvent& event : events) {
        CHECK(event.kind == AuditEvent::Kind::authentication);
        CHECK(event.who.process_id == getpid());
        CHECK(event.words.front() == std::pair<std::string, std::string>("auth", "polkit"));
    }
}

TEST_CASE("auth: without polkit nobody is let in, and the administrator is told a remedy") {
    const TempDir directory;
    const std::string log = directory / "log";
    log::set_outputs("3:file:" + log);
    Asked asked;
    asked.polkit.answer = [](const FakePolkit::Question& /*question*/) -> PolkitAnswer {
        throw Error(Origin::dbus, Errc::internal_error, "no bus");
    };
    FakeClient client(asked.server, guarded);
    client.call(auth_polkit);
    const Received reply = client.receive();
    CHECK(reply.error().message == "internal error: no bus");
    CHECK(asked.server.server.anonymous_clients() == 1);
    log::set_outputs("3:stderr");
    const std::string told = read_file(log, 10'000);
    CHECK(told.find("polkit could not be asked about the action 'org.libvirt.unix.manage': "
                    "internal error: no bus; let dbus and polkitd run") != std::string::npos);
}

TEST_CASE("auth: the log tells what polkit said about whom") {
    const TempDir directory;
    log::set_default_level(log::Level::info);
    log::set_outputs("2:file:" + (directory / "log"));
    Asked asked;
    FakeClient client(asked.server, guarded);
    for (const PolkitAnswer answer : {PolkitAnswer::denied, PolkitAnswer::dismissed,
                                      PolkitAnswer::challenge, PolkitAnswer::authorized}) {
        answer_with(asked.polkit, answer);
        client.call(auth_polkit);
        client.receive();
    }
    log::set_outputs("3:stderr");
    log::set_default_level(log::Level::warning);
    const std::string told = read_file(directory / "log", 10'000);
    const std::string whom =
        fmt::format(" the action 'org.libvirt.unix.manage' of pid:{},uid:{}", getpid(), geteuid());
    for (const char* const what :
         {"denied", "was given no password for", "wants a password for", "allowed"})
        CHECK(told.find(fmt::format("polkit {}{}", what, whom)) != std::string::npos);
}

TEST_CASE("auth: while polkit thinks its client is heard, and others are served") {
    Asked asked;
    asked.polkit.thinks = true;
    FakeClient client(asked.server, guarded);
    FakeClient other(asked.server);
    client.call(auth_polkit);
    other.open();
    CHECK(client.silent_so_far());  // by a ping, which is answered
    client.call(auth_polkit);
    CHECK(client.receive().error().code == static_cast<std::int32_t>(Errc::internal_error));
    CHECK(asked.polkit.asked.size() == 1);
    answer_with(asked.polkit, PolkitAnswer::authorized);
    asked.polkit.thinking.release_last();
    CHECK(client.receive().as<driver::AuthPolkitRet>().complete == 1);
    client.open();
}

TEST_CASE("auth: the question about a client that goes is taken back") {
    Asked asked;
    asked.polkit.thinks = true;
    FakeClient client(asked.server, guarded);
    client.call(auth_polkit);
    asked.server.settle();
    CHECK(asked.polkit.unanswered == 1);
    CHECK(asked.server.server.busy_calls() == 1);
    SUBCASE("by itself") {
        client.disconnect();
        asked.server.settle();
    }
    SUBCASE("with the server") {
        asked.server.server.disconnect_all();
    }
    CHECK(asked.polkit.unanswered == 0);
    CHECK(asked.server.server.busy_calls() == 0);
    CHECK(asked.server.server.anonymous_clients() == 0);
}

TEST_CASE("auth: a process of which the start is not known is not let in") {
    FakePolkit polkit;
    FakeServer server;
    FakeClient client(server, guarded);  // comes before anybody wants to know
    server.server.ask(polkit);
    answer_with(polkit, PolkitAnswer::authorized);
    check_refused(client, Errc::auth_failed, "authentication failed: authentication failed");
    CHECK(polkit.asked.empty());
}

TEST_CASE("identity: the start of a process that has ended is not told") {
    const TempDir directory;
    const auto address = unix_address(directory / "socket");
    const UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    REQUIRE(::bind(listener.get(), address->generic(), address->length) == 0);
    REQUIRE(::listen(listener.get(), 1) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        ::_exit(::connect(socket, address->generic(), address->length));
    }
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
    const UniqueFd accepted(::accept(listener.get(), nullptr, nullptr));
    CHECK(peer_identity(accepted.get()).process_id == child);
    CHECK(!peer_start_time(accepted.get()));
}

}  // namespace virtd::rpc
