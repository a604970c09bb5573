// How fast definitions are read and printed.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "base/file.hpp"
#include "conf/domain.hpp"
#include "conf/network.hpp"

namespace virtd::conf {

namespace {

std::string guest_xml(int disks) {
    std::string out =
        "<domain type='test'><name>guest</name>"
        "<uuid>11111111-2222-3333-4444-555555555555</uuid><memory>65536</memory><vcpu>2</vcpu>"
        "<os><type>hvm</type></os><devices>";
    for (int i = 0; i < disks; ++i) {
        out += fmt::format(
            "<disk type='file' device='disk'><source file='/images/{}.img'/>"
            "<target dev='vd{}' bus='virtio'/></disk>",
            i, static_cast<char>('a' + i));
    }
    return out +
           "<interface type='network'><mac address='52:54:00:11:22:33'/>"
           "<source network='default'/></interface></devices></domain>";
}

constexpr const char* network_xml =
    "<network><name>net</name><uuid>11111111-2222-3333-4444-555555555555</uuid>"
    "<bridge name='virbr9'/><forward mode='nat'/><ip address='192.168.1.1' prefix='24'><dhcp>"
    "<range start='192.168.1.2' end='192.168.1.254'/></dhcp></ip></network>";

void read_domain(benchmark::State& state) {
    const std::string xml = guest_xml(static_cast<int>(state.range(0)));
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(parse_domain(xml));
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(xml.size()));
}

void print_domain(benchmark::State& state) {
    const Domain domain = parse_domain(guest_xml(static_cast<int>(state.range(0))));
    std::size_t bytes = 0;
    for ([[maybe_unused]] auto _ : state) {
        const std::string xml = format(domain);
        bytes += xml.size();
        benchmark::DoNotOptimize(xml.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

/// The document of the row "define + XML, 6 KB" of bench/compare.
std::string typical_xml() {
    return read_file(VIRTD_BENCH_DIR "/typical_guest.xml", 65536);
}

void read_typical(benchmark::State& state) {
    const std::string xml = typical_xml();
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(parse_domain(xml));
    }
}

void print_typical(benchmark::State& state) {
    const Domain domain = parse_domain(typical_xml());
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(format(domain));
    }
}

void read_network(benchmark::State& state) {
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(parse_network(network_xml));
    }
}

void print_network(benchmark::State& state) {
    const Network network = parse_network(network_xml);
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(format(network));
    }
}

BENCHMARK(read_domain)->Arg(1)->Arg(20);
BENCHMARK(print_domain)->Arg(1)->Arg(20);
BENCHMARK(read_typical);
BENCHMARK(print_typical);
BENCHMARK(read_network);
BENCHMARK(print_network);

}  // namespace

}  // namespace virtd::conf
