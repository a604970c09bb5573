// What the users of a network are given: the ports of a test network.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "base/uuid.hpp"
#include "conf/network_port.hpp"
#include "driver/types.hpp"

namespace virtd::test {

using NetworkPortPtr = std::shared_ptr<const conf::NetworkPort>;

/// Ports live as long as their network runs.
class NetworkPorts {
public:
    /// A port without a plug gets one from the network; one with a plug must be `reclaimed`, as
    /// by a guest that was there before us. Throws when it cannot have it.
    void add(const conf::Network& network, conf::NetworkPort port, bool reclaimed);
    /// Throws when there is none.
    NetworkPortPtr find(const Uuid& uuid) const;
    void remove(const Uuid& uuid);
    void clear() { ports_.clear(); }

    std::vector<Uuid> uuids() const;

    std::vector<driver::TypedParam> parameters(const Uuid& uuid) const;
    void set_parameters(const Uuid& uuid, const std::vector<driver::TypedParam>& params);

private:
    conf::Plug free_plug(const conf::Network& network) const;
    bool is_used(const conf::Plug& plug) const;

    std::map<Uuid, NetworkPortPtr> ports_;
};

}  // namespace virtd::test
