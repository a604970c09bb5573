// Limits of one disk as typed parameters, and the rules between them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <vector>

#include "conf/devices/disk.hpp"
#include "driver/typed_params.hpp"

namespace virtd::test {

std::vector<driver::TypedParam> iotune_params(const conf::DiskIoTune& tune);

/// Throws, and leaves `tune` half changed, when a parameter is unknown, too large, or does not
/// go with the others.
void set_iotune(conf::DiskIoTune& tune, std::span<const driver::TypedParam> params);

}  // namespace virtd::test
