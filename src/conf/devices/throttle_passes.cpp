// SPDX-License-Identifier: LGPL-2.1-or-later
#include <set>
#include <string_view>

#include "base/error.hpp"
#include "conf/devices/passes.hpp"
#include "conf/domain.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

}  // namespace

void validate_throttling(const Domain& domain) {
    std::set<std::string_view> groups;
    for (const DiskIoTune& group : domain.throttle_groups) {
        if (group.group.empty()) fail(Errc::xml_error, "throttle group has no name");
        if (!groups.insert(group.group).second)
            fail(Errc::xml_error, "duplicate group name '{}' found", group.group);
    }
    for (const Disk& disk : domain.devices.disks) {
        if (disk.throttle_filters.empty()) continue;
        if (disk.iotune != DiskIoTune{}) {
            fail(Errc::config_unsupported,
                 "block 'throttlefilters' can't be used together with 'iotune' for disk '{}'",
                 disk.target.dev);
        }
        for (const ThrottleFilter& filter : disk.throttle_filters) {
            if (groups.contains(filter.group)) continue;
            fail(Errc::config_unsupported, "throttle group '{}' not found", filter.group);
        }
    }
}

}  // namespace virtd::conf
