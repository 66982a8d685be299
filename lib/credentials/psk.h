/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* psk.h - keys that both sides hold beforehand: RFC 4279; RFC 8446, 2.2; imported ones: RFC 9258
 *
 * An identity is any bytes; a key is up to PSK_KEY_MAX. Filled by one thread, then shared.
 */

#ifndef CREDENTIALS_PSK_H
#define CREDENTIALS_PSK_H

#include "credentials/dh_params.h"

enum { PSK_KEY_MAX = 512, PSK_IDENTITY_MAX = 0xffff };

struct psk {
    struct buffer identity, key; /* no key: nobody knows the identity */
    bool imported;               /* the key is not to be used itself: see psk_import.h */
};

void psk_wipe(struct psk *);

struct gnutls_psk_client_credentials_st {
    struct psk psk;
    gnutls_psk_client_credentials_function *function;
    gnutls_psk_client_credentials_function2 *function2;
    gnutls_psk_client_credentials_function3 *function3;
};

struct gnutls_psk_server_credentials_st {
    char *file; /* as psktool writes it; NULL: none */
    struct buffer hint;
    gnutls_psk_server_credentials_function *function;
    gnutls_psk_server_credentials_function2 *function2;
    gnutls_psk_server_credentials_function3 *function3;
    struct dh_source dh;
};

int psk_client_new(struct gnutls_psk_client_credentials_st **out) MUST_USE;
void psk_client_free(struct gnutls_psk_client_credentials_st *);
int psk_client_set(struct gnutls_psk_client_credentials_st *, struct bytes identity,
                   struct bytes given, gnutls_psk_key_flags) MUST_USE;

int psk_server_new(struct gnutls_psk_server_credentials_st **out) MUST_USE;
void psk_server_free(struct gnutls_psk_server_credentials_st *);
int psk_server_set_file(struct gnutls_psk_server_credentials_st *, const char *path) MUST_USE;

/* Who we are; asks the application's function, which may stall. GNUTLS_E_INSUFFICIENT_CREDENTIALS:
 * nobody. */
int psk_client_ask(const struct gnutls_psk_client_credentials_st *, gnutls_session_t,
                   struct psk *out) MUST_USE;

/* The key of an identity; likewise. */
int psk_server_ask(const struct gnutls_psk_server_credentials_st *, gnutls_session_t,
                   struct bytes identity, struct psk *out) MUST_USE;

/* A key for who has none: its owner learns no more than with a wrong one (RFC 4279, 2). */
int psk_make_random(struct buffer *out_key) MUST_USE;

#endif
