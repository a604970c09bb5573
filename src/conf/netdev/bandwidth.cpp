// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/netdev/bandwidth.hpp"

#include "base/translate.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::none};

void require_average_or_floor(xml::Node node, Rate&) {
    if (node.attribute("average") || node.attribute("floor")) return;
    fail(Errc::xml_detail, "Missing mandatory average or floor attributes");
}

// A rate without an average and a floor limits nothing.
void settle_rate(xml::Node node, Rate& rate) {
    if (!node.attribute("average") && (node.attribute("peak") || node.attribute("burst"))) {
        fail(Errc::config_unsupported, "'peak' and 'burst' require 'average' attribute");
    }
    if (rate.average == 0 && rate.floor == 0) rate = {};
}

template <std::uint64_t Rate::*Member>
consteval auto speed(const char* name, const char* complaint) {
    return xml::attr<Member>(name)
        .if_set()
        .or_fail(Errc::config_unsupported, complaint)
        .from(Origin::none);
}

constexpr auto rate_rows = xml::rows<Rate>({
    xml::check<Rate, require_average_or_floor>(),
    speed<&Rate::average>("average",
                          translatable("could not convert bandwidth average value '{}'")),
    speed<&Rate::peak>("peak", translatable("could not convert bandwidth peak value '{}'")),
    speed<&Rate::floor>("floor", translatable("could not convert bandwidth floor value '{}'")),
    speed<&Rate::burst>("burst", translatable("could not convert bandwidth burst value '{}'")),
    xml::check<Rate, settle_rate>(),
});
constexpr xml::Element<Rate> rate_xml{"rate", rate_rows};

void allow_one_each_way(xml::Node node, Bandwidth& bandwidth) {
    for (const char* way : {"inbound", "outbound"}) {
        if (node.count(way) > 1) fail(Errc::xml_detail, "Only one child <{}> element allowed", way);
    }
    if (bandwidth.outbound && bandwidth.outbound->floor != 0)
        fail(Errc::config_unsupported, "'floor' attribute allowed only in <inbound> element");
}

constexpr auto bandwidth_rows = xml::rows<Bandwidth>({
    xml::attr<&Bandwidth::class_id>("classID")
        .or_fail(Errc::internal_error, "Unable to parse class id '{}'")
        .from(Origin::none),
    xml::child<&Bandwidth::inbound, rate_xml>("inbound").if_set(),
    xml::child<&Bandwidth::outbound, rate_xml>("outbound").if_set(),
    xml::check<Bandwidth, allow_one_each_way>(),
    xml::spread<Bandwidth>(),
});

}  // namespace

constinit const xml::Element<Bandwidth> bandwidth_xml{"bandwidth", bandwidth_rows};

void refuse_class_id(xml::Node around) {
    if (!around.child("bandwidth").attribute("classID")) return;
    fail(Errc::xml_detail, "classID attribute not supported on <bandwidth> in this usage context");
}

void settle(Rare<Bandwidth>& bandwidth, BandwidthRules rules) {
    if (!bandwidth) return;
    if (bandwidth->inbound && bandwidth->inbound->floor != 0 && !rules.floor)
        fail(Errc::config_unsupported, "floor attribute is not supported for this config");
    if (!bandwidth->inbound && !bandwidth->outbound) bandwidth.reset();
}

}  // namespace virtd::conf
