// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/origin.hpp"

namespace virtd::driver {

namespace {

struct Family {
    std::string_view part;  // of the name of a function
    Origin origin;
};

// The first that matches decides: many functions of domains have words of other families in
// their names (virDomainInterfaceStats).
constexpr Family families[] = {
    {"Qemu", Origin::none},
    {"Lxc", Origin::none},
    {"Snapshot", Origin::domain_snapshot},
    {"Checkpoint", Origin::domain_checkpoint},
    {"virDomain", Origin::domain},
    {"NWFilter", Origin::nwfilter},
    {"Network", Origin::network},
    {"Interface", Origin::interface},
    {"Stor", Origin::storage},
    {"NodeDevice", Origin::nodedev},
    {"virNodeNumOfDevices", Origin::nodedev},
    {"virNodeListDevices", Origin::nodedev},
    {"Secret", Origin::secret},
};

}  // namespace

Origin origin_of(std::string_view function) {
    for (const Family& family : families) {
        if (function.find(family.part) != std::string_view::npos) return family.origin;
    }
    return Origin::domain;
}

}  // namespace virtd::driver
