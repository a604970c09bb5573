// The NUMA nodes of the test driver's host.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace virtd::test {

struct TestCell {
    struct Pages {
        std::uint64_t size = 0;  // KiB
        std::uint64_t count = 0;
        std::uint64_t free = 0;
    };

    std::uint64_t memory = 0;       // KiB
    std::uint64_t free_memory = 0;  // KiB
    std::vector<Pages> pages;
    unsigned first_cpu = 0;
    unsigned cpus = 0;
};

/// Two of them, of eight processors each.
std::vector<TestCell> default_cells();

/// What clients see as the capabilities of a host with these nodes.
std::string capabilities_xml(const std::vector<TestCell>& cells);

}  // namespace virtd::test
