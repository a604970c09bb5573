// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/check_config.hpp"

#include <algorithm>
#include <cerrno>
#include <unordered_map>

#include "base/config_parser.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/log_filter.hpp"
#include "base/log_output.hpp"
#include "base/translate.hpp"
#include "daemon/daemon_config.hpp"
#include "daemon/host_uuid.hpp"
#include "daemon/unix_socket.hpp"

namespace virtd::daemon {

namespace {

using C = DaemonConfig;
using config::Problem;

bool is_access_driver(const std::string& name) {
    return name == "none" || name == "polkit";
}

/// What start-up would refuse although the type is right. A check may throw instead of answering.
struct ValueRow {
    std::string_view key;
    std::string_view allowed;
    bool (*good)(const C&);
};

// clang-format off
constexpr ValueRow value_rows[] = {
    {"listen_addr",           translatable("an address or the name of a host"),
     [](const C& c) { return !c.listen_addr->empty(); }},
    {"access_drivers",        translatable("a list of none and polkit"),
     [](const C& c) { return std::ranges::all_of(c.access_drivers, is_access_driver); }},
    {"unix_sock_group",       translatable("a group of this host, by name or number"),
     [](const C& c) { parse_group(*c.unix_sock_group); return true; }},
    {"unix_sock_ro_perms",    translatable("a mode in octal, as \"0770\""),
     [](const C& c) { parse_mode(c.unix_sock_ro_perms); return true; }},
    {"unix_sock_rw_perms",    translatable("a mode in octal, as \"0770\""),
     [](const C& c) { parse_mode(*c.unix_sock_rw_perms); return true; }},
    {"unix_sock_admin_perms", translatable("a mode in octal, as \"0700\""),
     [](const C& c) { parse_mode(c.unix_sock_admin_perms); return true; }},
    {"tcp_min_ssf",           translatable("a number from 112"),
     [](const C& c) { return c.tcp_min_ssf >= tcp_min_ssf_least; }},
    {"max_workers",           translatable("a number from 1"),
     [](const C& c) { return c.max_workers >= 1; }},
    {"audit_level",           translatable("0, 1 or 2"),
     [](const C& c) { return c.audit_level <= 2; }},
    {"host_uuid",             translatable("a UUID that is not one digit over and over"),
     [](const C& c) { host_uuid(c); return true; }},
    {"host_uuid_source",      translatable("smbios or machine-id"),
     [](const C& c) { return *c.host_uuid_source == "smbios" || *c.host_uuid_source == "machine-id"; }},
    {"metrics_port",          translatable("a number from 0 to 65535"),
     [](const C& c) { return c.metrics_port <= 65535; }},
    {"metrics_socket",        translatable("the absolute path of a socket"),
     [](const C& c) { return c.metrics_socket->starts_with('/'); }},
    {"log_level",             translatable("a number from 0 to 4"),
     [](const C& c) { return c.log_level <= 4; }},
    {"log_filters",           translatable("filters as \"1:qemu 3:rpc\""),
     [](const C& c) { log::parse_filters(*c.log_filters); return true; }},
    {"log_outputs",           translatable("outputs as \"3:stderr 1:file:/path 3:syslog:libvirtd 3:journald\""),
     [](const C& c) { log::parse_outputs(*c.log_outputs); return true; }},
};
// clang-format on

bool is_good(const ValueRow& row, const DaemonConfig& config) {
    try {
        return row.good(config);
    } catch (const Error&) {
        return false;
    }
}

// Only what stands in the file, in the right type, was put into the configuration.
std::vector<Problem> wrong_values(const config::File& file, const DaemonConfig& config,
                                  const std::vector<Problem>& wrong_types) {
    std::vector<Problem> problems;
    for (const ValueRow& row : value_rows) {
        const config::Entry* const entry = config::first_entry(file, row.key);
        if (entry == nullptr) continue;
        const bool not_read =
            std::ranges::find(wrong_types, row.key, &Problem::key) != wrong_types.end();
        if (not_read || is_good(row, config)) continue;
        problems.push_back(config::wrong_value(*entry, translate(row.allowed)));
    }
    return problems;
}

std::vector<Problem> repeated_keys(const config::File& file) {
    std::vector<Problem> problems;
    std::unordered_map<std::string_view, int> lines;
    for (const config::Entry& entry : file.entries()) {
        const auto [first, is_first] = lines.emplace(entry.name, entry.line);
        if (is_first) continue;
        problems.push_back(
            {.line = entry.line,
             .key = entry.name,
             .text = translated("stands in line {} already, and that one counts", first->second)});
    }
    return problems;
}

std::vector<Problem> contradictions(const config::File& file, const DaemonConfig& config) {
    if (config.max_clients >= config.max_anonymous_clients) return {};
    const config::Entry* entry = config::first_entry(file, "max_clients");
    if (entry == nullptr) entry = config::first_entry(file, "max_anonymous_clients");
    return {{.line = entry->line,
             .key = "max_clients",
             .text = translated("{} is less than max_anonymous_clients, {}", config.max_clients,
                                config.max_anonymous_clients)}};
}

}  // namespace

std::vector<Problem> problems_of(std::string_view text, bool privileged) {
    std::vector<config::SyntaxMistake> mistakes;
    const config::File file("", config::parse_what_is_right(text, mistakes));
    std::vector<Problem> problems;
    problems.reserve(mistakes.size());
    for (const config::SyntaxMistake& mistake : mistakes)
        problems.push_back({.line = mistake.line, .key = {}, .text = "syntax: " + mistake.detail});

    DaemonConfig config = default_config(privileged);
    const auto types = config::wrong_types(file, daemon_keys(), config);
    for (const auto& some : {types, wrong_values(file, config, types), unknown_keys(file),
                             repeated_keys(file), contradictions(file, config)}) {
        problems.insert(problems.end(), some.begin(), some.end());
    }
    std::ranges::stable_sort(problems, {}, &Problem::line);
    return problems;
}

Answer check_config(const Options& options, const Paths& paths, bool privileged) {
    const std::string path = options.config_file.value_or(paths.config_file);
    std::string text;
    try {
        text = config::read_text(path);
    } catch (const Error& error) {
        const bool absent = error.code() == Errc::system_error && error.fields().int1 == ENOENT;
        if (!absent || options.config_file) return {1, "", error.message() + "\n"};
        return {0, translated("{}: there is no such file, so the defaults hold", path) + "\n", ""};
    }
    const auto problems = problems_of(text, privileged);
    if (problems.empty()) return {0, translated("{}: nothing is wrong", path) + "\n", ""};
    std::string report;
    for (const Problem& problem : problems)
        report += fmt::format("{}:{}: {}\n", path, problem.line, to_string(problem));
    return {1, report, ""};
}

}  // namespace virtd::daemon
