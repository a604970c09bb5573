// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/options.hpp"

#include <fmt/core.h>
#include <getopt.h>

#include <cerrno>
#include <climits>
#include <cstdlib>

#include "base/version.hpp"

namespace virtd::daemon {

namespace {

struct OptionRow {
    char letter;
    const char* name;
    const char* argument;  // null: takes none
    const char* help;
};

constexpr OptionRow rows[] = {
    {'h', "help", nullptr, "Display program help"},
    {'v', "verbose", nullptr, "Verbose messages"},
    {'d', "daemon", nullptr, "Run as a daemon & write PID file"},
    {'l', "listen", nullptr, "Listen for TCP/IP connections"},
    {'t', "timeout", "<secs>", "Exit after timeout period"},
    {'f', "config", "<file>", "Configuration file"},
    {'V', "version", nullptr, "Display version information"},
    {'p', "pid-file", "<file>", "Change name of PID file"},
};

struct GetoptTable {
    std::string letters;
    option names[std::size(rows) + 1] = {};
};

GetoptTable getopt_table() {
    GetoptTable table;
    option* name = table.names;
    for (const OptionRow& row : rows) {
        table.letters += row.letter;
        if (row.argument != nullptr) table.letters += ':';
        *name++ = {row.name, row.argument != nullptr ? required_argument : no_argument, nullptr,
                   row.letter};
    }
    return table;
}

// Reads as strtol does: blanks before and anything after the digits are fine.
std::optional<unsigned> parse_timeout(const char* text) {
    char* end = nullptr;
    errno = 0;
    const long seconds = std::strtol(text, &end, 10);
    constexpr long most = INT_MAX / 1000;  // it becomes milliseconds
    if (end == text || errno != 0 || seconds < 0 || seconds > most) return std::nullopt;
    return static_cast<unsigned>(seconds);
}

}  // namespace

std::variant<Options, Answer> parse_options(int argc, char** argv, bool privileged) {
    const GetoptTable table = getopt_table();
    const char* const program = argv[0];
    Options options;
    optind = 0;  // start anew
    while (true) {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody else parses options
        const int letter = getopt_long(argc, argv, table.letters.c_str(), table.names, nullptr);
        if (letter == -1) break;
        switch (letter) {
            case 'v':
                options.verbose = true;
                break;
            case 'd':
                options.background = true;
                break;
            case 'l':
                options.listen = true;
                break;
            case 't': {
                const auto seconds = parse_timeout(optarg);
                if (!seconds) return Answer{1, "", "Invalid value for timeout", true};
                options.timeout = *seconds;
                break;
            }
            case 'f':
                options.config_file = optarg;
                break;
            case 'p':
                options.pid_file = optarg;
                break;
            case 'V':
                return Answer{0, fmt::format("{} (libvirt) {}\n", program, libvirt_version), ""};
            case 'h':
                return Answer{0, "", help_text(program, privileged)};
            default:
                return Answer{1, "", help_text(program, privileged)};
        }
    }
    if (optind != argc) {
        return Answer{1, "",
                      fmt::format("{}: unexpected, non-option, command line arguments\n", program)};
    }
    return options;
}

std::string help_text(std::string_view program, bool privileged) {
    std::string text = fmt::format("\nUsage:\n  {} [options]\n\nOptions:\n", program);
    for (const OptionRow& row : rows) {
        std::string left = fmt::format("-{} | --{}", row.letter, row.name);
        if (row.argument != nullptr) left += fmt::format(" {}", row.argument);
        text += fmt::format("  {:<22} {}\n", left, row.help);
    }
    text += R"(
libvirt management daemon:

  Default paths:

    Configuration file (unless overridden by -f):
)";
    text += privileged ? R"(      /etc/libvirt/libvirtd.conf

    Sockets:
      /run/libvirt/libvirt-sock
      /run/libvirt/libvirt-sock-ro

    TLS:
      CA certificate: /etc/pki/CA/cacert.pem
      Server certificate: /etc/pki/libvirt/servercert.pem
      Server private key: /etc/pki/libvirt/private/serverkey.pem

    PID file (unless overridden by -p):
      /run/libvirtd.pid

)"
                       : R"(      $XDG_CONFIG_HOME/libvirt/libvirtd.conf

    Sockets:
      $XDG_RUNTIME_DIR/libvirt/libvirt-sock

    TLS:
      CA certificate: $HOME/.pki/libvirt/cacert.pem
      Server certificate: $HOME/.pki/libvirt/servercert.pem
      Server private key: $HOME/.pki/libvirt/serverkey.pem

    PID file (unless overridden by -p):
      $XDG_RUNTIME_DIR/libvirt/libvirtd.pid

)";
    return text;
}

}  // namespace virtd::daemon
