// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/listeners.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/temp_dir.hpp"

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
