// What a connection that may only read is refused.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "driver/api/domain.hpp"
#include "driver/api/snapshot.hpp"

namespace virtd::rpc {

class Call;

/// For the rows that say ReadOnly::deny_if: do these arguments ask for more than reading?
bool needs_write_access(const driver::DomainGetXmlDescArgs& args);
bool needs_write_access(const driver::DomainManagedSaveGetXmlDescArgs& args);
bool needs_write_access(const driver::DomainSnapshotGetXmlDescArgs& args);
bool needs_write_access(const driver::DomainCheckpointGetXmlDescArgs& args);
bool needs_write_access(const driver::DomainGetVcpusFlagsArgs& args);
bool needs_write_access(const driver::DomainInterfaceAddressesArgs& args);

/// Throws "read only access prevents ..." in the words of the public function, if the client
/// may only read.
void refuse_read_only(const Call& call);

}  // namespace virtd::rpc
