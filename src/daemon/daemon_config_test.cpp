// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/daemon_config.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace virtd::daemon {

namespace {

DaemonConfig read(std::string_view text, bool privileged = true) {
    return read_config(config::File::parse("f", text), privileged);
}

std::string error_of(std::string_view text) {
    try {
        read(text);
    } catch (const Error& error) {
        return error.message();
    }
    return "";
}

}  // namespace

TEST_CASE("daemon config: an empty file leaves the defaults") {
    CHECK(read("") == default_config(true));
    CHECK(read("unknown = [1]\nMax_clients = 3\n") == default_config(true));
}

TEST_CASE("daemon config: keys of every type are read") {
    const DaemonConfig config = read(
        "listen_tcp = 1\n"
        "tcp_port = \"1234\"  # comment\n"
        "tls_allowed_dn_list = [\"DN1\", \"DN2\"]\n"
        "access_drivers = [\"polkit\"]\n"
        "auth_tcp = \"none\"\n"
        "unix_sock_group = \"libvirt\"\n"
        "keepalive_interval = -1\n"
        "max_clients = 7\n");
    CHECK(config.listen_tcp);
    CHECK(config.tcp_port == "1234");
    CHECK(config.tls_allowed_dn_list == std::vector<std::string>{"DN1", "DN2"});
    CHECK(config.access_drivers == std::vector<std::string>{"polkit"});
    CHECK(config.auth_tcp == Auth::none);
    CHECK(config.unix_sock_group == "libvirt");
    CHECK(config.keepalive_interval == -1);
    CHECK(config.max_clients == 7);
}

TEST_CASE("daemon config: the daemon of the host asks polkit, that of a user nobody") {
    CHECK(default_config(true).auth_unix_rw == Auth::polkit);
    CHECK(default_config(false).auth_unix_rw == Auth::none);
}

TEST_CASE("daemon config: the mode of the read-write socket depends on who guards it") {
    CHECK(read("").rw_perms(true) == "0777");
    CHECK(read("auth_unix_rw = \"none\"").rw_perms(true) == "0777");
    CHECK(read("", false).rw_perms(false) == "0700");
    CHECK(read("auth_unix_rw = \"polkit\"", false).rw_perms(false) == "0777");
    CHECK(default_config(true).asks_polkit());
    CHECK(!default_config(false).asks_polkit());
    CHECK(read("auth_unix_ro = \"polkit\"", false).asks_polkit());
    CHECK(read("access_drivers = [\"polkit\"]", false).asks_polkit());
    CHECK(!read("access_drivers = [\"none\"]", false).asks_polkit());
    CHECK(read("unix_sock_rw_perms = \"0770\"").rw_perms(true) == "0770");
}

TEST_CASE("daemon config: values out of bounds are refused") {
    CHECK(error_of("auth_unix_rw = \"kerberos\"") ==
          "unsupported configuration: f: auth_unix_rw: unsupported auth kerberos");
    CHECK(error_of("tcp_min_ssf = 56") ==
          "unsupported configuration: minimum SSF levels lower than 112 are not supported");
    CHECK(error_of("tcp_min_ssf = 112").empty());
    CHECK(error_of("split_daemons = [\"virtqemud\", \"virt*d\", \"*\", \"virtproxyd\"]").empty());
    CHECK(
        error_of("split_daemons = [\"virtqmud\"]")
            .starts_with("unsupported configuration: split_daemons: there is no daemon 'virtqmud', "
                         "only virtbhyved, "));
    CHECK(error_of("max_workers = 0") == "internal error: 'max_workers' must be greater than 0");
}

TEST_CASE("daemon config: of several wrong keys the first of the table is reported") {
    CHECK(error_of("max_workers = 0\nlisten_tls = 5\n") ==
          "internal error: f: value for 'listen_tls' parameter must be 0 or 1");
}

TEST_CASE("daemon config: the sample file states the defaults and is a valid file without them") {
    const std::string sample = config::sample(daemon_keys(), default_config(true));
    CHECK(sample.find("#max_clients = 5000\n") != std::string::npos);
    CHECK(sample.find("#auth_unix_rw = \"polkit\"\n") != std::string::npos);
    CHECK(sample.find("#access_drivers = []\n") != std::string::npos);
    CHECK(read(sample) == default_config(true));
}

TEST_CASE("daemon config: each key stands once in the table") {
    const auto keys = daemon_keys();
    for (std::size_t i = 0; i < keys.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k)
            CHECK(keys[i].name != keys[k].name);
    }
}

}  // namespace virtd::daemon
