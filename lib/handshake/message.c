/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* message.c - frames of incoming messages
 *
 * As long as a record holds whole messages they are lent as they lie in it. A message that goes
 * on in the next record is gathered first.
 */

#include "handshake/message.h"

#include "base/errors.h"
#include "handshake/dtls/fragments.h"
#include "wire/reader.h"
#include "wire/tls.h"

/* The whole message at the front of `from`; `*out_size` is 0 while more is needed. */
static int message_size(struct bytes from, size_t max_size, size_t *out_size)
{
    struct wire_reader r = wire_reader(from);
    size_t body;

    *out_size = 0;
    if (from.size < HANDSHAKE_HEADER_SIZE)
        return 0;
    wire_read_u8(&r);
    body = wire_read_u24(&r);
    /* Refused before it is gathered: what comes may be far more than memory should hold. */
    if (body > max_size)
        return fail(GNUTLS_E_HANDSHAKE_TOO_LARGE);
    if (body <= wire_left(&r))
        *out_size = HANDSHAKE_HEADER_SIZE + body;
    return 0;
}

/* Takes from the record's content what the gathered message still lacks. */
static int gather(struct message_queue *q, size_t max_size)
{
    while (q->rest.size > 0) {
        size_t have = q->gathered.size, take = q->rest.size, whole;

        if (have < HANDSHAKE_HEADER_SIZE) {
            if (take > HANDSHAKE_HEADER_SIZE - have)
                take = HANDSHAKE_HEADER_SIZE - have;
        } else {
            const uint8_t *h = q->gathered.data;
            size_t body = (size_t)h[1] << 16 | (size_t)h[2] << 8 | h[3];

            if (take > HANDSHAKE_HEADER_SIZE + body - have)
                take = HANDSHAKE_HEADER_SIZE + body - have;
        }
        TRY(buffer_append(&q->gathered, bytes_of(q->rest.data, take)));
        q->rest = bytes_from(q->rest, take);
        TRY(message_size(buffer_bytes(&q->gathered), max_size, &whole));
        if (whole > 0)
            break;
    }
    return 0;
}

int message_feed(struct message_queue *q, struct bytes content, size_t max_size)
{
    if (q->fragments)
        return fragments_take(q->fragments, content, max_size);
    q->rest = content;
    if (q->gathered.size > 0 && !q->has_current)
        return gather(q, max_size);
    return 0;
}

static void set_current(struct message_queue *q, struct bytes whole, size_t header_size)
{
    q->current.type = whole.data[0];
    q->current.whole = whole;
    q->current.body = bytes_from(whole, header_size);
    q->has_current = true;
}

static void peek_fragments(struct message_queue *q)
{
    struct bytes whole = fragments_peek(q->fragments);

    if (whole.size > 0)
        set_current(q, whole, FRAGMENT_HEADER_SIZE);
}

int message_peek(struct message_queue *q, size_t max_size, bool *out_there)
{
    struct bytes from;
    size_t size;

    if (q->fragments && !q->has_current)
        peek_fragments(q);
    *out_there = q->has_current;
    if (q->has_current || q->fragments)
        return 0;

    from = q->gathered.size > 0 ? buffer_bytes(&q->gathered) : q->rest;
    TRY(message_size(from, max_size, &size));
    if (size > 0) {
        set_current(q, bytes_of(from.data, size), HANDSHAKE_HEADER_SIZE);
        *out_there = true;
        return 0;
    }
    /* The record's memory is about to be used again: keep the beginning of the message. */
    if (q->gathered.size == 0 && q->rest.size > 0) {
        TRY(buffer_append(&q->gathered, q->rest));
        q->rest = bytes_none();
    }
    return 0;
}

void message_done(struct message_queue *q)
{
    if (q->fragments)
        fragments_done(q->fragments);
    else if (q->gathered.size > 0)
        buffer_clear(&q->gathered);
    else
        q->rest = bytes_from(q->rest, q->current.whole.size);
    q->has_current = false;
}

bool message_queue_is_empty(const struct message_queue *q)
{
    return !q->has_current && q->rest.size == 0 && q->gathered.size == 0;
}

void message_queue_wipe(struct message_queue *q)
{
    buffer_wipe(&q->gathered);
    *q = (struct message_queue){ 0 };
}
