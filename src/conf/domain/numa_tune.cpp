// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/numa_tune.hpp"

#include <algorithm>
#include <utility>

#include "base/repeated.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

void write_placement(xml::Writer& out, const NumaMemory& from) {
    if (from.placement == Placement::auto_) out.attribute("placement", "auto");
}

void read_placement(xml::Node node, NumaMemory& into) {
    const auto word = node.attribute("placement").value_or("");
    if (word.empty()) return;
    into.placement = xml::from_word<Placement>(word);
    if (!into.placement)
        fail(Errc::config_unsupported, "Unsupported NUMA memory placement mode '{}'", word);
}

constexpr auto memory_rows = xml::rows<NumaMemory>({
    xml::attr<&NumaMemory::mode>("mode").or_fail(Errc::config_unsupported,
                                                 "Unsupported NUMA memory tuning mode '{}'"),
    xml::custom_attr<NumaMemory, read_placement, write_placement>("placement")
        .like(xml::pattern::words<"static", "auto">),
    xml::attr<&NumaMemory::nodeset, nodeset>("nodeset").like(xml::pattern::cpu_set).if_set(),
});
constexpr xml::Element<NumaMemory> memory_xml{"memory", memory_rows};

// How many cells the guest has, before they are read.
int count_cells(xml::Node tune) {
    const xml::Node cpu = tune.parent().child("cpu");
    const xml::Node numa = cpu ? cpu.child("numa") : cpu;
    return numa ? numa.count("cell") : 0;
}

[[noreturn]] void fail_cell() {
    fail(Errc::xml_error,
         "Argument 'cellid' in memnode element must correspond to existing guest's NUMA cell");
}

[[noreturn]] void fail_per_node() {
    fail(Errc::config_unsupported,
         "Per-node binding is not compatible with automatic NUMA placement.");
}

[[noreturn]] void fail_nodeset() {
    fail(Errc::config_unsupported,
         "nodeset for NUMA memory tuning must be set if 'placement' is 'static'");
}

void check_memory(const NumaMemory& memory) {
    if (memory.placement == Placement::static_ && memory.nodeset.empty()) fail_nodeset();
}

bool is_placed_automatically(xml::Node tune) {
    const xml::Node vcpu = tune.parent().child("vcpu");
    return vcpu && vcpu.attribute("placement") == "auto";
}

// Without a word about it, memory is placed as processors are.
bool is_static_by_default(xml::Node tune, const NumaMemory& memory) {
    return memory.mode && !memory.placement && memory.nodeset.empty() &&
           !is_placed_automatically(tune);
}

[[noreturn]] void fail_no_cells() {
    fail(Errc::xml_error, "Element 'memnode' is invalid without any guest NUMA cells");
}

// Which cell it is about comes before what is said about it.
void check_cell(xml::Node node, MemNode& into) {
    const int cells = count_cells(node.parent());
    if (std::cmp_greater_equal(into.cell, cells)) fail_cell();
}

// The memory comes before the nodes.
void need_cells(xml::Node node, NumaTune& tune) {
    if (tune.memory) check_memory(*tune.memory);
    if (tune.memory && is_static_by_default(node, *tune.memory)) fail_nodeset();
    const bool is_automatic =
        tune.memory ? tune.memory->placement == Placement::auto_ : is_placed_automatically(node);
    if (is_automatic && node.child("memnode")) fail_per_node();
    if (node.child("memnode") && count_cells(node) == 0) fail_no_cells();
}

constexpr auto node_rows = xml::rows<MemNode>({
    xml::attr<&MemNode::cell>("cellid").required(),
    xml::check<MemNode, check_cell>(),
    xml::attr<&MemNode::mode>("mode").expected(),
    xml::attr<&MemNode::nodeset, nodeset>("nodeset")
        .expected()
        .like(xml::pattern::cpu_set)
        .if_set(),
});
constexpr xml::Element<MemNode> node_xml{"memnode", node_rows};

constexpr auto tune_rows = xml::rows<NumaTune>({
    xml::child<&NumaTune::memory, memory_xml>(),
    xml::check<NumaTune, need_cells>(),
    xml::list<&NumaTune::nodes, node_xml>(),
});

void check_node(const MemNode& node, const NumaTune& tune, std::size_t cells) {
    if (node.cell >= cells) fail_cell();
    if (node.nodeset.empty())
        fail(Errc::xml_error, "Missing required nodeset attribute in memnode element");
    const bool all_restrictive = tune.memory && tune.memory->mode == NumaMode::restrictive;
    if (all_restrictive && node.mode != NumaMode::restrictive) {
        fail(Errc::xml_error,
             "'restrictive' mode is required in memnode element when mode is 'restrictive' in "
             "memory element");
    }
}

void check_nodes(const NumaTune& tune, std::size_t cells) {
    if (tune.nodes.empty()) return;
    if (cells == 0) fail_no_cells();
    for (const MemNode& node : tune.nodes)
        check_node(node, tune, cells);
    if (const auto* const node = find_repeated(tune.nodes, &MemNode::cell))
        fail(Errc::xml_error, "Multiple memnode elements with cellid {}", node->cell);
    if (tune.memory && tune.memory->placement == Placement::auto_) fail_per_node();
}

bool says_nothing(const NumaMemory& memory) {
    return !memory.mode && !memory.placement && memory.nodeset.empty();
}

void settle_placement(NumaMemory& memory, const Vcpus& vcpus) {
    if (!memory.placement) {
        const bool follows = memory.nodeset.empty() && vcpus.placement == Placement::auto_;
        memory.placement = follows ? Placement::auto_ : Placement::static_;
    }
    if (memory.placement == Placement::auto_) memory.nodeset = {};
    check_memory(memory);
    if (!memory.mode) memory.mode = NumaMode::strict;
}

}  // namespace

constinit const xml::Element<NumaTune> numa_tune_xml{"numatune", tune_rows};

void complete_numa_tune(NumaTune& tune, Vcpus& vcpus, bool has_pins, std::size_t cells) {
    check_nodes(tune, cells);
    std::ranges::sort(tune.nodes, {}, &MemNode::cell);
    if (tune.memory && says_nothing(*tune.memory)) tune.memory.reset();
    if (!tune.memory && vcpus.placement == Placement::auto_ && tune.nodes.empty())
        tune.memory.emplace();
    if (!tune.memory) return;
    settle_placement(*tune.memory, vcpus);
    const bool is_free = vcpus.cpuset.empty() && !has_pins;
    if (tune.memory->placement == Placement::auto_ && is_free) vcpus.placement = Placement::auto_;
}

}  // namespace virtd::conf
