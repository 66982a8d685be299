/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* internal.h - what the kinds of protection share */

#ifndef RECORD_INTERNAL_H
#define RECORD_INTERNAL_H

#include "base/errors.h"
#include "record/protect.h"
#include "wire/tls.h"

/* RFC 8446, 5.1; RFC 6347, 4.1. */
static inline void write_header(uint8_t *out, const struct record_keys *keys, uint8_t type,
                                uint16_t version, size_t size)
{
    out[0] = type;
    out[1] = (uint8_t)(version >> 8);
    out[2] = (uint8_t)version;
    if (keys->datagram)
        sequence_write(keys->sequence, out + 3);
    out += record_header_size(keys) - 2;
    out[0] = (uint8_t)(size >> 8);
    out[1] = (uint8_t)size;
}

/* A sequence number never wraps, RFC 8446, 5.3; RFC 5246, 6.1; RFC 6347, 4.1. */
static inline int check_sequence(const struct record_keys *keys)
{
    if (sequence_left(keys) == 0)
        return fail(GNUTLS_E_RECORD_LIMIT_REACHED);
    return 0;
}

enum { RECORD_MAC_HEAD_SIZE = 11 };

/* TLS 1.2: what is authenticated in front of a length, RFC 5246, 6.2.3. */
static inline void write_mac_head(uint8_t *out, uint64_t sequence, uint8_t type, uint16_t version)
{
    sequence_write(sequence, out);
    out[8] = type;
    out[9] = (uint8_t)(version >> 8);
    out[10] = (uint8_t)version;
}

/* Of a CBC suite. */
const struct hash *suite_mac_hash(const struct cipher_suite *);

#endif
