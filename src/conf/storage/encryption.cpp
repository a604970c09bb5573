// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/storage/encryption.hpp"

#include "conf/devices/storage_words.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::storage};

constexpr auto cipher_rows = xml::rows<EncryptionCipher>({
    xml::attr<&EncryptionCipher::name>("name").or_missing(Errc::xml_error,
                                                          "cipher info missing 'name' attribute"),
    xml::attr<&EncryptionCipher::size>("size").required(),
    xml::attr<&EncryptionCipher::mode>("mode").if_set(),
    xml::attr<&EncryptionCipher::hash>("hash").if_set(),
});
constexpr xml::Element<EncryptionCipher> cipher_xml{"cipher", cipher_rows};

constexpr auto ivgen_rows = xml::rows<EncryptionIvgen>({
    xml::attr<&EncryptionIvgen::name>("name").or_missing(Errc::xml_error,
                                                         "missing ivgen info name string"),
    xml::attr<&EncryptionIvgen::hash>("hash").if_set(),
});
constexpr xml::Element<EncryptionIvgen> ivgen_xml{"ivgen", ivgen_rows};

// Only this format leaves the choice.
bool has_cipher(const VolumeEncryption& encryption) {
    return encryption.basic.format == EncryptionFormat::luks;
}

void check_format(xml::Node node, VolumeEncryption&) {
    const auto format = node.attribute("format");
    if (!format) fail(Errc::xml_error, "unknown volume encryption format");
    if (!xml::from_word<EncryptionFormat>(*format))
        fail(Errc::config_unsupported, "unknown volume encryption format type {}", *format);
}

void settle(xml::Node node, VolumeEncryption& encryption) {
    if (!has_cipher(encryption)) {
        encryption.cipher.reset();
        encryption.ivgen.reset();
    } else if (node.child("ivgen") && !node.child("cipher")) {
        fail(Errc::xml_error, "ivgen element found, but cipher is missing");
    }
}

constexpr auto basic_rows = xml::rows<StorageEncryption>({
    xml::attr<&StorageEncryption::format>("format"),
    xml::attr<&StorageEncryption::engine>("engine"),
    xml::spread<StorageEncryption>(),
    xml::list<&StorageEncryption::secrets, encryption_secret_xml>(),
});
constexpr xml::Element<StorageEncryption> basic_xml{"encryption", basic_rows};

constexpr auto encryption_rows = xml::rows<VolumeEncryption>({
    xml::check<VolumeEncryption, check_format>(),
    xml::same<&VolumeEncryption::basic, basic_xml>(),
    xml::child<&VolumeEncryption::cipher, cipher_xml>(),
    xml::child<&VolumeEncryption::ivgen, ivgen_xml>(),
    xml::check<VolumeEncryption, settle>(),
});

}  // namespace

constinit const xml::Element<VolumeEncryption> volume_encryption_xml{"encryption", encryption_rows};

}  // namespace virtd::conf
