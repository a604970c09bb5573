// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/cells.hpp"

#include "conf/capabilities.hpp"
#include "drivers/test/emulator.hpp"

namespace virtd::test {

namespace {

conf::HostCell describe(const TestCell& cell, unsigned id) {
    conf::HostCell result{.id = id, .memory = {.size = cell.memory}};
    for (const TestCell::Pages& pages : cell.pages)
        result.pages.push_back({.size = pages.size, .count = pages.count});
    for (unsigned i = 0; i < cell.cpus; ++i) {
        conf::CellCpu cpu{.id = cell.first_cpu + i, .socket_id = id, .core_id = i};
        cpu.siblings.insert(cpu.id);
        result.cpus.push_back(std::move(cpu));
    }
    return result;
}

conf::GuestCapabilities guest(const char* os_type) {
    return {
        .os_type = os_type,
        .arch = {.name = emulator_arch,
                 .word_bits = 32,
                 .emulator = emulator_path,
                 .domain_types = {"test"}},
        .features = {.pae = true, .nonpae = true},
    };
}

}  // namespace

std::vector<TestCell> default_cells() {
    constexpr std::uint64_t gib = 1024 * 1024;  // in KiB
    return {
        {.memory = 2 * gib,
         .free_memory = 1 * gib,
         .pages = {{4, 512 * 1024}, {2048, 0}, {1048576, 0}},
         .first_cpu = 0,
         .cpus = 8},
        {.memory = 4 * gib,
         .free_memory = 2 * gib,
         .pages = {{8, 512 * 1024}, {2048, 0}, {1048576, 0}},
         .first_cpu = 8,
         .cpus = 8},
    };
}

std::string capabilities_xml(const std::vector<TestCell>& cells) {
    conf::Capabilities all;
    all.host.cpu.arch = emulator_arch;
    all.host.cpu.features = {.pae = true, .nonpae = true};
    for (const std::uint64_t size : {4U, 8U, 2048U, 1048576U})
        all.host.cpu.pages.push_back({.size = size});
    for (unsigned id = 0; id < cells.size(); ++id)
        all.host.cells.push_back(describe(cells[id], id));
    all.host.security_models = {{.model = "testSecurity"}};
    all.guests = {guest("hvm"), guest("xen")};
    return conf::format(all);
}

}  // namespace virtd::test
