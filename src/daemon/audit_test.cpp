// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/audit.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <sys/socket.h>

#include <array>
#include <cstring>

#include "base/error.hpp"

namespace virtd::daemon {

namespace {

UniqueFd absent() {
    return {};
}
UniqueFd present() {
    return UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
}

rpc::AuditEvent denial() {
    rpc::AuditEvent event{.kind = rpc::AuditEvent::Kind::access, .who = {}, .address = {}};
    event.who.process_id = 12;
    event.who.user_id = 1000;
    event.words = {{"call", "domain_create"}, {"domain_name", "my guest"}};
    return event;
}

}  // namespace

TEST_CASE("audit: only who requires it cannot do without") {
    CHECK_FALSE(open_audit(0, present));
    CHECK_FALSE(open_audit(1, absent));
    CHECK(open_audit(1, present));
    CHECK(open_audit(2, present));
    CHECK_THROWS_WITH_AS(
        open_audit(2, absent),
        "Operation not supported: audit_level = 2, but the kernel has no audit system", Error);
}

TEST_CASE("audit: a value that could be taken for other words is written in digits") {
    CHECK(audit_words(denial()) ==
          "op=access call=\"domain_create\" domain_name=6D79206775657374 client-pid=12 "
          "client-uid=1000");
    rpc::AuditEvent login{.success = true, .who = {}, .address = "192.0.2.1:1234"};
    login.who.sasl_user_name = "fred\" res=success";
    CHECK(audit_words(login) ==
          "op=login client-sasl=6672656422207265733D73756363657373 client-addr=\"192.0.2.1:1234\"");
}

TEST_CASE("audit: the kernel gets a message with the words and the result") {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) == 0);
    const UniqueFd kernel(ends[1]);
    UniqueFd ours(ends[0]);
    AuditTrail trail(std::move(ours), false);
    trail.record(denial());

    std::array<char, 512> message{};
    const ssize_t size = ::recv(kernel.get(), message.data(), message.size(), MSG_DONTWAIT);
    REQUIRE(size > static_cast<ssize_t>(sizeof(nlmsghdr)));
    nlmsghdr header{};
    std::memcpy(&header, message.data(), sizeof header);
    CHECK(header.nlmsg_type == 1101);
    CHECK(NLMSG_ALIGN(header.nlmsg_len) == static_cast<std::uint32_t>(size));
    CHECK(std::string(message.data() + sizeof header) == audit_words(denial()) + " res=failed");
}

TEST_CASE("audit: a kernel that takes nothing holds nobody up") {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) == 0);
    const UniqueFd kernel(ends[1]);
    UniqueFd ours(ends[0]);
    AuditTrail trail(std::move(ours), false);
    for (int i = 0; i < 10000; ++i)
        trail.record(denial());  // far more than the socket holds
    std::array<char, 512> message{};
    CHECK(::recv(kernel.get(), message.data(), message.size(), MSG_DONTWAIT) > 0);
}

}  // namespace virtd::daemon
