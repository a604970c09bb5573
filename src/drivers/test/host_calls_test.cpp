// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/host_calls.hpp"

#include <doctest/doctest.h>

#include "base/loop.hpp"
#include "base/pool.hpp"
#include "conf/capabilities.hpp"
#include "conf/domain_capabilities.hpp"
#include "driver/typed_params.hpp"
#include "drivers/test/at_once_fake.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/node_file.hpp"

namespace virtd::test {

namespace {

struct Fixture : AtOnce {
    Loop loop;
    Pool pool{loop};
    TestHostCalls host{default_host(pool, pool)};
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "test host: the capabilities describe two nodes of eight processors") {
    const std::string xml = answer(host.connect_get_capabilities()).capabilities;
    const conf::Capabilities all = conf::parse_capabilities(xml);
    CHECK(conf::format(all) == xml);
    REQUIRE(all.host.cells.size() == 2);
    CHECK(all.host.cells[1].cpus.size() == 8);
    CHECK(all.host.cells[1].cpus[0].id == 8);
    CHECK(all.guests.size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "test host: memory is counted over all nodes") {
    CHECK(answer(host.node_get_free_memory()).free_mem == 3145728);
    driver::NodeGetCellsFreeMemoryArgs args{.start_cell = 0, .maxcells = 9};
    CHECK(answer(host.node_get_cells_free_memory(args)).cells.size() == 2);
    args.start_cell = 2;
    CHECK(refusal([&] { return host.node_get_cells_free_memory(args); }) ==
          "invalid argument: Range exceeds available cells");
}

TEST_CASE_FIXTURE(Fixture, "test host: statistics of memory are those of one node or of all") {
    driver::NodeGetMemoryStatsArgs args{.cell_num = -1};
    CHECK(answer(host.node_get_memory_stats(args)).nparams == 4);
    CHECK(answer(host.node_get_memory_stats(args)).params.empty());
    args.nparams = 4;
    const auto all = answer(host.node_get_memory_stats(args)).params;
    CHECK(all[1] == driver::NodeGetMemoryStats{"free", 3145728});
    args.cell_num = 1;
    const auto second = answer(host.node_get_memory_stats(args)).params;
    REQUIRE(second.size() == 2);
    CHECK(second[0] == driver::NodeGetMemoryStats{"total", 4194304});
    args.cell_num = 2;
    CHECK(refusal([&] { return host.node_get_memory_stats(args); }) ==
          "invalid argument: Range exceeds available cells");
}

TEST_CASE_FIXTURE(Fixture, "test host: how pages are to be shared is kept, all of it or nothing") {
    const driver::NodeGetMemoryParametersArgs args{.nparams = 64};
    const auto before = answer(host.node_get_memory_parameters(args)).params;
    driver::NodeSetMemoryParametersArgs change;
    change.params.push_back(driver::param<std::uint32_t>("shm_pages_to_scan", 7));
    change.params.push_back(driver::param<std::uint32_t>("shm_merge_across_nodes", 2));
    CHECK(refusal([&] { return host.node_set_memory_parameters(change); }) ==
          "invalid argument: testNodeSetMemoryParameters: value for 'shm_merge_across_nodes' "
          "parameter must be 0 or 1");
    CHECK(answer(host.node_get_memory_parameters(args)).params == before);

    change.params.back() = driver::param<std::uint32_t>("shm_merge_across_nodes", 0);
    answer(host.node_set_memory_parameters(change));
    const auto after = answer(host.node_get_memory_parameters(args)).params;
    CHECK(*driver::find_param<std::uint32_t>(after, "shm_pages_to_scan") == 7);
    CHECK(*driver::find_param<std::uint32_t>(after, "shm_merge_across_nodes") == 0);
    CHECK(*driver::find_param<std::uint32_t>(after, "shm_sleep_millisecs") == 20);
}

TEST_CASE_FIXTURE(Fixture,
                  "test host: processor statistics say how many there are, then give them") {
    driver::NodeGetCpuStatsArgs args{.cpu_num = -1};
    CHECK(answer(host.node_get_cpu_stats(args)).params.empty());
    CHECK(answer(host.node_get_cpu_stats(args)).nparams == 4);
    args.nparams = 2;
    CHECK(answer(host.node_get_cpu_stats(args)).params.size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "test host: of eight processors 0, 2 and 4 are online") {
    const driver::NodeGetCpuMapArgs args{.need_map = 1, .need_online = 1};
    const auto map = answer(host.node_get_cpu_map(args));
    CHECK(map.ret == 8);
    CHECK(map.online == 3);
    CHECK(map.cpumap == std::string(1, 0x15));
}

TEST_CASE_FIXTURE(Fixture, "test host: flags that nobody knows are refused by name") {
    driver::ConnectBaselineCpuArgs args;
    args.flags = 2;
    CHECK(refusal([&] { return host.connect_baseline_cpu(args); }) ==
          "unsupported flags (0x2) in function testConnectBaselineCPU");
}

TEST_CASE_FIXTURE(Fixture, "test host: models are listed or only counted") {
    driver::ConnectGetCpuModelNamesArgs args{.arch = "ppc64"};
    CHECK(answer(host.connect_get_cpu_model_names(args)).ret == 7);
    CHECK(answer(host.connect_get_cpu_model_names(args)).models.empty());
    args.need_results = 1;
    CHECK(answer(host.connect_get_cpu_model_names(args)).models.back() == "POWERPC_e6500");
}

TEST_CASE_FIXTURE(Fixture, "test host: domain capabilities are those of its one emulator") {
    driver::ConnectGetDomainCapabilitiesArgs args;
    const auto all = conf::parse_domain_capabilities(
        answer(host.connect_get_domain_capabilities(args)).capabilities);
    CHECK(all.path == "/usr/bin/test-hv");
    CHECK_FALSE(all.machine);
    args.machine = "pc";
    CHECK(conf::parse_domain_capabilities(
              answer(host.connect_get_domain_capabilities(args)).capabilities)
              .machine == "pc");
}

TEST_CASE_FIXTURE(Fixture, "test host: no other emulator, architecture or kind of guest is there") {
    driver::ConnectGetDomainCapabilitiesArgs args;
    const auto said = [&] {
        return refusal([&] { return host.connect_get_domain_capabilities(args); });
    };
    args.arch = "s390x";
    CHECK(said() ==
          "unsupported configuration: unable to find any emulator to serve 's390x' architecture");
    args.emulatorbin = "/usr/bin/test-hv";
    CHECK(said() ==
          "invalid argument: architecture from emulator 'i686' doesn't match given "
          "architecture 's390x'");
    args.arch = "nosucharch";
    CHECK(said() == "invalid argument: unknown architecture: nosucharch");
    args.arch = "i686";
    args.virttype = "kvm";
    CHECK(said() ==
          "invalid argument: Emulator '/usr/bin/test-hv' does not support virt type 'kvm'");
    args.virttype = "nosuchtype";
    CHECK(said() == "invalid argument: unknown virttype: nosuchtype");
    args.virttype = "test";
    args.emulatorbin = "/usr/bin/kvm";
    CHECK(said() ==
          "unsupported configuration: emulator '/usr/bin/kvm' is not there, only "
          "'/usr/bin/test-hv' is");
}

TEST_CASE_FIXTURE(Fixture, "test host: its processor is compared, and says why not on demand") {
    driver::ConnectCompareCpuArgs args{.xml = "<cpu><model>Haswell</model></cpu>"};
    CHECK(answer(host.connect_compare_cpu(args)).result == 0);
    args.flags = 1;
    CHECK(refusal([&] {
              return host.connect_compare_cpu(args);
          }).starts_with("the CPU is incompatible with host CPU: Host CPU does not provide"));
    args.xml = "<cpu><arch>i686</arch><model>IvyBridge</model></cpu>";
    CHECK(answer(host.connect_compare_cpu(args)).result == 1);
    args.xml = "<cpu mode='host-model'/>";
    CHECK(answer(host.connect_compare_cpu(args)).result == 2);
}

}  // namespace virtd::test
