// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/nwfilter/opener.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/pool.hpp"
#include "drivers/nwfilter/host_filters.hpp"
#include "drivers/nwfilter/nwfilter_driver.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/shared/plain_connection.hpp"

namespace virtd::nwfilter {

namespace {

constexpr Fail fail{Origin::nwfilter};

class NwfilterOpener : public driver::Opener {
public:
    NwfilterOpener(Pool& pool, const driver::Places& places)
        : documents_(pool.loop(), {.threads = shared::reading_threads}),
          privileged_(places.privileged),
          host_(std::make_shared<HostFilters>(pool, places)) {}

    std::string_view scheme() const override { return "nwfilter"; }

    Task<driver::Drivers> open(driver::OpenRequest request) override {
        if (request.path != "/system") {
            fail(Errc::internal_error, "unexpected {} URI path '{}', try {}://{}", scheme(),
                 request.path, scheme(), "/system");
        }
        driver::Drivers drivers;
        drivers.hypervisor = std::make_shared<shared::PlainConnection>("nwfilter", request.uri);
        drivers.access_driver = scheme();
        if (!privileged_) co_return drivers;
        co_await host_->load();
        drivers.nwfilter = std::make_shared<HostNwfilterDriver>(host_, documents_);
        co_return drivers;
    }

    Task<void> reload() override { co_await host_->reload(); }

private:
    Pool documents_;
    const bool privileged_;
    const std::shared_ptr<HostFilters> host_;
};

}  // namespace

std::unique_ptr<driver::Opener> opener(Pool& pool, const driver::Places& places) {
    return std::make_unique<NwfilterOpener>(pool, places);
}

}  // namespace virtd::nwfilter
