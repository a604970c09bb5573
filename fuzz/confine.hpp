// Keeps a fuzzer that can call anything from writing anywhere but below its working directory.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

namespace virtd::fuzz {

/// Ends the process when the kernel cannot do it.
void confine_writes();

}  // namespace virtd::fuzz
