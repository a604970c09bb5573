// Sets of host processors as the protocol has them: bit n of byte n / 8.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/bitmap.hpp"
#include "driver/api/connect.hpp"

namespace virtd::conf {
struct Domain;
}

namespace virtd::test {

Bitmap cpu_set(std::string_view map);
/// Exactly `size` bytes; numbers beyond are left out.
std::string cpu_map(const Bitmap& set, std::size_t size);

/// All numbers below.
Bitmap first_cpus(std::size_t count);
/// How many processors such a host has when all its sockets are filled.
std::size_t host_cpus(const driver::NodeGetInfoRet& node);

/// Where a vcpu runs: its own pinning, that of the guest, or anywhere.
Bitmap vcpu_affinity(const conf::Domain& definition, unsigned vcpu, std::size_t host_cpus);
Bitmap emulator_affinity(const conf::Domain& definition, std::size_t host_cpus);
Bitmap iothread_affinity(const conf::Domain& definition, unsigned id);

}  // namespace virtd::test
