// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/options.hpp"

#include <fmt/core.h>
#include <getopt.h>

#include <cerrno>
#include <climits>
#include <cstdlib>

#include "base/translate.hpp"
#include "base/version.hpp"

namespace virtd::daemon {

namespace {

struct OptionRow {
    int letter;  // above those of the alphabet: none
    const char* name;
    const char* argument;  // null: takes none
    const char* help;      // null: not in the help text, which tools compare with libvirt's
};

constexpr int check_config = 256;

constexpr OptionRow rows[] = {
    {'h', "help", nullptr, translatable("Display program help")},
    {'v', "verbose", nullptr, translatable("Verbose messages")},
    {'d', "daemon", nullptr, translatable("Run as a daemon & write PID file")},
    {'l', "listen", nullptr, translatable("Listen for TCP/IP connections")},
    {'t', "timeout", "<secs>", translatable("Exit after timeout period")},
    {'f', "config", "<file>", translatable("Configuration file")},
    {'V', "version", nullptr, translatable("Display version information")},
    {'p', "pid-file", "<file>", translatable("Change name of PID file")},
    {check_config, "check-config", nullptr, nullptr},
};

/// Where things are unless told otherwise, as the help shows it.
struct Places {
    const char* config;
    const char* socket;
    const char* read_only_socket;  // empty: there is none
    const char* authority;
    const char* certificate;
    const char* key;
    const char* pid_file;
};

constexpr Places host_places{.config = "/etc/libvirt/libvirtd.conf",
                             .socket = "/run/libvirt/libvirt-sock",
                             .read_only_socket = "/run/libvirt/libvirt-sock-ro",
                             .authority = "/etc/pki/CA/cacert.pem",
                             .certificate = "/etc/pki/libvirt/servercert.pem",
                             .key = "/etc/pki/libvirt/private/serverkey.pem",
                             .pid_file = "/run/libvirtd.pid"};
constexpr Places user_places{.config = "$XDG_CONFIG_HOME/libvirt/libvirtd.conf",
                             .socket = "$XDG_RUNTIME_DIR/libvirt/libvirt-sock",
                             .read_only_socket = "",
                             .authority = "$HOME/.pki/libvirt/cacert.pem",
                             .certificate = "$HOME/.pki/libvirt/servercert.pem",
                             .key = "$HOME/.pki/libvirt/serverkey.pem",
                             .pid_file = "$XDG_RUNTIME_DIR/libvirt/libvirtd.pid"};

struct GetoptTable {
    std::string letters;
    option names[std::size(rows) + 1] = {};
};

GetoptTable getopt_table() {
    GetoptTable table;
    option* name = table.names;
    for (const OptionRow& row : rows) {
        if (row.letter < check_config) {
            table.letters += static_cast<char>(row.letter);
            if (row.argument != nullptr) table.letters += ':';
        }
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
            case check_config:
                options.check_config = true;
                break;
            case 't': {
                const auto seconds = parse_timeout(optarg);
                if (!seconds)
                    return Answer{1, "", std::string(translate("Invalid value for timeout")), true};
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
    std::string text = "\n";
    const auto line = [&](int indent, std::string_view content) {
        text += fmt::format("{:{}}{}\n", "", indent, content);
    };
    const auto path = [&](std::string_view label, std::string_view where) {
        line(6, fmt::format("{}: {}", translate(label), where));
    };
    line(0, translate("Usage:"));
    line(2, fmt::format("{} {}\n", program, translate("[options]")));
    line(0, translate("Options:"));
    for (const OptionRow& row : rows) {
        if (row.help == nullptr) continue;
        std::string left = fmt::format("-{} | --{}", static_cast<char>(row.letter), row.name);
        if (row.argument != nullptr) left += fmt::format(" {}", row.argument);
        line(2, fmt::format("{:<22} {}", left, translate(row.help)));
    }
    text += '\n';
    line(0, translate("libvirt management daemon:"));
    text += '\n';
    line(2, translate("Default paths:"));
    text += '\n';
    const Places& places = privileged ? host_places : user_places;
    line(4, translate("Configuration file (unless overridden by -f):"));
    line(6, fmt::format("{}\n", places.config));
    line(4, translate("Sockets:"));
    line(6, places.socket);
    if (*places.read_only_socket != '\0') line(6, places.read_only_socket);
    text += '\n';
    line(4, translate("TLS:"));
    path(translatable("CA certificate"), places.authority);
    path(translatable("Server certificate"), places.certificate);
    path(translatable("Server private key"), places.key);
    text += '\n';
    line(4, translate("PID file (unless overridden by -p):"));
    line(6, fmt::format("{}\n", places.pid_file));
    return text;
}

}  // namespace virtd::daemon
