// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/check_config.hpp"

#include <doctest/doctest.h>

#include "base/file.hpp"
#include "base/temp_dir.hpp"
#include "daemon/daemon_config.hpp"

namespace virtd::daemon {

namespace {

/// All problems, as lines "number: text".
std::string problems(std::string_view text) {
    std::string all;
    for (const config::Problem& problem : problems_of(text, true))
        all += fmt::format("{}: {}\n", problem.line, to_string(problem));
    return all;
}

}  // namespace

TEST_CASE("check config: nothing is wrong with the sample file, nor with nothing") {
    CHECK(problems(config::sample(daemon_keys(), default_config(true))).empty());
    CHECK(problems("").empty());
    CHECK(problems("log_level = 1\nmax_clients = 5000\nauth_tcp = 'none'\n").empty());
}

TEST_CASE("check config: all mistakes are reported, by line") {
    CHECK(problems("max_clients = \"x\"\n"
                   "listen_tls = 2; listen_tcp = -1\n"
                   "max_worker = 5\n"
                   "keepalive_interval = 99999999999\n"
                   "auth_unix_rw = \"kerberos\"\n"
                   "access_drivers = [\"nop\"]\n"
                   "tls_allowed_dn_list = \"CN=x\"\n"
                   "log_level = 9\n"
                   "log_level = 1\n") ==
          "1: max_clients: found \"x\", allowed is a number from 0 to 4294967295\n"
          "2: listen_tls: found 2, allowed is 0 or 1\n"
          "2: listen_tcp: found -1, allowed is 0 or 1\n"
          "3: max_worker: there is no such key; did you mean max_workers?\n"
          "4: keepalive_interval: found 99999999999, allowed is a number from -2147483648 to "
          "2147483647\n"
          "5: auth_unix_rw: found \"kerberos\", allowed is \"none\", \"sasl\" or \"polkit\"\n"
          "6: access_drivers: found [\"nop\"], allowed is a list of none and polkit\n"
          "7: tls_allowed_dn_list: found \"CN=x\", allowed is a list of strings: [\"one\", "
          "\"two\"]\n"
          "8: log_level: found 9, allowed is a number from 0 to 4\n"
          "9: log_level: stands in line 8 already, and that one counts\n");
}

TEST_CASE("check config: after a mistake of syntax the next line is read") {
    CHECK(problems("max_clients\n"
                   "max_workers = none # c\n"
                   "tcp_port = \"1\n"
                   "\n"
                   "max_queued_clients = \"7\"\n"
                   "access_drivers = [1,\n") ==
          "1: syntax: expecting an assignment\n"
          "2: syntax: expecting a value\n"
          "3: syntax: unterminated string\n"
          "5: max_queued_clients: found \"7\", allowed is a number from 0 to 4294967295\n"
          "7: syntax: list is not closed with ]\n");
}

TEST_CASE("check config: what start-up would refuse is found") {
    const char* const lines[] = {
        "listen_addr = \"\"",
        "unix_sock_group = \"no-such-group\"",
        "unix_sock_ro_perms = \"9\"",
        "unix_sock_rw_perms = \"rw\"",
        "tcp_min_ssf = 56",
        "unix_sock_admin_perms = \"\"",
        "max_workers = 0",
        "audit_level = 3",
        "host_uuid = \"xyz\"",
        "host_uuid_source = \"bogus\"",
        "log_filters = \"9:a\"",
        "log_outputs = \"1:nowhere\"",
    };
    for (const char* const line : lines) {
        CAPTURE(line);
        CHECK(problems(line).starts_with("1: "));
        CHECK(problems(line).find("allowed is") != std::string::npos);
    }
    CHECK(problems("max_clients = 5\n") ==
          "1: max_clients: 5 is less than max_anonymous_clients, 20\n");
    CHECK(problems("\nmax_anonymous_clients = 5001\n") ==
          "2: max_clients: 5000 is less than max_anonymous_clients, 5001\n");
}

TEST_CASE("check config: long and many-lined values are shown short and in one line") {
    const std::string found =
        problems("max_clients = \"\"\"a\nb" + std::string(500, 'x') + "\"\"\"\n");
    CHECK(found.size() < 200);
    CHECK(found.find('\n') == found.size() - 1);
}

TEST_CASE("check config: keys of older versions are no mistake") {
    CHECK(problems("mdns_adv = 0\nmax_requests = 20\n").empty());
}

TEST_CASE("check config: the answer names the file, and its status says whether it is fine") {
    const TempDir dir;
    const std::string path = dir / "c";
    const Paths paths{.config_file = path};
    CHECK(check_config({}, paths, true) ==
          Answer{0, path + ": there is no such file, so the defaults hold\n", ""});
    CHECK(check_config({.config_file = path}, paths, true) ==
          Answer{1, "", "Failed to open file '" + path + "': No such file or directory\n"});
    replace_file(path, "max_clients = 50\n");
    CHECK(check_config({}, paths, true) == Answer{0, path + ": nothing is wrong\n", ""});
    replace_file(path, "max_client = 50\n");
    CHECK(
        check_config({}, paths, true) ==
        Answer{1, path + ":1: max_client: there is no such key; did you mean max_clients?\n", ""});
}

}  // namespace virtd::daemon
