/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sign_eddsa.c - Ed25519 and Ed448, RFC 8032, without context and without prehashing */

#include "base/errors.h"
#include "crypto/keys_internal.h"

/* The public half takes part: with a wrong one the signature would give the private half away,
 * which is why keys are checked when they are made or read. */
int eddsa_sign(const struct private_key *key, struct bytes message, struct buffer *out)
{
    const struct eddsa *eddsa = eddsa_of(key->public.kind);
    uint8_t *at;

    if (key->d.size != eddsa->key_size || key->public.point.size != eddsa->key_size)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    TRY(buffer_extend(out, eddsa->signature_size, &at));
    eddsa->sign(key->public.point.data, key->d.data, message.size, message.data, at);
    return 0;
}

int eddsa_verify(const struct public_key *key, struct bytes message, struct bytes signature)
{
    const struct eddsa *eddsa = eddsa_of(key->kind);

    TRY(eddsa_public_check(key));
    /* RFC 8032, 5.2.7, wants the scalar below the order; nettle does not look at the last byte of
     * Ed448's, which would leave 256 ways to write each signature. */
    if (signature.size != eddsa->signature_size ||
        signature.data[signature.size - 1] > eddsa->last_byte_max ||
        !eddsa->check(key->point.data, message.size, message.data, signature.data))
        return fail(GNUTLS_E_PK_SIG_VERIFY_FAILED);
    return 0;
}
