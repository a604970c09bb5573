// The table of <hyperv>, and what features of several hypervisors share.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/domain/features.hpp"

namespace virtd::conf {

/// <name state='on'/>, where the state must be said
extern const xml::Element<Switch> required_switch_xml;
extern const xml::Element<Hyperv> hyperv_xml;

constexpr auto xml_names(HypervMode) {
    return std::to_array<xml::Name<HypervMode>>(
        {{HypervMode::custom, "custom"}, {HypervMode::passthrough, "passthrough"}});
}

}  // namespace virtd::conf
