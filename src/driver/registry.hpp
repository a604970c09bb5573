// The drivers of the daemon in start-up order, and what a connection gets when it opens one.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/hypervisor.hpp"
#include "driver/interface.hpp"
#include "driver/network.hpp"
#include "driver/nodedev.hpp"
#include "driver/nwfilter.hpp"
#include "driver/secret.hpp"
#include "driver/storage.hpp"

namespace virtd::driver {

/// What one connection has open. Null: no such driver serves this connection.
struct Drivers {
    std::shared_ptr<Hypervisor> hypervisor;
    std::shared_ptr<NetworkDriver> network;
    std::shared_ptr<InterfaceDriver> interface;
    std::shared_ptr<StorageDriver> storage;
    std::shared_ptr<NodeDeviceDriver> nodedev;
    std::shared_ptr<SecretDriver> secret;
    std::shared_ptr<NwfilterDriver> nwfilter;
    /// The name under which access control is asked about all calls of this connection, whichever
    /// of the drivers they reach ("QEMU"); empty: they are not checked.
    std::string access_driver;
};

/// What a client asked for with connect_open. The daemon has chosen the default for "".
struct OpenRequest {
    std::string uri;     // as given, e.g. "test:///default?socket=/x"
    std::string scheme;  // "test"
    std::string path;    // "/default"; empty when the URI has none
    std::string server;
    std::uint32_t flags = 0;  // virConnectFlags
};

/// How many guests there are, by state (virDomainState).
using GuestCounts = std::array<std::size_t, 8>;

/// Opens connections to one driver.
class Opener {
public:
    Opener() = default;
    Opener(const Opener&) = delete;
    Opener& operator=(const Opener&) = delete;
    virtual ~Opener() = default;

    /// "test" in test:///default
    virtual std::string_view scheme() const = 0;
    virtual Task<Drivers> open(OpenRequest request) = 0;
    /// Of all guests that outlive a connection; nothing from drivers without such.
    virtual std::optional<GuestCounts> count_guests() const { return std::nullopt; }
    /// Takes in definitions that somebody has put into the driver's directories.
    virtual Task<void> reload() { co_return; }
};

/// main() fills it in start-up order.
class Registry {
public:
    void add(std::unique_ptr<Opener> opener) { openers_.push_back(std::move(opener)); }

    /// Throws Errc::no_connect when no driver serves the URI. A transport ("test+unix") is the
    /// client's business: no driver here answers to it.
    Task<Drivers> open(std::string uri, std::uint32_t flags);

    /// One driver after the other; what fails is in the log.
    Task<void> reload();

    const std::vector<std::unique_ptr<Opener>>& openers() const { return openers_; }

private:
    std::vector<std::unique_ptr<Opener>> openers_;
};

}  // namespace virtd::driver
