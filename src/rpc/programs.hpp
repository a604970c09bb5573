// The programs of the wire protocol: their numbers and where their rows are.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <span>

#include "rpc/procedure.hpp"

namespace virtd::rpc {

inline constexpr std::uint32_t remote_program = 0x20008086;
inline constexpr std::uint32_t qemu_program = 0x20008087;
inline constexpr std::uint32_t lxc_program = 0x00068000;
inline constexpr std::uint32_t admin_program = 0x06900690;
inline constexpr std::uint32_t keepalive_program = 0x6b656570;
inline constexpr std::uint32_t program_version = 1;  // of every program above

// The remote program by family, then the small programs; each in the order of its numbers.
std::span<const Procedure> connect_rows();
std::span<const Procedure> domain_rows();
std::span<const Procedure> resource_rows();
std::span<const Procedure> migrate_rows();
std::span<const Procedure> snapshot_rows();
std::span<const Procedure> network_rows();
std::span<const Procedure> interface_rows();
std::span<const Procedure> storage_rows();
std::span<const Procedure> nodedev_rows();
std::span<const Procedure> secret_rows();
std::span<const Procedure> nwfilter_rows();
std::span<const Procedure> event_rows();
std::span<const Procedure> qemu_rows();
std::span<const Procedure> lxc_rows();
std::span<const Procedure> admin_rows();

/// All of the remote program.
inline Families remote_rows() {
    return {connect_rows(),  domain_rows(),  resource_rows(),  migrate_rows(),
            snapshot_rows(), network_rows(), interface_rows(), storage_rows(),
            nodedev_rows(),  secret_rows(),  nwfilter_rows(),  event_rows()};
}

/// Keepalive has no rows: the connection itself answers a ping with a pong.
enum class Keepalive : std::int32_t { ping = 1, pong = 2 };

}  // namespace virtd::rpc
