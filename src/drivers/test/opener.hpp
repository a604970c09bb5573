// Connections to the test driver: test:///default and test:///path/to/file.xml.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "driver/registry.hpp"

namespace virtd::test {

std::unique_ptr<driver::Opener> opener();

}  // namespace virtd::test
