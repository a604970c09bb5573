// The calls that the server answers itself: opening, authentication, features, identity, events.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

namespace virtd::rpc {
class Call;
}

namespace virtd::rpc::session {

void connect_open(Call& call);
void connect_close(Call& call);
void connect_supports_feature(Call& call);
void connect_set_identity(Call& call);
void connect_register_close_callback(Call& call);
void connect_unregister_close_callback(Call& call);

void auth_list(Call& call);
void auth_sasl_init(Call& call);
void auth_sasl_start(Call& call);
void auth_sasl_step(Call& call);
void auth_polkit(Call& call);

// Events of the old style: the event id is the key.
void connect_domain_event_register(Call& call);
void connect_domain_event_deregister(Call& call);
void connect_domain_event_register_any(Call& call);
void connect_domain_event_deregister_any(Call& call);

// Events of the callback style: the answer is the id of the registration.
void connect_domain_event_callback_register_any(Call& call);
void connect_domain_event_callback_deregister_any(Call& call);
void connect_network_event_register_any(Call& call);
void connect_network_event_deregister_any(Call& call);
void connect_storage_pool_event_register_any(Call& call);
void connect_storage_pool_event_deregister_any(Call& call);
void connect_node_device_event_register_any(Call& call);
void connect_node_device_event_deregister_any(Call& call);
void connect_secret_event_register_any(Call& call);
void connect_secret_event_deregister_any(Call& call);
void qemu_connect_domain_monitor_event_register(Call& call);
void qemu_connect_domain_monitor_event_deregister(Call& call);

}  // namespace virtd::rpc::session
