// <auth> and <secret> of sources: who asks for the bytes, and with which secret.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>

#include "base/uuid.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// A secret of the secret driver, by its UUID or by what it is for.
struct SecretLookup {
    std::string type;
    std::optional<Uuid> uuid;
    std::optional<std::string> usage;

    bool operator==(const SecretLookup&) const = default;
};

struct StorageAuth {
    std::optional<std::string> type;  // "chap", from before the secret had a type
    std::string username;
    SecretLookup secret;

    bool operator==(const StorageAuth&) const = default;
};

extern const xml::Element<StorageAuth> storage_auth_xml;
/// The secret of an <encryption>.
extern const xml::Element<SecretLookup> encryption_secret_xml;

}  // namespace virtd::conf
