// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/connection.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <semaphore>
#include <thread>

#include "base/file.hpp"
#include "base/log_setup.hpp"
#include "base/temp_dir.hpp"
#include "rpc/client_fake.hpp"

namespace virtd::rpc {

namespace {

constexpr std::int32_t connect_open = 1;
constexpr std::int32_t connect_close = 2;
constexpr std::int32_t connect_get_type = 3;
constexpr std::int32_t domain_create = 9;
constexpr std::int32_t domain_get_xml_desc = 14;
constexpr std::int32_t domain_lookup_by_name = 23;
constexpr std::int32_t connect_get_hostname = 59;
constexpr std::int32_t supports_feature = 60;
constexpr std::int32_t domain_block_peek = 103;
constexpr std::int32_t secret_undefine = 146;
constexpr std::int32_t domain_fd_associate = 443;
constexpr std::int32_t auth_list = 66;
constexpr std::int32_t auth_sasl_init = 67;
constexpr std::int32_t auth_polkit = 70;
constexpr std::int32_t list_all_domains = 273;
constexpr std::int32_t domain_rename = 358;

std::string words(std::initializer_list<std::uint32_t> values) {
    std::string bytes;
    for (const std::uint32_t value : values)
        encode(bytes, value);
    return bytes;
}

void check_error(const Received& reply, Errc code, Origin origin, std::string_view message) {
    REQUIRE(reply.header.status == FrameStatus::error);
    const ErrorBody error = reply.error();
    CHECK(error.code == static_cast<std::int32_t>(code));
    CHECK(error.domain == static_cast<std::int32_t>(origin));
    CHECK(error.message.value_or("") == message);
}

void check_rpc_error(const Received& reply, std::string_view message) {
    check_error(reply, Errc::rpc, Origin::rpc, message);
}

/// A transport that is set up when it is told to be, by nobody on the loop.
class SlowTransport final : public PlainTransport {
public:
    struct Control {
        std::binary_semaphore go{0};
        std::thread::id ran_on;
    };

    SlowTransport(UniqueFd socket, std::shared_ptr<Control> control)
        : PlainTransport(std::move(socket)), control_(std::move(control)) {}

    bool needs_set_up() const override { return true; }
    SetUp set_up() override {
        control_->go.acquire();
        control_->ran_on = std::this_thread::get_id();
        return SetUp::failed;
    }

private:
    std::shared_ptr<Control> control_;
};

driver::DomainRef domain() {
    return {.name = "guest", .uuid = {}, .id = 1};
}

}  // namespace

TEST_CASE("connection: its set-up holds nobody up, and may outlive it") {
    for (const bool leaves : {false, true}) {
        FakeServer server;
        int ends[2];
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) == 0);
        const UniqueFd peer(ends[1]);
        const auto control = std::make_shared<SlowTransport::Control>();
        const auto slow = std::make_shared<Connection>(
            server.server, 77, std::make_unique<SlowTransport>(UniqueFd(ends[0]), control));
        slow->begin();
        REQUIRE(::write(peer.get(), "x", 1) == 1);
        while (server.server.busy_calls() == 0)
            server.settle();
        FakeClient other(server);
        other.open();
        CHECK_FALSE(slow->closed());
        if (leaves) slow->close();
        control->go.release();
        while (server.server.busy_calls() > 0)
            server.settle();
        CHECK(slow->closed());
        CHECK(control->ran_on != std::thread::id());
        CHECK(control->ran_on != std::this_thread::get_id());
    }
}

TEST_CASE("connection: a length below a header, or above the limit, closes it") {
    FakeServer server;
    for (const std::uint32_t length : {0U, 3U, 27U, 33554437U, 0x7fffffffU}) {
        FakeClient client(server);
        client.send(words({length}) + "abcdef");
        CHECK(client.closed_by_server());
    }
    CHECK(server.server.clients().empty());
}

TEST_CASE("connection: the largest frame is read and answered") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    const std::string payload(frame_length_max - frame_header_size, '\0');
    client.call(connect_get_type, std::string_view(payload));
    CHECK(client.receive().as<driver::ConnectGetTypeRet>().type == "Fake");
}

