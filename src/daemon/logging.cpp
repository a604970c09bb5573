// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/logging.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/log_journal.hpp"
#include "base/log_setup.hpp"

namespace virtd::daemon {

namespace {

constexpr Fail fail{Origin::none};

// "1" to "4", or the word.
log::Level parse_level(const std::string& text) {
    constexpr std::array<std::string_view, 4> words{"debug", "info", "warning", "error"};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (text == words[i] || text == fmt::format("{}", i + 1)) {
            return static_cast<log::Level>(i + 1);
        }
    }
    fail(Errc::invalid_arg, "Failed to set logging priority, argument '{}' is invalid", text);
}

void set_level_from_file(const DaemonConfig& config) {
    if (config.log_level != 0) {
        log::set_default_level(parse_level(fmt::format("{}", config.log_level)));
    }
}

}  // namespace

void set_up_logging_from(const GetEnv& get) {
    if (const auto level = get("LIBVIRT_DEBUG")) log::set_default_level(parse_level(*level));
    if (const auto filters = get("LIBVIRT_LOG_FILTERS")) log::set_filters(*filters);
    if (const auto outputs = get("LIBVIRT_LOG_OUTPUTS")) log::set_outputs(*outputs);
}

void set_up_logging(const DaemonConfig& config, const Options& options, const Paths& paths,
                    const GetEnv& get) {
    log::set_default_level(log::Level::warning);
    set_level_from_file(config);
    if (const auto level = get("LIBVIRT_DEBUG")) log::set_default_level(parse_level(*level));
    if (options.verbose) {
        log::set_default_level(std::min(log::default_level(), log::Level::info));
    }
    log::set_default_output(
        default_log_output(log::default_level(),
                           {.background = options.background,
                            .stdin_is_terminal = ::isatty(STDIN_FILENO) == 1,
                            .has_journal = ::access(log::journal_socket, W_OK) == 0},
                           paths.log_file));
    log::set_filters(get("LIBVIRT_LOG_FILTERS").value_or(config.log_filters.value_or("")));
    log::set_outputs(get("LIBVIRT_LOG_OUTPUTS").value_or(config.log_outputs.value_or("")));
}

std::string default_log_output(log::Level level, const Surroundings& around,
                               const std::string& log_file) {
    const auto line = [](log::Level least, const std::string& where) {
        return fmt::format("{}:{}", static_cast<int>(least), where);
    };
    if (around.has_journal && (around.background || !around.stdin_is_terminal)) {
        // debug messages would crowd out everybody else's in the journal
        return line(std::max(level, log::Level::info), "journald");
    }
    return line(level, around.background ? "file:" + log_file : "stderr");
}

}  // namespace virtd::daemon
