/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dh_params.h - parameters of Diffie-Hellman that an application gives its server
 *
 * They serve clients of TLS 1.2 that name no group of RFC 7919.
 */

#ifndef CREDENTIALS_DH_PARAMS_H
#define CREDENTIALS_DH_PARAMS_H

#include "credentials/key_parts.h"
#include "crypto/kex_dh.h"

struct gnutls_dh_params_int {
    struct kex_dh dh;
    unsigned key_bits; /* that the application wants of private keys; 0: it did not say */
};

int dh_params_new(struct gnutls_dh_params_int **out) MUST_USE;
void dh_params_free(struct gnutls_dh_params_int *);

int dh_params_set(struct gnutls_dh_params_int *, struct bytes prime, struct bytes generator,
                  unsigned key_bits) MUST_USE;

/* The smallest group of RFC 7919 that has so many bits. GNUTLS_E_ILLEGAL_PARAMETER: none has, or no
 * bit was asked for. */
int dh_params_set_known(struct gnutls_dh_params_int *, unsigned bits) MUST_USE;

/* DHParameter of PKCS#3, section 9; in PEM behind "DH PARAMETERS". */
int dh_params_read(struct gnutls_dh_params_int *, struct bytes, gnutls_x509_crt_fmt_t) MUST_USE;
int dh_params_write(const struct gnutls_dh_params_int *, gnutls_x509_crt_fmt_t, struct buffer *out)
    MUST_USE;

/* The group, for a key in it. */
struct field_numbers dh_params_numbers(const struct gnutls_dh_params_int *);

/* Where credentials take them from. At most one is set; none: the group is ours to choose. */
struct dh_source {
    struct gnutls_dh_params_int *params; /* borrowed from the application */
    const struct kex *known;             /* gnutls_…_set_known_dh_params() */
    gnutls_params_function *function;
};

/* GNUTLS_E_INVALID_REQUEST: there is none. */
int dh_source_set_known(struct dh_source *, gnutls_sec_param_t) MUST_USE;

/* The parameters, or NULL when there are none. What the application's function gives is copied to
 * `room`; all else is lent by the source. */
int dh_source_ask(const struct dh_source *, gnutls_session_t, struct kex_dh *room,
                  const struct kex **out) MUST_USE;

#endif
