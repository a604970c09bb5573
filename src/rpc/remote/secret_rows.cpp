// The rows of the calls about secrets.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using D = driver::SecretDriver;

// clang-format off
constexpr Procedure rows[] = {
    row(139, "connect_num_of_secrets",              high, allow, call<&D::connect_num_of_secrets>,             "virConnectNumOfSecrets",             "0.7.1",  {"connect:search_secrets"}).filtered("secret:getattr"),
    row(140, "connect_list_secrets",                high, allow, call<&D::connect_list_secrets>,               "virConnectListSecrets",              "0.7.1",  {"connect:search_secrets"}).filtered("secret:getattr"),
    row(141, "secret_lookup_by_uuid",               high, allow, call<&D::secret_lookup_by_uuid>,              "virSecretLookupByUUID",              "0.7.1",  {"secret:getattr"}),
    row(142, "secret_define_xml",                   high, deny,  call<&D::secret_define_xml>,                  "virSecretDefineXML",                 "0.7.1",  {"secret:write", "secret:save"}),
    row(143, "secret_get_xml_desc",                 high, allow, call<&D::secret_get_xml_desc>,                "virSecretGetXMLDesc",                "0.7.1",  {"secret:read"}),
    row(144, "secret_set_value",                    high, deny,  call<&D::secret_set_value>,                   "virSecretSetValue",                  "0.7.1",  {"secret:write"}),
    row(145, "secret_get_value",                    high, deny,  call<&D::secret_get_value>,                   "virSecretGetValue",                  "0.7.1",  {"secret:read_secure"}),
    row(146, "secret_undefine",                     high, deny,  call<&D::secret_undefine>,                    "virSecretUndefine",                  "0.7.1",  {"secret:delete"}),
    row(147, "secret_lookup_by_usage",              high, allow, call<&D::secret_lookup_by_usage>,             "virSecretLookupByUsage",             "0.7.1",  {"secret:getattr"}),
    row(287, "connect_list_all_secrets",            high, allow, call<&D::connect_list_all_secrets>,           "virConnectListAllSecrets",           "0.10.2", {"connect:search_secrets"}).filtered("secret:getattr"),
    row(380, "connect_secret_event_register_any",   high, allow, session::connect_secret_event_register_any,   "virConnectSecretEventRegisterAny",   "3.0.0",  {"connect:search_secrets"}).filtered("secret:getattr"),
    row(381, "connect_secret_event_deregister_any", high, allow, session::connect_secret_event_deregister_any, "virConnectSecretEventDeregisterAny", "3.0.0",  {"connect:read"}),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> secret_rows() {
    return rows;
}

}  // namespace virtd::rpc
