// <filterbinding>: which filter watches over the port of a guest.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/uuid.hpp"
#include "conf/address.hpp"
#include "conf/nwfilter.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

struct NwFilterBinding {
    std::string owner_name;
    std::optional<Uuid> owner_uuid;
    std::string port;  // the device on the host, which names the binding
    std::string link;  // the device that it is stacked on
    std::optional<MacAddress> mac;
    FilterReference filter;

    bool operator==(const NwFilterBinding&) const = default;
};

extern const xml::Element<NwFilterBinding> nwfilter_binding_xml;

NwFilterBinding parse_nwfilter_binding(std::string_view xml, bool check_names = false);
std::string format(const NwFilterBinding& binding, const xml::View& view = {});

}  // namespace virtd::conf
