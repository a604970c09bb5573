// What we use of Cyrus SASL: loaded with the first socket that asks for it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sasl/sasl.h>

#include "base/lazy_library.hpp"

namespace virtd::rpc {

inline LazyLibrary sasl_library{"libsasl2.so.2"};

inline const VIRTD_LAZY_FUNCTION(sasl_library, sasl_decode);
inline const VIRTD_LAZY_FUNCTION(sasl_library, sasl_dispose);
inline const VIRTD_LAZY_FUNCTION(sasl_library, sasl_encode);
inline const VIRTD_LAZY_FUNCTION(sasl_library, sasl_errdetail);
inline const VIRTD_LAZY_FUNCTION(sasl_library, sasl_errstring);
inline const VIRTD_LAZY_FUNCTION(sasl_library, sasl_getprop);
inline const VIRTD_LAZY_FUNCTION(sasl_library, sasl_listmech);
inline const VIRTD_LAZY_FUNCTION(sasl_library, sasl_server_init);
inline const VIRTD_LAZY_FUNCTION(sasl_library, sasl_server_new);
inline const VIRTD_LAZY_FUNCTION(sasl_library, sasl_server_start);
inline const VIRTD_LAZY_FUNCTION(sasl_library, sasl_server_step);
inline const VIRTD_LAZY_FUNCTION(sasl_library, sasl_set_mutex);
inline const VIRTD_LAZY_FUNCTION(sasl_library, sasl_setprop);

}  // namespace virtd::rpc
