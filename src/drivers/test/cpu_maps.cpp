// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/cpu_maps.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "conf/domain.hpp"

namespace virtd::test {

namespace {

const Bitmap* find_pin(const std::vector<conf::Pin>& pins, unsigned id) {
    const auto found = std::ranges::find(pins, id, &conf::Pin::id);
    return found == pins.end() ? nullptr : &found->cpuset;
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

Bitmap vcpu_affinity(const conf::Domain& definition, unsigned vcpu, std::size_t host_cpus) {
    if (const Bitmap* pin = find_pin(definition.cpu_tune.vcpu_pins, vcpu)) return *pin;
    if (!definition.vcpus.cpuset.empty()) return definition.vcpus.cpuset;
    return first_cpus(host_cpus);
}

Bitmap emulator_affinity(const conf::Domain& definition, std::size_t host_cpus) {
    if (!definition.cpu_tune.emulator_pin.empty()) return definition.cpu_tune.emulator_pin;
    if (!definition.vcpus.cpuset.empty()) return definition.vcpus.cpuset;
    return first_cpus(host_cpus);
}

Bitmap iothread_affinity(const conf::Domain& definition, unsigned id) {
    if (const Bitmap* pin = find_pin(definition.cpu_tune.iothread_pins, id)) return *pin;
    if (!definition.vcpus.cpuset.empty()) return definition.vcpus.cpuset;
    return first_cpus(definition.vcpus.current);
}

}  // namespace virtd::test
