// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/options.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <vector>

#include "base/file.hpp"
#include "base/temp_dir.hpp"

namespace virtd::daemon {

namespace {

std::variant<Options, Answer> parse(std::vector<std::string> words) {
    words.insert(words.begin(), "libvirtd");
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    return parse_options(static_cast<int>(words.size()), argv.data(), true);
}

Options options(std::vector<std::string> words) {
    const auto parsed = parse(std::move(words));
    REQUIRE(std::holds_alternative<Options>(parsed));
    return std::get<Options>(parsed);
}

Answer answer(std::vector<std::string> words) {
    const auto parsed = parse(std::move(words));
    REQUIRE(std::holds_alternative<Answer>(parsed));
    return std::get<Answer>(parsed);
}

/// What getopt writes to stderr.
std::string complaint(std::vector<std::string> words) {
    const TempDir dir;
    const UniqueFd file(::open((dir / "err").c_str(), O_CREAT | O_RDWR, 0600));
    const UniqueFd saved(::dup(STDERR_FILENO));
    ::dup2(file.get(), STDERR_FILENO);
    const Answer said = answer(std::move(words));
    ::dup2(saved.get(), STDERR_FILENO);
    CHECK(said == Answer{1, "", help_text("libvirtd", true)});
    return read_file(dir / "err", 10'000);
}

const Answer version{0, "libvirtd (libvirt) 9.0.0\n", ""};

}  // namespace

TEST_CASE("options: all of them, in short and long form") {
    CHECK(options({}) == Options{});
    const Options all{.verbose = true,
                      .background = true,
                      .listen = true,
                      .timeout = 5,
                      .config_file = "f",
                      .pid_file = ""};
    CHECK(options({"-vdl", "-t5", "-f", "f", "-p", ""}) == all);
    CHECK(options({"--verb", "--daemon", "--listen", "--time", "5", "--config=f", "--pid-file="}) ==
          all);
}

TEST_CASE("options: a check of the configuration has no letter and no place in the help") {
    CHECK(options({"--check-config", "-f", "x"}) ==
          Options{.check_config = true, .config_file = "x"});
    CHECK(help_text("libvirtd", true).find("check-config") == std::string::npos);
}

TEST_CASE("options: the last of several files counts") {
    CHECK(options({"-f", "a", "-f", "b"}).config_file == "b");
}

TEST_CASE("options: the first that ends the program does") {
    CHECK(answer({"-V", "--bogus"}) == version);
    CHECK(answer({"foo", "--version"}) == version);
    CHECK(answer({"-h", "foo"}) == Answer{0, "", help_text("libvirtd", true)});
}

TEST_CASE("options: words that are no options are refused") {
    const Answer refusal{1, "", "libvirtd: unexpected, non-option, command line arguments\n"};
    CHECK(answer({"foo"}) == refusal);
    CHECK(answer({"--", "-V"}) == refusal);
}

TEST_CASE("options: mistakes are followed by the help") {
    CHECK(complaint({"--bogus", "-V"}) == "libvirtd: unrecognized option '--bogus'\n");
    CHECK(complaint({"-z"}) == "libvirtd: invalid option -- 'z'\n");
    CHECK(complaint({"-t"}) == "libvirtd: option requires an argument -- 't'\n");
    CHECK(complaint({"--ver"}) ==
          "libvirtd: option '--ver' is ambiguous; possibilities: '--verbose' '--version'\n");
}

TEST_CASE("options: a timeout is a number of seconds that fits") {
    for (const char* wrong : {"abc", "-1", "", "2147484", "99999999999999999999"})
        CHECK(answer({"-t", wrong}) == Answer{1, "", "Invalid value for timeout", true});
    CHECK(options({"-t", "10x"}).timeout == 10);
    CHECK(options({"-t", "0x10"}).timeout == 0);
    CHECK(options({"-t", " +7"}).timeout == 7);
    CHECK(options({"-t", "2147483"}).timeout == 2147483);
}

TEST_CASE("options: the help names the program and the paths of who asks") {
    const std::string host = help_text("/x/libvirtd", true);
    CHECK(
        host.starts_with("\nUsage:\n  /x/libvirtd [options]\n\nOptions:\n"
                         "  -h | --help            Display program help\n"));
    CHECK(host.find("  -p | --pid-file <file> Change name of PID file\n\nlibvirt") !=
          std::string::npos);
    CHECK(host.ends_with("\n      /run/libvirtd.pid\n\n"));
    CHECK(help_text("d", false).ends_with("\n      $XDG_RUNTIME_DIR/libvirt/libvirtd.pid\n\n"));
}

}  // namespace virtd::daemon
