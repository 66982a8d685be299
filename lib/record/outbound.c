/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* outbound.c - content to records to queue to transport */

#include "record/outbound.h"

#include "base/errors.h"
#include "base/log.h"
#include "wire/tls.h"

/* An emptied queue up to this size is kept for the next small message. */
enum { KEEP_ROOM = 512 };

static size_t sealed_size(const struct record_keys *keys, size_t plain)
{
    return plain + keys->protection->overhead(keys, plain);
}

/* All room and all sequence numbers first: a flight is queued whole or not at all. The last record
 * may need more room around it than the full ones. */
static int make_ready(struct outbound *out, const struct record_keys *keys, size_t size,
                      size_t records)
{
    size_t full = records - 1;

    if (sequence_left(keys) < records)
        return fail(GNUTLS_E_RECORD_LIMIT_REACHED);
    return buffer_reserve(&out->queue, full * sealed_size(keys, out->plain_limit) +
                                           sealed_size(keys, size - full * out->plain_limit));
}

static int seal_one(struct outbound *out, struct record_keys *keys, uint8_t type,
                    struct bytes content, size_t padding)
{
    log_write(LOG_RECORDS, "record written: type %u, %zu bytes", type, content.size);
    return keys->protection->seal(keys, type, content, padding, &out->queue);
}

int outbound_queue(struct outbound *out, struct record_keys *keys, uint8_t type,
                   struct bytes content)
{
    size_t records = (content.size + out->plain_limit - 1) / out->plain_limit;

    if (content.size == 0)
        return outbound_queue_padded(out, keys, type, content, 0);

    TRY(make_ready(out, keys, content.size, records));
    while (content.size > 0) {
        size_t size = content.size < out->plain_limit ? content.size : out->plain_limit;

        TRY(seal_one(out, keys, type, bytes_of(content.data, size), 0));
        content = bytes_from(content, size);
    }
    return 0;
}

int outbound_queue_padded(struct outbound *out, struct record_keys *keys, uint8_t type,
                          struct bytes content, size_t padding)
{
    if (content.size == 0 && (type != CONTENT_APPLICATION_DATA || !record_keys_are_on(keys)))
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (content.size > out->plain_limit || padding > out->plain_limit - content.size)
        return fail(GNUTLS_E_LARGE_PACKET);

    TRY(make_ready(out, keys, content.size + padding, 1));
    return seal_one(out, keys, type, content, padding);
}

static void release(struct outbound *out)
{
    out->sent = 0;
    if (out->queue.room > KEEP_ROOM)
        buffer_wipe(&out->queue);
    else
        buffer_clear(&out->queue);
}

static size_t datagram_size(const struct outbound *out)
{
    const uint8_t *header = out->queue.data + out->sent;

    if (out->together > 0)
        return out->together;
    return DATAGRAM_HEADER_SIZE +
           (size_t)(header[DATAGRAM_HEADER_SIZE - 2] << 8 | header[DATAGRAM_HEADER_SIZE - 1]);
}

/* One that is too large for the path will not go through another time either: it is lost, as any
 * may be. */
static int flush_datagrams(struct outbound *out, struct transport *transport)
{
    int result = 0;

    while (outbound_waiting(out) > 0 && result == 0) {
        struct bytes next = bytes_of(out->queue.data + out->sent, datagram_size(out));
        size_t sent;

        result = transport_push(transport, next, &sent);
        if (result == 0 || result == GNUTLS_E_LARGE_PACKET) {
            out->sent += next.size;
            out->together = 0;
        }
    }
    if (outbound_waiting(out) == 0)
        release(out);
    return result;
}

void outbound_go_together(struct outbound *out)
{
    out->together = outbound_waiting(out);
}

int outbound_flush(struct outbound *out, struct transport *transport)
{
    if (out->datagram)
        return flush_datagrams(out, transport);
    while (outbound_waiting(out) > 0) {
        size_t sent;

        TRY(transport_push(transport, bytes_from(buffer_bytes(&out->queue), out->sent), &sent));
        out->sent += sent;
    }
    release(out);
    return 0;
}

size_t outbound_waiting(const struct outbound *out)
{
    return out->queue.size - out->sent;
}

void outbound_discard(struct outbound *out)
{
    buffer_cut(&out->queue, out->sent);
    out->together = 0;
    release(out);
}

void outbound_init(struct outbound *out)
{
    *out = (struct outbound){ .plain_limit = RECORD_PLAIN_MAX };
}

void outbound_wipe(struct outbound *out)
{
    buffer_wipe(&out->queue);
    outbound_init(out);
}