TEST_CASE("connection: a call of an unknown program or version repeats its header in the error") {
    FakeServer server;
    FakeClient client(server);
    client.send_frame({.program = 4660, .procedure = 1, .serial = 7});
    const Received reply = client.receive();
    check_rpc_error(reply, "Cannot find program 4660 version 1");
    CHECK(reply.header.program == 4660);
    CHECK(reply.header.serial == 7);
    CHECK(reply.header.type == FrameType::reply);
    client.send_frame({.program = remote_program, .version = 99, .procedure = 1});
    check_rpc_error(client.receive(), "Cannot find program 536903814 version 99");
    client.send_frame({.program = keepalive_program, .procedure = 1});
    check_rpc_error(client.receive(), "Cannot find program 1801807216 version 1");
}

TEST_CASE("connection: unknown procedures, negative ones and those of events are refused") {
    FakeServer server;
    FakeClient client(server);
    for (const std::int32_t procedure : {0, -1, 99999, 107}) {
        client.call(procedure);
        check_rpc_error(client.receive(), "unknown procedure: " + std::to_string(procedure));
    }
}

TEST_CASE("connection: the status of a call must be ok, and is looked at before the procedure") {
    FakeServer server;
    FakeClient client(server);
    FrameHeader header = remote_call(99999);
    header.status = static_cast<FrameStatus>(5);
    client.send_frame(header);
    check_rpc_error(client.receive(), "Unexpected message status 5");
}

TEST_CASE("connection: arguments that do not decode are refused before the open check") {
    FakeServer server;
    FakeClient client(server);
    client.call(domain_get_xml_desc);
    check_rpc_error(client.receive(), "Unable to decode message payload");
    client.call(connect_open, std::string_view(words({1, 0x7fffffff, 0})));
    check_rpc_error(client.receive(), "Unable to decode message payload");
}

TEST_CASE("connection: bytes behind the arguments are ignored") {
    FakeServer server;
    FakeClient client(server);
    client.call(auth_list, "extra bytes!");
    CHECK(client.receive().header.status == FrameStatus::ok);
}

TEST_CASE("connection: replies, events, unknown types and lost stream frames are ignored") {
    FakeServer server;
    FakeClient client(server);
    for (const std::uint32_t type : {1U, 2U, 3U, 5U, 6U, 7U, 0xffffffffU}) {
        FrameHeader header = remote_call(connect_get_type);
        header.type = static_cast<FrameType>(type);
        client.send_frame(header, "data");
        header.program = 0x12345678;
        client.send_frame(header, "data");
    }
    CHECK(client.silent_so_far());
}

TEST_CASE("connection: the end of the peer's sending closes it") {
    FakeServer server;
    FakeClient client(server);
    client.send(words({28}));
    client.shut_down_sending();
    CHECK(client.closed_by_server());
}

TEST_CASE("connection: frames may arrive byte by byte, or many at once") {
    FakeServer server;
    FakeClient client(server);
    std::string frames;
    for (std::uint32_t serial = 1; serial <= 200; ++serial) {
        const std::size_t start = begin_frame(frames, remote_call(auth_list, serial));
        end_frame(frames, start);
    }
    client.send(frames);
    for (std::uint32_t serial = 1; serial <= 200; ++serial)
        CHECK(client.receive().header.serial == serial);
    for (const char byte : frames.substr(0, frame_header_size)) {
        client.send({&byte, 1});
        server.settle();
    }
    CHECK(client.receive().header.serial == 1);
}

TEST_CASE("connection: calls that wait are overtaken by others") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    const std::uint32_t first = client.call(connect_get_hostname);
    const std::uint32_t second = client.call(connect_get_hostname);
    const std::uint32_t quick = client.call(connect_get_type);
    CHECK(client.receive().header.serial == quick);
    server.host.gate.release_last();
    CHECK(client.receive().header.serial == second);
    server.host.gate.release_last();
    const Received reply = client.receive();
    CHECK(reply.header.serial == first);
    CHECK(reply.as<driver::ConnectGetHostnameRet>().hostname == "fake");
}

TEST_CASE("connection: beyond max_client_requests nothing is read until a call is answered") {
    FakeServer server({.name = "test", .limits = {.max_client_requests = 2}});
    FakeClient client(server);
    client.open();
    client.call(connect_get_hostname);
    client.call(connect_get_hostname);
    const std::uint32_t third = client.call(connect_get_type);
    server.settle();
    CHECK(server.host.gate.waiting() == 2);
    FakeClient other(server);
    other.open();  // is not affected
    server.host.gate.release_last();
    CHECK(client.receive().header.procedure == connect_get_hostname);
    CHECK(client.receive().header.serial == third);
    server.host.gate.release_last();
    CHECK(client.receive().header.procedure == connect_get_hostname);
}

