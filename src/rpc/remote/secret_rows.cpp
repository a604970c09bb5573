// The rows of the calls about secrets.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using driver::SecretDriver;

// clang-format off
constexpr Procedure rows[] = {
    {139, "connect_num_of_secrets", "virConnectNumOfSecrets", high, allow, {"connect:search_secrets"}, call<&SecretDriver::connect_num_of_secrets>, .filter = "secret:getattr"},
    {140, "connect_list_secrets", "virConnectListSecrets", high, allow, {"connect:search_secrets"}, call<&SecretDriver::connect_list_secrets>, .filter = "secret:getattr"},
    {141, "secret_lookup_by_uuid", "virSecretLookupByUUID", high, allow, {"secret:getattr"}, call<&SecretDriver::secret_lookup_by_uuid>},
    {142, "secret_define_xml", "virSecretDefineXML", high, deny, {"secret:write", "secret:save"}, call<&SecretDriver::secret_define_xml>},
    {143, "secret_get_xml_desc", "virSecretGetXMLDesc", high, allow, {"secret:read"}, call<&SecretDriver::secret_get_xml_desc>},
    {144, "secret_set_value", "virSecretSetValue", high, deny, {"secret:write"}, call<&SecretDriver::secret_set_value>},
    {145, "secret_get_value", "virSecretGetValue", high, deny, {"secret:read_secure"}, call<&SecretDriver::secret_get_value>},
    {146, "secret_undefine", "virSecretUndefine", high, deny, {"secret:delete"}, call<&SecretDriver::secret_undefine>},
    {147, "secret_lookup_by_usage", "virSecretLookupByUsage", high, allow, {"secret:getattr"}, call<&SecretDriver::secret_lookup_by_usage>},
    {287, "connect_list_all_secrets", "virConnectListAllSecrets", high, allow, {"connect:search_secrets"}, call<&SecretDriver::connect_list_all_secrets>, .filter = "secret:getattr"},
    {380, "connect_secret_event_register_any", "virConnectSecretEventRegisterAny", high, allow, {"connect:search_secrets"}, session::connect_secret_event_register_any, .filter = "secret:getattr"},
    {381, "connect_secret_event_deregister_any", "virConnectSecretEventDeregisterAny", high, allow, {"connect:read"}, session::connect_secret_event_deregister_any},
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> secret_rows() {
    return rows;
}

}  // namespace virtd::rpc
