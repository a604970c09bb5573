// Prints docs/coverage.md: which public call works with which driver, from the procedure tables
// and from what the drivers override.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/loop.hpp"
#include "base/pool.hpp"
#include "drivers/nwfilter/nwfilter_driver.hpp"
#include "drivers/secret/secret_driver.hpp"
#include "drivers/shared/plain_connection.hpp"
#include "drivers/test/opener.hpp"
#include "reasons.hpp"
#include "rpc/call.hpp"
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

struct Family {
    const char* title;
    Families tables;
};

struct Driver {
    const char* name;
    driver::Drivers open;
};

struct PublicCall {
    std::string_view name;
    std::string_view since;
    std::vector<bool> implemented;  // one a driver
};

std::vector<Family> families() {
    return {{"Connection and host", {connect_rows()}},
            {"Domains", {domain_rows()}},
            {"What domains get: processors, memory, disks, interfaces", {resource_rows()}},
            {"Migration", {migrate_rows()}},
            {"Snapshots, checkpoints and backups", {snapshot_rows()}},
            {"Networks", {network_rows()}},
            {"Host interfaces", {interface_rows()}},
            {"Storage", {storage_rows()}},
            {"Node devices", {nodedev_rows()}},
            {"Secrets", {secret_rows()}},
            {"Network filters", {nwfilter_rows()}},
            {"Calls for one hypervisor only", {qemu_rows(), lxc_rows()}}};
}

driver::Drivers open(driver::Opener& opener, const char* path) {
    const std::string scheme(opener.scheme());
    driver::OpenRequest request{.uri = scheme + "://" + path, .scheme = scheme, .path = path};
    auto task = opener.open(std::move(request));
    task.start();
    return task.result();
}

/// Without their files.
std::vector<Driver> drivers(Pool& pool) {
    static driver::Inhibitions inhibitions;
    Driver secret{.name = "secret", .open = {}};
    secret.open.hypervisor = std::make_shared<shared::PlainConnection>("secret", "");
    secret.open.secret = std::make_shared<secret::HostSecretDriver>(
        std::make_shared<secret::HostSecrets>(pool, inhibitions, driver::Places()), pool);
    Driver nwfilter{.name = "nwfilter", .open = {}};
    nwfilter.open.hypervisor = std::make_shared<shared::PlainConnection>("nwfilter", "");
    nwfilter.open.nwfilter = std::make_shared<nwfilter::HostNwfilterDriver>(
        std::make_shared<nwfilter::HostFilters>(pool, driver::Places()), pool);
    return {{"test", open(*test::opener(pool), "/default")}, secret, nwfilter};
}

bool implemented(const Procedure& row, const driver::Drivers& open) {
    Call call{open};
    row.handler(call);
    return call.implemented;
}

/// A public function that several procedures serve works where any of them does.
void add(std::vector<PublicCall>& calls, const Procedure& row, const std::vector<Driver>& all) {
    auto found = std::ranges::find(calls, row.api, &PublicCall::name);
    if (found == calls.end()) {
        calls.push_back({row.api, row.since, std::vector<bool>(all.size())});
        found = std::prev(calls.end());
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (implemented(row, all[i].open)) found->implemented[i] = true;
    }
}

std::vector<PublicCall> public_calls(const Family& family, const std::vector<Driver>& all) {
    std::vector<PublicCall> calls;
    for (const auto& table : family.tables) {
        for (const Procedure& row : table) {
            if (row.handler != nullptr && !row.api.empty()) add(calls, row, all);
        }
    }
    return calls;
}

/// Why the test driver, the first of all, does not implement a call.
std::string_view reason_of(std::string_view call) {
    std::string_view text;
    for (const coverage::Reason& reason : coverage::reasons) {
        if (!reason.text.empty()) text = reason.text;
        if (reason.call == call) return text;
    }
    throw std::logic_error(fmt::format("{} is not supported: say why in reasons.hpp", call));
}

/// Throws when a reason is given for what works, or does not exist.
void check_reasons(const std::vector<Driver>& all) {
    std::set<std::string_view> missing;
    for (const Family& family : families()) {
        for (const PublicCall& call : public_calls(family, all))
            if (!call.implemented.front()) missing.insert(call.name);
    }
    for (const coverage::Reason& reason : coverage::reasons) {
        if (missing.erase(reason.call) == 0) {
            throw std::logic_error(
                fmt::format("{} works, does not exist or has two reasons", reason.call));
        }
    }
}

