// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/shared/host_objects.hpp"

#include <utility>

#include "base/file.hpp"

namespace virtd::shared {

HostObjects::HostObjects(Pool& pool, Origin origin, std::string lock_directory)
    : pool_(pool), lock_directory_(std::move(lock_directory)), changes_(pool.loop(), origin) {}

Task<void> HostObjects::load() {
    if (lock_) co_return;
    const auto job = co_await changes_.acquire("load");
    if (lock_) co_return;
    make_directories(lock_directory_, 0755);
    lock_.emplace(lock_directory_ + "/driver.pid");
    co_await read_files();
}

Task<void> HostObjects::reload() {
    if (!lock_) co_return;
    const auto job = co_await changes_.acquire("reload");
    co_await read_files();
}

}  // namespace virtd::shared
