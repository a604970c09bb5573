// What the public calls about secrets take and answer; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::driver {

struct ConnectNumOfSecretsRet {
    std::int32_t num = 0;

    bool operator==(const ConnectNumOfSecretsRet&) const = default;
};

struct ConnectListSecretsArgs {
    std::int32_t maxuuids = 0;

    bool operator==(const ConnectListSecretsArgs&) const = default;
};

struct ConnectListSecretsRet {
    List<std::string, 16384> uuids;

    bool operator==(const ConnectListSecretsRet&) const = default;
};

struct SecretLookupByUuidArgs {
    Uuid uuid;

    bool operator==(const SecretLookupByUuidArgs&) const = default;
};

struct SecretLookupByUuidRet {
    SecretRef secret;

    bool operator==(const SecretLookupByUuidRet&) const = default;
};

struct SecretDefineXmlArgs {
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const SecretDefineXmlArgs&) const = default;
};

struct SecretDefineXmlRet {
    SecretRef secret;

    bool operator==(const SecretDefineXmlRet&) const = default;
};

struct SecretGetXmlDescArgs {
    SecretRef secret;
    std::uint32_t flags = 0;

    bool operator==(const SecretGetXmlDescArgs&) const = default;
};

struct SecretGetXmlDescRet {
    std::string xml;

    bool operator==(const SecretGetXmlDescRet&) const = default;
};

struct SecretSetValueArgs {
    SecretRef secret;
    Opaque<65536> value;
    std::uint32_t flags = 0;

    bool operator==(const SecretSetValueArgs&) const = default;
};

struct SecretGetValueArgs {
    SecretRef secret;
    std::uint32_t flags = 0;

    bool operator==(const SecretGetValueArgs&) const = default;
};

struct SecretGetValueRet {
    Opaque<65536> value;

    bool operator==(const SecretGetValueRet&) const = default;
};

struct SecretUndefineArgs {
    SecretRef secret;

    bool operator==(const SecretUndefineArgs&) const = default;
};

struct SecretLookupByUsageArgs {
    std::int32_t usage_type = 0;
    std::string usage_id;

    bool operator==(const SecretLookupByUsageArgs&) const = default;
};

struct SecretLookupByUsageRet {
    SecretRef secret;

    bool operator==(const SecretLookupByUsageRet&) const = default;
};

struct ConnectListAllSecretsArgs {
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const ConnectListAllSecretsArgs&) const = default;
};

struct ConnectListAllSecretsRet {
    List<SecretRef, 16384> secrets;
    std::uint32_t ret = 0;

    bool operator==(const ConnectListAllSecretsRet&) const = default;
};

struct ConnectSecretEventRegisterAnyArgs {
    std::int32_t event_id = 0;
    std::optional<SecretRef> secret;

    bool operator==(const ConnectSecretEventRegisterAnyArgs&) const = default;
};

struct ConnectSecretEventRegisterAnyRet {
    std::int32_t callback_id = 0;

    bool operator==(const ConnectSecretEventRegisterAnyRet&) const = default;
};

struct ConnectSecretEventDeregisterAnyArgs {
    std::int32_t callback_id = 0;

    bool operator==(const ConnectSecretEventDeregisterAnyArgs&) const = default;
};

}  // namespace virtd::driver
