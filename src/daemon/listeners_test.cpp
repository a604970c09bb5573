// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/listeners.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/temp_dir.hpp"
#include "daemon/split_daemons.hpp"

namespace virtd::daemon {

namespace {

std::vector<Door> doors_with(const DaemonConfig& config, bool privileged) {
    const Paths paths;
    return doors({.config = config, .paths = paths, .privileged = privileged});
}

std::string names(const std::vector<Door>& doors) {
    std::string text;
    for (const Door& door : doors)
        text += door.file + " ";
    return text;
}

struct Scene {
    explicit Scene(const std::string& run_dir) : paths{.run_dir = run_dir} {}

    Loop loop;
    Pool pool{loop};
    driver::Registry registry;
    DaemonConfig config = default_config(true);
    Paths paths;
    Servers servers{loop, pool, registry, config, true};
    ListenPlan plan{.config = config, .paths = paths, .privileged = true};
};

}  // namespace

TEST_CASE("listeners: the daemon of the host has a socket for readers, that of a user none") {
    CHECK(names(doors_with({}, true)) == "libvirt-sock libvirt-sock-ro libvirt-admin-sock ");
    CHECK(names(doors_with({}, false)) == "libvirt-sock libvirt-admin-sock ");
    const DaemonConfig moved{.unix_sock_dir = "/x"};
    CHECK(names(doors_with(moved, true)) == "libvirt-sock libvirt-sock-ro libvirt-admin-sock ");
    CHECK(names(doors_with(moved, false)) == "libvirt-sock ");
}

TEST_CASE("listeners: daemons of a split libvirt have three sockets each, or as many as ours") {
    CHECK(names(doors_with({.split_daemons = {"virtqemud"}}, true)) ==
          "libvirt-sock libvirt-sock-ro libvirt-admin-sock "
          "virtqemud-sock virtqemud-sock-ro virtqemud-admin-sock ");
    CHECK(names(doors_with({.split_daemons = {"virtqemud"}}, false)) ==
          "libvirt-sock libvirt-admin-sock virtqemud-sock virtqemud-admin-sock ");
    CHECK(doors_with({.split_daemons = {"*"}}, true).size() == 3 * (1 + split_daemons().size()));
    // its sockets have the names of ours
    CHECK(doors_with({.split_daemons = {"virtproxyd"}}, true).size() == 3);
}

TEST_CASE("listeners: sockets of a split daemon are guarded like ours") {
    const auto doors = doors_with({.auth_unix_rw = Auth::sasl,
                                   .unix_sock_rw_perms = "0770",
                                   .split_daemons = {"virtnetworkd"}},
                                  true);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(doors[3 + i].mode == doors[i].mode);
        CHECK(doors[3 + i].backlog == doors[i].backlog);
        CHECK(doors[3 + i].traits.auth == doors[i].traits.auth);
        CHECK(doors[3 + i].traits.read_only == doors[i].traits.read_only);
        CHECK(doors[3 + i].traits.same_user_only == doors[i].traits.same_user_only);
        CHECK(doors[3 + i].for_administrators == doors[i].for_administrators);
    }
    CHECK(doors[4].activation == "virtnetworkd-ro.socket");
}

TEST_CASE("listeners: a daemon of a split libvirt that runs keeps its socket") {
    const TempDir dir;
    Scene scene(dir.path());
    scene.config.split_daemons = {"virtsecretd"};
    const std::string path = dir / "virtsecretd-sock";
    {
        UnixSocket theirs({.path = path, .backlog = 1});
        CHECK_THROWS_WITH_AS(Listeners(scene.servers, scene.plan, std::nullopt),
                             ("resource busy: another process serves '" + path +
                              "': stop it, or take its name out of split_daemons")
                                 .c_str(),
                             Error);
        CHECK(::access(path.c_str(), F_OK) == 0);
        CHECK(::access((dir / "libvirt-sock").c_str(), F_OK) != 0);
        const UniqueFd closed = theirs.take();
    }
    UnixSocket left_behind({.path = path, .backlog = 1});
    { const UniqueFd killed = left_behind.take(); }
    CHECK_NOTHROW(Listeners(scene.servers, scene.plan, std::nullopt));
}

