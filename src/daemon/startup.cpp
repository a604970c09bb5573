// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/startup.hpp"

#include <unistd.h>

#include <cstdio>

#include "base/config_file.hpp"
#include "base/file.hpp"
#include "base/translate.hpp"
#include "base/umask.hpp"
#include "daemon/catalogues.hpp"
#include "daemon/host_uuid.hpp"
#include "daemon/logging.hpp"

namespace virtd::daemon {

namespace {

constexpr Fail fail{Origin::none};
constexpr log::Source logger{"daemon.libvirtd"};

// Where there is no log yet: the form of errors that programs of the suite print.
[[noreturn]] void print_and_stop(const Error& error) {
    fmt::print(stderr, "libvirt:  {} : {}\n", translate("error"), error.message());
    throw StartupFailed{ExitStatus::pid_file};
}

void refuse_set_uid() {
    if (::getuid() == ::geteuid() && ::getgid() == ::getegid()) return;
    fail(Errc::internal_error, "libvirt.so is not safe to use from setuid/setgid programs");
}

LoadedConfig read_config_file(const Options& options, const std::string& path, bool privileged) {
    try {
        const config::File file = config::File::load(path);
        return {.config = read_config(file, privileged), .unknown_keys = unknown_keys(file)};
    } catch (const Error& error) {
        const bool absent = error.code() == Errc::system_error && error.fields().int1 == ENOENT;
        if (absent && !options.config_file) {
            return {.config = default_config(privileged), .unknown_keys = {}};
        }
        throw;
    }
}

}  // namespace

void prepare_process() {
    use_catalogues(catalogue_directory());
    try {
        refuse_set_uid();
        set_up_logging_from(environment);
    } catch (const Error& error) {
        print_and_stop(error);
    }
}

void say(const Answer& answer) {
    if (answer.log) {
        logger.error("{}", answer.err);
    } else {
        std::fputs(answer.err.c_str(), stderr);
    }
    std::fputs(answer.out.c_str(), stdout);
}

std::optional<Options> options_or_answer(int argc, char** argv, int& status) {
    const auto parsed = parse_options(argc, argv, is_privileged());
    if (const auto* const options = std::get_if<Options>(&parsed)) return *options;
    const Answer& answer = std::get<Answer>(parsed);
    say(answer);
    status = answer.status;
    return std::nullopt;
}

LoadedConfig load_config(const Options& options, const Paths& paths, bool privileged) {
    const std::string path = options.config_file.value_or(paths.config_file);
    try {
        return read_config_file(options, path, privileged);
    } catch (const Error& error) {
        logger.error("Can't load config file: {}: {}", error.message(), path);
        throw StartupFailed{ExitStatus::pid_file};
    }
}

void warn_about(const std::vector<config::Problem>& unknown_keys, const std::string& file) {
    for (const config::Problem& problem : unknown_keys)
        logger.warning("{}:{}: {}", file, problem.line, to_string(problem));
}

Uuid find_host_uuid(const DaemonConfig& config) {
    try {
        return host_uuid(config);
    } catch (const Error& error) {
        logger.error("{}", error.message());
        logger.error("Can't setup host uuid");
        throw StartupFailed{ExitStatus::pid_file};
    }
}

void start_logging(const DaemonConfig& config, const Options& options, const Paths& paths) {
    try {
        if (!is_privileged()) make_directories(paths.cache_dir, 0700);
        set_up_logging(config, options, paths, environment);
    } catch (const Error& error) {
        print_and_stop(error);
    }
}

void check_access_drivers(const DaemonConfig& config) {
    for (const std::string& name : config.access_drivers) {
        if (name == "none" || name == "polkit") continue;
        // to start without the checks that were asked for would let everybody in
        log::report(Error(Origin::access, Errc::internal_error,
                          translated("Cannot find security driver '{}'", name)));
        logger.error("Can't initialize access manager");
        throw StartupFailed{ExitStatus::pid_file};
    }
}

WaitingParent leave_terminal(const Options& options, const char* program) {
    if (!options.background) return {};
    return attempt(ExitStatus::pid_file, [&] { return go_to_background(program); });
}

std::optional<PidFile> lock_pid_file(const Options& options, const Paths& paths) {
    const std::string path = options.pid_file.value_or(paths.pid_file);
    if (path.empty()) return std::nullopt;
    return attempt(ExitStatus::pid_file, [&] { return std::optional<PidFile>(path); });
}

void make_user_directories(const Paths& paths) {
    const Umask umask(077);
    attempt(ExitStatus::pid_file, [&] {
        for (const auto* const directory : {&paths.run_dir, &paths.config_dir})
            make_directories(*directory);
    });
}

void make_run_directory(const Paths& paths, bool privileged) {
    const Umask umask(privileged ? 022 : 077);
    const int error = try_make_directories(paths.run_dir);
    if (error == 0) return;
    logger.error("unable to create rundir {}: {}", paths.run_dir, std::strerror(error));
    throw StartupFailed{ExitStatus::run_directory};
}

}  // namespace virtd::daemon
