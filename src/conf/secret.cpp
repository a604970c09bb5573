// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/secret.hpp"

#include "base/translate.hpp"

#include <algorithm>

#include "conf/shapes.hpp"
#include "xml/check.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::secret};

/// Each usage names its object in a child of another name.
struct UsageFacts {
    SecretUsage usage;
    std::string_view child;
    std::string_view lack;
};

constexpr UsageFacts usages[] = {
    {SecretUsage::volume, "volume",
     translatable("volume usage specified, but volume path is missing")},
    {SecretUsage::ceph, "name", translatable("Ceph usage specified, but name is missing")},
    {SecretUsage::iscsi, "target", translatable("iSCSI usage specified, but target is missing")},
    {SecretUsage::tls, "name", translatable("TLS usage specified, but name is missing")},
    {SecretUsage::vtpm, "name", translatable("vTPM usage specified, but name is missing")},
};

const UsageFacts* facts_of(SecretUsage usage) {
    const auto found = std::ranges::find(usages, usage, &UsageFacts::usage);
    return found == std::end(usages) ? nullptr : &*found;
}

void read_usage(xml::Node node, Secret& secret) {
    const xml::Node usage = node.child("usage");
    if (!usage) return;
    const auto type = usage.attribute("type");
    if (!type) fail(Errc::xml_error, "unknown secret usage type");
    const auto known = xml::from_word<SecretUsage>(*type);
    if (!known) fail(Errc::config_unsupported, "unknown secret usage type {}", *type);
    secret.usage = *known;
    const UsageFacts* const facts = facts_of(*known);
    if (facts == nullptr) return;
    if (const xml::Node object = usage.child(facts->child)) secret.usage_id = object.text();
    if (secret.usage_id.empty()) fail(Errc::internal_error, "{}", translate(facts->lack));
}

void write_usage(xml::Writer& out, const Secret& secret) {
    const UsageFacts* const facts = facts_of(secret.usage);
    if (facts == nullptr) return;
    out.open("usage");
    out.attribute("type", xml::to_word(secret.usage));
    out.text_element(facts->child, secret.usage_id);
    out.close();
}

constexpr auto usage_rows = xml::rows<Shape>({
    shape::word<SecretUsage>("type").expected(),
    shape::text_child("volume", xml::pattern::absolute_path)
        .only(xml::when<"type", "volume">)
        .expected(),
    shape::text_child("name", xml::pattern::some_text)
        .only(xml::when<"type", "ceph", "tls", "vtpm">)
        .expected(),
    shape::text_child("target", xml::pattern::some_text)
        .only(xml::when<"type", "iscsi">)
        .expected(),
});
constexpr xml::Element<Shape> usage_shape{"usage", usage_rows};

constexpr auto secret_rows = xml::rows<Secret>({
    xml::attr<&Secret::is_ephemeral, xml::yes_no>("ephemeral")
        .or_fail(Errc::xml_error, "invalid value of 'ephemeral'"),
    xml::attr<&Secret::is_private, xml::yes_no>("private").or_fail(Errc::xml_error,
                                                                   "invalid value of 'private'"),
    xml::text_child<&Secret::uuid>("uuid").or_fail(Errc::internal_error, "malformed uuid element"),
    xml::text_child<&Secret::description>("description"),
    xml::custom<Secret, read_usage, write_usage>("usage").of(usage_shape).once(),
});

}  // namespace

constinit const xml::Element<Secret> secret_xml{"secret", secret_rows};

Secret parse_secret(xml::Node node) {
    Secret secret;
    xml::read(secret_xml, node, secret);
    if (secret.uuid == Uuid{}) secret.uuid = random_uuid();
    return secret;
}

Secret parse_secret(std::string_view xml, bool check_names) {
    const xml::Document document(xml, {.origin = Origin::secret, .what = "definition_of_secret"});
    const xml::Node root = document.root(secret_xml.name);
    if (check_names) xml::validate_names(secret_xml, root, "secret");
    return parse_secret(root);
}

std::string format(const Secret& secret, const xml::View& view) {
    return xml::format(secret, secret_xml, view);
}

}  // namespace virtd::conf
