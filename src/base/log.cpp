// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/log.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <mutex>
#include <utility>

#include "base/error.hpp"
#include "base/log_filter.hpp"
#include "base/log_fold.hpp"
#include "base/log_output.hpp"
#include "base/log_setup.hpp"
#include "base/translate.hpp"

namespace virtd::log {

std::atomic<std::uint32_t> detail::generation{1};

namespace {

using Outputs = std::vector<std::unique_ptr<Output>>;

Outputs only_stderr() {
    Outputs outputs;
    outputs.push_back(
        open_output({.level = Level::debug, .kind = OutputSpec::Kind::stderr_, .name = {}}));
    return outputs;
}

// The one mutable global of the daemon: logging starts before main() has parsed anything, and
// threads of the pool log too.
struct State {
    std::mutex mutex;
    Level level = Level::warning;
    std::vector<Filter> filters;
    Outputs outputs = only_stderr();
    std::string default_output = "3:stderr";
    Fold fold;
    std::function<void()> on_repetitions;
    bool told_of_repetitions = false;
    bool quiet_expected_errors = false;
};

State& state() {
    static State it;
    return it;
}

void changed() {
    ++detail::generation;
}

std::string time_stamp() {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    tm parts{};
    ::gmtime_r(&now.tv_sec, &parts);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03}+0000", parts.tm_year + 1900,
                       parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                       now.tv_nsec / 1'000'000);
}

void write_locked(State& log, const Record& record) {
    for (const auto& output : log.outputs) {
        if (output->wants(record.level)) output->write(record);
    }
}

void write_all(State& log, const std::vector<Record>& records) {
    for (const Record& record : records)
        write_locked(log, record);
}

// With the lock held: whoever takes the function away knows that nobody calls it any more.
void tell_of_repetitions(State& log) {
    if (!log.on_repetitions || std::exchange(log.told_of_repetitions, true)) return;
    log.on_repetitions();
}

void deliver(Record record) {
    record.time = time_stamp();
    record.thread = ::gettid();
    State& log = state();
    const std::lock_guard lock(log.mutex);
    const auto now = Fold::Clock::now();
    write_all(log, log.fold.finished(now));
    if (log.fold.admit(record, now)) {
        write_locked(log, record);
    } else {
        tell_of_repetitions(log);
    }
}

// Names that are not there and operations that do not fit the state: clients ask, that is all.
constexpr std::array expected{
    Errc::no_domain,      Errc::no_network,          Errc::no_storage_pool,    Errc::no_storage_vol,
    Errc::no_node_device, Errc::operation_invalid,   Errc::no_interface,       Errc::no_nwfilter,
    Errc::no_secret,      Errc::no_domain_snapshot,  Errc::no_domain_metadata, Errc::no_server,
    Errc::no_client,      Errc::no_nwfilter_binding, Errc::no_hostname,
};

Level level_of(const Error& error) {
    switch (error.fields().level) {
        case ErrorLevel::none:
            return Level::info;
        case ErrorLevel::warning:
            return Level::warning;
        case ErrorLevel::error:
            break;
    }
    const bool quiet = state().quiet_expected_errors;
    return quiet && std::ranges::find(expected, error.code()) != expected.end() ? Level::debug
                                                                                : Level::error;
}

constexpr Source error_logger{"util.error"};

}  // namespace

// Least level that passes both the filters and at least one output.
std::uint32_t Source::look_up() const {
    State& log = state();
    const std::lock_guard lock(log.mutex);
    const Level filtered = log::level_of(log.filters, name_).value_or(log.level);
    constexpr std::uint32_t nobody = 0xff;
    std::uint32_t least = nobody;
    for (const auto& output : log.outputs)
        least = std::min(least, static_cast<std::uint32_t>(output->spec().level));
    least = std::max(least, static_cast<std::uint32_t>(filtered));
    const std::uint32_t known = (detail::generation << 8U) | least;
    known_.store(known, std::memory_order_relaxed);
    return known;
}

void Source::emit(Level level, const Place& place, fmt::string_view text,
                  fmt::format_args args) const {
    // only errors are for people; the rest is for whoever searches it
    deliver(
        {.level = level,
         .source = name_,
         .place = place,
         .text = level == Level::error ? format_translated(text, args) : fmt::vformat(text, args)});
}

void report(const Error& error, const char* file, int line, const char* function) {
    const Level level = level_of(error);
    if (!error_logger.enabled(level)) return;
    deliver({.level = level,
             .source = error_logger.name(),
             .place = {file, line, function},
             .text = error.message(),
             .fields = {{"LIBVIRT_DOMAIN", fmt::to_string(static_cast<int>(error.origin()))},
                        {"LIBVIRT_CODE", fmt::to_string(static_cast<int>(error.code()))}}});
}

void quiet_expected_errors() {
    state().quiet_expected_errors = true;
}

void set_default_level(Level level) {
    const std::lock_guard lock(state().mutex);
    state().level = level;
    changed();
}

Level default_level() {
    const std::lock_guard lock(state().mutex);
    return state().level;
}

void set_filters(std::string_view text) {
    auto parsed = parse_filters(text);
    const std::lock_guard lock(state().mutex);
    state().filters = std::move(parsed);
    changed();
}

std::string filters() {
    const std::lock_guard lock(state().mutex);
    return to_string(state().filters);
}

void set_outputs(std::string_view text) {
    auto specs = parse_outputs(text);
    if (specs.empty()) specs = parse_outputs(state().default_output);
    Outputs opened;
    for (const OutputSpec& spec : specs)
        opened.push_back(open_output(spec));
    flush();
    const std::lock_guard lock(state().mutex);
    state().outputs = std::move(opened);
    changed();
}

std::string outputs() {
    const std::lock_guard lock(state().mutex);
    std::vector<OutputSpec> specs;
    for (const auto& output : state().outputs)
        specs.push_back(output->spec());
    return to_string(specs);
}

void set_default_output(std::string text) {
    const std::lock_guard lock(state().mutex);
    state().default_output = std::move(text);
}

void flush() {
    const std::lock_guard lock(state().mutex);
    write_all(state(), state().fold.all());
}

std::optional<std::chrono::milliseconds> write_repetitions() {
    State& log = state();
    const std::lock_guard lock(log.mutex);
    const auto now = Fold::Clock::now();
    write_all(log, log.fold.finished(now));
    const auto due = log.fold.due();
    log.told_of_repetitions = due.has_value();
    if (!due) return std::nullopt;
    return std::chrono::ceil<std::chrono::milliseconds>(std::max(*due - now, {}));
}

void on_repetitions(std::function<void()> begun) {
    State& log = state();
    const std::lock_guard lock(log.mutex);
    log.on_repetitions = std::move(begun);
    log.told_of_repetitions = false;
    if (log.fold.due()) tell_of_repetitions(log);
}

}  // namespace virtd::log
