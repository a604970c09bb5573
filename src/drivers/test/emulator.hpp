// What runs the guests of a test host: its one emulator, and the processor below.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "conf/cpu.hpp"

namespace virtd::test {

inline constexpr char emulator_path[] = "/usr/bin/test-hv";
inline constexpr char emulator_arch[] = "i686";
inline constexpr std::uint32_t max_vcpus = 32;

/// The capabilities of such a host name no model, and clients know them by heart. Its firmware
/// does: that of a machine with this processor.
const conf::Cpu& host_cpu();

/// Throws for a combination that the host cannot run. Any machine is one.
void require_emulator(const std::optional<std::string>& emulator,
                      const std::optional<std::string>& arch,
                      const std::optional<std::string>& virttype);

std::string domain_capabilities_xml(const std::optional<std::string>& machine);

}  // namespace virtd::test
