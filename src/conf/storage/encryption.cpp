// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/storage/encryption.hpp"

#include <array>
#include "xml/shape.hpp"

namespace virtd::conf {

constexpr auto xml_names(EncryptionFormat) {
    using enum EncryptionFormat;
    return std::to_array<xml::Name<EncryptionFormat>>(
        {{default_, "default"}, {qcow, "qcow"}, {luks, "luks"}, {luks2, "luks2"}});
}

constexpr auto xml_names(EncryptionEngine) {
    using enum EncryptionEngine;
    return std::to_array<xml::Name<EncryptionEngine>>({{qemu, "qemu"}, {librbd, "librbd"}});
}

namespace {

constexpr Fail fail{Origin::storage};

constexpr auto cipher_rows = xml::rows<EncryptionCipher>({
    xml::attr<&EncryptionCipher::name>("name").or_missing(Errc::xml_error,
                                                          "cipher info missing 'name' attribute"),
    xml::attr<&EncryptionCipher::size>("size").required(),
    xml::attr<&EncryptionCipher::mode>("mode").if_set(),
    xml::attr<&EncryptionCipher::hash>("hash").if_set(),
    xml::all_or_none_of<EncryptionCipher, "@mode", "@hash">(),
});
constexpr xml::Element<EncryptionCipher> cipher_xml{"cipher", cipher_rows};

constexpr auto ivgen_rows = xml::rows<EncryptionIvgen>({
    xml::attr<&EncryptionIvgen::name>("name").or_missing(Errc::xml_error,
                                                         "missing ivgen info name string"),
    xml::attr<&EncryptionIvgen::hash>("hash").if_set(),
});
constexpr xml::Element<EncryptionIvgen> ivgen_xml{"ivgen", ivgen_rows};

void check_format(xml::Node node, StorageEncryption&) {
    const auto format = node.attribute("format");
    if (!format) fail(Errc::xml_error, "unknown volume encryption format");
    if (!xml::from_word<EncryptionFormat>(*format))
        fail(Errc::config_unsupported, "unknown volume encryption format type {}", *format);
}

// Only this format leaves the choice.
void read_cipher(xml::Node node, StorageEncryption& encryption) {
    if (encryption.format != EncryptionFormat::luks) return;
    const xml::Node ivgen = node.child("ivgen");
    if (const xml::Node cipher = node.child("cipher")) {
        xml::read(cipher_xml, cipher, encryption.cipher.emplace());
    } else if (ivgen) {
        fail(Errc::xml_error, "ivgen element found, but cipher is missing");
    }
    if (ivgen) xml::read(ivgen_xml, ivgen, encryption.ivgen.emplace());
}

void write_cipher(xml::Writer& out, const StorageEncryption& encryption) {
    if (encryption.cipher) xml::write(cipher_xml, out, *encryption.cipher);
    if (encryption.ivgen) xml::write(ivgen_xml, out, *encryption.ivgen);
}

constexpr auto cipher_names = xml::rows<StorageEncryption>({
    xml::mention<StorageEncryption>("cipher", xml::Part::element).of(cipher_xml).once(),
    xml::mention<StorageEncryption>("ivgen", xml::Part::element).of(ivgen_xml).once(),
});
constexpr xml::Element<StorageEncryption> cipher_names_xml{"encryption", cipher_names};

constexpr auto encryption_rows = xml::rows<StorageEncryption>({
    xml::check<StorageEncryption, check_format>(),
    xml::attr<&StorageEncryption::format>("format").expected(),
    xml::attr<&StorageEncryption::engine>("engine"),
    xml::spread<StorageEncryption>(),
    xml::list<&StorageEncryption::secrets, encryption_secret_xml>().once(),
    xml::first_with_others<StorageEncryption, "secret", "cipher">(),
    xml::all_or_none_of<StorageEncryption, "cipher", "ivgen">(),
    xml::custom<StorageEncryption, read_cipher, write_cipher>("").naming(cipher_names_xml),
});

}  // namespace

constinit const xml::Element<StorageEncryption> storage_encryption_xml{"encryption",
                                                                       encryption_rows};

}  // namespace virtd::conf
