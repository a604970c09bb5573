// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/identity.hpp"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <charconv>
#include <string_view>
#include <variant>

#include "base/error.hpp"
#include "base/file.hpp"

namespace virtd::rpc {

namespace {

constexpr Fail fail{Origin::none};

using Member =
    std::variant<std::optional<std::string> Identity::*, std::optional<std::uint64_t> Identity::*,
                 std::optional<std::int64_t> Identity::*>;

struct Field {
    std::string_view name;  // VIR_CONNECT_IDENTITY_...
    Member member;
};

const Field fields[] = {
    {"user-name", &Identity::user_name},
    {"unix-user-id", &Identity::user_id},
    {"group-name", &Identity::group_name},
    {"unix-group-id", &Identity::group_id},
    {"process-id", &Identity::process_id},
    {"process-time", &Identity::process_time},
    {"sasl-user-name", &Identity::sasl_user_name},
    {"x509-distinguished-name", &Identity::x509_name},
    {"selinux-context", &Identity::selinux_context},
};

const Field& field_named(const std::string& name) {
    for (const Field& field : fields) {
        if (field.name == name) return field;
    }
    fail(Errc::invalid_arg, "parameter '{}' not supported", name);
}

std::optional<std::string> address_of(int socket, int (*ask)(int, sockaddr*, socklen_t*)) {
    sockaddr_storage end{};
    socklen_t size = sizeof end;
    auto* const address = reinterpret_cast<sockaddr*>(&end);
    if (ask(socket, address, &size) != 0 || end.ss_family == AF_UNIX) return {};
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> port{};
    const int error = getnameinfo(address, size, host.data(), host.size(), port.data(), port.size(),
                                  NI_NUMERICHOST | NI_NUMERICSERV);
    if (error != 0) return {};
    return fmt::format("{}:{}", host.data(), port.data());
}

/// Field 22 of proc_pid_stat(5). The second is a name that may hold anything.
std::optional<std::uint64_t> start_time_in(std::string_view stat) {
    stat = stat.substr(std::min(stat.size(), stat.rfind(')')));
    for (int field = 2; field < 22; ++field) {
        const std::size_t space = stat.find(' ');
        if (space == std::string_view::npos) return std::nullopt;
        stat.remove_prefix(space + 1);
    }
    std::uint64_t time = 0;
    const auto [end, error] = std::from_chars(stat.data(), stat.data() + stat.size(), time);
    return error == std::errc() ? std::optional(time) : std::nullopt;
}

/// Has the process that connected ended? Kernels before 6.5 do not tell.
bool has_ended(int socket) {
#ifdef SO_PEERPIDFD
    constexpr int peer_process = SO_PEERPIDFD;
#else
    constexpr int peer_process = 77;
#endif
    int number = -1;
    socklen_t size = sizeof number;
    if (getsockopt(socket, SOL_SOCKET, peer_process, &number, &size) != 0) return errno == ESRCH;
    const UniqueFd process(number);
    pollfd ended{.fd = process.get(), .events = POLLIN, .revents = 0};
    return ::poll(&ended, 1, 0) != 0;
}

}  // namespace

std::optional<std::uint64_t> peer_start_time(int socket) {
    const auto pid = peer_identity(socket).process_id;
    if (!pid) return std::nullopt;
    try {
        const std::string stat = read_file(fmt::format("/proc/{}/stat", *pid), 4096);
        return has_ended(socket) ? std::nullopt : start_time_in(stat);
    } catch (const Error&) {  // it has ended, or hides from us
        return std::nullopt;
    }
}

Identity peer_identity(int socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    Identity identity;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.pid <= 0) {
        return identity;
    }
    identity.user_id = peer.uid;
    identity.group_id = peer.gid;
    identity.process_id = peer.pid;
    return identity;
}

std::optional<std::string> peer_address(int socket) {
    return address_of(socket, &::getpeername);
}

std::optional<std::string> local_address(int socket) {
    return address_of(socket, &::getsockname);
}

Identity identity_from(const std::vector<driver::TypedParam>& params) {
    Identity identity;
    for (const driver::TypedParam& param : params) {
        const auto set = [&identity, &param](auto member) {
            using Value = std::remove_reference_t<decltype(*(identity.*member))>;
            const Value* const value = std::get_if<Value>(&param.value);
            if (value == nullptr) {
                fail(Errc::invalid_arg, "invalid type for parameter '{}'", param.field);
            }
            identity.*member = *value;
        };
        std::visit(set, field_named(param.field).member);
    }
    return identity;
}

}  // namespace virtd::rpc
