// The libvirt release whose interfaces and behaviour we show to clients.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace virtd {

inline constexpr std::string_view libvirt_version = "9.0.0";
inline constexpr std::uint64_t libvirt_version_number = 9'000'000;

}  // namespace virtd
