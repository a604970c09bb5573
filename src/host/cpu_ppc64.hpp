// POWER processors: models are told apart by their version register and have no feature lists.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

#include "conf/cpu.hpp"

namespace virtd::host::ppc64 {

std::vector<std::string> model_names();

/// They must all be of one model. Not empty.
conf::Cpu baseline(const std::vector<conf::Cpu>& cpus);

}  // namespace virtd::host::ppc64
