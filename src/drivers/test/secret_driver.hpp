// What a connection to the test driver can ask about secrets.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <utility>

#include "driver/secret.hpp"
#include "drivers/test/secrets.hpp"

namespace virtd::test {

class TestSecretDriver : public driver::SecretDriver {
public:
    TestSecretDriver(std::shared_ptr<TestSecrets> secrets, driver::EventHub& events)
        : secrets_(std::move(secrets)), events_(events) {}

    driver::EventHub* events() override { return &events_; }

    // in identify.cpp
    Task<driver::SecretRef> identify_secret(driver::SecretKey key) override;

    // clang-format off
    Task<driver::ConnectNumOfSecretsRet> connect_num_of_secrets() override;
    Task<driver::ConnectListSecretsRet> connect_list_secrets(driver::ConnectListSecretsArgs args) override;
    Task<driver::ConnectListAllSecretsRet> connect_list_all_secrets(driver::ConnectListAllSecretsArgs args) override;
    Task<driver::SecretLookupByUuidRet> secret_lookup_by_uuid(driver::SecretLookupByUuidArgs args) override;
    Task<driver::SecretLookupByUsageRet> secret_lookup_by_usage(driver::SecretLookupByUsageArgs args) override;
    Task<driver::SecretGetXmlDescRet> secret_get_xml_desc(driver::SecretGetXmlDescArgs args) override;
    Task<driver::SecretGetValueRet> secret_get_value(driver::SecretGetValueArgs args) override;

    Task<driver::SecretDefineXmlRet> secret_define_xml(driver::SecretDefineXmlArgs args) override;
    Task<void> secret_set_value(driver::SecretSetValueArgs args) override;
    Task<void> secret_undefine(driver::SecretUndefineArgs args) override;
    // clang-format on

private:
    std::shared_ptr<TestSecrets> secrets_;  // keeps the host
    driver::EventHub& events_;
};

}  // namespace virtd::test
