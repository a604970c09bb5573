// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/opener.hpp"

#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/pool.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/shared/nwfilters.hpp"
#include "drivers/shared/secrets.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/interface_driver.hpp"
#include "drivers/test/interfaces.hpp"
#include "drivers/test/leases.hpp"
#include "drivers/test/network_driver.hpp"
#include "drivers/test/networks.hpp"
#include "drivers/test/node_file.hpp"
#include "drivers/test/nodedev_driver.hpp"
#include "drivers/test/nodedevs.hpp"
#include "drivers/test/nwfilter_driver.hpp"
#include "drivers/test/pools.hpp"
#include "drivers/test/secret_driver.hpp"
#include "drivers/test/storage_driver.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};

class TestOpener : public driver::Opener {
public:
    TestOpener(Pool& pool, AccessChecks checks)
        : pool_(pool),
          documents_(pool.loop(), {.threads = shared::reading_threads}),
          checks_(checks) {}

    std::string_view scheme() const override { return "test"; }

    Task<driver::Drivers> open(driver::OpenRequest request) override {
        if (request.path.empty() || request.path == "/") {
            fail(Errc::invalid_arg, "testOpen: supply a path or use test:///default");
        }
        std::shared_ptr<TestHost> host;
        if (request.path == "/default") {
            host = shared_host();
        } else {
            const auto work = [path = request.path, &pool = pool_, &documents = documents_] {
                return read_host(path, pool, documents);
            };
            host = co_await pool_.run(work);
        }
        driver::Drivers drivers;
        drivers.hypervisor = std::make_shared<TestDomains>(host);
        drivers.network = std::make_shared<TestNetworkDriver>(
            std::shared_ptr<TestNetworks>(host, host->networks.get()), host->events, documents_,
            // the driver keeps the host by its networks
            [&home = *host](const TestNetwork& network) { return leases_on(home, network); });
        drivers.storage = std::make_shared<TestStorageDriver>(
            std::shared_ptr<TestPools>(host, host->pools.get()), host->events, documents_);
        drivers.nodedev = std::make_shared<TestNodeDeviceDriver>(
            std::shared_ptr<TestNodeDevices>(host, host->devices.get()), host->events, documents_);
        drivers.interface = std::make_shared<TestInterfaceDriver>(
            std::shared_ptr<TestInterfaces>(host, host->interfaces.get()), documents_);
        drivers.secret = std::make_shared<TestSecretDriver>(
            std::shared_ptr<shared::Secrets>(host, host->secrets.get()), host->events, documents_);
        drivers.nwfilter = std::make_shared<TestNwfilterDriver>(
            std::shared_ptr<shared::NwFilters>(host, host->filters.get()), documents_);
        if (checks_ == AccessChecks::all) drivers.access_driver = scheme();
        co_return drivers;
    }

    std::optional<driver::GuestCounts> count_guests() const override {
        driver::GuestCounts counts{};
        if (const auto host = default_.lock()) {
            for (const auto& entry : host->guests)
                ++counts.at(static_cast<std::size_t>(entry.object->state));
        }
        return counts;
    }

private:
    std::shared_ptr<TestHost> shared_host() {
        auto host = default_.lock();
        if (!host) {
            host = default_host(pool_, documents_);
            default_ = host;
        }
        return host;
    }

    Pool& pool_;
    Pool documents_;
    const AccessChecks checks_;
    std::weak_ptr<TestHost> default_;  // lives as long as a connection has it
};

}  // namespace

std::unique_ptr<driver::Opener> opener(Pool& pool, AccessChecks checks) {
    return std::make_unique<TestOpener>(pool, checks);
}

}  // namespace virtd::test
