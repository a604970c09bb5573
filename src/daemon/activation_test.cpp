// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/activation.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <map>

#include "base/error.hpp"
#include "base/log_setup.hpp"

namespace virtd::daemon {

namespace {

std::optional<Activation> activation(const char* pid, const char* count, const char* names) {
    const std::map<std::string, const char*> variables{
        {"LISTEN_PID", pid}, {"LISTEN_FDS", count}, {"LISTEN_FDNAMES", names}};
    return Activation::from(
        [&](const char* name) -> std::optional<std::string> {
            const char* const value = variables.at(name);
            if (value == nullptr) return std::nullopt;
            return value;
        },
        42);
}

/// Puts something at descriptors 3 and 4 and what was there back at the end.
class Passed {
public:
    Passed() {
        for (int i = 0; i < 2; ++i) {
            saved_[i] = UniqueFd(::fcntl(3 + i, F_DUPFD, 10));
            const UniqueFd null(::open("/dev/null", O_RDWR));
            ::dup2(null.get(), 3 + i);
        }
    }
    Passed(const Passed&) = delete;
    Passed& operator=(const Passed&) = delete;
    ~Passed() {
        for (int i = 0; i < 2; ++i) {
            ::close(3 + i);
            if (saved_[i]) ::dup2(saved_[i].get(), 3 + i);
        }
    }

private:
    UniqueFd saved_[2];
};

}  // namespace

TEST_CASE("activation: sockets for others, none and nonsense are ignored") {
    CHECK_FALSE(activation(nullptr, nullptr, nullptr));
    CHECK_FALSE(activation("41", "1", "a"));
    CHECK_FALSE(activation("42", "0", "a"));
    CHECK_FALSE(activation("42", "x", "a"));
    CHECK_FALSE(activation("42x", "1", "a"));
}

TEST_CASE("activation: without a name for each socket we open our own") {
    log::set_filters("4:util");
    CHECK_FALSE(activation("42", "2", nullptr));
    CHECK_FALSE(activation("42", "2", "a"));
    CHECK_FALSE(activation("42", "2", "a:b:c"));
    log::set_filters("");
}

TEST_CASE("activation: sockets are claimed by name, a name may repeat") {
    const Passed passed;
    auto sockets = activation("42", "2", "a:a");
    REQUIRE(sockets);
    CHECK(sockets->claim("b").empty());
    CHECK(sockets->claim("a").size() == 2);
    CHECK(sockets->claim("a").empty());
    sockets->check_all_claimed();
}

TEST_CASE("activation: sockets that nobody wants are a mistake") {
    const Passed passed;
    auto sockets = activation("42", "2", "a:bogus");
    REQUIRE(sockets);
    CHECK(sockets->claim("a").size() == 1);
    CHECK_THROWS_WITH_AS(sockets->check_all_claimed(),
                         "internal error: Some activation file descriptors are unclaimed", Error);
}

}  // namespace virtd::daemon
