// <encryption> of volumes: like that of disks, but it also says how to encrypt new images.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>

#include "conf/devices/storage_source.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

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

struct VolumeEncryption {
    StorageEncryption basic;
    std::optional<EncryptionCipher> cipher;
    std::optional<EncryptionIvgen> ivgen;

    bool operator==(const VolumeEncryption&) const = default;
};

extern const xml::Element<VolumeEncryption> volume_encryption_xml;

}  // namespace virtd::conf
