// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/resctrl.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "conf/domain/vcpu.hpp"
#include "xml/scaled.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};
constexpr Fail fail_resctrl{Origin::resctrl};
constexpr unsigned monitored_level = 3;

/// Sets of processors that have none in common. Each has a number.
class DisjointSets {
public:
    bool overlaps(const Bitmap& set) const { return all_.overlaps(set); }
    /// The number of the one that is equal.
    std::optional<std::size_t> find(const Bitmap& set) const {
        const auto found = sets_.find(set.next().value_or(0));
        if (found == sets_.end() || found->second.set != set) return std::nullopt;
        return found->second.number;
    }
    void add(const Bitmap& set, std::size_t number) {
        all_.merge(set);
        sets_.emplace(set.next().value_or(0), Set{set, number});
    }

private:
    struct Set {
        Bitmap set;
        std::size_t number;
    };

    Bitmap all_;
    std::map<std::size_t, Set> sets_;  // by their first processor
};

// ---- one cache

constexpr auto cache_rows = xml::rows<CacheShare>({
    xml::attr<&CacheShare::id>("id").required(),
    xml::attr<&CacheShare::level>("level").required(),
    xml::attr<&CacheShare::type>("type").required(),
});
constexpr xml::Element<CacheShare> cache_xml{"cache", cache_rows};

void write_cache(xml::Writer& out, const CacheShare& from) {
    const xml::PrettySize size = xml::pretty_size(from.bytes);
    out.open("cache");
    xml::write_rows(cache_xml, out, &from);
    out.attribute("size", static_cast<long long>(size.value));
    out.attribute("unit", size.unit);
    out.close();
}

auto place_of(const CacheShare& share) {
    return std::tuple(share.level, share.type, share.id);
}

using Caches = std::set<decltype(place_of(CacheShare{}))>;

// Code and data are parts of both.
bool collides(const CacheShare& share, const Caches& known) {
    const auto is_there = [&](CacheUse type) {
        return known.contains({share.level, type, share.id});
    };
    if (is_there(share.type) || is_there(CacheUse::both)) return true;
    return share.type == CacheUse::both && (is_there(CacheUse::code) || is_there(CacheUse::data));
}

void read_caches(xml::Node group, ResctrlGroup& into) {
    Caches known;
    group.each("cache", [&](xml::Node node) {
        CacheShare share;
        xml::read(cache_xml, node, share);
        share.bytes = xml::require_size_attribute(node, "size", 1024);
        if (collides(share, known)) {
            fail_resctrl(Errc::xml_error,
                         "Colliding cache allocations for cache level '{}' id '{}', type '{}'",
                         share.level, share.id, xml::to_word(share.type));
        }
        known.insert(place_of(share));
        into.caches.push_back(share);
    });
    std::ranges::sort(into.caches, {}, place_of);
}

// ---- the bandwidth to one node

constexpr auto node_rows = xml::rows<BandwidthShare>({
    xml::attr<&BandwidthShare::node>("id").required(),
    xml::attr<&BandwidthShare::percent>("bandwidth").required(),
});
constexpr xml::Element<BandwidthShare> node_xml{"node", node_rows};

void read_nodes(xml::Node group, std::set<unsigned>& known, ResctrlGroup& into) {
    group.each("node", [&](xml::Node node) {
        BandwidthShare share;
        xml::read(node_xml, node, share);
        if (share.percent > 100)
            fail_resctrl(Errc::xml_error, "Memory Bandwidth value exceeding 100 is invalid.");
        if (!known.insert(share.node).second) {
            fail_resctrl(Errc::xml_error, "Memory Bandwidth already defined for node {}",
                         share.node);
        }
        into.nodes.push_back(share);
    });
}

// ---- monitors

struct MonitorLevel {
    unsigned level = 0;
};
constexpr auto level_rows =
    xml::rows<MonitorLevel>({xml::attr<&MonitorLevel::level>("level").required()});
constexpr xml::Element<MonitorLevel> level_xml{"monitor", level_rows};