TEST_CASE("connection: who sends more calls at once than the limit is told, and is served") {
    const TempDir dir;
    log::set_outputs("3:file:" + (dir / "log"));
    FakeServer server({.name = "test", .limits = {.max_client_requests = 3}});
    FakeClient client(server);
    for (int i = 0; i < 3; ++i)
        client.call(auth_list);
    for (int i = 0; i < 3; ++i)
        client.receive();
    CHECK(read_file(dir / "log", 10'000).empty());
    for (int i = 0; i < 8; ++i)
        client.call(auth_list);
    for (int i = 0; i < 8; ++i)
        client.receive();
    const std::string told = read_file(dir / "log", 10'000);
    log::set_outputs("3:stderr");
    const auto first = told.find("Client hit max requests limit 3.");
    CHECK(first != std::string::npos);
    CHECK(told.find("Client hit", first + 1) == std::string::npos);
}

TEST_CASE("connection: with a limit of one, calls are served strictly in turn") {
    FakeServer server({.name = "test", .limits = {.max_client_requests = 1}});
    FakeClient client(server);
    client.open();
    const std::uint32_t first = client.call(connect_get_hostname);
    const std::uint32_t second = client.call(connect_get_type);
    server.settle();
    server.host.gate.release_last();
    CHECK(client.receive().header.serial == first);
    CHECK(client.receive().header.serial == second);
}

TEST_CASE("connection: with a limit of zero, one call is answered and then nothing") {
    FakeServer server({.name = "test", .limits = {.max_client_requests = 0}});
    FakeClient client(server);
    const std::uint32_t first = client.call(auth_list);
    client.call(auth_list);
    CHECK(client.receive().header.serial == first);
    server.settle();
    CHECK(client.unread() == 0);
    CHECK(server.server.metrics().calls == 1);
}

TEST_CASE("connection: a client that sends without reading is blocked, then served in full") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    server.host.domains = 200;
    std::string frame;
    end_frame(frame, begin_frame(frame, remote_call(list_all_domains)));
    frame += words({1, 0});
    put_word(frame, 0, static_cast<std::uint32_t>(frame.size()));
    std::size_t sent = 0;
    for (int i = 0; i < 500 && client.send_some(frame) == frame.size(); ++i) {
        ++sent;
        server.settle();
    }
    const std::uint64_t calls = server.server.metrics().calls;
    CHECK(calls < sent);  // the rest waits in the socket and one read
    for (std::size_t i = 0; i < sent; ++i)
        CHECK(client.receive().header.status == FrameStatus::ok);
}

TEST_CASE("connection: a large reply is encoded beside the loop, and a small one overtakes it") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    server.host.domains = 16384;
    const std::uint32_t large =
        client.call(list_all_domains, driver::ConnectListAllDomainsArgs{.need_results = 1});
    const std::uint32_t small = client.call(connect_get_type);
    CHECK(client.receive().header.serial == small);
    const Received reply = client.receive();
    CHECK(reply.header.serial == large);
    const auto list = reply.as<driver::ConnectListAllDomainsRet>();
    REQUIRE(list.domains.size() == 16384);
    CHECK(list.domains.back().name == "domain-16383");
}

TEST_CASE("connection: a reply above its limits becomes an error, and the connection goes on") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    server.host.domains = 16385;  // REMOTE_DOMAIN_LIST_MAX is 16384
    client.call(list_all_domains, driver::ConnectListAllDomainsArgs{.need_results = 1});
    check_error(client.receive(), Errc::internal_error, Origin::rpc,
                "internal error: Too many domains '16385' for limit '16384'");
    client.call(connect_get_type);
    CHECK(client.receive().header.status == FrameStatus::ok);
}

TEST_CASE("connection: an error of a driver travels with all its fields") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    client.call(domain_lookup_by_name, driver::DomainLookupByNameArgs{.name = "x"});
    const ErrorBody error = client.receive().error();
    CHECK(error.code == 42);
    CHECK(error.domain == 12);
    CHECK(error.level == 2);
    CHECK(error.message == "Domain not found: no domain with matching name 'x'");
    CHECK(error.str1 == "Domain not found: %s");
    CHECK(error.str2 == "no domain with matching name 'x'");
    CHECK(error.int1 == -1);
}

