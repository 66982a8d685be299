/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cookie.c - cookies for clients that have not shown their address yet */

#include "handshake/dtls/cookie.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/hmac.h"
#include "wire/reader.h"

#include <string.h>

enum { EPOCH_BITS = 16, NUMBER_BITS = 48 };

static void make(struct bytes key, struct bytes client, uint8_t out[COOKIE_SIZE])
{
    struct hmac_key ready;
    struct digest mac;

    hmac_prepare(&ready, &hash_sha256, key);
    hmac_once(&ready, client, &mac);
    memcpy(out, mac.bytes, COOKIE_SIZE);
    hmac_key_wipe(&ready);
}

int cookie_check(struct bytes key, struct bytes client, struct bytes cookie)
{
    uint8_t right[COOKIE_SIZE];

    make(key, client, right);
    if (cookie.size != COOKIE_SIZE || !memory_equal(cookie.data, right, COOKIE_SIZE))
        return fail(GNUTLS_E_BAD_COOKIE);
    return 0;
}

/* The body as far as the cookie: what is behind it is for the handshake. */
static int read_body(struct wire_reader *r, struct cookie_hello *out)
{
    wire_read_u16(r);
    wire_read_bytes(r, HELLO_RANDOM_SIZE);
    wire_read_vec8(r);
    out->cookie = wire_read_vec8(r);
    return r->failed ? fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH) : 0;
}

/* A hello in fragments is not put together for somebody who may be nobody. */
int cookie_hello_read(struct bytes datagram, struct cookie_hello *out)
{
    struct wire_reader r = wire_reader(datagram);
    uint8_t content = wire_read_u8(&r), type;
    uint32_t offset;

    wire_read_u16(&r);
    out->record_number = wire_read_u64(&r);
    wire_read_u16(&r);
    type = wire_read_u8(&r);
    wire_read_u24(&r);
    out->message_number = wire_read_u16(&r);
    offset = wire_read_u24(&r);
    wire_read_u24(&r);
    if (r.failed)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    if (content != CONTENT_HANDSHAKE || type != CLIENT_HELLO || offset != 0 ||
        out->record_number >> NUMBER_BITS != 0)
        return fail(GNUTLS_E_BAD_COOKIE);
    return read_body(&r, out);
}

static uint8_t *put(uint8_t *at, uint64_t number, size_t size)
{
    for (size_t i = 0; i < size; i++)
        at[i] = (uint8_t)(number >> (8 * (size - 1 - i)));
    return at + size;
}

/* RFC 6347, 4.2.1: both versions are that of DTLS 1.0, whatever will be agreed on. */
void cookie_request_make(struct bytes key, struct bytes client, uint64_t record_number,
                         uint16_t message_number, uint8_t out[COOKIE_REQUEST_SIZE])
{
    enum { BODY_SIZE = 2 + 1 + COOKIE_SIZE };
    uint8_t *at = put(out, CONTENT_HANDSHAKE, 1);

    at = put(at, WIRE_DTLS10, 2);
    at = put(at, record_number & (UINT64_MAX >> EPOCH_BITS), 8);
    at = put(at, FRAGMENT_HEADER_SIZE + BODY_SIZE, 2);
    at = put(at, HELLO_VERIFY_REQUEST, 1);
    at = put(at, BODY_SIZE, 3);
    at = put(at, message_number, 2);
    at = put(at, 0, 3);
    at = put(at, BODY_SIZE, 3);
    at = put(at, WIRE_DTLS10, 2);
    at = put(at, COOKIE_SIZE, 1);
    make(key, client, at);
}
