/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kx_anon.c - Diffie-Hellman with nobody: RFC 5246, 7.4.3; RFC 8422, 2.3
 *
 * As the other methods, with no certificate and no signature. Anybody may stand in between.
 */

#include "handshake/tls12/internal.h"

const struct key_exchange kx_anon_dh = {
    .id = GNUTLS_KX_ANON_DH,
    .has_params = true,
    .needs_finite_field = true,
    .auth = AUTH_ANONYMOUS,
    .write_params = dhe_write_params,
    .read_params = dhe_read_params,
    .write_answer = dhe_write_answer,
    .read_answer = dhe_read_answer,
};

const struct key_exchange kx_anon_ecdh = {
    .id = GNUTLS_KX_ANON_ECDH,
    .has_params = true,
    .needs_curve = true,
    .auth = AUTH_ANONYMOUS,
    .write_params = ecdhe_write_params,
    .read_params = ecdhe_read_params,
    .write_answer = ecdhe_write_answer,
    .read_answer = ecdhe_read_answer,
};
