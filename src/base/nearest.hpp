// What somebody who mistyped a word probably meant.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace virtd {

/// The known word that takes the fewest changed, missing, surplus or swapped letters; none when
/// nothing is near. The case of letters does not count.
std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> known);

}  // namespace virtd
