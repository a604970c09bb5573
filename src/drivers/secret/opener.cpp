// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/secret/opener.hpp"

#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/pool.hpp"
#include "drivers/secret/host_secrets.hpp"
#include "drivers/secret/secret_driver.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/shared/plain_connection.hpp"

namespace virtd::secret {

namespace {

constexpr Fail fail{Origin::none};

class SecretOpener : public driver::Opener {
public:
    SecretOpener(Pool& pool, driver::Inhibitions& inhibitions, const driver::Places& places)
        : documents_(pool.loop(), {.threads = shared::reading_threads}),
          path_(places.privileged ? "/system" : "/session"),
          host_(std::make_shared<HostSecrets>(pool, inhibitions, places)) {}

    std::string_view scheme() const override { return "secret"; }

    Task<driver::Drivers> open(driver::OpenRequest request) override {
        if (request.path != path_) {
            fail(Errc::internal_error, "unexpected {} URI path '{}', try {}://{}", scheme(),
                 request.path, scheme(), path_);
        }
        co_await host_->load();
        driver::Drivers drivers;
        drivers.hypervisor = std::make_shared<shared::PlainConnection>("secret", request.uri);
        drivers.secret = std::make_shared<HostSecretDriver>(host_, documents_);
        drivers.access_driver = scheme();
        co_return drivers;
    }

    Task<void> reload() override { co_await host_->reload(); }

private:
    Pool documents_;
    const std::string path_;
    const std::shared_ptr<HostSecrets> host_;
};

}  // namespace

std::unique_ptr<driver::Opener> opener(Pool& pool, driver::Inhibitions& inhibitions,
                                       const driver::Places& places) {
    return std::make_unique<SecretOpener>(pool, inhibitions, places);
}

}  // namespace virtd::secret
