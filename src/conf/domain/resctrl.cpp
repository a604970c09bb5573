// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/resctrl.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "conf/domain/vcpu.hpp"
#include "xml/scaled.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};
constexpr Fail fail_resctrl{Origin::resctrl};
constexpr unsigned monitored_level = 3;

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

void read_nodes(xml::Node group, ResctrlGroup& into) {
    std::set<unsigned> known;
    for (const BandwidthShare& share : into.nodes)
        known.insert(share.node);
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
    std::ranges::sort(into.nodes, {}, &BandwidthShare::node);
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

// A monitor looks at the whole group, or at a part that no other one looks at.
void check_monitor(const Bitmap& vcpus, const Bitmap& other, const Bitmap& group) {
    if (vcpus == other) fail(Errc::invalid_arg, "Identical vcpus found in same type monitors");
    if (other != group && vcpus != group && vcpus.overlaps(other))
        fail(Errc::invalid_arg, "vcpus overlaps in resctrl groups");
}

Bitmap read_monitor(xml::Node node, const ResctrlGroup& group, unsigned count) {
    Bitmap vcpus = read_vcpus(node, "monitor", count);
    if (vcpus.empty()) fail(Errc::invalid_arg, "vcpus is empty");
    if (!group.vcpus.includes(vcpus))
        fail(Errc::invalid_arg, "Monitor vcpus conflicts with allocation");
    return vcpus;
}

void read_cache_monitor(xml::Node node, unsigned count, ResctrlGroup& into) {
    MonitorLevel level;
    xml::read(level_xml, node, level);
    if (level.level != monitored_level)
        fail(Errc::xml_error, "Invalid monitor cache level '{}'", level.level);
    Bitmap vcpus = read_monitor(node, into, count);
    for (const CacheMonitor& other : into.cache_monitors)
        check_monitor(vcpus, other.vcpus, into.vcpus);
    into.cache_monitors.push_back({level.level, std::move(vcpus)});
}

void read_memory_monitor(xml::Node node, unsigned count, ResctrlGroup& into) {
    Bitmap vcpus = read_monitor(node, into, count);
    for (const Bitmap& other : into.memory_monitors)
        check_monitor(vcpus, other, into.vcpus);
    into.memory_monitors.push_back(std::move(vcpus));
}

// ---- groups

ResctrlGroup* find_group(ResctrlGroups& groups, const Bitmap& vcpus) {
    for (ResctrlGroup& group : groups) {
        if (group.vcpus == vcpus) return &group;
        if (group.vcpus.overlaps(vcpus)) fail(Errc::xml_error, "Overlapping vcpus in resctrls");
    }
    return nullptr;
}

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

constexpr auto cache_names =
    xml::rows<ResctrlGroup>({word("id"), word("level"), word("type"), word("size"), word("unit")});
constexpr xml::Element<ResctrlGroup> cache_names_xml{"cache", cache_names};
constexpr auto cache_monitor_names = xml::rows<ResctrlGroup>({word("level"), word("vcpus")});
constexpr xml::Element<ResctrlGroup> cache_monitor_xml{"monitor", cache_monitor_names};
constexpr auto memory_monitor_names = xml::rows<ResctrlGroup>({word("vcpus")});
constexpr xml::Element<ResctrlGroup> memory_monitor_xml{"monitor", memory_monitor_names};

constexpr auto cache_tune_names =
    xml::rows<ResctrlGroup>({word("vcpus"), word("id"), name("cache").of(cache_names_xml),
                             name("monitor").of(cache_monitor_xml)});
constexpr auto memory_tune_names = xml::rows<ResctrlGroup>(
    {word("vcpus"), word("id"), name("node").of(node_xml), name("monitor").of(memory_monitor_xml)});

}  // namespace

constinit const xml::Element<ResctrlGroup> cache_tune_xml{"cachetune", cache_tune_names};
constinit const xml::Element<ResctrlGroup> memory_tune_xml{"memorytune", memory_tune_names};

void read_cache_tune(xml::Node cputune, unsigned vcpus, ResctrlGroups& into) {
    cputune.each("cachetune", [&](xml::Node node) {
        ResctrlGroup group{.vcpus = read_vcpus(node, "cachetune", vcpus)};
        if (group.vcpus.empty()) return;
        if (find_group(into, group.vcpus) != nullptr)
            fail(Errc::xml_error, "Identical vcpus in cachetunes found");
        read_caches(node, group);
        node.each("monitor", [&](xml::Node item) { read_cache_monitor(item, vcpus, group); });
        if (has_cache(group)) into.push_back(std::move(group));
    });
}

void read_memory_tune(xml::Node cputune, unsigned vcpus, ResctrlGroups& into) {
    cputune.each("memorytune", [&](xml::Node node) {
        const Bitmap set = read_vcpus(node, "memorytune", vcpus);
        if (set.empty()) return;
        ResctrlGroup* const known = find_group(into, set);
        ResctrlGroup fresh{.vcpus = set};
        ResctrlGroup& group = known == nullptr ? fresh : *known;
        read_nodes(node, group);
        node.each("monitor", [&](xml::Node item) { read_memory_monitor(item, vcpus, group); });
        if (known == nullptr && has_memory(group)) into.push_back(std::move(fresh));
    });
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