TEST_CASE("listeners: each socket has its mode, its queue and its clients") {
    const auto doors = doors_with(default_config(true), true);
    CHECK(doors[0].mode == 0777);
    CHECK(doors[0].traits.auth == driver::AuthType::polkit);
    CHECK_FALSE(doors[0].traits.read_only);
    CHECK(doors[1].traits.read_only);
    CHECK(doors[1].backlog == 1000);
    CHECK(doors[2].mode == 0700);
    CHECK(doors[2].backlog == 20);
    CHECK(doors[2].for_administrators);
    CHECK(doors[2].traits.same_user_only);
    CHECK(doors[2].traits.auth == driver::AuthType::none);
}

TEST_CASE("listeners: our sockets go away when we say so") {
    const TempDir dir;
    Scene scene(dir.path());
    Listeners listeners(scene.servers, scene.plan, std::nullopt);
    CHECK(::access((dir / "libvirt-admin-sock").c_str(), F_OK) == 0);
    listeners.leave();
    CHECK(::access((dir / "libvirt-admin-sock").c_str(), F_OK) != 0);
}

TEST_CASE("listeners: a failure leaves no socket behind") {
    const TempDir dir;
    Scene scene(dir.path());
    scene.config.unix_sock_admin_perms = "9x";
    CHECK_THROWS_AS(Listeners(scene.servers, scene.plan, std::nullopt), Error);
    scene.config.unix_sock_admin_perms = "0700";
    make_directories(dir / "libvirt-sock-ro/x");  // what is no file cannot be replaced
    CHECK_THROWS_AS(Listeners(scene.servers, scene.plan, std::nullopt), Error);
    CHECK(::access((dir / "libvirt-sock").c_str(), F_OK) != 0);
}

TEST_CASE("listeners: --listen does not go with sockets of the init system") {
    Scene scene("/no/such");
    scene.plan.listen = true;
    CHECK_THROWS_AS(Listeners(scene.servers, scene.plan, Activation()), Error);
}

TEST_CASE("listeners: who asks for TLS has certificates") {
    const TempDir dir;
    Scene scene(dir.path());
    scene.plan.listen = true;
    scene.config.listen_addr = "127.0.0.1";
    scene.config.tls_port = "0";
    scene.config.ca_file = scene.config.cert_file = scene.config.key_file = "/no/such";
    CHECK_THROWS_WITH_AS(Listeners(scene.servers, scene.plan, std::nullopt),
                         "Cannot read CA certificate '/no/such': No such file or directory", Error);
    scene.config.listen_tls = false;
    CHECK_NOTHROW(Listeners(scene.servers, scene.plan, std::nullopt));
}

TEST_CASE("listeners: without authentication nobody comes in from other hosts by mistake") {
    const TempDir dir;
    Scene scene(dir.path());
    scene.plan.listen = true;
    scene.config.listen_tls = false;
    scene.config.listen_tcp = true;
    scene.config.tcp_port = "0";
    scene.config.auth_tcp = Auth::none;
    CHECK_THROWS_WITH_AS(
        Listeners(scene.servers, scene.plan, std::nullopt),
        "unsupported configuration: auth_tcp = \"none\" would let anybody who reaches 0.0.0.0 "
        "control this host: set auth_tcp = \"sasl\", or use listen_tls, or listen_addr = "
        "\"127.0.0.1\", or permit it with allow_insecure_tcp = 1",
        Error);
    scene.config.allow_insecure_tcp = true;
    CHECK_NOTHROW(Listeners(scene.servers, scene.plan, std::nullopt));
    scene.config.allow_insecure_tcp = false;
    scene.config.listen_addr = "127.0.0.1";
    CHECK_NOTHROW(Listeners(scene.servers, scene.plan, std::nullopt));
}

TEST_CASE("servers: limits that contradict each other are refused") {
    CHECK_THROWS_WITH_AS(server_settings({.max_clients = 5}, true),
                         "internal error: The overall maximum number of clients must not be less "
                         "than the number of clients waiting for authentication",
                         Error);
    CHECK(server_settings({.max_clients = 20}, true).limits.max_clients == 20);
}

}  // namespace virtd::daemon
