// Sets of host processors as the protocol has them: bit n of byte n / 8.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/bitmap.hpp"
#include "driver/api/connect.hpp"

namespace virtd::conf {
struct Domain;
struct Pin;
}  // namespace virtd::conf

namespace virtd::test {

Bitmap cpu_set(std::string_view map);
/// Exactly `size` bytes; numbers beyond are left out.
std::string cpu_map(const Bitmap& set, std::size_t size);

/// All numbers below.
Bitmap first_cpus(std::size_t count);
/// How many processors such a host has when all its sockets are filled.
std::size_t host_cpus(const driver::NodeGetInfoRet& node);

/// Where the threads of a kind run: each has its own pinning, or that of the others. The pins
/// outlive it.
class Affinity {
public:
    Affinity(const std::vector<conf::Pin>& pins, Bitmap others);

    const Bitmap& of(unsigned id) const;

private:
    std::unordered_map<unsigned, const Bitmap*> own_;
    Bitmap others_;
};

/// Those without a pinning of their own run where the guest does, or anywhere.
Affinity vcpu_affinity(const conf::Domain& definition, std::size_t host_cpus);
Affinity iothread_affinity(const conf::Domain& definition);
Bitmap emulator_affinity(const conf::Domain& definition, std::size_t host_cpus);

}  // namespace virtd::test
