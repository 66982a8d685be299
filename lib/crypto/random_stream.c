/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* random_stream.c - random bytes for callbacks of nettle, which may not fail */

#include "crypto/random_stream.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/internal.h"

enum { SEED_SIZE = 32 };

int random_stream_init(struct random_stream *stream, enum random_grade grade, struct bytes secret,
                       struct bytes message)
{
    static const uint8_t nonce[CHACHA_NONCE_SIZE];
    SCOPED(digest) struct digest key = { 0 };
    SCOPED(hmac_key) struct hmac_key mixer = { 0 };
    struct hash_state state;
    uint8_t seed[SEED_SIZE];

    TRY(random_fill(grade, seed, sizeof(seed)));
    hmac_prepare(&mixer, &hash_sha256, bytes_of(seed, sizeof(seed)));
    memory_wipe(seed, sizeof(seed));
    hmac_begin(&mixer, &state);
    hash_add(&state, secret);
    hash_add(&state, message);
    hmac_close(&mixer, &state, &key);

    chacha_set_key(&stream->chacha, key.bytes);
    chacha_set_nonce(&stream->chacha, nonce);
    return 0;
}

void random_stream_wipe(struct random_stream *stream)
{
    memory_wipe(stream, sizeof(*stream));
}

void random_stream_fill(void *stream, size_t size, uint8_t *out)
{
    static const uint8_t zeros[256];
    struct random_stream *self = stream;

    /* The cipher goes on with a new block at each call: what is left of the last one is dropped. */
    while (size > 0) {
        size_t part = size < sizeof(zeros) ? size : sizeof(zeros);
        chacha_crypt(&self->chacha, part, out, zeros);
        out += part;
        size -= part;
    }
}
