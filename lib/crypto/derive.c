/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* derive.c - the secret that two keys share */

#include "crypto/derive.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/bignum.h"
#include "crypto/kex.h"
#include "crypto/keys_internal.h"

#include <assert.h>

static const struct kex *kex_of(const struct public_key *key)
{
    switch (key->curve) {
    case GNUTLS_ECC_CURVE_SECP256R1:
        return &kex_secp256r1;
    case GNUTLS_ECC_CURVE_SECP384R1:
        return &kex_secp384r1;
    case GNUTLS_ECC_CURVE_SECP521R1:
        return &kex_secp521r1;
    default:
        return montgomery_of(key->kind);
    }
}

static int derive_on_curve(const struct private_key *key, const struct public_key *peer,
                           struct buffer *out)
{
    const struct kex *kex = kex_of(&key->public);
    SCOPED(kex_private) struct kex_private private = { 0 };
    SCOPED(buffer) struct buffer share = { 0 };
    uint8_t *at;

    if (kex == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(buffer_extend(&share, kex->share_size, &at));
    TRY(kex_from_private(kex, buffer_bytes(&key->d), &private, at));
    return kex_derive(&private, buffer_bytes(&peer->point), out);
}

static bool same_group(const struct public_key *a, const struct public_key *b)
{
    return bytes_equal(buffer_bytes(&a->prime), buffer_bytes(&b->prime)) &&
           bytes_equal(buffer_bytes(&a->generator), buffer_bytes(&b->generator));
}

static int derive_in_field(const struct private_key *key, const struct public_key *peer,
                           struct buffer *out)
{
    SCOPED(number) mpz_t prime;
    SCOPED(number) mpz_t x;
    SCOPED(number) mpz_t shared;
    uint8_t *at;
    number_init(prime, buffer_bytes(&key->public.prime));
    number_init(x, buffer_bytes(&key->d));
    number_init(shared, buffer_bytes(&peer->point));

    if (!same_group(&key->public, peer))
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(field_public_check(peer));
    mpz_powm_sec(shared, shared, x, prime);
    /* NIST SP 800-56A, 5.7.1.1. */
    if (mpz_cmp_ui(shared, 1) <= 0)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    TRY(buffer_extend(out, key->public.prime.size, &at));
    bool fits = number_write(shared, at, key->public.prime.size);
    assert(fits);
    return 0;
}

int key_derive_secret(const struct private_key *key, const struct public_key *peer,
                      struct buffer *out)
{
    if (key->public.kind != peer->kind || key->public.curve != peer->curve)
        return fail(GNUTLS_E_INVALID_REQUEST);
    switch (peer->kind) {
    case KEY_EC:
    case KEY_X25519:
    case KEY_X448:
        return derive_on_curve(key, peer, out);
    case KEY_DH:
        return derive_in_field(key, peer, out);
    default:
        return fail(GNUTLS_E_INVALID_REQUEST);
    }
}
