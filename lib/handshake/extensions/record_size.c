/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* record_size.c - how much content a record may hold: record_size_limit (RFC 8449) and its
 * predecessor max_fragment_length (RFC 6066, 4)
 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

enum {
    LIMIT_MIN = 64,
    /* In TLS 1.3 the limit counts the byte of the content type. */
    CONTENT_TYPE_SIZE = 1,
    FRAGMENT_CODE_MAX = 4,
};

static uint16_t own_limit(const struct handshake *hs)
{
    uint16_t limit = hs->config->record_size_limit;

    return limit ? limit : RECORD_PLAIN_MAX;
}

static bool limit_wanted(const struct handshake *hs, enum place place)
{
    return place == IN_CLIENT_HELLO || hs->offered.record_size_limit;
}

static unsigned inner_type_size(const struct version *version)
{
    return version->tls13_or_later ? CONTENT_TYPE_SIZE : 0;
}

/* A client does not know yet which version it will be; it says what its highest one wants to
 * hear. */
static unsigned said_limit(const struct handshake *hs)
{
    bool client = hs->role == CLIENT;

    return own_limit(hs) +
           inner_type_size(client ? highest_version(hs->config) : hs->agreed->version);
}

static int limit_write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    wire_write_u16(w, (uint16_t)said_limit(hs));
    return 0;
}

static uint16_t content_limit(const struct handshake *hs, unsigned limit)
{
    limit -= inner_type_size(hs->agreed->version);
    return (uint16_t)(limit < RECORD_PLAIN_MAX ? limit : RECORD_PLAIN_MAX);
}

static int limit_read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    uint16_t limit = wire_read_u16(r);

    TRY(wire_read_end(r));
    if (limit < LIMIT_MIN)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (hs->role == CLIENT) {
        /* RFC 8449, 5: both answers together contradict each other. */
        if (hs->offered.max_fragment_length)
            return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
        if (limit > RECORD_PLAIN_MAX + CONTENT_TYPE_SIZE)
            return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    } else if (limit > RECORD_PLAIN_MAX + CONTENT_TYPE_SIZE) {
        limit = RECORD_PLAIN_MAX + CONTENT_TYPE_SIZE;
    }
    /* Overrules what max_fragment_length, read before, may have said. */
    hs->offered.max_fragment_length = false;
    hs->offered.record_size_limit = true;
    hs->offered.limit = limit;
    return 0;
}

void record_limits_apply(struct handshake *hs)
{
    struct agreed *a = hs->agreed;

    if (hs->offered.record_size_limit) {
        a->send_limit = content_limit(hs, hs->offered.limit);
        a->receive_limit = content_limit(hs, said_limit(hs)); /* that is what the peer goes by */
    }
    hs->io.out->plain_limit = a->send_limit;
    hs->io.in->plain_limit = a->receive_limit;
}

const struct extension extension_record_size_limit = {
    EXT_RECORD_SIZE_LIMIT,
    "record_size_limit",
    IN_CLIENT_HELLO | IN_ENCRYPTED_EXTENSIONS | IN_SERVER_HELLO12,
    limit_wanted,
    limit_write,
    limit_read,
    NULL,
};

static uint16_t fragment_size(uint8_t code)
{
    return (uint16_t)(256u << code);
}

static uint8_t fragment_code(uint16_t size)
{
    for (uint8_t code = 1; code <= FRAGMENT_CODE_MAX; code++) {
        if (fragment_size(code) == size)
            return code;
    }
    return 0;
}

static bool fragment_wanted(const struct handshake *hs, enum place place)
{
    if (place == IN_CLIENT_HELLO)
        return fragment_code(hs->config->max_fragment_length) != 0;
    return hs->offered.max_fragment_length;
}

static int fragment_write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    uint16_t size =
        place == IN_CLIENT_HELLO ? hs->config->max_fragment_length : hs->agreed->send_limit;

    wire_write_u8(w, fragment_code(size));
    return 0;
}

static int fragment_read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    uint8_t code = wire_read_u8(r);

    TRY(wire_read_end(r));
    if (code == 0 || code > FRAGMENT_CODE_MAX)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (hs->role == CLIENT && fragment_size(code) != hs->config->max_fragment_length)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    hs->offered.max_fragment_length = true;
    hs->agreed->send_limit = hs->agreed->receive_limit = fragment_size(code);
    return 0;
}

const struct extension extension_max_fragment_length = {
    EXT_MAX_FRAGMENT_LENGTH,
    "max_fragment_length",
    IN_CLIENT_HELLO | IN_ENCRYPTED_EXTENSIONS | IN_SERVER_HELLO12,
    fragment_wanted,
    fragment_write,
    fragment_read,
    NULL,
};
