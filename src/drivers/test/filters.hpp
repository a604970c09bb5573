// Which guests a list is about.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

namespace virtd::test {

class Guest;

/// All flags of virConnectListAllDomains.
inline constexpr std::uint32_t all_list_flags = 0xffff;

/// Flags come in groups that ask the same question; a guest passes when each group that
/// occurs at all holds a flag that is true for it.
bool passes(const Guest& guest, std::uint32_t flags);

}  // namespace virtd::test
