// The daemons that libvirt can be split into, each with sockets of its own name.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace virtd::daemon {

/// The one whose sockets have the names of ours.
inline constexpr std::string_view proxy_daemon = "virtproxyd";

/// All whose sockets have names of their own.
std::span<const std::string_view> split_daemons();

/// Those that a list of names, with * and ?, means; throws when one of them means none.
std::vector<std::string_view> split_daemons_named(const std::vector<std::string>& patterns);

}  // namespace virtd::daemon
