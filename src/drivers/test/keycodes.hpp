// Which key codes exist in the sets that clients may send keys in.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace virtd::test {

/// The set must be one of virKeycodeSet.
bool is_keycode(std::uint32_t set, std::uint32_t code);
std::string_view keycode_set_name(std::uint32_t set);

}  // namespace virtd::test