Bitmap read_vcpus(xml::Node node, std::string_view element, unsigned count) {
    const auto text = node.attribute("vcpus").value_or("");
    if (text.empty()) fail(Errc::xml_error, "Missing {} attribute 'vcpus'", element);
    auto vcpus = parse_bitmap(text, max_host_cpus);
    if (!vcpus) fail(Errc::xml_error, "Invalid {} attribute 'vcpus' value '{}'", element, text);
    for (auto id = vcpus->next(count); id; id = vcpus->next(count))
        vcpus->erase(*id);
    return *std::move(vcpus);
}

/// What the monitors of one type look at.
struct Monitored {
    bool whole = false;
    DisjointSets parts;
};

// A monitor looks at the whole group, or at a part that no other one looks at.
void add_monitor(Monitored& monitored, const Bitmap& vcpus, const Bitmap& group) {
    const bool is_whole = vcpus == group;
    const bool is_known = is_whole ? monitored.whole : monitored.parts.find(vcpus).has_value();
    if (is_known) fail(Errc::invalid_arg, "Identical vcpus found in same type monitors");
    if (!is_whole && monitored.parts.overlaps(vcpus))
        fail(Errc::invalid_arg, "vcpus overlaps in resctrl groups");
    if (is_whole) {
        monitored.whole = true;
    } else {
        monitored.parts.add(vcpus, 0);
    }
}

Bitmap read_monitor(xml::Node node, const ResctrlGroup& group, unsigned count,
                    Monitored& monitored) {
    Bitmap vcpus = read_vcpus(node, "monitor", count);
    if (vcpus.empty()) fail(Errc::invalid_arg, "vcpus is empty");
    if (!group.vcpus.includes(vcpus))
        fail(Errc::invalid_arg, "Monitor vcpus conflicts with allocation");
    add_monitor(monitored, vcpus, group.vcpus);
    return vcpus;
}

void read_cache_monitor(xml::Node node, unsigned count, Monitored& monitored, ResctrlGroup& into) {
    MonitorLevel level;
    xml::read(level_xml, node, level);
    if (level.level != monitored_level)
        fail(Errc::xml_error, "Invalid monitor cache level '{}'", level.level);
    into.cache_monitors.push_back({level.level, read_monitor(node, into, count, monitored)});
}

// ---- groups

DisjointSets sets_of(const ResctrlGroups& groups) {
    DisjointSets sets;
    for (std::size_t i = 0; i < groups.size(); ++i)
        sets.add(groups[i].vcpus, i);
    return sets;
}

std::optional<std::size_t> find_group(const DisjointSets& groups, const Bitmap& vcpus) {
    const auto found = groups.find(vcpus);
    if (!found && groups.overlaps(vcpus)) fail(Errc::xml_error, "Overlapping vcpus in resctrls");
    return found;
}

/// What was read of the memory of a group.
struct MemoryRead {
    std::set<unsigned> nodes;
    Monitored monitored;
};

bool has_cache(const ResctrlGroup& group) {
    return !group.caches.empty() || !group.cache_monitors.empty();
}

bool has_memory(const ResctrlGroup& group) {
    return !group.nodes.empty() || !group.memory_monitors.empty();
}

// Running guests show under which name the host knows the group.
void write_group(xml::Writer& out, std::string_view element, const ResctrlGroup& group) {
    const std::string vcpus = to_string(group.vcpus);
    out.open(element);
    out.attribute("vcpus", vcpus);
    if (out.shows(xml::Shown::live)) out.attribute("id", "vcpus_" + vcpus);
}

// ---- what functions read has a table of names

consteval auto name(const char* word) {
    return xml::mention<ResctrlGroup>(word, xml::Part::element);
}
consteval auto word(const char* word) {
    return xml::mention<ResctrlGroup>(word, xml::Part::attribute);
}

constexpr auto cache_names = xml::rows<ResctrlGroup>(
    {word("id").like(xml::pattern::natural).expected(),
     word("level").like(xml::pattern::natural).expected(),
     word("type").expected().one_of<CacheUse>(),
     word("size").like(xml::pattern::natural).expected(), word("unit").like(xml::pattern::unit)});
constexpr xml::Element<ResctrlGroup> cache_names_xml{"cache", cache_names};
constexpr auto cache_monitor_names =
    xml::rows<ResctrlGroup>({word("level").like(xml::pattern::natural).expected(),
                             word("vcpus").like(xml::pattern::cpu_set).expected()});
