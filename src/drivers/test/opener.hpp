// Connections to the test driver: test:///default and test:///path/to/file.xml.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "driver/registry.hpp"

namespace virtd {
class Pool;
}

namespace virtd::test {

/// Are the calls of its connections checked? Only to try rules: nothing of the host can be reached
/// through it.
enum class AccessChecks : bool { none, all };

/// The pool is for what touches files.
std::unique_ptr<driver::Opener> opener(Pool& pool, AccessChecks checks = AccessChecks::none);

}  // namespace virtd::test