std::string header(std::string_view columns, std::string_view rules,
                   const std::vector<Driver>& all) {
    std::string out(columns);
    for (const Driver& driver : all) {
        out += fmt::format(" {} |", driver.name);
    }
    out += fmt::format("\n{}", rules);
    for (std::size_t i = 0; i < all.size(); ++i) {
        out += " --- |";
    }
    return out + "\n";
}

std::string summary(const std::vector<Driver>& all) {
    std::string out = header("| | calls |", "| --- | ---: |", all);
    for (const Family& family : families()) {
        const auto calls = public_calls(family, all);
        out += fmt::format("| {} | {} |", family.title, calls.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            out += fmt::format(" {} |", std::ranges::count_if(calls, [i](const PublicCall& call) {
                                   return call.implemented[i];
                               }));
        }
        out += "\n";
    }
    return out;
}

/// Calls with the same reason stand together.
std::string reasons_of(const Family& family, const std::vector<Driver>& all) {
    std::vector<std::pair<std::string_view, std::string>> groups;
    for (const PublicCall& call : public_calls(family, all)) {
        if (call.implemented.front()) continue;
        const std::string_view reason = reason_of(call.name);
        const auto group =
            std::ranges::find(groups, reason, &std::pair<std::string_view, std::string>::first);
        if (group == groups.end()) {
            groups.emplace_back(reason, call.name);
        } else {
            group->second += fmt::format(", {}", call.name);
        }
    }
    if (groups.empty()) return "";
    std::string out = "\n| not supported by the test driver | why |\n| --- | --- |\n";
    for (const auto& [reason, calls] : groups)
        out += fmt::format("| {} | {} |\n", calls, reason);
    return out;
}

std::string table(const Family& family, const std::vector<Driver>& all) {
    std::string out = fmt::format("\n## {}\n\n", family.title);
    out += header("| public call | since |", "| --- | --- |", all);
    for (const PublicCall& call : public_calls(family, all)) {
        out += fmt::format("| {} | {} |", call.name, call.since);
        for (const bool yes : call.implemented) {
            out += yes ? " yes |" : " – |";
        }
        out += "\n";
    }
    return out + reasons_of(family, all);
}

std::string administration() {
    std::string out =
        "\n## Administration\n\n| public call | since | daemon |\n| --- | --- | --- |\n";
    for (const Procedure& row : admin_rows()) {
        out += fmt::format("| {} | {} | {} |\n", row.api, row.since,
                           row.handler == nullptr ? "–" : "yes");
    }
    return out;
}

std::string page() {
    Loop loop;
    Pool pool(loop);
    const auto all = drivers(pool);
    check_reasons(all);
    std::string out =
        "# What works\n\n"
        "Generated by the `coverage` program of the build from the tables of the protocol and\n"
        "from what the drivers override; a test compares. Every call is known and checked;\n"
        "where a driver does not implement it (–) the answer is \"this function is not\n"
        "supported by the connection driver\", as libvirt has it. \"Since\" is the release of\n"
        "libvirt that introduced the public call. The test driver does all that makes sense in\n"
        "memory; what it does not, it has a reason for, which stands below the calls. The drivers\n"
        "for secrets and filters are connections of their own (secret:///system,\n"
        "nwfilter:///system), with no guests and nothing else to ask; bindings are made and\n"
        "ended by whoever starts guests, and no driver here does yet.\n\n"
        "Close callbacks (virConnectRegisterCloseCallback) are taken and never called from here:\n"
        "libvirt's daemon sends their event for drivers that are themselves clients of another\n"
        "daemon, which none of these is.\n\n";
    out += summary(all);
    for (const Family& family : families()) {
        out += table(family, all);
    }
    return out + administration();
}

}  // namespace

}  // namespace virtd::rpc

int main() try {
    fmt::print("{}", virtd::rpc::page());
    return 0;
} catch (const std::exception& wrong) {
    fmt::print(stderr, "coverage: {}\n", wrong.what());
    return 1;
}
