/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* prf12.c - the pseudorandom function of TLS 1.2, RFC 5246, 5
 *
 * Nothing here allocates, and the key is taken in once for all the blocks of all the expansions.
 */

#include "crypto/prf12.h"

#include "base/memory.h"
#include "crypto/internal.h"

struct input {
    const struct bytes *parts;
    size_t count;
};

void prf12_prepare(struct prf12_key *key, const struct hash *hash, struct bytes secret)
{
    hmac_prepare(&key->hmac, hash, secret);
}

void prf12_key_wipe(struct prf12_key *key)
{
    hmac_key_wipe(&key->hmac);
}

static void add_input(struct hash_state *state, const struct input *input)
{
    for (size_t i = 0; i < input->count; i++)
        hash_add(state, input->parts[i]);
}

/* A(1) is the keyed hash of the input alone. */
static void first_link(const struct prf12_key *key, const struct input *input, struct digest *out)
{
    struct hash_state state;

    hmac_begin(&key->hmac, &state);
    add_input(&state, input);
    hmac_close(&key->hmac, &state, out);
}

static void make_block(const struct prf12_key *key, const struct digest *link,
                       const struct input *input, struct digest *out)
{
    struct hash_state state;

    hmac_begin(&key->hmac, &state);
    hash_add(&state, digest_bytes(link));
    add_input(&state, input);
    hmac_close(&key->hmac, &state, out);
}

void prf12_parts(const struct prf12_key *key, const struct bytes *parts, size_t count, uint8_t *out,
                 size_t size)
{
    const struct input input = { parts, count };
    SCOPED(digest) struct digest link = { 0 };
    SCOPED(digest) struct digest block = { 0 };

    if (size == 0)
        return;
    first_link(key, &input, &link);
    for (;;) {
        make_block(key, &link, &input, &block);
        size_t part = size < block.size ? size : block.size;
        memcpy(out, block.bytes, part);
        out += part;
        size -= part;
        if (size == 0)
            return;
        hmac_once(&key->hmac, digest_bytes(&link), &link);
    }
}

void prf12(const struct prf12_key *key, const char *label, struct bytes seed, uint8_t *out,
           size_t size)
{
    const struct bytes parts[] = { bytes_of_text(label), seed };

    prf12_parts(key, parts, ARRAY_SIZE(parts), out, size);
}
