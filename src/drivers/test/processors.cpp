// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What a test host says about processors: its own, those of its guests, and others.
#include <algorithm>
#include <utility>

#include "base/bitmap.hpp"
#include "base/error.hpp"
#include "conf/domain/arch.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/test/emulator.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/host_calls.hpp"
#include "host/cpu_models.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};

// Since it was "started", in ns; every processor has the same.
constexpr std::pair<const char*, std::uint64_t> cpu_times[] = {
    {"user", 9797400000},
    {"kernel", 34678723400000},
    {"idle", 87264900000},
    {"iowait", 763600000},
};

namespace baseline {  // virConnectBaselineCPUFlags
enum : std::uint32_t { expand_features = 1, migratable = 2 };
}
namespace compare {  // virConnectCompareCPUFlags
enum : std::uint32_t { fail_incompatible = 1, validate_xml = 2 };
}

/// A virCPUCompareResult.
std::int32_t compare_with_host(const std::string& xml, std::uint32_t flags) {
    const auto check_names =
        (flags & compare::validate_xml) != 0 ? conf::CheckNames::yes : conf::CheckNames::no;
    const conf::Cpu cpu = conf::parse_cpu(xml, check_names);
    try {
        return static_cast<std::int32_t>(host::compare_cpu(host_cpu(), cpu));
    } catch (const Error& error) {
        const bool wants_reason = (flags & compare::fail_incompatible) != 0;
        if (wants_reason || error.code() != Errc::cpu_incompatible) throw;
        return static_cast<std::int32_t>(host::CpuComparison::incompatible);
    }
}

auto compared(Pool& pool, std::string xml, std::uint32_t flags) {
    return shared::parsed(pool, std::move(xml), [flags](const std::string& text) {
        return compare_with_host(text, flags);
    });
}

std::size_t bytes_of(const std::vector<std::string>& documents) {
    std::size_t bytes = 0;
    for (const std::string& xml : documents)
        bytes += xml.size();
    return bytes;
}

std::string baseline_of_hosts(const std::vector<std::string>& documents, std::uint32_t flags) {
    std::vector<conf::Cpu> cpus;
    cpus.reserve(documents.size());
    for (const std::string& xml : documents)
        cpus.push_back(conf::parse_host_cpu(xml));
    conf::Cpu cpu = host::baseline_cpu(cpus);
    if ((flags & baseline::expand_features) != 0)
        cpu = host::expand_cpu_features(cpus.front().arch, std::move(cpu));
    return conf::format_guest_cpu(cpu);
}

std::string baseline_of_guests(const std::vector<std::string>& documents, std::uint32_t flags) {
    std::vector<conf::Cpu> cpus;
    cpus.reserve(documents.size());
    for (const std::string& xml : documents)
        cpus.push_back(conf::parse_cpu(xml, conf::CheckNames::no));
    const auto migratable =
        (flags & baseline::migratable) != 0 ? host::Migratable::yes : host::Migratable::no;
    conf::Cpu cpu = host::baseline_guest_cpu(host_cpu(), cpus, migratable);
    if ((flags & baseline::expand_features) != 0)
        cpu = host::expand_cpu_features(emulator_arch, std::move(cpu));
    return conf::format_guest_cpu(cpu);
}

}  // namespace

Task<driver::NodeGetCpuMapRet> TestHostCalls::node_get_cpu_map(driver::NodeGetCpuMapArgs args) {
    fail.unless_flags(args.flags, 0, "testNodeGetCPUMap");
    Bitmap online;
    for (const std::size_t cpu : {0U, 2U, 4U})
        online.insert(cpu);
    constexpr std::size_t present = 8;

    driver::NodeGetCpuMapRet ret;
    ret.ret = present;
    if (args.need_map != 0) {
        const auto bytes = to_bytes(online, 1);
        ret.cpumap = std::string(bytes.begin(), bytes.end());
    }
    if (args.need_online != 0) ret.online = static_cast<std::uint32_t>(online.count());
    co_return ret;
}

