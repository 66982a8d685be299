/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keys_montgomery.c - keys of X25519 and X448, RFC 7748: check, complete, generate */

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/keys_internal.h"
#include "crypto/random.h"

const struct kex *montgomery_of(enum key_kind kind)
{
    if (kind == KEY_X25519)
        return &kex_x25519;
    return kind == KEY_X448 ? &kex_x448 : NULL;
}

int montgomery_public_check(const struct public_key *key)
{
    return key->point.size == montgomery_of(key->kind)->share_size
               ? 0
               : fail(GNUTLS_E_ILLEGAL_PARAMETER);
}

/* The private half of either is as long as the public one. */
static int public_share(const struct private_key *key, struct buffer *out)
{
    const struct kex *kex = montgomery_of(key->public.kind);
    SCOPED(kex_private) struct kex_private private = { 0 };
    uint8_t *at;

    if (key->d.size != kex->share_size)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    TRY(buffer_extend(out, kex->share_size, &at));
    return kex_from_private(kex, buffer_bytes(&key->d), &private, at);
}

int montgomery_private_check(const struct private_key *key)
{
    SCOPED(buffer) struct buffer expected = { 0 };

    TRY(public_share(key, &expected));
    if (!bytes_equal(buffer_bytes(&expected), buffer_bytes(&key->public.point)))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    return 0;
}

int montgomery_private_complete(struct private_key *key)
{
    return key->public.point.size > 0 ? 0 : public_share(key, &key->public.point);
}

int montgomery_private_generate(enum key_kind kind, struct private_key *out)
{
    uint8_t *d;

    out->public.curve = kind == KEY_X25519 ? GNUTLS_ECC_CURVE_X25519 : GNUTLS_ECC_CURVE_X448;
    TRY(buffer_extend(&out->d, montgomery_of(kind)->share_size, &d));
    TRY(random_fill(RANDOM_KEY, d, montgomery_of(kind)->share_size));
    return public_share(out, &out->public.point);
}
