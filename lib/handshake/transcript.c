/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* transcript.c - the running hash of all handshake messages */

#include "handshake/transcript.h"

#include "base/errors.h"
#include "wire/tls.h"

/* Moves what is kept as bytes into the running hash. */
static void absorb(struct transcript *t)
{
    if (t->pending.size == 0)
        return;
    hash_add(&t->state, buffer_bytes(&t->pending));
    buffer_clear(&t->pending);
}

int transcript_add(struct transcript *t, struct bytes message)
{
    if (t->keeping)
        TRY(buffer_append(&t->kept, message));
    if (!t->hash)
        return buffer_append(&t->pending, message);
    absorb(t);
    hash_add(&t->state, message);
    return 0;
}

int transcript_add_hello(struct transcript *t, struct bytes message)
{
    if (t->hash)
        absorb(t);
    return buffer_append(&t->pending, message);
}

int transcript_choose_hash(struct transcript *t, const struct hash *hash)
{
    if (t->hash)
        return t->hash == hash ? 0 : fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    t->hash = hash;
    hash_init(&t->state, hash);
    return 0;
}

void transcript_restart_for_retry(struct transcript *t)
{
    struct digest first;
    uint8_t header[HANDSHAKE_HEADER_SIZE] = { MESSAGE_HASH };

    transcript_now(t, &first);
    buffer_clear(&t->pending);
    header[3] = first.size;

    hash_init(&t->state, t->hash);
    hash_add(&t->state, bytes_of(header, sizeof header));
    hash_add(&t->state, digest_bytes(&first));
}

/* All so far and `more` behind it. */
static void digest_of(const struct transcript *t, const struct hash *hash, struct bytes pending,
                      struct bytes more, struct digest *out)
{
    struct hash_state state;

    if (t->hash)
        hash_copy(&t->state, &state);
    else
        hash_init(&state, hash);
    hash_add(&state, pending);
    hash_add(&state, more);
    hash_now(&state, out);
}

void transcript_now(const struct transcript *t, struct digest *out)
{
    if (t->pending.size == 0) {
        hash_now(&t->state, out);
        return;
    }
    digest_of(t, t->hash, buffer_bytes(&t->pending), bytes_none(), out);
}

void transcript_with(const struct transcript *t, const struct hash *hash, struct bytes partial,
                     struct digest *out)
{
    digest_of(t, hash, buffer_bytes(&t->pending), partial, out);
}

int transcript_cut(const struct transcript *t, const struct hash *hash, size_t tail,
                   struct digest *out)
{
    if (tail > t->pending.size)
        return fail(GNUTLS_E_INTERNAL_ERROR);
    digest_of(t, hash, bytes_of(t->pending.data, t->pending.size - tail), bytes_none(), out);
    return 0;
}

int transcript_keep(struct transcript *t)
{
    t->keeping = true;
    return buffer_append(&t->kept, buffer_bytes(&t->pending));
}

void transcript_keep_no_more(struct transcript *t)
{
    t->keeping = false;
    buffer_wipe(&t->kept);
}

void transcript_wipe(struct transcript *t)
{
    transcript_keep_no_more(t);
    buffer_wipe(&t->pending);
    hash_wipe(&t->state);
    t->hash = NULL;
}
