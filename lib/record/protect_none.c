/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* protect_none.c - records in the clear, RFC 8446, 5.1 */

#include "record/protect.h"

#include "base/errors.h"
#include "base/memory.h"
#include "record/internal.h"

static int none_seal(struct record_keys *keys, uint8_t type, struct bytes plain, size_t padding,
                     struct buffer *out)
{
    uint8_t *at;

    (void)padding;
    if (plain.size > RECORD_PLAIN_MAX)
        return fail(GNUTLS_E_LARGE_PACKET);
    TRY(buffer_extend(out, record_header_size(keys) + plain.size, &at));

    write_header(at, keys, type, keys->wire_version, plain.size);
    if (plain.size > 0)
        memcpy(at + record_header_size(keys), plain.data, plain.size);
    keys->sequence++;
    return 0;
}

static int none_open(struct record_keys *keys, struct record *record)
{
    record->inner_size = record->size;
    keys->sequence++;
    return 0;
}

static size_t none_overhead(const struct record_keys *keys, size_t plain)
{
    (void)plain;
    return record_header_size(keys);
}

const struct protection protect_none = {
    .name = "none",
    .seal = none_seal,
    .open = none_open,
    .overhead = none_overhead,
};

/* What pads to whole blocks has less room than its smallest overhead tells. */
size_t record_content_room(const struct record_keys *keys, size_t size)
{
    size_t overhead = keys->protection->overhead(keys, 0);
    size_t content = size > overhead ? size - overhead : 0;

    while (content > 0 && content + keys->protection->overhead(keys, content) > size)
        content--;
    return content;
}

void record_keys_none(struct record_keys *keys)
{
    record_keys_wipe(keys);
    keys->protection = &protect_none;
    keys->wire_version = WIRE_TLS12;
}

void record_keys_none_datagram(struct record_keys *keys)
{
    record_keys_none(keys);
    keys->datagram = true;
    keys->wire_version = WIRE_DTLS12;
}

void record_keys_wipe(struct record_keys *keys)
{
    memory_wipe(keys, sizeof(*keys));
}

void sequence_write(uint64_t sequence, uint8_t *out)
{
    for (int i = 0; i < 8; i++)
        out[i] = (uint8_t)(sequence >> (8 * (7 - i)));
}

uint64_t sequence_read(const uint8_t from[8])
{
    uint64_t sequence = 0;

    for (size_t i = 0; i < 8; i++)
        sequence = sequence << 8 | from[i];
    return sequence;
}
