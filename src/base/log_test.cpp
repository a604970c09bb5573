// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/log.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "base/log_filter.hpp"
#include "base/log_fold.hpp"
#include "base/log_journal.hpp"
#include "base/log_output.hpp"
#include "base/log_setup.hpp"

namespace virtd::log {

namespace {

constexpr Source logger{"test.subject"};
constexpr Source other{"other.subject"};

/// Sends the log to a file for the length of a test.
class LogFile {
public:
    explicit LogFile(int level) {
        char name[] = "/tmp/virtd-log-XXXXXX";
        const int fd = ::mkstemp(name);
        REQUIRE(fd >= 0);
        ::close(fd);
        path_ = name;
        set_outputs(fmt::format("{}:file:{}", level, path_));
    }
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;
    ~LogFile() {
        set_outputs("3:stderr");
        set_filters("");
        set_default_level(Level::warning);
        ::unlink(path_.c_str());
    }

    std::vector<std::string> lines() const {
        std::ifstream file(path_);
        std::vector<std::string> all;
        for (std::string line; std::getline(file, line);)
            all.push_back(line);
        return all;
    }

private:
    std::string path_;
};

// The part of a line after the time and the thread.
std::string after_thread(const std::string& line) {
    const std::size_t zone = line.find("+0000: ");
    REQUIRE(zone == 23);
    const std::size_t colon = line.find(": ", zone + 7);
    REQUIRE(line.substr(zone + 7, colon - zone - 7) == std::to_string(::gettid()));
    return line.substr(colon + 2);
}

std::string error_of(void (*set)(std::string_view), std::string_view text) {
    try {
        set(text);
    } catch (const Error& error) {
        return error.message();
    }
    return "";
}

}  // namespace

TEST_CASE("log: two header records, then lines with level, function and line") {
    const LogFile file(3);
    logger.warning("load={}", 7);
    const int line = __LINE__ - 1;
    const auto lines = file.lines();
    REQUIRE(lines.size() == 3);
    CHECK(after_thread(lines[0]) == "info : libvirt version: 9.0.0");
    CHECK(after_thread(lines[1]).starts_with("info : hostname: "));
    CHECK(after_thread(lines[2]) == fmt::format("warning : {}:{} : load=7", __FUNCTION__, line));
    CHECK(lines[0].substr(0, 23) == lines[2].substr(0, 23));
}

TEST_CASE("log: a function without a plain name gets one") {
    const LogFile file(3);
    const auto lambda = [] { logger.warning("x"); };
    lambda();
    const std::string line = after_thread(file.lines().at(2));
    const std::string function = line.substr(10, line.find(':', 10) - 10);
    REQUIRE(line.starts_with("warning : "));
    CHECK(function.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                                     "0123456789") == std::string::npos);
    CHECK_FALSE(function.empty());
}

TEST_CASE("log: a message must pass the level of its source and that of the output") {
    const LogFile file(2);
    logger.info("below the default level");
    set_filters("1:test.sub");
    logger.info("let in by the filter");
    logger.debug("not wanted by the output");
    other.info("not let in");
    const auto lines = file.lines();
    REQUIRE(lines.size() == 3);
    CHECK(lines[2].ends_with("let in by the filter"));
}

TEST_CASE("log: nothing is enabled that no output wants") {
    const LogFile file(3);
    set_default_level(Level::debug);
    CHECK_FALSE(logger.enabled(Level::info));
    CHECK(logger.enabled(Level::warning));
}

TEST_CASE("log: the first matching filter counts, and the default for the others") {
    const auto filters = parse_filters("4:rpc 1:+rpc.server:old  3:q?mu");
    CHECK(level_of(filters, "virt.rpc.server") == Level::error);
    CHECK(level_of(filters, "qemu") == Level::warning);
    CHECK_FALSE(level_of(filters, "storage"));
    CHECK(to_string(filters) == "4:*rpc* 1:*rpc.server* 3:*q?mu* ");
}

