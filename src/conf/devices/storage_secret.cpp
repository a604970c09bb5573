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
    xml::any_of<SecretLookup, "@uuid", "@usage">(),
    xml::at_most_one_of<SecretLookup, "@uuid", "@usage">(),
});
constexpr xml::Element<SecretLookup> lookup_names_xml{"secret", lookup_names};

// Of encryption it may be empty, of clients it may not.
bool has_filled_usage(xml::Node node) {
    return node.attribute("usage") != "";
}

constexpr auto secret_rows = xml::rows<SecretLookup>({
    xml::attr<&SecretLookup::type>("type")
        .like(xml::pattern::words<"ceph", "iscsi">)
        .if_set()
        .expected(),
    xml::custom<SecretLookup, read_lookup, write_lookup>("").naming(lookup_names_xml),
    xml::rule<SecretLookup, has_filled_usage>("an empty @usage"),
});
constexpr xml::Element<SecretLookup> secret_xml{"secret", secret_rows};

void check_auth(xml::Node node, StorageAuth&) {
    if (!node.attribute("username")) fail(Errc::xml_error, "missing username for auth");
    if (!node.child("secret")) fail(Errc::xml_error, "Missing <secret> element in auth");
}

constexpr auto auth_rows = xml::rows<StorageAuth>({
    check<StorageAuth, check_auth>(),
    xml::attr<&StorageAuth::type>("type"),
    xml::attr<&StorageAuth::username>("username").expected().like(xml::pattern::letters_and<"_+-">),
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
    xml::attr<&SecretLookup::type>("type").like(xml::pattern::words<"passphrase">).expected(),
    xml::custom<SecretLookup, read_lookup, write_lookup>("").naming(lookup_names_xml),
});

}  // namespace

constinit const xml::Element<StorageAuth> storage_auth_xml{"auth", auth_rows};
constinit const xml::Element<SecretLookup> encryption_secret_xml{"secret", passphrase_rows};

}  // namespace virtd::conf
