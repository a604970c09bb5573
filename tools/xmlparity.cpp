// SPDX-License-Identifier: LGPL-2.1-or-later
// Compares what our definitions print with recorded answers, without a daemon:
//     xmlparity DIRECTORY [--match TEXT] [--no-devices] [-v] [--time]
// DIRECTORY holds NAME.xml with either NAME.out (the expected document) or NAME.err ("code origin
// message"). The kind of document is the name of the directory.
#include <fmt/core.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "conf/devices/passes.hpp"
#include "conf/domain.hpp"
#include "conf/host_interface.hpp"
#include "conf/network.hpp"
#include "conf/nwfilter.hpp"
#include "conf/secret.hpp"
#include "conf/storage/pool.hpp"

namespace {

using namespace virtd;  // NOLINT(google-build-using-namespace): a program of its own

struct Options {
    std::filesystem::path directory;
    std::string match;
    bool without_devices = false;
    bool verbose = false;
    bool time = false;
};

struct Kind {
    std::string_view name;
    std::string (*round_trip)(std::string_view text);
};

constexpr Kind kinds[] = {
    {"domain",
     [](std::string_view text) {
         conf::Domain domain = conf::parse_domain(text);
         conf::name_targets(domain.devices, "testnet");  // as the test driver does
         return conf::format(domain, {.inactive = true, .secrets = true});
     }},
    {"network", [](std::string_view text) { return conf::format(conf::parse_network(text)); }},
    {"pool",
     [](std::string_view text) {
         conf::StoragePool pool = conf::parse_pool(text);
         pool.sizes = {.capacity = 100UL << 30U, .available = 100UL << 30U};  // likewise
         return conf::format(pool);
     }},
    {"interface",
     [](std::string_view text) { return conf::format(conf::parse_host_interface(text)); }},
    {"secret", [](std::string_view text) { return conf::format(conf::parse_secret(text)); }},
    {"nwfilter", [](std::string_view text) { return conf::format(conf::parse_nwfilter(text)); }},
};

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

bool is_hex(std::string_view text, std::string_view pattern) {
    if (text.size() < pattern.size()) return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == 'x' ? !std::isxdigit(static_cast<unsigned char>(text[i]))
                              : text[i] != pattern[i])
            return false;
    }
    return true;
}

// Identifiers that the input does not name were made up, by us as by the reference.
std::string without_random(std::string text, const std::string& input) {
    for (const std::string_view pattern :
         {"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "xx:xx:xx:xx:xx:xx"}) {
        for (std::size_t at = 0; at + pattern.size() <= text.size(); ++at) {
            if (!is_hex(std::string_view(text).substr(at), pattern)) continue;
            if (input.find(text.substr(at, pattern.size())) == std::string::npos)
                text.replace(at, pattern.size(), "*");
        }
    }
    return text;
}

std::string prepared(std::string text, const std::string& input, const Options& options) {
    text = without_random(std::move(text), input);
    const std::size_t begin = text.find("\n  <devices>\n");
    const std::size_t end = text.find("\n  </devices>\n");
    if (options.without_devices && begin != std::string::npos && end != std::string::npos)
        text.erase(begin, end - begin);
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text;
}

std::string outcome(const Kind& kind, const std::string& input) {
    try {
        return kind.round_trip(input);
    } catch (const Error& error) {
        return fmt::format("{} {} {}", static_cast<int>(error.code()),
                           static_cast<int>(error.origin()), error.message());
    }
}

void show_difference(const std::string& expected, const std::string& found) {
    const auto a = lines_of(expected);
    const auto b = lines_of(found);
    const auto [x, y] = std::ranges::mismatch(a, b);
    for (auto it = x; it != a.end() && it < x + 4; ++it)
        fmt::print("    - {}\n", *it);
    for (auto it = y; it != b.end() && it < y + 4; ++it)
        fmt::print("    + {}\n", *it);
}

bool agrees(const Kind& kind, const std::filesystem::path& path, const Options& options) {
    const std::string input = contents(path);
    auto answer = path;
    const bool is_refused = std::filesystem::exists(answer.replace_extension(".err"));
    if (!is_refused) answer.replace_extension(".out");
    const std::string expected = prepared(contents(answer), input, options);
    const std::string found = prepared(outcome(kind, input), input, options);
    if (expected == found) return true;
    fmt::print("{}\n", path.stem().string());
    if (options.verbose) show_difference(expected, found);
    return false;
}

void report_time(const Kind& kind, const std::vector<std::filesystem::path>& paths) {
    std::vector<std::string> inputs;
    std::size_t bytes = 0;
    for (const auto& path : paths) {
        inputs.push_back(contents(path));
        bytes += inputs.back().size();
    }
    constexpr int rounds = 20;
    const std::clock_t start = std::clock();
    for (int round = 0; round < rounds; ++round) {
        for (const std::string& input : inputs)
            outcome(kind, input);
    }
    const double spent_us = 1e6 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    const double each = spent_us / (rounds * static_cast<double>(inputs.size()));
    fmt::print("{:.1f} us of processor time for a document of {} bytes on average\n", each,
               bytes / inputs.size());
}

Options read_options(int count, char** words) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "-v") {
            options.verbose = true;
        } else if (word == "--time") {
            options.time = true;
        } else if (word == "--no-devices") {
            options.without_devices = true;
        } else if (word == "--match" && i + 1 < count) {
            options.match = words[++i];
        } else {
            options.directory = word;
        }
    }
    return options;
}

}  // namespace

int main(int count, char** words) {
    const Options options = read_options(count, words);
    const auto kind = std::ranges::find(kinds, options.directory.filename().string(), &Kind::name);
    if (kind == std::end(kinds)) {
        fmt::print("usage: xmlparity DIRECTORY/KIND [--match TEXT] [--no-devices] [-v] [--time]\n");
        return 2;
    }
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(options.directory)) {
        const bool matches = entry.path().stem().string().find(options.match) != std::string::npos;
        if (entry.path().extension() == ".xml" && matches) paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    const auto passed = std::ranges::count_if(
        paths, [&](const auto& path) { return agrees(*kind, path, options); });
    fmt::print("{} of {} agree\n", passed, paths.size());
    if (options.time) report_time(*kind, paths);
    return passed == static_cast<std::ptrdiff_t>(paths.size()) ? 0 : 1;
}
