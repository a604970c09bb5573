// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/hooks.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/process.hpp"

namespace virtd::daemon {

namespace {

namespace fs = std::filesystem;
constexpr log::Source logger{"util.hook"};

bool is_executable(const std::string& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

std::vector<std::string> find_hook_scripts(const std::string& directory,
                                           const std::string& driver) {
    std::vector<std::string> more;
    std::error_code error;
    const fs::directory_iterator end;
    const fs::path scripts_beside = fs::path(directory) / (driver + ".d");
    for (fs::directory_iterator it(scripts_beside, error); !error && it != end;
         it.increment(error)) {
        if (is_executable(it->path())) more.push_back(it->path());
    }
    std::ranges::sort(more);

    std::vector<std::string> scripts;
    const std::string main_script = directory + "/" + driver;
    if (is_executable(main_script)) {
        scripts.push_back(main_script);
    } else if (fs::exists(main_script, error)) {
        logger.warning("Non-executable hook script {}", main_script);
    }
    scripts.insert(scripts.end(), more.begin(), more.end());
    return scripts;
}

Task<void> Hooks::run(HookEvent event) {
    const auto find = [directory = directory_, driver = event.driver] {
        return find_hook_scripts(directory, driver);
    };
    const std::vector<std::string> scripts = co_await pool_.run(find);
    for (const std::string& script : scripts)
        co_await run_script(script, event);
}

Task<void> Hooks::run_script(std::string script, HookEvent event) {
    Command command;
    command.argv = {script, event.object, event.operation, event.sub_operation, event.extra};
    command.input = std::move(event.input);
    command.limit = limit_;
    try {
        const Outcome outcome = co_await run_successfully(loop_, pool_, std::move(command));
        logger.debug("script={} out={} err={}", script, outcome.out, outcome.err);
    } catch (const Error& error) {
        log::report(error);
        log::report(Error(Origin::hook, Errc::hook_script_failed, error.message()));
    }
}

}  // namespace virtd::daemon
