// What we use of the D-Bus client of libsystemd: loaded when somebody first needs a bus.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <systemd/sd-bus.h>

#include "base/lazy_library.hpp"

namespace virtd {

inline LazyLibrary bus_library{"libsystemd.so.0"};

inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_call_async);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_close_unref);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_get_events);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_get_timeout);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_is_open);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_is_ready);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_match_signal_async);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_message_append);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_message_close_container);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_message_enter_container);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_message_exit_container);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_message_get_error);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_message_new_method_call);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_message_open_container);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_message_read);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_message_ref);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_message_set_expect_reply);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_message_unref);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_new);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_process);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_send);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_set_bus_client);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_set_fd);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_slot_unref);
inline const VIRTD_LAZY_FUNCTION(bus_library, sd_bus_start);

}  // namespace virtd
