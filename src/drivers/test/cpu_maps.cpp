// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/cpu_maps.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "conf/domain.hpp"

namespace virtd::test {

namespace {

/// Where the guest runs, or on that many processors.
Bitmap cpus_of(const conf::Domain& definition, std::size_t count) {
    return definition.vcpus.cpuset.empty() ? first_cpus(count) : definition.vcpus.cpuset;
}

}  // namespace

Bitmap cpu_set(std::string_view map) {
    const std::vector<std::uint8_t> bytes(map.begin(), map.end());
    return bitmap_of_bytes(bytes);
}

std::string cpu_map(const Bitmap& set, std::size_t size) {
    const std::vector<std::uint8_t> bytes = to_bytes(set, size);
    return {bytes.begin(), bytes.end()};
}

Bitmap first_cpus(std::size_t count) {
    Bitmap all;
    if (count > 0) all.insert_range(0, count - 1);
    return all;
}

std::size_t host_cpus(const driver::NodeGetInfoRet& node) {
    // a file may claim any numbers; no set has larger ones than this
    std::uint64_t all = 1;
    for (const std::int32_t factor : {node.nodes, node.sockets, node.cores, node.threads})
        all =
            std::min<std::uint64_t>(all * static_cast<std::uint32_t>(factor), conf::max_host_cpus);
    return all;
}

Affinity::Affinity(const std::vector<conf::Pin>& pins, Bitmap others) : others_(std::move(others)) {
    for (const conf::Pin& pin : pins)
        own_.emplace(pin.id, &pin.cpuset);
}

const Bitmap& Affinity::of(unsigned id) const {
    const auto found = own_.find(id);
    return found == own_.end() ? others_ : *found->second;
}

Affinity vcpu_affinity(const conf::Domain& definition, std::size_t host_cpus) {
    return {definition.cpu_tune.vcpu_pins, cpus_of(definition, host_cpus)};
}

Affinity iothread_affinity(const conf::Domain& definition) {
    return {definition.cpu_tune.iothread_pins, cpus_of(definition, definition.vcpus.current)};
}

Bitmap emulator_affinity(const conf::Domain& definition, std::size_t host_cpus) {
    if (!definition.cpu_tune.emulator_pin.empty()) return definition.cpu_tune.emulator_pin;
    return cpus_of(definition, host_cpus);
}

}  // namespace virtd::test
