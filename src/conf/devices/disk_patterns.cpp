// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/disk_patterns.hpp"

namespace virtd::conf {

namespace {

constexpr std::string_view prefixes[] = {"fd", "hd", "sd", "vd", "xvd", "ubd"};

bool is_target(std::string_view text) {
    constexpr std::string_view emulated = "ioemu:";
    if (text.starts_with(emulated)) text.remove_prefix(emulated.size());
    for (const std::string_view prefix : prefixes) {
        if (text.starts_with(prefix))
            return xml::pattern::letters_and<"_">.fits(text.substr(prefix.size()));
    }
    return false;
}

bool is_target_or_path(std::string_view text) {
    return is_target(text) || xml::pattern::absolute_path.fits(text);
}

}  // namespace

const xml::Pattern disk_target{is_target, "name of a disk"};
const xml::Pattern disk_target_or_path{is_target_or_path, "name or path of a disk"};

}  // namespace virtd::conf
