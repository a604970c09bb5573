// Prints docs/coverage.md: which public call works with which driver, from the procedure tables
// and from what the drivers override.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "base/loop.hpp"
#include "base/pool.hpp"
#include "drivers/nwfilter/nwfilter_driver.hpp"
#include "drivers/secret/secret_driver.hpp"
#include "drivers/shared/plain_connection.hpp"
#include "drivers/test/opener.hpp"
#include "rpc/call.hpp"
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

struct Family {
    const char* title;
    std::vector<std::span<const Procedure>> tables;
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
        std::make_shared<secret::HostSecrets>(pool, inhibitions, driver::Places()));
    Driver nwfilter{.name = "nwfilter", .open = {}};
    nwfilter.open.hypervisor = std::make_shared<shared::PlainConnection>("nwfilter", "");
    nwfilter.open.nwfilter = std::make_shared<nwfilter::HostNwfilterDriver>(
        std::make_shared<nwfilter::HostFilters>(pool, driver::Places()));
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
    return out;
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
    std::string out =
        "# What works\n\n"
        "Generated by the `coverage` program of the build from the tables of the protocol and\n"
        "from what the drivers override; a test compares. Every call is known and checked;\n"
        "where a driver does not implement it (–) the answer is \"this function is not\n"
        "supported by the connection driver\", as libvirt has it. \"Since\" is the release of\n"
        "libvirt that introduced the public call.\n\n"
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

int main() {
    fmt::print("{}", virtd::rpc::page());
}
