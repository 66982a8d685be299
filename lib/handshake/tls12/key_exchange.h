/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_exchange.h - a key exchange method of TLS 1.2, and what its messages carry
 *
 * RFC 5246, 7.4.3 and 7.4.7; RFC 8422; RFC 4279; RFC 5489; RFC 7919.
 */

#ifndef HANDSHAKE_TLS12_KEY_EXCHANGE_H
#define HANDSHAKE_TLS12_KEY_EXCHANGE_H

#include "handshake/handshake.h"

struct key_exchange {
    gnutls_kx_algorithm_t id;
    const char *name;
    bool shows_certificate; /* the server */
    bool has_params;        /* there is a ServerKeyExchange */
    bool may_have_params;   /* there is one if the server has something to say */
    bool decrypts;          /* the server's key does, instead of signing */
    bool signs_params;
    bool needs_curve, needs_finite_field;
    enum auth_kind auth; /* of the server */

    /* The parameters without their signature. */
    int (*write_params)(struct handshake *, struct wire_writer *);
    int (*read_params)(struct handshake *, struct wire_reader *);
    /* The client, before its answer; may ask the application. NULL: nothing to do. */
    int (*prepare_answer)(struct handshake *);
    /* The ClientKeyExchange. */
    int (*write_answer)(struct handshake *, struct wire_writer *);
    int (*read_answer)(struct handshake *, struct wire_reader *);
    /* Both sides, behind it; may ask the application and leaves the premaster secret. NULL: the
     * answer left it. */
    int (*finish_premaster)(struct handshake *);
};

/* NULL: not spoken. */
const struct key_exchange *key_exchange_find(gnutls_kx_algorithm_t);

/* Can a key of this kind do what this method wants of the server's? */
bool key_exchange_takes_key(const struct key_exchange *, const struct public_key *);

/* Are there credentials for it? NULL is not. */
bool key_exchange_is_armed(const struct config *, const struct key_exchange *);

extern const struct key_exchange kx_ecdhe_ecdsa, kx_ecdhe_rsa, kx_dhe_rsa, kx_rsa;
extern const struct key_exchange kx_anon_ecdh, kx_anon_dh;
extern const struct key_exchange kx_psk, kx_ecdhe_psk, kx_dhe_psk;

#endif
