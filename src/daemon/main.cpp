// SPDX-License-Identifier: LGPL-2.1-or-later
// The daemon from exec to exit, in the order in which things happen.
#include <unistd.h>

#include "base/log_repetitions.hpp"
#include "base/log_setup.hpp"
#include "base/loop.hpp"
#include "base/pool.hpp"
#include "daemon/audit.hpp"
#include "daemon/check_config.hpp"
#include "daemon/free_memory.hpp"
#include "daemon/hooks.hpp"
#include "daemon/life.hpp"
#include "daemon/listeners.hpp"
#include "daemon/metrics.hpp"
#include "daemon/notify.hpp"
#include "daemon/servers.hpp"
#include "daemon/shutdown_inhibitor.hpp"
#include "daemon/startup.hpp"
#include "daemon/user_session.hpp"
#include "driver/registry.hpp"
#include "drivers/nwfilter/opener.hpp"
#include "drivers/secret/opener.hpp"
#include "drivers/test/opener.hpp"
#include "rpc/access/polkit_decider.hpp"
#include "rpc/bus_polkit.hpp"

namespace virtd::daemon {

namespace {

constexpr log::Source logger{"daemon.libvirtd"};

const HookEvent on_start{.driver = "daemon", .operation = "start", .extra = "start"};
const HookEvent on_reload{
    .driver = "daemon", .operation = "reload", .sub_operation = "begin", .extra = "SIGHUP"};
const HookEvent on_shutdown{.driver = "daemon", .operation = "shutdown", .extra = "shutdown"};

/// What start-up has found out.
struct Settings {
    Options options;
    bool privileged = is_privileged();
    Paths paths = daemon::paths(privileged, environment);
    DaemonConfig config;
    Uuid host{};
};

void register_drivers(driver::Registry& registry, Pool& pool, driver::Inhibitions& inhibitions,
                      const Settings& settings) {
    const driver::Places places{.privileged = settings.privileged,
                                .config_dir = settings.paths.config_dir,
                                .run_dir = settings.paths.run_dir};
    registry.add(secret::opener(pool, inhibitions, places));
    registry.add(nwfilter::opener(pool, places));
    registry.add(test::opener(pool, settings.config.access_check_test ? test::AccessChecks::all
                                                                      : test::AccessChecks::none));
}

std::string system_bus_address() {
    return environment("DBUS_SYSTEM_BUS_ADDRESS").value_or("unix:path=/run/dbus/system_bus_socket");
}

/// Who says who may do what, and the record of what was done.
struct Authorities {
    Authorities(Pool& pool, const DaemonConfig& config)
        : audit(attempt(ExitStatus::audit, [&] { return open_audit(config.audit_level); }),
                config.audit_logging),
          system_bus(pool, Bus::Kind::system, system_bus_address()),
          polkit(system_bus) {
        // in the order of the configuration, which start-up has checked
        for (const std::string& name : config.access_drivers) {
            if (name == "polkit") access.add(std::make_unique<rpc::PolkitDecider>(polkit));
        }
    }

    void watch(rpc::Server& server, const DaemonConfig& config) {
        if (config.asks_polkit()) server.ask(polkit);
        if (access.active()) server.control_access(&access);
        server.audit_with([this](const rpc::AuditEvent& event) { audit.record(event); });
    }

    AuditTrail audit;
    Bus system_bus;
    rpc::BusPolkit polkit;
    rpc::AccessControl access;
};

Task<void> reload(Hooks& hooks, driver::Registry& registry) {
    co_await hooks.run(on_reload);
    co_await registry.reload();
}

ListenPlan listen_plan(const Settings& settings) {
    return {.config = settings.config,
            .paths = settings.paths,
            .privileged = settings.privileged,
            .listen = settings.options.listen};
}

/// Where clients come in, and whoever wants to know how we are.
struct Doors {
    void open(Loop& loop, Pool& pool, const driver::Registry& registry, Servers& servers,
              const Settings& settings) {
        listeners.emplace(servers, listen_plan(settings),
                          Activation::from(environment, ::getpid()));
        metrics.emplace(loop, pool, registry, servers, settings.config);
    }
    void close(Servers& servers) {
        if (listeners) listeners->leave();
        if (metrics) metrics->remove_files();
        servers.leave();
    }