TEST_CASE("log: wrong filters are named and change nothing") {
    set_filters("1:keep");
    CHECK(error_of(set_filters, "nonsense") ==
          "invalid argument: Malformed format for filter 'nonsense'");
    CHECK(error_of(set_filters, "2:a 7:b") ==
          "invalid argument: Invalid priority '7' for filter '7:b'");
    CHECK(error_of(set_filters, "1:+") == "invalid argument: Invalid match string '+'");
    CHECK(filters() == "1:*keep* ");
    set_filters("");
    CHECK(filters().empty());
}

TEST_CASE("log: wrong outputs are named and change nothing") {
    const LogFile file(3);
    const std::string before = outputs();
    CHECK(error_of(set_outputs, "1") == "invalid argument: Malformed format for log output '1'");
    CHECK(error_of(set_outputs, "0:stderr") ==
          "invalid argument: Invalid log priority '0' for log output '0:stderr'");
    CHECK(error_of(set_outputs, "1:nowhere") ==
          "invalid argument: Invalid log destination 'nowhere' for log output '1:nowhere'");
    CHECK(error_of(set_outputs, "1:stderr 1:file") ==
          "invalid argument: Log output '1:file' does not meet the format requirements for "
          "destination type 'file'");
    CHECK(error_of(set_outputs, "1:file:/no/such/dir/log") ==
          "failed to open /no/such/dir/log: No such file or directory");
    CHECK(outputs() == before);
}

TEST_CASE("log: of two outputs to one place the later counts, at the later position") {
    CHECK(to_string(parse_outputs("2:stderr 1:syslog:me 3:stderr")) == "1:syslog:me 3:stderr");
}

TEST_CASE("log: a relative path of an output is made absolute and clean") {
    const auto specs = parse_outputs("1:file:/tmp/x/../a");
    CHECK(specs.at(0).name == "/tmp/a");
    CHECK(parse_outputs("1:file:a").at(0).name.ends_with("/a"));
    CHECK(parse_outputs("1:file:a").at(0).name.starts_with("/"));
}

TEST_CASE("log: an empty set of outputs is the default output") {
    set_default_output("4:stderr");
    set_outputs("");
    CHECK(outputs() == "4:stderr");
    set_default_output("3:stderr");
    set_outputs("");
}

