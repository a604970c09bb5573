// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/host.hpp"

#include <algorithm>
#include <string_view>

#include "drivers/test/guest.hpp"

namespace virtd::test {

driver::NodeGetInfoRet default_node() {
    constexpr std::string_view model = "i686";
    driver::NodeGetInfoRet node;
    node.model.fill('\0');
    std::ranges::copy(model, node.model.begin());
    node.memory = 3UL * 1024 * 1024;  // KiB
    node.cpus = 16;
    node.mhz = 1400;
    node.nodes = 2;
    node.sockets = 2;
    node.cores = 2;
    node.threads = 2;
    return node;
}

TestHost::TestHost() = default;
TestHost::~TestHost() = default;

}  // namespace virtd::test
