// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/storage_secret.hpp"

#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail_none{Origin::none};
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
    xml::mention<SecretLookup>("uuid", xml::Part::attribute).like(xml::pattern::uuid),
    xml::mention<SecretLookup>("usage", xml::Part::attribute),
});
constexpr xml::Element<SecretLookup> lookup_names_xml{"secret", lookup_names};

constexpr auto secret_rows = xml::rows<SecretLookup>({
    xml::attr<&SecretLookup::type>("type").if_set().expected(),
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
    xml::attr<&StorageAuth::username>("username").expected().like(xml::pattern::some_text),
    xml::child<&StorageAuth::secret, secret_xml>().expected(),
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
    xml::attr<&SecretLookup::type>("type").expected(),
    xml::custom<SecretLookup, read_lookup, write_lookup>("").naming(lookup_names_xml),
});

}  // namespace

constinit const xml::Element<StorageAuth> storage_auth_xml{"auth", auth_rows};
constinit const xml::Element<SecretLookup> encryption_secret_xml{"secret", passphrase_rows};

}  // namespace virtd::conf