TEST_CASE("log: a log file is for its owner only") {
    char directory[] = "/tmp/virtd-log-XXXXXX";
    REQUIRE(::mkdtemp(directory) != nullptr);
    const std::string path = std::string(directory) + "/log";
    set_outputs("3:file:" + path);
    struct stat status {};
    CHECK(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
    set_outputs("3:stderr");
    ::unlink(path.c_str());
    ::rmdir(directory);
}

TEST_CASE("log: a reported error is an error, one that clients run into daily a debug message") {
    const LogFile file(1);
    set_filters("1:util.error");
    report(Error(Origin::rpc, Errc::auth_failed));
    report(Error(Origin::test, Errc::no_domain));
    quiet_expected_errors();
    report(Error(Origin::test, Errc::no_domain));
    const auto lines = file.lines();
    REQUIRE(lines.size() == 5);
    CHECK(after_thread(lines[2]).starts_with("error : "));
    CHECK(after_thread(lines[3]).starts_with("error : "));
    CHECK(after_thread(lines[4]).starts_with("debug : "));
    CHECK(lines[4].ends_with(" : Domain not found"));
}

TEST_CASE("log: repetitions beyond a few are counted, not written") {
    const LogFile file(3);
    for (std::size_t i = 0; i < Fold::written_in_full + 90; ++i)
        logger.warning("again");
    logger.warning("something else");
    CHECK(file.lines().size() == 2 + Fold::written_in_full + 1);
    flush();
    CHECK(file.lines().back().ends_with(" : again (90 more times)"));
}

TEST_CASE("log: repetitions start to count anew when their window is over") {
    Fold fold;
    const Record record{.level = Level::error, .text = "x"};
    const auto start = Fold::Clock::now();
    for (std::size_t i = 0; i <= Fold::written_in_full; ++i)
        CHECK(fold.admit(record, start) == (i < Fold::written_in_full));
    CHECK(fold.finished(start).empty());
    const auto later = start + Fold::window;
    const auto finished = fold.finished(later);
    REQUIRE(finished.size() == 1);
    CHECK(finished[0].text == "x (1 more times)");
    CHECK(fold.admit(record, later));
}

TEST_CASE("log: repetitions are due when their window is over, and only those") {
    Fold fold;
    const auto start = Fold::Clock::now();
    const auto log_times = [&](const char* text, std::size_t times, Fold::Clock::time_point when) {
        for (std::size_t i = 0; i < times; ++i)
            fold.admit({.level = Level::error, .text = text}, when);
    };
    log_times("some", Fold::written_in_full, start);
    CHECK_FALSE(fold.due());
    log_times("many", Fold::written_in_full + 1, start + std::chrono::seconds(1));
    log_times("late", Fold::written_in_full + 1, start + std::chrono::seconds(3));
    const auto first = start + std::chrono::seconds(1) + Fold::window;
    CHECK(fold.due() == first);
    CHECK(fold.finished(first).size() == 1);
    const auto second = start + std::chrono::seconds(3) + Fold::window;
    CHECK(fold.due() == second);
    CHECK(fold.finished(second).size() == 1);
    CHECK_FALSE(fold.due());
}

TEST_CASE("log: who writes repetitions is told of the first that waits, once") {
    const LogFile file(3);
    int told = 0;
    on_repetitions([&told] { ++told; });
    const auto repeat = [](const char* what, std::size_t times) {
        for (std::size_t i = 0; i < times; ++i)
            logger.warning("repeated {}", what);
    };
    repeat("rarely", Fold::written_in_full);
    CHECK(told == 0);
    repeat("often", Fold::written_in_full + 5);
    repeat("also often", Fold::written_in_full + 5);
    CHECK(told == 1);
    CHECK(write_repetitions().value() <= Fold::window);
    repeat("often", 1);
    CHECK(told == 1);
    flush();
    CHECK_FALSE(write_repetitions());
    repeat("often again", Fold::written_in_full + 1);
    CHECK(told == 2);
    on_repetitions({});
    repeat("after the end", Fold::written_in_full + 1);
    CHECK(told == 2);
    flush();
}

TEST_CASE("log: a journal record is a list of fields, with a length where a value has lines") {
    const Record record{.level = Level::error,
                        .source = "util.error",
                        .place = {"a.cpp", 3, "f"},
                        .text = "two\nlines",
                        .fields = {{"LIBVIRT_CODE", "43"}}};
    const std::string length{9, 0, 0, 0, 0, 0, 0, 0};
    CHECK(journal_datagram(record, 3) ==
          "MESSAGE\n" + length +
              "two\nlines\nPRIORITY=3\nSYSLOG_FACILITY=3\nLIBVIRT_SOURCE=util.error\n"
              "CODE_FILE=a.cpp\nCODE_LINE=3\nCODE_FUNC=f\nLIBVIRT_CODE=43\n");
}

TEST_CASE("log: threads may log while the outputs change") {
    const LogFile file(3);
    {
        const auto log_much = [](int thread) {
            for (int n = 0; n < 100; ++n)
                logger.warning("thread={} n={}", thread, n);
        };
        const std::array threads{std::jthread(log_much, 0), std::jthread(log_much, 1),
                                 std::jthread(log_much, 2), std::jthread(log_much, 3)};
        for (int n = 0; n < 20; ++n)
            set_filters(n % 2 == 0 ? "4:none" : "");
    }
    CHECK(file.lines().size() == 402);
}

}  // namespace virtd::log
