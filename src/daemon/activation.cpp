// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/activation.hpp"

#include <fcntl.h>

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "base/log.hpp"

namespace virtd::daemon {

namespace {

constexpr Fail fail{Origin::systemd};
constexpr log::Source logger{"util.systemd"};
constexpr int first_descriptor = 3;  // sd_listen_fds(3)

std::optional<int> parse_number(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    int number = 0;
    const char* const end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, number);
    if (error != std::errc() || stop != end) return std::nullopt;
    return number;
}

std::vector<std::string> split_names(const std::string& text) {
    std::vector<std::string> names;
    std::size_t start = 0;
    while (true) {
        const std::size_t colon = text.find(':', start);
        names.push_back(text.substr(start, colon - start));
        if (colon == std::string::npos) return names;
        start = colon + 1;
    }
}

std::vector<std::string> names_of(const GetEnv& get, std::size_t count) {
    const auto text = get("LISTEN_FDNAMES");
    if (!text) {
        fail(Errc::internal_error, "Missing LISTEN_FDNAMES env from systemd socket activation");
    }
    auto names = split_names(*text);
    if (names.size() != count) {
        fail(Errc::internal_error, "Expecting {} FD names but got {}", count, names.size());
    }
    return names;
}

}  // namespace

std::optional<Activation> Activation::from(const GetEnv& get, pid_t self) {
    const auto pid = parse_number(get("LISTEN_PID"));
    const auto count = parse_number(get("LISTEN_FDS"));
    if (pid != self || count.value_or(0) <= 0) return std::nullopt;
    Activation activation;
    try {
        int descriptor = first_descriptor;
        for (std::string& name : names_of(get, static_cast<std::size_t>(*count))) {
            ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
            ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
            logger.debug("name={} descriptor={}", name, descriptor);
            activation.passed_.push_back({std::move(name), UniqueFd(descriptor++)});
        }
    } catch (const Error& error) {
        log::report(error);
        return std::nullopt;
    }
    return activation;
}

bool Activation::has(std::string_view name) const {
    return std::ranges::any_of(
        passed_, [name](const Passed& passed) { return passed.name == name && passed.socket; });
}

std::vector<UniqueFd> Activation::claim(std::string_view name) {
    std::vector<UniqueFd> claimed;
    for (Passed& passed : passed_) {
        if (passed.name == name && passed.socket) claimed.push_back(std::move(passed.socket));
    }
    return claimed;
}

void Activation::check_all_claimed() const {
    for (const Passed& passed : passed_) {
        if (passed.socket) {
            fail(Errc::internal_error, "Some activation file descriptors are unclaimed");
        }
    }
}

}  // namespace virtd::daemon
