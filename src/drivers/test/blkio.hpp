// The limits for disks of the host as typed parameters: "/dev/sda,500,/dev/sdb,200".
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <vector>

#include "conf/domain/limits.hpp"
#include "driver/typed_params.hpp"

namespace virtd::test {

/// All that there is, also what is not limited.
std::vector<driver::TypedParam> blkio_params(const conf::BlkioTune& tune);

/// Throws, and leaves `tune` half changed, when a parameter is unknown or malformed.
void set_blkio(conf::BlkioTune& tune, std::span<const driver::TypedParam> params);

}  // namespace virtd::test