    std::optional<Listeners> listeners;
    std::optional<MetricsService> metrics;
};

/// What is left to do when nobody is served any more; returns the exit status.
int finish(Loop& loop, Hooks& hooks, Servers& servers, const Life& life) {
    logger.info("stopped after {} calls", servers.calls_served());
    log::flush();
    if (life.forced()) ::_exit(1);  // whatever still runs must not delay us further
    loop.run(hooks.run(on_shutdown));
    Life::ignore_signals();
    return 0;
}

int serve(const Settings& settings, WaitingParent& parent) {
    HeldSignals held;
    return_free_memory();
    auto pid_file = lock_pid_file(settings.options, settings.paths);
    make_run_directory(settings.paths, settings.privileged);

    Loop loop;
    const log::Repetitions repetitions(loop);
    Pool pool(loop);
    driver::Inhibitions inhibitions;
    driver::Registry registry;
    register_drivers(registry, pool, inhibitions, settings);
    Authorities authorities(pool, settings.config);
    ShutdownInhibitor inhibitor(authorities.system_bus);
    Servers servers = attempt(ExitStatus::initialization, [&] {
        return Servers(loop, pool, registry, settings.config, settings.privileged);
    });
    authorities.watch(servers.everybody(), settings.config);
    log::quiet_expected_errors();

    Hooks hooks(loop, pool);
    Task<void> reloading;  // a new reload ends the scripts of the last one
    Doors doors;
    Life life(loop, {.clients = [&] { return servers.clients(); },
                     .busy_calls = [&] { return servers.busy_calls(); },
                     .leave = [&] { doors.close(servers); },
                     .reload =
                         [&] {
                             reloading = reload(hooks, registry);
                             reloading.start();
                         },
                     .hold_host = [&] { inhibitor.hold(); },
                     .release_host = [&] { inhibitor.release(); }});
    inhibitions.on_changed([&](bool any) { any ? life.inhibit() : life.allow(); });
    life.watch_signals();
    held.release();
    if (!loop.run_unless_stopped(hooks.run(on_start))) return finish(loop, hooks, servers, life);

    attempt(ExitStatus::network, [&] { doors.open(loop, pool, registry, servers, settings); });
    life.set_timeout(std::chrono::seconds(settings.options.timeout));
    servers.on_changed([&] { life.update(); });

    std::optional<UserSession> session;
    if (!settings.privileged) {
        session.emplace(pool, authorities.system_bus, environment, [&] { life.shut_down(); });
    }

    parent.tell(ExitStatus::ok);
    notify(environment, "READY=1");
    servers.start({.servers = {},
                   .set_timeout = [&](std::chrono::seconds time) { life.set_timeout(time); },
                   .shut_down = [&] { life.shut_down(); }});
    life.set_ready();
    logger.info("ready, pid={} host={}", ::getpid(), to_string(settings.host));
    loop.run();
    servers.on_changed({});

    return finish(loop, hooks, servers, life);
}

int run(int argc, char** argv) {
    prepare_process();
    int status = 0;
    const auto options = options_or_answer(argc, argv, status);
    if (!options) return status;

    Settings settings{.options = *options};
    if (options->check_config) {
        const Answer answer = check_config(*options, settings.paths, settings.privileged);
        say(answer);
        return answer.status;
    }
    LoadedConfig loaded = load_config(settings.options, settings.paths, settings.privileged);
    settings.config = std::move(loaded.config);
    settings.host = find_host_uuid(settings.config);
    start_logging(settings.config, settings.options, settings.paths);
    warn_about(loaded.unknown_keys, options->config_file.value_or(settings.paths.config_file));
    check_access_drivers(settings.config);
    if (!settings.privileged) make_user_directories(settings.paths);

    WaitingParent parent = leave_terminal(settings.options, argv[0]);
    try {
        return serve(settings, parent);
    } catch (const StartupFailed& failed) {
        parent.tell(failed.status);
        throw;
    }
}

}  // namespace

}  // namespace virtd::daemon

int main(int argc, char** argv) {
    int status = 0;
    try {
        status = virtd::daemon::run(argc, argv);
    } catch (const virtd::daemon::StartupFailed& failed) {
        status = static_cast<int>(failed.status);
    }
    // what hangs must not wake up in a process that is being taken down around it
    if (virtd::Pool::left_behind() > 0) ::_exit(status);
    return status;
}
