/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* random_stream.h - random bytes for callbacks of nettle, which may not fail
 *
 * Seeding may fail; what follows can not. One stream serves one signature or one key.
 */

#ifndef CRYPTO_RANDOM_STREAM_H
#define CRYPTO_RANDOM_STREAM_H

#include "base/bytes.h"
#include "crypto/random.h"

#include <nettle/chacha.h>

struct random_stream {
    struct chacha_ctx chacha;
};

/* `secret` and `message` are mixed into the seed: nonces then stay apart and unknown even if the
 * system's random bytes are bad. Both may be empty. */
int random_stream_init(struct random_stream *, enum random_grade, struct bytes secret,
                       struct bytes message) MUST_USE;
void random_stream_wipe(struct random_stream *);

/* A nettle_random_func; `stream` is a struct random_stream. */
void random_stream_fill(void *stream, size_t size, uint8_t *out);

#endif
