// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/cpu_models.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "conf/answers.hpp"
#include "host/cpu_x86.hpp"
#include "host/cpu_x86_data.hpp"

namespace virtd::host {

namespace {

/// A question is one <cpu> after the other, with "expand" in front to see what models imply.
std::string baseline_of(std::string_view question) {
    constexpr std::string_view expand = "expand ";
    const bool expands = question.starts_with(expand);
    if (expands) question.remove_prefix(expand.size());
    std::vector<conf::Cpu> cpus;
    while (!question.empty()) {
        const std::size_t end = std::min(question.find("<cpu", 1), question.size());
        cpus.push_back(conf::parse_host_cpu(question.substr(0, end)));
        question.remove_prefix(end);
    }
    conf::Cpu cpu = baseline_cpu(cpus);
    if (expands) cpu = expand_cpu_features(cpus.front().arch, std::move(cpu));
    return conf::format_guest_cpu(cpu);
}

std::string compared_with(const conf::Cpu& host, std::string_view question) {
    const conf::Cpu cpu = conf::parse_cpu(question, conf::CheckNames::no);
    return compare_cpu(host, cpu) == CpuComparison::identical ? "identical\n" : "superset\n";
}

conf::Cpu ivy_bridge() {
    return conf::parse_host_cpu(
        "<cpu><arch>i686</arch><model>IvyBridge</model><vendor>Intel</vendor></cpu>");
}

std::string baseline_on_ivy_bridge(std::string_view question, Migratable migratable) {
    const auto cpu = conf::parse_cpu(question, conf::CheckNames::no);
    return conf::format_guest_cpu(baseline_guest_cpu(ivy_bridge(), {cpu}, migratable));
}

}  // namespace

TEST_CASE("cpu models: hosts compare with other processors as clients know it") {
    std::ifstream file(VIRTD_TEST_DATA "/cpu/host.xml");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const conf::Cpu host = conf::parse_host_cpu(text);
    const auto cases = conf::read_answers(VIRTD_TEST_DATA "/cpu/compare.txt");
    REQUIRE(cases.size() > 40);
    for (const conf::Answer& expected : cases) {
        CAPTURE(expected.question);
        CHECK(conf::answer_of([&] { return compared_with(host, expected.question); }) ==
              expected.answer);
    }
}

TEST_CASE("cpu models: unknown names are told when a client wants validation") {
    CHECK(conf::answer_of([] {
              conf::parse_cpu("<cpu><modell>x</modell></cpu>", conf::CheckNames::yes);
              return std::string();
          }).starts_with("error 92 "));
}

TEST_CASE("cpu models: a baseline for guests has nothing that their host lacks") {
    CHECK(baseline_on_ivy_bridge("<cpu><model>Penryn</model></cpu>", Migratable::no) ==
          "<cpu mode='custom' match='exact'>\n  <model fallback='forbid'>Penryn</model>\n</cpu>\n");
    const std::string less =
        baseline_on_ivy_bridge("<cpu><model>Haswell</model></cpu>", Migratable::no);
    CHECK(less.find("<feature policy='disable' name='avx2'/>") != std::string::npos);
    CHECK(conf::answer_of([] {
              return baseline_on_ivy_bridge("<cpu mode='host-model'/>", Migratable::yes);
          }) == "error 8 31 invalid argument: no CPU model specified at index 0\n");
}

TEST_CASE("cpu models: guests may choose any model, and can use those that the host has") {
    for (const ModelChoice& choice : model_choices(ivy_bridge())) {
        CAPTURE(choice.name);
        CHECK_FALSE(choice.name.starts_with("cpu64-"));
        if (choice.name == "IvyBridge" || choice.name == "Penryn") CHECK(choice.usable);
        if (choice.name == "Haswell" || choice.name == "EPYC") CHECK_FALSE(choice.usable);
        if (choice.name == "486") CHECK(choice.vendor.empty());
    }
}

TEST_CASE("cpu models: a baseline is the model that clients know for these hosts") {
    const auto cases = conf::read_answers(VIRTD_TEST_DATA "/cpu/baseline.txt");
    REQUIRE(cases.size() > 60);
    for (const conf::Answer& expected : cases) {
        CAPTURE(expected.question);
        CHECK(conf::answer_of([&] { return baseline_of(expected.question); }) == expected.answer);
    }
}

TEST_CASE("cpu models: x86 and POWER have lists, ARM and s390 take any name") {
    CHECK(cpu_model_names("x86_64").front() == "486");
    CHECK(cpu_model_names("i686").size() == x86::models().size());
    CHECK(cpu_model_names("ppc64le").size() == 7);
    CHECK(cpu_model_names("aarch64").empty());
    CHECK(cpu_model_names("s390x").empty());
}

TEST_CASE("cpu models: architectures are told apart from words") {
    CHECK(conf::answer_of([] { return cpu_model_names("mips").front(); }) ==
          "error 3 31 this function is not supported by the connection driver: 'mips' architecture "
          "is not supported by CPU driver\n");
}

TEST_CASE("cpu models: every name in the tables of x86 is known") {
    for (const x86::Model& model : x86::models()) {
        CAPTURE(model.name);
        REQUIRE(x86::find_model(model.name));
        const auto is_vendor = [&](const x86::Vendor& it) { return it.name == model.vendor; };
        CHECK((model.vendor.empty() || std::ranges::any_of(x86::vendors(), is_vendor)));
    }
}

TEST_CASE("cpu models: each x86 feature has a bit of its own") {
    const auto all = x86::features();
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const x86::Bit &a = all[i].bit, &b = all[j].bit;
            const bool same = a.source == b.source && a.leaf == b.leaf && a.subleaf == b.subleaf &&
                              a.reg == b.reg && a.position == b.position;
            CHECK_FALSE((same || all[i].name == all[j].name));
        }
    }
}

}  // namespace virtd::host
