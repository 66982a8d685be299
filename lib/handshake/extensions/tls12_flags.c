/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tls12_flags.c - extensions that only TLS 1.2 needs: extended_master_secret (RFC 7627),
 * encrypt_then_mac (RFC 7366), ec_point_formats (RFC 8422, 5.1.2)
 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

enum { POINT_UNCOMPRESSED = 0 };

static int write_nothing_more(struct handshake *hs, enum place place, struct wire_writer *w)
{
    return 0;
}

static bool master_wanted(const struct handshake *hs, enum place place)
{
    if (place == IN_CLIENT_HELLO)
        return offers_tls12(hs) && !hs->config->priority->flags.no_session_hash;
    return hs->agreed->params.extended_master_secret;
}

static int master_read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    hs->tls12.ems = true;
    return 0;
}

const struct extension extension_extended_master_secret = {
    EXT_EXTENDED_MASTER_SECRET,
    "extended_master_secret",
    IN_CLIENT_HELLO | IN_SERVER_HELLO12,
    master_wanted,
    write_nothing_more,
    master_read,
    NULL,
};

static bool offers_block_cipher(const struct handshake *hs)
{
    const struct gnutls_priority_st *p = hs->config->priority;

    for (size_t i = 0; i < p->suite_count; i++) {
        if (p->suites[i]->protection == PROTECT_CBC)
            return true;
    }
    return false;
}

static bool mac_wanted(const struct handshake *hs, enum place place)
{
    if (place == IN_CLIENT_HELLO)
        return offers_tls12(hs) && offers_block_cipher(hs) && !hs->config->priority->flags.no_etm;
    return hs->agreed->params.encrypt_then_mac;
}

static int mac_read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    hs->tls12.etm = true;
    return 0;
}

const struct extension extension_encrypt_then_mac = {
    EXT_ENCRYPT_THEN_MAC,
    "encrypt_then_mac",
    IN_CLIENT_HELLO | IN_SERVER_HELLO12,
    mac_wanted,
    write_nothing_more,
    mac_read,
    NULL,
};

static bool points_wanted(const struct handshake *hs, enum place place)
{
    return place == IN_CLIENT_HELLO && offers_tls12(hs);
}

static int points_write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    wire_write_u8(w, 1);
    wire_write_u8(w, POINT_UNCOMPRESSED);
    return 0;
}

static int points_read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    struct bytes formats = wire_read_vec8(r);

    TRY(wire_read_end(r));
    if (formats.size == 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    /* RFC 8422, 5.1.2. */
    if (!memchr(formats.data, POINT_UNCOMPRESSED, formats.size))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    return 0;
}

const struct extension extension_ec_points = {
    EXT_EC_POINT_FORMATS,
    "ec_point_formats",
    IN_CLIENT_HELLO | IN_SERVER_HELLO12,
    points_wanted,
    points_write,
    points_read,
    NULL,
};
