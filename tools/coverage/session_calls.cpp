// The calls that the server answers itself exist for every driver; registering for events makes
// sense where a driver has some.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/session_calls.hpp"

#include "rpc/admin/calls.hpp"
#include "rpc/call.hpp"

namespace virtd::rpc::session {

namespace {

void always(Call& call) {
    call.implemented = true;
}

template <class Driver>
void with_events(Call& call) {
    const auto& driver = coverage::find<Driver>(call.drivers);
    call.implemented = driver != nullptr && driver->events() != nullptr;
}

/// Who passes commands to a monitor passes its events on.
void with_monitor(Call& call) {
    call.implemented =
        coverage::overrides(call.drivers, &driver::Hypervisor::qemu_domain_monitor_command);
}

using driver::Hypervisor;
using driver::NetworkDriver;
using driver::NodeDeviceDriver;
using driver::SecretDriver;
using driver::StorageDriver;

}  // namespace

// clang-format off
void connect_open(Call& call)                                 { always(call); }
void connect_close(Call& call)                                { always(call); }
void connect_supports_feature(Call& call)                     { always(call); }
void connect_set_identity(Call& call)                         { always(call); }
void connect_register_close_callback(Call& call)              { always(call); }
void connect_unregister_close_callback(Call& call)            { always(call); }
void auth_list(Call& call)                                    { always(call); }
void auth_sasl_init(Call& call)                               { always(call); }
void auth_sasl_start(Call& call)                              { always(call); }
void auth_sasl_step(Call& call)                               { always(call); }
void auth_polkit(Call& call)                                  { always(call); }
void connect_domain_event_register(Call& call)                { with_events<Hypervisor>(call); }
void connect_domain_event_deregister(Call& call)              { with_events<Hypervisor>(call); }
void connect_domain_event_register_any(Call& call)            { with_events<Hypervisor>(call); }
void connect_domain_event_deregister_any(Call& call)          { with_events<Hypervisor>(call); }
void connect_domain_event_callback_register_any(Call& call)   { with_events<Hypervisor>(call); }
void connect_domain_event_callback_deregister_any(Call& call) { with_events<Hypervisor>(call); }
void connect_network_event_register_any(Call& call)           { with_events<NetworkDriver>(call); }
void connect_network_event_deregister_any(Call& call)         { with_events<NetworkDriver>(call); }
void connect_storage_pool_event_register_any(Call& call)      { with_events<StorageDriver>(call); }
void connect_storage_pool_event_deregister_any(Call& call)    { with_events<StorageDriver>(call); }
void connect_node_device_event_register_any(Call& call)       { with_events<NodeDeviceDriver>(call); }
void connect_node_device_event_deregister_any(Call& call)     { with_events<NodeDeviceDriver>(call); }
void connect_secret_event_register_any(Call& call)            { with_events<SecretDriver>(call); }
void connect_secret_event_deregister_any(Call& call)          { with_events<SecretDriver>(call); }
void qemu_connect_domain_monitor_event_register(Call& call)   { with_monitor(call); }
void qemu_connect_domain_monitor_event_deregister(Call& call) { with_monitor(call); }
// clang-format on

}  // namespace virtd::rpc::session

namespace virtd::rpc::admin {

void connect_close(Call& call) {
    call.implemented = true;
}

void client_info(Call& call) {
    call.implemented = true;
}

void client_close(Call& call) {
    call.implemented = true;
}

void update_tls_files(Call& call) {
    call.implemented = true;
}

}  // namespace virtd::rpc::admin
