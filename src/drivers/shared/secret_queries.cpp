// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/shared/secret_queries.hpp"

#include "base/error.hpp"
#include "driver/flags.hpp"
#include "drivers/shared/described.hpp"

namespace virtd::shared {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::secret};

namespace list_secrets {  // virConnectListAllSecretsFlags
enum : std::uint32_t { ephemeral = 1, not_ephemeral = 2, private_ = 4, not_private = 8, all = 15 };
}

// Of each pair of opposites none, one or both may be asked for; none asks for both.
bool passes(bool is, std::uint32_t flags, std::uint32_t yes, std::uint32_t no) {
    return (flags & (yes | no)) == 0 || (flags & (is ? yes : no)) != 0;
}

bool passes(const conf::Secret& secret, std::uint32_t flags) {
    namespace only = list_secrets;
    return passes(secret.is_ephemeral, flags, only::ephemeral, only::not_ephemeral) &&
           passes(secret.is_private, flags, only::private_, only::not_private);
}

}  // namespace

Task<SecretRef> SecretQueries::identify_secret(SecretKey key) {
    if (const auto* const ref = std::get_if<SecretRef>(&key)) {
        co_return secrets_->by_uuid(ref->uuid).ref();
    }
    std::string& xml = std::get<Document>(key).xml;
    const auto parse = [](const std::string& text) {
        return KnownSecret{.definition = conf::parse_secret(text), .value = {}}.ref();
    };
    auto [found, has_uuid] = co_await described(pool_, std::move(xml), parse);
    if (!has_uuid) found.uuid = {};
    co_return found;
}

Task<ConnectNumOfSecretsRet> SecretQueries::connect_num_of_secrets() {
    ConnectNumOfSecretsRet ret;
    ret.num = static_cast<std::int32_t>(secrets_->all().size());
    co_return ret;
}

Task<ConnectListSecretsRet> SecretQueries::connect_list_secrets(ConnectListSecretsArgs args) {
    ConnectListSecretsRet ret;
    for (const auto& entry : secrets_->all()) {
        if (static_cast<std::int64_t>(ret.uuids.size()) >= args.maxuuids) break;
        ret.uuids.push_back(entry.name);
    }
    co_return ret;
}

Task<ConnectListAllSecretsRet> SecretQueries::connect_list_all_secrets(
    ConnectListAllSecretsArgs args) {
    fail.unless_flags(args.flags, list_secrets::all, "secretConnectListAllSecrets");
    ConnectListAllSecretsRet ret;
    for (const auto& entry : secrets_->all()) {
        if (!passes(entry.object->definition, args.flags)) continue;
        ++ret.ret;
        if (args.need_results != 0) ret.secrets.push_back(entry.object->ref());
    }
    co_return ret;
}

Task<SecretLookupByUuidRet> SecretQueries::secret_lookup_by_uuid(SecretLookupByUuidArgs args) {
    SecretLookupByUuidRet ret;
    ret.secret = secrets_->by_uuid(args.uuid).ref();
    co_return ret;
}

Task<SecretLookupByUsageRet> SecretQueries::secret_lookup_by_usage(SecretLookupByUsageArgs args) {
    SecretLookupByUsageRet ret;
    ret.secret = secrets_->by_usage(args.usage_type, args.usage_id).ref();
    co_return ret;
}

Task<SecretGetXmlDescRet> SecretQueries::secret_get_xml_desc(SecretGetXmlDescArgs args) {
    fail.unless_flags(args.flags, 0, "secretGetXMLDesc");
    SecretGetXmlDescRet ret;
    auto shown =
        std::make_shared<const conf::Secret>(secrets_->by_uuid(args.secret.uuid).definition);
    ret.xml = co_await printed(pool_, std::move(shown));
    co_return ret;
}

Task<SecretGetValueRet> SecretQueries::secret_get_value(SecretGetValueArgs args) {
    fail.unless_flags(args.flags, 0, "secretGetValue");
    const KnownSecret& secret = secrets_->by_uuid(args.secret.uuid);
    if (secret.definition.is_private) fail(Errc::invalid_secret, "secret is private");
    if (!secret.value) {
        fail(Errc::no_secret, "secret '{}' does not have a value",
             to_string(secret.definition.uuid));
    }
    SecretGetValueRet ret;
    ret.value = *secret.value;
    co_return ret;
}

}  // namespace virtd::shared