constexpr xml::Element<ResctrlGroup> cache_monitor_xml{"monitor", cache_monitor_names};
constexpr auto memory_monitor_names =
    xml::rows<ResctrlGroup>({word("vcpus").like(xml::pattern::cpu_set).expected()});
constexpr xml::Element<ResctrlGroup> memory_monitor_xml{"monitor", memory_monitor_names};

constexpr auto cache_tune_names = xml::rows<ResctrlGroup>(
    {word("vcpus").like(xml::pattern::cpu_set).expected(), word("id"),
     name("cache").of(cache_names_xml), name("monitor").of(cache_monitor_xml),
     xml::any_of<ResctrlGroup, "cache", "monitor">()});
constexpr auto memory_tune_names = xml::rows<ResctrlGroup>(
    {word("vcpus").like(xml::pattern::cpu_set).expected(), word("id"), name("node").of(node_xml),
     name("monitor").of(memory_monitor_xml), xml::any_of<ResctrlGroup, "node", "monitor">()});

}  // namespace

constinit const xml::Element<ResctrlGroup> cache_tune_xml{"cachetune", cache_tune_names};
constinit const xml::Element<ResctrlGroup> memory_tune_xml{"memorytune", memory_tune_names};

void read_cache_tune(xml::Node cputune, unsigned vcpus, ResctrlGroups& into) {
    DisjointSets groups = sets_of(into);
    cputune.each("cachetune", [&](xml::Node node) {
        ResctrlGroup group{.vcpus = read_vcpus(node, "cachetune", vcpus)};
        if (group.vcpus.empty()) return;
        if (find_group(groups, group.vcpus))
            fail(Errc::xml_error, "Identical vcpus in cachetunes found");
        read_caches(node, group);
        Monitored monitored;
        node.each("monitor",
                  [&](xml::Node item) { read_cache_monitor(item, vcpus, monitored, group); });
        if (!has_cache(group)) return;
        groups.add(group.vcpus, into.size());
        into.push_back(std::move(group));
    });
}

void read_memory_tune(xml::Node cputune, unsigned vcpus, ResctrlGroups& into) {
    // several elements may be about the same group
    DisjointSets groups = sets_of(into);
    std::map<std::size_t, MemoryRead> reads;  // by the number of the group
    cputune.each("memorytune", [&](xml::Node node) {
        const Bitmap set = read_vcpus(node, "memorytune", vcpus);
        if (set.empty()) return;
        const auto known = find_group(groups, set);
        ResctrlGroup fresh{.vcpus = set};
        ResctrlGroup& group = known ? into[*known] : fresh;
        MemoryRead& read = reads[known.value_or(into.size())];
        read_nodes(node, read.nodes, group);
        node.each("monitor", [&](xml::Node item) {
            group.memory_monitors.push_back(read_monitor(item, group, vcpus, read.monitored));
        });
        if (known || !has_memory(group)) return;
        groups.add(set, into.size());
        into.push_back(std::move(fresh));
    });
    for (ResctrlGroup& group : into)
        std::ranges::sort(group.nodes, {}, &BandwidthShare::node);
}

void write_cache_tune(xml::Writer& out, const ResctrlGroups& from) {
    for (const ResctrlGroup& group : from) {
        if (!has_cache(group)) continue;
        write_group(out, "cachetune", group);
        for (const CacheShare& share : group.caches)
            write_cache(out, share);
        for (const CacheMonitor& monitor : group.cache_monitors) {
            out.open("monitor");
            out.attribute("level", monitor.level);
            out.attribute("vcpus", to_string(monitor.vcpus));
            out.close();
        }
        out.close();
    }
}

void write_memory_tune(xml::Writer& out, const ResctrlGroups& from) {
    for (const ResctrlGroup& group : from) {
        if (!has_memory(group)) continue;
        write_group(out, "memorytune", group);
        for (const BandwidthShare& share : group.nodes)
            xml::write(node_xml, out, share);
        for (const Bitmap& vcpus : group.memory_monitors) {
            out.open("monitor");
            out.attribute("vcpus", to_string(vcpus));
            out.close();
        }
        out.close();
    }
}

}  // namespace virtd::conf