Task<driver::NodeGetCpuStatsRet> TestHostCalls::node_get_cpu_stats(
    driver::NodeGetCpuStatsArgs args) {
    fail.unless_flags(args.flags, 0, "testNodeGetCPUStats");
    driver::NodeGetCpuStatsRet ret;
    if (args.nparams == 0) {  // only how many there are
        ret.nparams = static_cast<std::int32_t>(std::size(cpu_times));
        co_return ret;
    }
    for (const auto& [name, time] : cpu_times) {
        if (ret.params.size() == static_cast<std::size_t>(args.nparams)) break;
        ret.params.push_back({name, time});
    }
    co_return ret;
}

Task<driver::ConnectGetCpuModelNamesRet> TestHostCalls::connect_get_cpu_model_names(
    driver::ConnectGetCpuModelNamesArgs args) {
    fail.unless_flags(args.flags, 0, "testConnectGetCPUModelNames");
    if (!conf::is_known_arch(args.arch)) {
        fail(Errc::invalid_arg, "cannot find architecture {}", args.arch);
    }
    auto names = host::cpu_model_names(args.arch);
    driver::ConnectGetCpuModelNamesRet ret;
    ret.ret = static_cast<std::int32_t>(names.size());
    if (args.need_results != 0) ret.models = std::move(names);
    co_return ret;
}

Task<driver::ConnectBaselineCpuRet> TestHostCalls::connect_baseline_cpu(
    driver::ConnectBaselineCpuArgs args) {
    fail.unless_flags(args.flags, baseline::expand_features, "testConnectBaselineCPU");
    const std::size_t bytes = bytes_of(args.xml_cpus);
    const auto work = [documents = std::move(args.xml_cpus), flags = args.flags] {
        return baseline_of_hosts(documents, flags);
    };
    driver::ConnectBaselineCpuRet ret;
    ret.cpu = co_await shared::reading(host_->documents, bytes, work);
    co_return ret;
}

// for guests

Task<driver::ConnectCompareCpuRet> TestHostCalls::connect_compare_cpu(
    driver::ConnectCompareCpuArgs args) {
    fail.unless_flags(args.flags, compare::fail_incompatible | compare::validate_xml,
                      "testConnectCompareCPU");
    driver::ConnectCompareCpuRet ret;
    ret.result = co_await compared(host_->documents, std::move(args.xml), args.flags);
    co_return ret;
}

Task<driver::ConnectCompareHypervisorCpuRet> TestHostCalls::connect_compare_hypervisor_cpu(
    driver::ConnectCompareHypervisorCpuArgs args) {
    fail.unless_flags(args.flags, compare::fail_incompatible | compare::validate_xml,
                      "testConnectCompareHypervisorCPU");
    require_emulator(args.emulator, args.arch, args.virttype);
    driver::ConnectCompareHypervisorCpuRet ret;
    ret.result = co_await compared(host_->documents, std::move(args.xml_cpu), args.flags);
    co_return ret;
}

Task<driver::ConnectBaselineHypervisorCpuRet> TestHostCalls::connect_baseline_hypervisor_cpu(
    driver::ConnectBaselineHypervisorCpuArgs args) {
    fail.unless_flags(args.flags, baseline::expand_features | baseline::migratable,
                      "testConnectBaselineHypervisorCPU");
    require_emulator(args.emulator, args.arch, args.virttype);
    const std::size_t bytes = bytes_of(args.xml_cpus);
    const auto work = [documents = std::move(args.xml_cpus), flags = args.flags] {
        return baseline_of_guests(documents, flags);
    };
    driver::ConnectBaselineHypervisorCpuRet ret;
    ret.cpu = co_await shared::reading(host_->documents, bytes, work);
    co_return ret;
}

}  // namespace virtd::test
