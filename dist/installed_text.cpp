// Prints what is installed and must agree with the program: the sample configuration and the man
// page from the table of keys, the polkit actions from the permissions of the calls.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <cstdio>
#include <exception>

#include "base/file.hpp"
#include "daemon/daemon_config.hpp"
#include "polkit_actions.hpp"

namespace virtd::dist {

namespace {

std::string sample_config() {
    return R"(# SPDX-License-Identifier: LGPL-2.1-or-later
# Configuration of libvirtd, read once at start. Each key stands here with its default; an empty
# string or list stands for "not set". "systemctl restart libvirtd" applies changes; guests run on.
# The keys and their defaults are explained in libvirtd(8) too.

)" + config::sample(daemon::daemon_keys(), daemon::default_config(true));
}

/// For roff: a minus that can be copied, and no line that looks like a request.
std::string roff(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\\') {
            escaped += "\\e";
        } else if (c == '-') {
            escaped += "\\-";
        } else {
            escaped += c;
        }
    }
    return escaped;
}

std::string key_section() {
    std::string text;
    const daemon::DaemonConfig defaults = daemon::default_config(true);
    for (const auto& row : daemon::daemon_keys()) {
        text += ".TP\n.B " + roff(row.name) + "\n";
        text += "\\&" + roff(row.help) + ".\n";
        text += "Default: \\fB" + roff(row.show(defaults)) + "\\fR.\n";
    }
    return text;
}

std::string man_page(const char* page_without_keys) {
    constexpr std::size_t page_limit = 1 << 20;
    constexpr std::string_view mark = ".\\\" KEYS\n";
    std::string page = read_file(page_without_keys, page_limit);
    return page.replace(page.find(mark), mark.size(), key_section());
}

}  // namespace

}  // namespace virtd::dist

int main(int argc, char** argv) try {
    const std::string_view what = argc > 1 ? argv[1] : "";
    if (what == "config") {
        std::fputs(virtd::dist::sample_config().c_str(), stdout);
    } else if (what == "man" && argc > 2) {
        std::fputs(virtd::dist::man_page(argv[2]).c_str(), stdout);
    } else if (what == "polkit") {
        std::fputs(virtd::dist::polkit_actions().c_str(), stdout);
    } else {
        std::fprintf(stderr, "usage: %s config | man PAGE | polkit\n", argv[0]);
        return 2;
    }
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
