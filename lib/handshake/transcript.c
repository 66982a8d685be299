/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* transcript.c - the running hash of all handshake messages */

#include "handshake/transcript.h"

#include "base/errors.h"
#include "wire/tls.h"

/* The state of `hash` before `bytes` are taken in, or when their beginning is in it; gives how many
 * of them are. */
static size_t state_before(const struct transcript *t, const struct hash *hash, struct bytes bytes,
                           struct hash_state *out)
{
    const struct begun_hello *begun = &t->begun;

    if (begun->size > 0 && begun->size <= bytes.size && begun->state.hash == hash) {
        if (out != &begun->state)
            hash_copy(&begun->state, out);
        return begun->size;
    }
    if (!t->hash)
        hash_init(out, hash);
    else if (out != &t->state)
        hash_copy(&t->state, out);
    return 0;
}

static void take_in(struct transcript *t, struct bytes bytes)
{
    size_t taken = state_before(t, t->hash, bytes, &t->state);

    hash_add(&t->state, bytes_from(bytes, taken));
    t->begun.size = 0;
}

/* Moves what is kept as bytes into the running hash. */
static void absorb(struct transcript *t)
{
    if (t->pending.size == 0)
        return;
    take_in(t, buffer_bytes(&t->pending));
    buffer_clear(&t->pending);
}

int transcript_add(struct transcript *t, struct bytes message)
{
    if (t->keeping)
        TRY(buffer_append(&t->kept, message));
    if (!t->hash)
        return buffer_append(&t->pending, message);
    absorb(t);
    take_in(t, message);
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
    t->begun.size = 0;
    header[3] = first.size;

    hash_init(&t->state, t->hash);
    hash_add(&t->state, bytes_of(header, sizeof header));
    hash_add(&t->state, digest_bytes(&first));
}

void transcript_with(const struct transcript *t, const struct hash *hash, struct bytes partial,
                     struct digest *out)
{
    struct bytes pending = buffer_bytes(&t->pending);
    struct hash_state state;
    size_t taken = state_before(t, hash, pending, &state);

    hash_add(&state, bytes_from(pending, taken));
    hash_add(&state, partial);
    hash_end(&state, out);
}

void transcript_now(const struct transcript *t, struct digest *out)
{
    transcript_with(t, t->hash, bytes_none(), out);
}

static void begin(struct transcript *t, const struct hash *hash, struct bytes bytes,
                  struct digest *out)
{
    struct begun_hello *begun = &t->begun;
    size_t taken = state_before(t, hash, bytes, &begun->state);

    hash_add(&begun->state, bytes_from(bytes, taken));
    begun->size = bytes.size;
    hash_now(&begun->state, out);
}

int transcript_begin_hello(struct transcript *t, const struct hash *hash, struct bytes partial,
                           struct digest *out)
{
    if (t->hash)
        absorb(t);
    if (t->pending.size > 0)
        return fail(GNUTLS_E_INTERNAL_ERROR);
    begin(t, hash, partial, out);
    return 0;
}

int transcript_cut(struct transcript *t, const struct hash *hash, size_t tail, struct digest *out)
{
    if (tail > t->pending.size)
        return fail(GNUTLS_E_INTERNAL_ERROR);
    begin(t, hash, bytes_of(t->pending.data, t->pending.size - tail), out);
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
    hash_wipe(&t->begun.state);
    t->begun.size = 0;
    t->hash = NULL;
}
