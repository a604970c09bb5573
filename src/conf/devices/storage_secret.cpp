// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "conf/devices/storage_source.hpp"
#include "conf/devices/storage_words.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail_none{Origin::none};
constexpr Fail fail_domain{Origin::domain};
constexpr Fail fail{Origin::storage};

void read_lookup(xml::Node node, SecretLookup& secret) {
    const auto uuid = node.attribute("uuid");
    const auto usage = node.attribute("usage");
    if (!uuid && !usage) fail_none(Errc::xml_error, "missing secret uuid or usage attribute");
    if (uuid && usage) fail_none(Errc::xml_error, "either secret uuid or usage expected");
    if (usage) {
        secret.usage = *usage;
        return;
    }
    secret.uuid = parse_uuid(*uuid);
    if (!secret.uuid) fail_none(Errc::xml_error, "invalid secret uuid '{}'", *uuid);
}

void write_lookup(xml::Writer& out, const SecretLookup& secret) {
    if (secret.uuid) {
        out.attribute("uuid", to_string(*secret.uuid));
    } else if (secret.usage) {
        out.attribute("usage", *secret.usage);
    }
}

constexpr auto lookup_names = xml::rows<SecretLookup>({
    xml::mention<SecretLookup>("uuid", xml::Part::attribute),
    xml::mention<SecretLookup>("usage", xml::Part::attribute),
});
constexpr xml::Element<SecretLookup> lookup_names_xml{"secret", lookup_names};

constexpr auto secret_rows = xml::rows<SecretLookup>({
    xml::attr<&SecretLookup::type>("type").if_set(),
    xml::custom<SecretLookup, read_lookup, write_lookup>("").naming(lookup_names_xml),
});
constexpr xml::Element<SecretLookup> secret_xml{"secret", secret_rows};

void check_auth(xml::Node node, StorageAuth&) {
    if (!node.attribute("username")) fail(Errc::xml_error, "missing username for auth");
    if (!node.child("secret")) fail(Errc::xml_error, "Missing <secret> element in auth");
}

constexpr auto auth_rows = xml::rows<StorageAuth>({
    check<StorageAuth, check_auth>(),
    xml::attr<&StorageAuth::type>("type"),
    xml::attr<&StorageAuth::username>("username"),
    xml::child<&StorageAuth::secret, secret_xml>(),
    xml::mention<StorageAuth>("username", xml::Part::attribute).required(),
    xml::mention<StorageAuth>("secret", xml::Part::element).required(),
});

void check_passphrase(xml::Node node, SecretLookup&) {
    const auto type = node.attribute("type");
    if (!type) fail(Errc::xml_error, "unknown volume encryption secret type");
    if (*type != "passphrase") {
        fail(Errc::config_unsupported, "unknown volume encryption secret type {}", *type);
    }
}

constexpr auto passphrase_rows = xml::rows<SecretLookup>({
    check<SecretLookup, check_passphrase>(),
    xml::attr<&SecretLookup::type>("type"),
    xml::custom<SecretLookup, read_lookup, write_lookup>("").naming(lookup_names_xml),
});

}  // namespace

constinit const xml::Element<SecretLookup> encryption_secret_xml{"secret", passphrase_rows};

namespace {

void check_encryption(xml::Node node, StorageEncryption&) {
    const auto format = node.attribute("format");
    if (!format) fail(Errc::xml_error, "unknown volume encryption format");
    if (!xml::from_word<EncryptionFormat>(*format)) {
        fail(Errc::config_unsupported, "unknown volume encryption format type {}", *format);
    }
    // the image knows how it is encrypted
    if (node.child("cipher")) {
        fail_domain(Errc::config_unsupported,
                    "supplying <cipher> for domain disk definition is unnecessary");
    }
    if (node.child("ivgen")) fail(Errc::xml_error, "ivgen element found, but cipher is missing");
}

constexpr auto encryption_rows = xml::rows<StorageEncryption>({
    check<StorageEncryption, check_encryption>(),
    xml::attr<&StorageEncryption::format>("format"),
    xml::attr<&StorageEncryption::engine>("engine"),
    xml::spread<StorageEncryption>(),
    xml::list<&StorageEncryption::secrets, encryption_secret_xml>(),
    xml::mention<StorageEncryption>("cipher", xml::Part::element),
    xml::mention<StorageEncryption>("ivgen", xml::Part::element),
});

}  // namespace

constinit const xml::Element<StorageAuth> storage_auth_xml{"auth", auth_rows};
constinit const xml::Element<StorageEncryption> storage_encryption_xml{"encryption",
                                                                       encryption_rows};

}  // namespace virtd::conf
