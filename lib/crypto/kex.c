/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kex.c - key exchange: what all families have in common */

#include "crypto/kex.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/internal.h"
#include "crypto/random.h"

bool bytes_are_zero(const uint8_t *bytes, size_t size)
{
    uint8_t any = 0;

    for (size_t i = 0; i < size; i++)
        any |= bytes[i];
    memory_publish(&any, sizeof(any)); /* the answer is no secret */
    return any == 0;
}

int kex_draw_bytes(const struct kex *kex, uint8_t *private_bytes)
{
    return random_fill(RANDOM_SECRET, private_bytes, kex->methods->private_size);
}

static int draw_and_share(struct kex_private *key, uint8_t *share)
{
    TRY(key->kex->methods->draw(key->kex, key->bytes));
    return key->kex->methods->share(key, share);
}

int kex_generate(const struct kex *kex, struct kex_private *out, uint8_t *share)
{
    out->kex = kex;
    out->size = kex->methods->private_size;
    int result = draw_and_share(out, share);
    if (result < 0)
        kex_private_wipe(out);
    return result;
}

int kex_from_private(const struct kex *kex, struct bytes private_bytes, struct kex_private *out,
                     uint8_t *share)
{
    if (private_bytes.size == 0 || private_bytes.size > sizeof(out->bytes))
        return fail(GNUTLS_E_INVALID_REQUEST);
    out->kex = kex;
    out->size = (uint16_t)private_bytes.size;
    if (private_bytes.size > 0)
        memcpy(out->bytes, private_bytes.data, private_bytes.size);
    int result = kex->methods->share(out, share);
    if (result < 0)
        kex_private_wipe(out);
    return result;
}

int kex_derive(const struct kex_private *key, struct bytes peer_share, struct buffer *out)
{
    const struct kex *kex = key->kex;
    size_t size_before = out->size;
    uint8_t *shared;

    if (peer_share.size != kex->share_size)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    TRY(buffer_extend(out, kex->shared_size, &shared));
    int result = kex->methods->derive(key, peer_share.data, shared);
    if (result < 0) {
        memory_wipe(shared, kex->shared_size);
        buffer_cut(out, size_before);
    }
    return result;
}

void kex_private_wipe(struct kex_private *key)
{
    memory_wipe(key, sizeof(*key));
}