TEST_CASE("connection: what needs an open connection says which one") {
    FakeServer server;
    FakeClient client(server);
    constexpr std::int32_t network_of_name = 46;
    client.call(connect_get_type);
    check_error(client.receive(), Errc::internal_error, Origin::rpc,
                "internal error: hypervisor connection not open");
    client.call(network_of_name, driver::NetworkLookupByNameArgs{.name = "default"});
    check_error(client.receive(), Errc::internal_error, Origin::rpc,
                "internal error: connection not open");
    client.call(supports_feature, driver::ConnectSupportsFeatureArgs{.feature = 14});
    check_error(client.receive(), Errc::internal_error, Origin::rpc,
                "internal error: hypervisor connection not open");
    client.call(supports_feature, driver::ConnectSupportsFeatureArgs{.feature = 10});
    CHECK(client.receive().as<driver::ConnectSupportsFeatureRet>().supported == 1);
}

TEST_CASE("connection: a driver that is not there supports nothing") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    client.call(46, driver::NetworkLookupByNameArgs{.name = "default"});
    check_error(client.receive(), Errc::no_support, Origin::network,
                "this function is not supported by the connection driver: virNetworkLookupByName");
}

TEST_CASE("connection: opening without a name or twice fails, a failed one may be repeated") {
    FakeServer server;
    FakeClient client(server);
    client.call(connect_open, driver::ConnectOpenArgs{});
    check_error(client.receive(), Errc::internal_error, Origin::rpc,
                "internal error: connection not open");
    client.call(connect_open, driver::ConnectOpenArgs{.name = "nothing:///"});
    CHECK(client.receive().error().code == static_cast<std::int32_t>(Errc::no_connect));
    client.open(0xfffffff0);  // unknown flags are ignored
    client.call(connect_open, driver::ConnectOpenArgs{.name = "fake:///"});
    check_error(client.receive(), Errc::internal_error, Origin::rpc,
                "internal error: connection already open");
}

TEST_CASE("connection: a close is answered, what follows it is not") {
    FakeServer server;
    FakeClient client(server);
    std::string frames;
    end_frame(frames, begin_frame(frames, remote_call(connect_close, 1)));
    end_frame(frames, begin_frame(frames, remote_call(auth_list, 2)));
    client.send(frames);
    CHECK(client.receive().header.serial == 1);
    CHECK(client.closed_by_server());
}

TEST_CASE("connection: when the client is gone, its driver connection closes") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    CHECK(server.host.open_connections == 1);
    client.disconnect();
    server.settle();
    CHECK(server.host.open_connections == 0);
    CHECK(server.server.clients().empty());
}

TEST_CASE("connection: a call in work keeps the driver of a client that is gone") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    client.call(connect_get_hostname);
    server.settle();
    client.disconnect();
    server.settle();
    CHECK(server.server.clients().empty());
    CHECK(server.host.open_connections == 1);
    server.host.gate.release_last();
    server.settle();
    CHECK(server.host.open_connections == 0);
}

TEST_CASE("connection: who came through a read-only socket may only read") {
    FakeServer server;
    FakeClient client(server, {.read_only = true});
    client.open();
    client.call(domain_create, driver::DomainCreateArgs{.dom = domain()});
    check_error(client.receive(), Errc::operation_denied, Origin::domain,
                "operation forbidden: read only access prevents virDomainCreate");
    client.call(domain_get_xml_desc, driver::DomainGetXmlDescArgs{.dom = domain(), .flags = 1});
    check_error(client.receive(), Errc::operation_denied, Origin::domain,
                "operation forbidden: virDomainGetXMLDesc with secure flag");
    client.call(domain_get_xml_desc, driver::DomainGetXmlDescArgs{.dom = domain(), .flags = 0});
    CHECK(client.receive().header.status == FrameStatus::ok);
    CHECK(server.host.created == 0);
}

TEST_CASE("connection: some arguments are looked at before the question who may write") {
    FakeServer server;
    FakeClient client(server, {.read_only = true});
    client.open();
    client.call(domain_rename, driver::DomainRenameArgs{.dom = domain(), .new_name = ""});
    check_error(client.receive(), Errc::invalid_arg, Origin::domain,
                "string new_name in virDomainRename must not be empty");
    client.call(domain_rename, driver::DomainRenameArgs{.dom = domain(), .new_name = "other"});
    check_error(client.receive(), Errc::operation_denied, Origin::domain,
                "operation forbidden: read only access prevents virDomainRename");
    client.call(domain_block_peek, driver::DomainBlockPeekArgs{.dom = domain(), .size = 4194305});
    check_error(client.receive(), Errc::internal_error, Origin::rpc,
                "internal error: size > maximum buffer size");
    client.call(domain_block_peek, driver::DomainBlockPeekArgs{.dom = domain(), .size = 4194304});
    check_error(client.receive(), Errc::operation_denied, Origin::domain,
                "operation forbidden: read only access prevents virDomainBlockPeek");
    client.call(domain_fd_associate, driver::DomainFdAssociateArgs{.dom = domain()});
    check_error(client.receive(), Errc::invalid_arg, Origin::domain,
                "nfds in virDomainFDAssociate must not be zero");
}

