// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/numa_tune.hpp"

#include <algorithm>

#include "base/repeated.hpp"

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
    xml::custom_attr<NumaMemory, read_placement, write_placement>("placement"),
    xml::attr<&NumaMemory::nodeset, nodeset>("nodeset").if_set(),
});
constexpr xml::Element<NumaMemory> memory_xml{"memory", memory_rows};

constexpr auto node_rows = xml::rows<MemNode>({
    xml::attr<&MemNode::cell>("cellid").required(),
    xml::attr<&MemNode::mode>("mode"),
    xml::attr<&MemNode::nodeset, nodeset>("nodeset").if_set(),
});
constexpr xml::Element<MemNode> node_xml{"memnode", node_rows};

constexpr auto tune_rows = xml::rows<NumaTune>({
    xml::child<&NumaTune::memory, memory_xml>(),
    xml::list<&NumaTune::nodes, node_xml>(),
});

void check_node(const MemNode& node, const NumaTune& tune, std::size_t cells) {
    if (node.cell >= cells) {
        fail(Errc::xml_error,
             "Argument 'cellid' in memnode element must correspond to existing guest's NUMA cell");
    }
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
    if (cells == 0)
        fail(Errc::xml_error, "Element 'memnode' is invalid without any guest NUMA cells");
    for (const MemNode& node : tune.nodes)
        check_node(node, tune, cells);
    if (const auto* const node = find_repeated(tune.nodes, &MemNode::cell))
        fail(Errc::xml_error, "Multiple memnode elements with cellid {}", node->cell);
    if (tune.memory && tune.memory->placement == Placement::auto_) {
        fail(Errc::config_unsupported,
             "Per-node binding is not compatible with automatic NUMA placement.");
    }
}

bool says_nothing(const NumaMemory& memory) {
    return !memory.mode && !memory.placement && memory.nodeset.empty();
}

void settle_placement(NumaMemory& memory, const Vcpus& vcpus) {
    if (!memory.placement) {
        const bool follows = memory.nodeset.empty() && vcpus.placement == Placement::auto_;
        memory.placement = follows ? Placement::auto_ : Placement::static_;
    }
    if (memory.placement == Placement::auto_) {
        memory.nodeset = {};
    } else if (memory.nodeset.empty()) {
        fail(Errc::config_unsupported,
             "nodeset for NUMA memory tuning must be set if 'placement' is 'static'");
    }
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
