// <encryption> of volumes, disks and other images: how they are, or are to be, encrypted.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/rare.hpp"
#include "conf/devices/storage_secret.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

enum class EncryptionFormat { default_, qcow, luks, luks2 };
enum class EncryptionEngine { qemu, librbd };

struct EncryptionCipher {
    std::string name;
    unsigned size = 0;  // bits
    std::string mode;
    std::string hash;

    bool operator==(const EncryptionCipher&) const = default;
};

/// How the initialization vectors are made.
struct EncryptionIvgen {
    std::string name;
    std::string hash;

    bool operator==(const EncryptionIvgen&) const = default;
};

struct StorageEncryption {
    EncryptionFormat format = EncryptionFormat::default_;
    std::optional<EncryptionEngine> engine;
    std::vector<SecretLookup> secrets;
    Rare<EncryptionCipher> cipher;  // these two for new images only
    Rare<EncryptionIvgen> ivgen;

    bool operator==(const StorageEncryption&) const = default;
};

extern const xml::Element<StorageEncryption> storage_encryption_xml;

}  // namespace virtd::conf
