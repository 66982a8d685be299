/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* protect.h - protecting a record: one const object per kind
 *
 * Pure over bytes: no sockets, no queue.
 */

#ifndef RECORD_PROTECT_H
#define RECORD_PROTECT_H

#include "algorithms/algorithms.h"
#include "base/buffer.h"
#include "wire/tls.h"

struct protection;

/* The keys of one direction. Raw keys only: contexts are made per record. */
struct record_keys {
    const struct protection *protection;
    const struct cipher_suite *suite; /* NULL with protect_none */
    struct secret key, mac_key;
    uint8_t iv[16];
    uint8_t iv_size;
    uint16_t wire_version; /* in headers we write before TLS 1.3. A first hello may say 1.0 */
    bool datagram;         /* the number of a record stands in its header, RFC 6347, 4.1 */
    uint16_t epoch;        /* of a datagram's keys */
    uint64_t sequence;     /* of the next record; with datagrams the epoch is its upper 16 bits */
};

enum { DATAGRAM_NUMBER_BITS = 48 };

/* The first number of an epoch. */
static inline uint64_t sequence_of_epoch(uint16_t epoch)
{
    return (uint64_t)epoch << DATAGRAM_NUMBER_BITS;
}

/* How many more records these keys may seal or open. */
static inline uint64_t sequence_left(const struct record_keys *keys)
{
    uint64_t last = keys->datagram ? sequence_of_epoch(1) - 1 : UINT64_MAX;

    return last - (keys->sequence & last);
}

struct record {
    uint8_t type;
    uint16_t wire_version;
    uint8_t *data; /* the fragment, changed in place by open */
    size_t size;
    size_t inner_size; /* set by open: what was sealed, with the inner type and padding */
};

struct protection {
    const char *name;
    /* Appends one whole record, header included, with `padding` bytes of padding where the kind
     * knows padding. `plain` and padding are together at most RECORD_PLAIN_MAX long, else
     * GNUTLS_E_LARGE_PACKET. GNUTLS_E_RECORD_LIMIT_REACHED when the sequence is used up. On
     * error nothing is appended. */
    int (*seal)(struct record_keys *, uint8_t type, struct bytes plain, size_t padding,
                struct buffer *out);
    /* In place: sets type, data and size to what was sealed. GNUTLS_E_DECRYPTION_FAILED, and then
     * the sequence stays; GNUTLS_E_UNEXPECTED_PACKET for an inner type that is missing. */
    int (*open)(struct record_keys *, struct record *);
    /* How many bytes a record has more than its content. */
    size_t (*overhead)(const struct record_keys *, size_t plain);
};

/* How many bytes a record has more than its content, at most, with such a suite; of TLS 1.3 only
 * cipher and MAC count. */
size_t record_overhead_most(const struct cipher_suite *, const struct version *);

/* How much content a record of at most `size` bytes may have. */
size_t record_content_room(const struct record_keys *, size_t size);

extern const struct protection protect_none, protect_tls13;
extern const struct protection protect_aead12, protect_cbc12, protect_cbc12_etm;

/* No keys yet: content in the clear. */
void record_keys_none(struct record_keys *);
void record_keys_none_datagram(struct record_keys *);

static inline size_t record_header_size(const struct record_keys *keys)
{
    return keys->datagram ? DATAGRAM_HEADER_SIZE : RECORD_HEADER_SIZE;
}

/* Key and IV from a traffic secret, RFC 8446, 7.3. The sequence begins at 0. */
void record_keys_tls13(struct record_keys *, const struct cipher_suite *,
                       const struct secret *traffic_secret);

/* What the keys of a TLS 1.2 connection are cut from, RFC 5246, 6.3; the bytes are borrowed. */
struct key_block {
    const struct cipher_suite *suite;
    bool encrypt_then_mac; /* RFC 7366; counts for CBC suites only */
    struct bytes bytes;    /* at least key_block_size() */
    bool datagram;
    uint16_t epoch; /* of a datagram's keys */
};

enum { KEY_BLOCK_MAX = 2 * (48 + 32 + 12) };

/* How many bytes to expand for this suite: at most KEY_BLOCK_MAX. */
size_t key_block_size(const struct cipher_suite *);

enum key_block_side { CLIENT_WRITES, SERVER_WRITES };

/* The keys under which one side writes and the other reads. The sequence begins at 0. */
void record_keys_tls12(struct record_keys *, const struct key_block *, enum key_block_side);

void record_keys_wipe(struct record_keys *);

/* A record's number as the application is shown it. */
void sequence_write(uint64_t sequence, uint8_t *out);
uint64_t sequence_read(const uint8_t from[8]);

static inline bool record_keys_are_on(const struct record_keys *keys)
{
    return keys->protection != &protect_none;
}

/* application_traffic_secret_N+1, RFC 8446, 7.2. */
void traffic_secret_update(const struct hash *, struct secret *);

#endif
