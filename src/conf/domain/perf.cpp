// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/perf.hpp"

#include <algorithm>

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

constexpr auto event_rows = xml::rows<PerfSetting>({
    xml::attr<&PerfSetting::event>("name").required(),
    xml::attr<&PerfSetting::enabled>("enabled").required(),
});
constexpr xml::Element<PerfSetting> event_xml{"event", event_rows};

void sort_events(xml::Node, Perf& into) {
    std::ranges::stable_sort(into.events, {}, &PerfSetting::event);
    const auto twice = std::ranges::adjacent_find(into.events, {}, &PerfSetting::event);
    if (twice != into.events.end()) {
        fail(Errc::xml_error, "perf event '{}' was already specified", xml::to_word(twice->event));
    }
}

constexpr auto perf_rows = xml::rows<Perf>({
    xml::list<&Perf::events, event_xml>().expected(),
    xml::check<Perf, sort_events>(),
});

constexpr auto pm_rows = xml::rows<PowerManagement>({
    xml::attr<&PowerManagement::suspend_to_mem>("enabled").inside("suspend-to-mem"),
    xml::attr<&PowerManagement::suspend_to_disk>("enabled").inside("suspend-to-disk"),
});

}  // namespace

constinit const xml::Element<Perf> perf_xml{"perf", perf_rows};
constinit const xml::Element<PowerManagement> pm_xml{"pm", pm_rows};

}  // namespace virtd::conf
