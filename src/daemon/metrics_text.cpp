// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/metrics_text.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <iterator>

#include "base/file.hpp"
#include "base/loop.hpp"
#include "base/pool.hpp"
#include "base/version.hpp"
#include "rpc/server.hpp"

namespace virtd::daemon {

namespace {

enum class Kind : std::uint8_t { gauge, counter, histogram, info };

constexpr std::array<std::string_view, 4> kind_words{"gauge", "counter", "histogram", "info"};
constexpr std::array<std::string_view, std::tuple_size_v<driver::GuestCounts>> state_words{
    "nostate", "running", "blocked", "paused", "shutdown", "shutoff", "crashed", "pmsuspended"};

/// Families one after the other, each with its samples.
class Text {
public:
    void family(std::string_view name, Kind kind, std::string_view help) {
        name_ = name;
        suffix_ = kind == Kind::counter ? "_total" : kind == Kind::info ? "_info" : "";
        append("# TYPE {} {}\n# HELP {} {}\n", name, kind_words[static_cast<std::size_t>(kind)],
               name, help);
    }

    /// `labels` with their braces, or nothing.
    template <class Value>
    void sample(std::string_view labels, Value value) {
        append("{}{}{} {}\n", name_, suffix_, labels, value);
    }

    /// A family of one sample.
    template <class Value>
    void single(std::string_view name, Kind kind, std::string_view help, Value value) {
        family(name, kind, help);
        sample("", value);
    }

    /// `labels` without braces. Two classes become one: a factor of four says enough.
    void histogram(const std::string& labels, const rpc::CallTimes& times) {
        using rpc::CallTimes;
        const std::string comma = labels.empty() ? "" : labels + ",";
        const std::string braced = labels.empty() ? "" : "{" + labels + "}";
        std::uint64_t sum = 0;
        for (std::size_t width = 0; width < CallTimes::widths; ++width) {
            sum += times.by_width[width];
            if (width % 2 == 1 || width + 1 == CallTimes::widths) continue;
            append("{}_bucket{{{}le=\"{}\"}} {}\n", name_, comma, seconds(CallTimes::bound(width)),
                   sum);
        }
        append("{}_bucket{{{}le=\"+Inf\"}} {}\n", name_, comma, sum);
        append("{}_count{} {}\n{}_sum{} {}\n", name_, braced, sum, name_, braced,
               seconds(times.in_all));
    }

    static double seconds(std::chrono::nanoseconds time) {
        return std::chrono::duration<double>(time).count();
    }

    std::string take() {
        text_ += "# EOF\n";
        return std::move(text_);
    }

private:
    template <class... Args>
    void append(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
    }

