// Streams into and out of the volumes of a test host.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>

#include "driver/stream.hpp"
#include "drivers/test/pools.hpp"

namespace virtd::test {

/// Which part of a volume, and whether holes travel as such.
struct VolumeRange {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;  // 0: up to the end of the volume
    bool sparse = false;
};

/// Throw when the range is not inside of the volume.
std::unique_ptr<driver::Stream> upload_to(std::shared_ptr<TestVolume> volume, VolumeRange range);
std::unique_ptr<driver::Stream> download_from(std::shared_ptr<TestVolume> volume,
                                              VolumeRange range);

}  // namespace virtd::test
