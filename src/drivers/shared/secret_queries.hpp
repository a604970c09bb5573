// What can be asked about secrets, wherever they are kept.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <utility>

#include "driver/secret.hpp"
#include "drivers/shared/secrets.hpp"

namespace virtd {
class Pool;
}

namespace virtd::shared {

class SecretQueries : public driver::SecretDriver {
public:
    SecretQueries(std::shared_ptr<Secrets> secrets, driver::EventHub& events, Pool& pool)
        : secrets_(std::move(secrets)), events_(events), pool_(pool) {}

    driver::EventHub* events() override { return &events_; }

    Task<driver::SecretRef> identify_secret(driver::SecretKey key) override;

    // clang-format off
    Task<driver::ConnectNumOfSecretsRet> connect_num_of_secrets() override;
    Task<driver::ConnectListSecretsRet> connect_list_secrets(driver::ConnectListSecretsArgs args) override;
    Task<driver::ConnectListAllSecretsRet> connect_list_all_secrets(driver::ConnectListAllSecretsArgs args) override;
    Task<driver::SecretLookupByUuidRet> secret_lookup_by_uuid(driver::SecretLookupByUuidArgs args) override;
    Task<driver::SecretLookupByUsageRet> secret_lookup_by_usage(driver::SecretLookupByUsageArgs args) override;
    Task<driver::SecretGetXmlDescRet> secret_get_xml_desc(driver::SecretGetXmlDescArgs args) override;
    Task<driver::SecretGetValueRet> secret_get_value(driver::SecretGetValueArgs args) override;

    // clang-format on

protected:
    Secrets& secrets() const { return *secrets_; }
    Pool& pool() const { return pool_; }  // for large documents

private:
    std::shared_ptr<Secrets> secrets_;  // and whoever owns them
    driver::EventHub& events_;
    Pool& pool_;
};

}  // namespace virtd::shared
