/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* protect_cbc12.c - records of TLS 1.2 under CBC and HMAC, RFC 5246, 6.2.3.2, and RFC 7366 */

#include "record/protect.h"

#include "base/errors.h"
#include "crypto/cbc.h"
#include "crypto/random.h"
#include "record/internal.h"

#include <assert.h>

static_assert((int)RECORD_MAC_HEAD_SIZE == (int)CBC_HEAD_SIZE, "what the MAC takes in first");

static struct cbc cbc_of(const struct record_keys *keys)
{
    return (struct cbc){
        .hash = suite_mac_hash(keys->suite),
        .key = &keys->key,
        .mac_key = &keys->mac_key,
        .encrypt_then_mac = keys->protection == &protect_cbc12_etm,
    };
}

/* What padding hides is bounded by a byte, so that none is added beyond whole blocks. */
static int cbc12_seal(struct record_keys *keys, uint8_t type, struct bytes plain, size_t padding,
                      struct buffer *out)
{
    const struct cbc cbc = cbc_of(keys);
    size_t size = cbc_sealed_size(&cbc, plain.size);
    uint8_t iv[CBC_BLOCK_SIZE], head[RECORD_MAC_HEAD_SIZE];
    uint8_t *header;

    (void)padding;
    if (plain.size > RECORD_PLAIN_MAX)
        return fail(GNUTLS_E_LARGE_PACKET);
    TRY(check_sequence(keys));
    TRY(random_fill(RANDOM_NONCE, iv, sizeof(iv)));
    TRY(buffer_extend(out, record_header_size(keys) + size, &header));

    write_header(header, keys, type, keys->wire_version, size);
    write_mac_head(head, keys->sequence, type, keys->wire_version);
    cbc_seal(&cbc, head, iv, plain, header + record_header_size(keys));
    keys->sequence++;
    return 0;
}

static int cbc12_open(struct record_keys *keys, struct record *record)
{
    const struct cbc cbc = cbc_of(keys);
    uint8_t head[RECORD_MAC_HEAD_SIZE];
    struct bytes plain;

    TRY(check_sequence(keys));
    write_mac_head(head, keys->sequence, record->type, record->wire_version);
    TRY(cbc_open(&cbc, head, record->data, record->size, &plain));
    keys->sequence++;
    record->data += plain.data - record->data; /* the same bytes, which are ours to change */
    record->size = plain.size;
    record->inner_size = plain.size;
    return 0;
}

static size_t cbc12_overhead(const struct record_keys *keys, size_t plain)
{
    const struct cbc cbc = cbc_of(keys);

    return record_header_size(keys) + cbc_sealed_size(&cbc, plain) - plain;
}

const struct protection protect_cbc12 = {
    .name = "TLS 1.2, CBC",
    .seal = cbc12_seal,
    .open = cbc12_open,
    .overhead = cbc12_overhead,
};

const struct protection protect_cbc12_etm = {
    .name = "TLS 1.2, CBC, encrypt-then-MAC",
    .seal = cbc12_seal,
    .open = cbc12_open,
    .overhead = cbc12_overhead,
};
