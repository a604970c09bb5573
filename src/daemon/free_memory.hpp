// Memory that was freed and goes back to the kernel.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

namespace virtd::daemon {

/// What is freed goes back within seconds, though the daemon has nothing to do then. Starts a
/// thread that no fork takes along. Nothing happens where jemalloc does not serve the process.
void return_free_memory();

}  // namespace virtd::daemon