    std::string text_;
    std::string_view name_;
    std::string_view suffix_;
};

std::string server_label(const rpc::Server& server) {
    return fmt::format("server=\"{}\"", server.name());
}

/// One number of each server.
struct ServerRow {
    std::string_view name;
    Kind kind;
    std::string_view help;
    std::uint64_t (*value)(rpc::Server& server);
};

// clang-format off
constexpr ServerRow server_rows[] = {
    {"virtd_clients", Kind::gauge, "Clients that are connected.",
     [](rpc::Server& server) -> std::uint64_t { return server.clients().size(); }},
    {"virtd_clients_unauthenticated", Kind::gauge, "Those of them that have not shown who they are.",
     [](rpc::Server& server) -> std::uint64_t { return server.anonymous_clients(); }},
    {"virtd_clients_max", Kind::gauge, "How many clients may be connected.",
     [](rpc::Server& server) -> std::uint64_t { return server.limits().max_clients; }},
    {"virtd_clients_accepted", Kind::counter, "Clients that were let in.",
     [](rpc::Server& server) { return server.metrics().accepted; }},
    {"virtd_clients_cut_off", Kind::counter, "Clients that were disconnected because they did not read.",
     [](rpc::Server& server) { return server.metrics().cut_off; }},
    {"virtd_calls", Kind::counter, "Calls that arrived.",
     [](rpc::Server& server) { return server.metrics().calls; }},
    {"virtd_calls_in_progress", Kind::gauge, "Calls that are not answered yet.",
     [](rpc::Server& server) -> std::uint64_t { return server.busy_calls(); }},
    {"virtd_events_sent", Kind::counter, "Events that were sent to clients.",
     [](rpc::Server& server) { return server.metrics().events; }},
    {"virtd_received_bytes", Kind::counter, "Bytes that clients sent.",
     [](rpc::Server& server) { return server.metrics().bytes_received; }},
    {"virtd_buffered_bytes", Kind::gauge, "Memory for what is half received or not yet sent.",
     [](rpc::Server& server) -> std::uint64_t { return server.buffered_bytes(); }},
};
// clang-format on

void add_servers(Text& text, std::span<rpc::Server* const> servers) {
    for (const ServerRow& row : server_rows) {
        text.family(row.name, row.kind, row.help);
        for (rpc::Server* const server : servers)
            text.sample("{" + server_label(*server) + "}", row.value(*server));
    }
    text.family("virtd_limit_hits", Kind::counter, "How often a limit made clients wait.");
    for (rpc::Server* const server : servers) {
        const rpc::Metrics& metrics = server->metrics();
        const std::string label = server_label(*server);
        text.sample(fmt::format("{{{},limit=\"max_clients\"}}", label), metrics.clients_full);
        text.sample(fmt::format("{{{},limit=\"max_client_requests\"}}", label),
                    metrics.requests_full);
    }
    text.family("virtd_call_errors", Kind::counter,
                "Calls that failed, by the number of the error (virErrorNumber).");
    for (rpc::Server* const server : servers) {
        for (const auto& [code, count] : server->metrics().errors_by_code) {
            text.sample(
                fmt::format("{{{},code=\"{}\"}}", server_label(*server), static_cast<int>(code)),
                count);
        }
    }
}

void add_procedures(Text& text, std::span<rpc::Server* const> servers) {
    text.family("virtd_call_duration_seconds", Kind::histogram,
                "From taking up a call to its reply, by procedure.");
    for (rpc::Server* const server : servers) {
        for (const rpc::Program& program : server->programs()) {
            for (const rpc::Procedure* const procedure : program.procedures()) {
                const auto* const times =
                    procedure == nullptr ? nullptr : program.times(procedure->number);
                if (times == nullptr) continue;
                text.histogram(
                    fmt::format("{},procedure=\"{}\"", server_label(*server), procedure->name),
                    *times);
            }
        }
    }
}

void add_loop(Text& text, const Loop& loop, const rpc::CallTimes& lag) {
    const Loop::Stats& stats = loop.stats();
    text.single("virtd_loop_turns", Kind::counter, "Things the event loop did.", stats.turns);
    text.single("virtd_loop_slow_turns", Kind::counter, "Those that took longer than 10 ms.",
                stats.slow_turns);
    text.single("virtd_loop_longest_turn_seconds", Kind::gauge, "The longest since the start.",
                Text::seconds(stats.longest));
    text.family("virtd_loop_lag_seconds", Kind::histogram,
                "How late the loop comes to what is due, measured once a second.");
    text.histogram("", lag);
}

void add_pool(Text& text, const Pool& pool) {
    const Pool::Stats stats = pool.stats();
    text.single("virtd_pool_threads", Kind::gauge, "Threads for work that blocks.", stats.threads);
    text.single("virtd_pool_idle_threads", Kind::gauge, "Those of them that wait for work.",
                stats.idle);
    text.single("virtd_pool_waiting_jobs", Kind::gauge, "Work that waits for a thread.",
                stats.waiting);
}

void add_guests(Text& text, const driver::Registry& registry) {
    text.family("virtd_guests", Kind::gauge, "Guests by driver and state.");
    for (const auto& opener : registry.openers()) {
        const auto counts = opener->count_guests();
        if (!counts) continue;
        for (std::size_t state = 0; state < counts->size(); ++state) {
            text.sample(
                fmt::format("{{driver=\"{}\",state=\"{}\"}}", opener->scheme(), state_words[state]),
                (*counts)[state]);
        }
    }
}

// The second number of statm: resident pages.
std::uint64_t resident_bytes() {
    const std::string statm = read_file("/proc/self/statm", 1000);
    const std::size_t blank = statm.find(' ');
    if (blank == std::string::npos) return 0;
    const std::uint64_t pages = std::strtoull(statm.c_str() + blank, nullptr, 10);
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::size_t open_descriptors() {
    std::error_code error;
    std::filesystem::directory_iterator it("/proc/self/fd", error);
    std::size_t count = 0;
    for (; !error && it != std::filesystem::directory_iterator(); it.increment(error))
        ++count;
    return count;
}

// Under the names that exporters of all programs use.
void add_process(Text& text) {
    text.single("process_resident_memory_bytes", Kind::gauge, "Memory in use.", resident_bytes());
    text.single("process_open_fds", Kind::gauge, "Open file descriptors.", open_descriptors());
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto in_seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    text.single("process_cpu_seconds", Kind::counter, "Processor time, of user and system.",
                in_seconds(used.ru_utime) + in_seconds(used.ru_stime));
}

}  // namespace

std::string metrics_text(const MetricsSources& sources) {
    Text text;
    text.family("virtd_build", Kind::info, "The version of libvirt that we are compatible with.");
    text.sample(fmt::format("{{version=\"{}\"}}", libvirt_version), 1);
    add_servers(text, sources.servers);
    add_procedures(text, sources.servers);
    add_loop(text, sources.loop, sources.loop_lag);
    add_pool(text, sources.pool);
    add_guests(text, sources.registry);
    add_process(text);
    return text.take();
}

}  // namespace virtd::daemon
