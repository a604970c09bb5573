// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/audit.hpp"

#include <linux/netlink.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/log.hpp"

namespace virtd::daemon {

namespace {

constexpr Fail fail{Origin::audit};
constexpr log::Source logger{"util.audit"};

// The kernel knows messages of this kind by AUDIT_USER only; tools know these, too.
constexpr std::uint16_t user_auth = 1100;  // AUDIT_USER_AUTH: who somebody is
constexpr std::uint16_t user_acct = 1101;  // AUDIT_USER_ACCT: what somebody may do

constexpr std::size_t text_max = 8000;  // MAX_AUDIT_MESSAGE_LENGTH, and some room

// What stands between quotes as it is.
bool is_plain(std::string_view value) {
    return std::ranges::all_of(value, [](char c) { return c > ' ' && c <= '~' && c != '"'; });
}

std::string quoted(std::string_view value) {
    if (is_plain(value)) return fmt::format("\"{}\"", value);
    std::string hex;
    for (const char c : value)
        hex += fmt::format("{:02X}", static_cast<unsigned char>(c));
    return hex;
}

template <class Value>
void add_number(std::string& text, std::string_view name, const std::optional<Value>& value) {
    if (value) text += fmt::format(" {}={}", name, *value);
}

void add_text(std::string& text, std::string_view name, const std::optional<std::string>& value) {
    if (value) text += fmt::format(" {}={}", name, quoted(*value));
}

}  // namespace

UniqueFd open_audit_socket() {
    return UniqueFd(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_AUDIT));
}

UniqueFd open_audit(unsigned level, UniqueFd (*open)()) {
    if (level == audit_off) return {};
    UniqueFd kernel = open();
    if (kernel) return kernel;
    if (level >= audit_required) {
        fail(Errc::operation_unsupported, "audit_level = {}, but the kernel has no audit system",
             level);
    }
    logger.info("the kernel has no audit system");
    return {};
}

std::string audit_words(const rpc::AuditEvent& event) {
    const bool access = event.kind == rpc::AuditEvent::Kind::access;
    std::string text = access ? "op=access" : "op=login";
    for (const auto& [name, value] : event.words)
        text += fmt::format(" {}={}", name, quoted(value));
    add_number(text, "client-pid", event.who.process_id);
    add_number(text, "client-uid", event.who.user_id);
    add_text(text, "client-user", event.who.user_name);
    add_text(text, "client-sasl", event.who.sasl_user_name);
    add_text(text, "client-x509", event.who.x509_name);
    add_text(text, "client-subj", event.who.selinux_context);
    add_text(text, "client-addr", event.address);
    return text;
}

// The kernel takes the record or it does not: nobody waits for it.
void AuditTrail::record(const rpc::AuditEvent& event) {
    const std::string words = audit_words(event);
    if (to_log_ && event.success) logger.info("success=yes {}", words);
    if (to_log_ && !event.success) logger.warning("success=no {}", words);
    if (!kernel_) return;
    const bool access = event.kind == rpc::AuditEvent::Kind::access;
    std::string text = words.substr(0, text_max);
    text += event.success ? " res=success" : " res=failed";
    nlmsghdr header{};
    header.nlmsg_len = static_cast<std::uint32_t>(NLMSG_LENGTH(text.size() + 1));
    header.nlmsg_type = access ? user_acct : user_auth;
    header.nlmsg_flags = NLM_F_REQUEST;
    std::string message(reinterpret_cast<const char*>(&header), sizeof header);
    message += text;
    message.resize(NLMSG_SPACE(text.size() + 1));
    if (::send(kernel_.get(), message.data(), message.size(), MSG_DONTWAIT | MSG_NOSIGNAL) < 0) {
        logger.debug("not recorded: {}", std::strerror(errno));
    }
}

}  // namespace virtd::daemon
