// What we use of GnuTLS: loaded with the first TLS socket, for it takes a megabyte and a half.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "base/lazy_library.hpp"

namespace virtd::rpc {

inline LazyLibrary gnutls_library{"libgnutls.so.30"};

inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_bye);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_certificate_allocate_credentials);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_certificate_free_credentials);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_certificate_get_peers);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_certificate_server_set_request);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_certificate_set_x509_crl_mem);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_certificate_set_x509_key_mem);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_certificate_set_x509_trust_mem);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_certificate_type_get);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_certificate_verify_peers2);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_cipher_get);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_cipher_get_key_size);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_credentials_set);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_deinit);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_error_is_fatal);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_global_set_audit_log_function);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_global_set_log_function);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_global_set_log_level);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_handshake);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_init);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_memset);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_priority_set_direct);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_record_get_direction);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_record_recv);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_record_send);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_strerror);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_transport_set_int2);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_x509_crt_deinit);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_x509_crt_get_activation_time);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_x509_crt_get_basic_constraints);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_x509_crt_get_dn);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_x509_crt_get_expiration_time);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_x509_crt_get_key_purpose_oid);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_x509_crt_get_key_usage);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_x509_crt_get_pk_algorithm);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_x509_crt_import);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_x509_crt_init);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_x509_crt_list_import);
inline const VIRTD_LAZY_FUNCTION(gnutls_library, gnutls_x509_crt_list_verify);

}  // namespace virtd::rpc
