// What a driver can be asked about secrets. Whatever a driver does not override is "not supported".
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/task.hpp"
#include "driver/api/secret.hpp"
#include "driver/event.hpp"
#include "driver/identify.hpp"
#include "driver/not_supported.hpp"

namespace virtd::driver {

/// One connection's view of such a driver. The names are those of the protocol.
// clang-format off
class SecretDriver {
public:
    SecretDriver() = default;
    SecretDriver(const SecretDriver&) = delete;
    SecretDriver& operator=(const SecretDriver&) = delete;
    virtual ~SecretDriver() = default;

    /// Where this driver publishes what happens; null: it has no events.
    virtual EventHub* events() { return nullptr; }

    /// See driver/identify.hpp.
    virtual Task<SecretRef> identify_secret(SecretKey)
        { not_supported("access control of secrets"); }

    virtual Task<ConnectNumOfSecretsRet> connect_num_of_secrets()
        { not_supported("virConnectNumOfSecrets"); }
    virtual Task<ConnectListSecretsRet> connect_list_secrets(ConnectListSecretsArgs)
        { not_supported("virConnectListSecrets"); }
    virtual Task<SecretLookupByUuidRet> secret_lookup_by_uuid(SecretLookupByUuidArgs)
        { not_supported("virSecretLookupByUUID"); }
    virtual Task<SecretDefineXmlRet> secret_define_xml(SecretDefineXmlArgs)
        { not_supported("virSecretDefineXML"); }
    virtual Task<SecretGetXmlDescRet> secret_get_xml_desc(SecretGetXmlDescArgs)
        { not_supported("virSecretGetXMLDesc"); }
    virtual Task<void> secret_set_value(SecretSetValueArgs) { not_supported("virSecretSetValue"); }
    virtual Task<SecretGetValueRet> secret_get_value(SecretGetValueArgs)
        { not_supported("virSecretGetValue"); }
    virtual Task<void> secret_undefine(SecretUndefineArgs) { not_supported("virSecretUndefine"); }
    virtual Task<SecretLookupByUsageRet> secret_lookup_by_usage(SecretLookupByUsageArgs)
        { not_supported("virSecretLookupByUsage"); }
    virtual Task<ConnectListAllSecretsRet> connect_list_all_secrets(ConnectListAllSecretsArgs)
        { not_supported("virConnectListAllSecrets"); }
};
// clang-format on

}  // namespace virtd::driver
