// The structs of the calls that the server answers itself: their rows name functions that do
// not tell.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/session_calls.hpp"

#include "driver/api/connect.hpp"
#include "driver/api/network.hpp"
#include "driver/api/nodedev.hpp"
#include "driver/api/qemu.hpp"
#include "driver/api/secret.hpp"
#include "driver/api/storage.hpp"
#include "rpc/admin/calls.hpp"
#include "rpc/call.hpp"

namespace virtd::rpc::session {

using namespace driver;  // NOLINT(google-build-using-namespace): names of a whole table
using wire::carry;

// clang-format off
void connect_open(Call& call)                                 { carry<ConnectOpenArgs, void>(call); }
void connect_close(Call& call)                                { carry<void, void>(call); }
void connect_supports_feature(Call& call)                     { carry<ConnectSupportsFeatureArgs, ConnectSupportsFeatureRet>(call); }
void auth_list(Call& call)                                    { carry<void, AuthListRet>(call); }
void auth_sasl_init(Call& call)                               { carry<void, AuthSaslInitRet>(call); }
void auth_sasl_start(Call& call)                              { carry<AuthSaslStartArgs, AuthSaslStartRet>(call); }
void auth_sasl_step(Call& call)                               { carry<AuthSaslStepArgs, AuthSaslStepRet>(call); }
void auth_polkit(Call& call)                                  { carry<void, AuthPolkitRet>(call); }
void connect_domain_event_register(Call& call)                { carry<void, ConnectDomainEventRegisterRet>(call); }
void connect_domain_event_deregister(Call& call)              { carry<void, ConnectDomainEventDeregisterRet>(call); }
void connect_domain_event_register_any(Call& call)            { carry<ConnectDomainEventRegisterAnyArgs, void>(call); }
void connect_domain_event_deregister_any(Call& call)          { carry<ConnectDomainEventDeregisterAnyArgs, void>(call); }
void connect_network_event_register_any(Call& call)           { carry<ConnectNetworkEventRegisterAnyArgs, ConnectNetworkEventRegisterAnyRet>(call); }
void connect_network_event_deregister_any(Call& call)         { carry<ConnectNetworkEventDeregisterAnyArgs, void>(call); }
void connect_domain_event_callback_register_any(Call& call)   { carry<ConnectDomainEventCallbackRegisterAnyArgs, ConnectDomainEventCallbackRegisterAnyRet>(call); }
void connect_domain_event_callback_deregister_any(Call& call) { carry<ConnectDomainEventCallbackDeregisterAnyArgs, void>(call); }
void connect_register_close_callback(Call& call)              { carry<void, void>(call); }
void connect_unregister_close_callback(Call& call)            { carry<void, void>(call); }
void connect_storage_pool_event_register_any(Call& call)      { carry<ConnectStoragePoolEventRegisterAnyArgs, ConnectStoragePoolEventRegisterAnyRet>(call); }
void connect_storage_pool_event_deregister_any(Call& call)    { carry<ConnectStoragePoolEventDeregisterAnyArgs, void>(call); }
void connect_node_device_event_register_any(Call& call)       { carry<ConnectNodeDeviceEventRegisterAnyArgs, ConnectNodeDeviceEventRegisterAnyRet>(call); }
void connect_node_device_event_deregister_any(Call& call)     { carry<ConnectNodeDeviceEventDeregisterAnyArgs, void>(call); }
void connect_secret_event_register_any(Call& call)            { carry<ConnectSecretEventRegisterAnyArgs, ConnectSecretEventRegisterAnyRet>(call); }
void connect_secret_event_deregister_any(Call& call)          { carry<ConnectSecretEventDeregisterAnyArgs, void>(call); }
void connect_set_identity(Call& call)                         { carry<ConnectSetIdentityArgs, void>(call); }
void qemu_connect_domain_monitor_event_register(Call& call)   { carry<QemuConnectDomainMonitorEventRegisterArgs, QemuConnectDomainMonitorEventRegisterRet>(call); }
void qemu_connect_domain_monitor_event_deregister(Call& call) { carry<QemuConnectDomainMonitorEventDeregisterArgs, void>(call); }
// clang-format on

}  // namespace virtd::rpc::session

namespace virtd::rpc::admin {

void connect_close(Call& call) {
    wire::carry<void, void>(call);
}

void client_info(Call& call) {
    wire::carry<ClientGetInfoArgs, ClientGetInfoRet>(call);
}

void client_close(Call& call) {
    wire::carry<ClientCloseArgs, void>(call);
}

void update_tls_files(Call& call) {
    wire::carry<ServerUpdateTlsFilesArgs, void>(call);
}

}  // namespace virtd::rpc::admin
