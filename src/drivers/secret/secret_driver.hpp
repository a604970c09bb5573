// What a connection can ask about the secrets of this host or user.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "drivers/secret/host_secrets.hpp"
#include "drivers/shared/secret_queries.hpp"

namespace virtd::secret {

class HostSecretDriver : public shared::SecretQueries {
public:
    HostSecretDriver(std::shared_ptr<HostSecrets> host, Pool& pool)
        : SecretQueries(std::shared_ptr<shared::Secrets>(host, &host->known()), host->events(),
                        pool),
          host_(std::move(host)) {}

    // clang-format off
    Task<driver::SecretDefineXmlRet> secret_define_xml(driver::SecretDefineXmlArgs args) override;
    Task<void> secret_set_value(driver::SecretSetValueArgs args) override;
    Task<void> secret_undefine(driver::SecretUndefineArgs args) override;
    // clang-format on

private:
    std::shared_ptr<HostSecrets> host_;
};

}  // namespace virtd::secret