TEST_CASE("connection: a missing driver is not what a reader is told of a call that writes") {
    FakeServer server;
    FakeClient client(server, {.read_only = true});
    client.open();
    client.call(secret_undefine, driver::SecretUndefineArgs{});
    check_error(client.receive(), Errc::operation_denied, Origin::secret,
                "operation forbidden: read only access prevents virSecretUndefine");
}

TEST_CASE("connection: who opened with the read-only flag may only read") {
    FakeServer server;
    FakeClient client(server);
    client.open(1);
    client.call(domain_create, driver::DomainCreateArgs{.dom = domain()});
    CHECK(client.receive().error().code == static_cast<std::int32_t>(Errc::operation_denied));
    FakeClient writer(server);
    writer.open();
    writer.call(domain_create, driver::DomainCreateArgs{.dom = domain()});
    CHECK(writer.receive().header.status == FrameStatus::ok);
    CHECK(server.host.created == 1);
}

TEST_CASE("connection: before authentication only its own calls are served") {
    FakeServer server;
    FakeClient client(server, {.auth = driver::AuthType::sasl});
    client.call(connect_open, driver::ConnectOpenArgs{.name = "fake:///"});
    check_rpc_error(client.receive(), "authentication required");
    client.send_frame({.program = 4660});
    check_rpc_error(client.receive(), "Cannot find program 4660 version 1");
    client.call(99999);
    check_rpc_error(client.receive(), "unknown procedure: 99999");
    client.call(auth_list);
    CHECK(client.receive().as<driver::AuthListRet>().types.at(0) == driver::AuthType::sasl);
    CHECK(server.server.anonymous_clients() == 1);
    client.disconnect();
    server.settle();
    CHECK(server.server.anonymous_clients() == 0);
}

TEST_CASE("connection: authentication calls on a socket without it fail as they always did") {
    FakeServer server;
    FakeClient client(server);
    client.call(auth_sasl_init);
    check_error(client.receive(), Errc::auth_failed, Origin::auth,
                "authentication failed: authentication failed");
    client.call(auth_polkit);
    check_error(client.receive(), Errc::internal_error, Origin::rpc,
                "Library function returned error but did not set virError");
}

TEST_CASE("connection: root needs no permission of polkit") {
    FakeServer server;
    FakeClient client(server, {.auth = driver::AuthType::polkit});
    const bool root = geteuid() == 0;
    client.call(auth_list);
    CHECK(client.receive().as<driver::AuthListRet>().types.at(0) ==
          (root ? driver::AuthType::none : driver::AuthType::polkit));
    CHECK(server.server.anonymous_clients() == (root ? 0 : 1));
}

TEST_CASE("connection: a ping is answered at any time, other keepalive frames are ignored") {
    FakeServer server;
    FakeClient client(server, {.auth = driver::AuthType::sasl});
    client.send_frame({.program = keepalive_program, .procedure = 9, .type = FrameType::event});
    client.send_frame({.program = keepalive_program, .procedure = 1, .type = FrameType::event});
    const Received pong = client.receive();
    CHECK(pong.header.procedure == 2);
    CHECK(pong.header.type == FrameType::event);
    CHECK(pong.header.serial == 0);
    CHECK(pong.payload.empty());
}

TEST_CASE("connection: features of the wire are ours, the others are the driver's") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    for (const std::int32_t feature : {8, 10, 14, 15, 16}) {
        client.call(supports_feature, driver::ConnectSupportsFeatureArgs{.feature = feature});
        CHECK(client.receive().as<driver::ConnectSupportsFeatureRet>().supported == 1);
    }
    client.call(supports_feature, driver::ConnectSupportsFeatureArgs{.feature = 999});
    CHECK(client.receive().as<driver::ConnectSupportsFeatureRet>().supported == 0);
}

TEST_CASE("connection: a second close callback is refused") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    constexpr std::int32_t register_close_callback = 360;
    client.call(register_close_callback);
    CHECK(client.receive().header.status == FrameStatus::ok);
    client.call(register_close_callback);
    CHECK(client.receive().error().code == static_cast<std::int32_t>(Errc::operation_invalid));
}

}  // namespace virtd::rpc
