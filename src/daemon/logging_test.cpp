// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/logging.hpp"

#include <doctest/doctest.h>

#include <map>

#include "base/error.hpp"
#include "base/log_setup.hpp"

namespace virtd::daemon {

namespace {

using Variables = std::map<std::string, std::string>;

/// Applies settings and answers what holds, then puts the log back.
struct Settings {
    explicit Settings(const DaemonConfig& config, const Options& options = {},
                      const Variables& variables = {}) {
        const GetEnv get = [&](const char* name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            if (found == variables.end()) return std::nullopt;
            return found->second;
        };
        set_up_logging(config, options, Paths{.log_file = "/tmp/virtd-unused.log"}, get);
        level = static_cast<int>(log::default_level());
        filters = log::filters();
        outputs = log::outputs();
        log::set_default_level(log::Level::warning);
        log::set_filters("");
        log::set_outputs("3:stderr");
    }

    int level;
    std::string filters;
    std::string outputs;
};

const DaemonConfig explicit_output{.log_outputs = "3:stderr"};

int level_with(unsigned file, bool verbose, const Variables& variables = {}) {
    DaemonConfig config = explicit_output;
    config.log_level = file;
    return Settings(config, {.verbose = verbose}, variables).level;
}

}  // namespace

TEST_CASE("logging: the environment beats the file, -v lowers the level to info only") {
    const Variables three{{"LIBVIRT_DEBUG", "3"}};
    CHECK(level_with(0, false) == 3);
    CHECK(level_with(4, false, three) == 3);
    CHECK(level_with(1, true, three) == 2);
    CHECK(level_with(1, true) == 1);
    CHECK(level_with(4, true) == 2);
    CHECK(level_with(0, false, {{"LIBVIRT_DEBUG", "error"}}) == 4);
}

TEST_CASE("logging: filters and outputs of the environment replace those of the file") {
    const DaemonConfig config{.log_filters = "1:a", .log_outputs = "4:stderr"};
    CHECK(Settings(config).filters == "1:*a* ");
    CHECK(Settings(config).outputs == "4:stderr");
    const Settings replaced(config, {},
                            {{"LIBVIRT_LOG_FILTERS", "2:b"}, {"LIBVIRT_LOG_OUTPUTS", "1:stderr"}});
    CHECK(replaced.filters == "2:*b* ");
    CHECK(replaced.outputs == "1:stderr");
}

TEST_CASE("logging: levels that are none are refused") {
    CHECK_THROWS_WITH_AS(level_with(9, false),
                         "invalid argument: Failed to set logging priority, argument '9' is "
                         "invalid",
                         Error);
    CHECK_THROWS_AS(level_with(0, false, {{"LIBVIRT_DEBUG", "warn"}}), Error);
    log::set_outputs("3:stderr");
}

TEST_CASE("logging: where the log goes by default") {
    const auto output = [](const Surroundings& around) {
        return default_log_output(log::Level::debug, around, "/l");
    };
    CHECK(output({}) == "1:stderr");
    CHECK(output({.background = true}) == "1:file:/l");
    CHECK(output({.has_journal = true}) == "2:journald");
    CHECK(output({.background = true, .has_journal = true}) == "2:journald");
    CHECK(output({.stdin_is_terminal = true, .has_journal = true}) == "1:stderr");
    CHECK(default_log_output(log::Level::error, {.has_journal = true}, "/l") == "4:journald");
}

}  // namespace virtd::daemon
