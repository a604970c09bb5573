// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Left to itself jemalloc looks for pages to give back when somebody asks it for memory: a daemon
// that has just read large documents and then waits kept a hundred MiB of them.
#include "daemon/free_memory.hpp"

#include <sys/types.h>

#include <cstddef>

#include "base/log.hpp"

/// jemalloc's; null where sanitizers bring their own malloc.
extern "C" [[gnu::weak]] int mallctl(const char* name, void* old, std::size_t* old_size,
                                     void* value, std::size_t size);

namespace virtd::daemon {

namespace {

constexpr log::Source logger{"daemon.memory"};

template <class T>
void set(const char* name, T value) {
    if (const int error = mallctl(name, nullptr, nullptr, &value, sizeof value); error != 0)
        logger.debug("jemalloc does not set {}: error {}", name, error);
}

}  // namespace

void return_free_memory() {
    if (mallctl == nullptr) return;
    constexpr ssize_t decay_ms = 2000;
    set("arenas.dirty_decay_ms", decay_ms);
    set("arena.4096.dirty_decay_ms", decay_ms);  // MALLCTL_ARENAS_ALL
    set("max_background_threads", std::size_t{1});
    set("background_thread", true);
}

}  // namespace virtd::daemon
