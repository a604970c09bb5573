// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/id_map.hpp"

#include "base/translate.hpp"

#include <algorithm>

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};
constexpr const char* complaint = translatable("invalid idmap start/target/count settings");

constexpr auto range_rows = xml::rows<IdRange>({
    xml::attr<&IdRange::start>("start")
        .or_missing(Errc::xml_error, complaint)
        .or_fail(Errc::xml_error, complaint),
    xml::attr<&IdRange::target>("target")
        .or_missing(Errc::xml_error, complaint)
        .or_fail(Errc::xml_error, complaint),
    xml::attr<&IdRange::count>("count")
        .or_missing(Errc::xml_error, complaint)
        .or_fail(Errc::xml_error, complaint),
});
constexpr xml::Element<IdRange> range_xml{"uid", range_rows};

constexpr auto map_rows = xml::rows<IdMap>({
    xml::list<&IdMap::users, range_xml>("uid"),
    xml::list<&IdMap::groups, range_xml>("gid"),
});

void complete_ranges(std::vector<IdRange>& ranges) {
    std::ranges::stable_sort(ranges, {}, &IdRange::start);
}

void validate(const std::vector<IdRange>& ranges) {
    if (!ranges.empty() && ranges.front().start != 0)
        fail(Errc::config_unsupported, "You must map the root user of container");
}

}  // namespace

constinit const xml::Element<IdMap> id_map_xml{"idmap", map_rows};

void complete_id_map(IdMap& map) {
    complete_ranges(map.users);
    complete_ranges(map.groups);
}

void validate(const IdMap& map) {
    if (map.users.empty() != map.groups.empty())
        fail(Errc::config_unsupported, "uid and gid should be mapped both");
    validate(map.users);
    validate(map.groups);
}

}  // namespace virtd::conf
