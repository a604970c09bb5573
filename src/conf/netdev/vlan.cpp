// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/netdev/vlan.hpp"

#include <algorithm>

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::none};

constexpr std::uint32_t greatest_tag = 4095;  // IEEE 802.1Q: twelve bits

void check_range(xml::Node, VlanTag& tag) {
    if (tag.id > greatest_tag) {
        fail(Errc::xml_error, "vlan tag id {} too large (maximum {})", tag.id, greatest_tag);
    }
}

constexpr auto tag_rows = xml::rows<VlanTag>({
    xml::attr<&VlanTag::id>("id").required(),
    xml::attr<&VlanTag::native>("nativeMode"),
    xml::check<VlanTag, check_range>(),
});
constexpr xml::Element<VlanTag> tag_xml{"tag", tag_rows};

void need_tags(xml::Node, Vlan& vlan) {
    if (vlan.tags.empty()) {
        fail(Errc::xml_error,
             "missing tag id - each <vlan> must have at least one <tag id='n'/> subelement");
    }
}

void settle_trunk(xml::Node, Vlan& vlan) {
    const auto natives =
        std::ranges::count_if(vlan.tags, [](const VlanTag& tag) { return tag.native.has_value(); });
    if (natives > 1) fail(Errc::xml_error, "duplicate native vlan setting");
    const bool refused = vlan.trunk == xml::YesNo::no;
    if (refused && vlan.tags.size() > 1) {
        fail(Errc::xml_error,
             "invalid \"trunk='no'\" in <vlan> - trunk='yes' is required for more than one vlan "
             "tag");
    }
    if (refused && natives > 0) {
        fail(Errc::xml_error,
             "invalid configuration in <vlan> - \"trunk='no'\" is not allowed with a native vlan "
             "id");
    }
    if (refused) vlan.trunk.reset();
    if (vlan.tags.size() > 1) vlan.trunk = xml::YesNo::yes;
}

constexpr auto vlan_rows = xml::rows<Vlan>({
    xml::attr<&Vlan::trunk>("trunk")
        .or_fail(Errc::xml_error, "invalid \"trunk='{}'\" in <vlan> - must be yes or no")
        .from(Origin::none)
        .turn(1),
    xml::list<&Vlan::tags, tag_xml>(),
    xml::check<Vlan, need_tags>(),
    xml::check<Vlan, settle_trunk>().turn(1),
    xml::mention<Vlan>("tag", xml::Part::element).required(),
});

}  // namespace

constinit const xml::Element<Vlan> vlan_xml{"vlan", vlan_rows};

}  // namespace virtd::conf
