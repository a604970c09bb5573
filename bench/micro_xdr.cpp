// How fast wire structs are encoded and decoded.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "driver/api/connect.hpp"
#include "driver/api/domain.hpp"
#include "rpc/xdr.hpp"

namespace virtd::rpc {

namespace {

driver::DomainRef guest(int index) {
    return {.name = fmt::format("guest-{:05}", index), .uuid = {1, 2, 3}, .id = index};
}

driver::ConnectListAllDomainsRet many_guests(int count) {
    driver::ConnectListAllDomainsRet ret;
    for (int i = 0; i < count; ++i) {
        ret.domains.push_back(guest(i));
    }
    return ret;
}

driver::ConnectGetAllDomainStatsRet many_stats(int count) {
    driver::ConnectGetAllDomainStatsRet ret;
    for (int i = 0; i < count; ++i) {
        auto& record = ret.ret_stats.emplace_back();
        record.dom = guest(i);
        for (int field = 0; field < 20; ++field) {
            record.params.push_back({fmt::format("block.{}.rd.bytes", field), std::uint64_t{42}});
        }
    }
    return ret;
}

template <class T>
void encoding(benchmark::State& state, const T& value) {
    std::string out;
    for (auto _ : state) {
        out.clear();
        encode(out, value);
        benchmark::DoNotOptimize(out.data());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(out.size()));
}

template <class T>
void decoding(benchmark::State& state, const T& value) {
    std::string bytes;
    encode(bytes, value);
    for (auto _ : state) {
        benchmark::DoNotOptimize(decode<T>(bytes));
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

const driver::DomainGetXmlDescRet xml{.xml = std::string(8000, 'x')};

BENCHMARK_CAPTURE(encoding, one_guest, guest(1));
BENCHMARK_CAPTURE(decoding, one_guest, guest(1));
BENCHMARK_CAPTURE(encoding, xml_8k, xml);
BENCHMARK_CAPTURE(decoding, xml_8k, xml);
BENCHMARK_CAPTURE(encoding, list_10000, many_guests(10000));
BENCHMARK_CAPTURE(decoding, list_10000, many_guests(10000));
BENCHMARK_CAPTURE(encoding, stats_10000, many_stats(10000));
BENCHMARK_CAPTURE(decoding, stats_10000, many_stats(10000));

}  // namespace

}  // namespace virtd::rpc
