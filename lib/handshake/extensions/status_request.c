/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* status_request.c - stapled OCSP responses, RFC 6066, 8, and RFC 8446, 4.4.2.1 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

enum { STATUS_TYPE_OCSP = 1 };

void staple_write(struct wire_writer *w, struct bytes response)
{
    wire_write_u8(w, STATUS_TYPE_OCSP);
    wire_write_vec24(w, response);
}

int staple_read(struct wire_reader *r, struct bytes *out)
{
    uint8_t type = wire_read_u8(r);

    *out = wire_read_vec24(r);
    TRY(wire_read_end(r));
    if (type != STATUS_TYPE_OCSP)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    return out->size > 0 ? 0 : fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
}

struct bytes staple_of(const struct handshake *hs, size_t position)
{
    struct bytes own = identity_staple(hs->chosen.identity, position, hs->now_ms / 1000);

    return position == 0 && own.size == 0 ? buffer_bytes(&hs->chosen.staple) : own;
}

static bool wanted(const struct handshake *hs, enum place place)
{
    if (place == IN_CLIENT_HELLO || place == IN_CERTIFICATE_REQUEST)
        return hs->config->ocsp_wanted;
    if (place == IN_SERVER_HELLO12)
        return hs->tls12.status;
    if (place == IN_CERTIFICATE)
        return (hs->role == SERVER ? hs->agreed->client_wants_ocsp
                                   : hs->agreed->server_wants_ocsp) &&
               staple_of(hs, hs->certificate_position).size > 0;
    return false;
}

/* In a CertificateRequest the extension is empty: it asks by being there (RFC 8446, 4.4.2.1). */
static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    if (place == IN_CERTIFICATE_REQUEST) {
        hs->agreed->server_wants_ocsp = true;
        return 0;
    }
    if (place == IN_SERVER_HELLO12)
        return 0;
    if (place == IN_CERTIFICATE) {
        staple_write(w, staple_of(hs, hs->certificate_position));
        return 0;
    }
    hs->agreed->client_wants_ocsp = true;
    wire_write_u8(w, STATUS_TYPE_OCSP);
    wire_write_u16(w, 0); /* no responders named */
    wire_write_u16(w, 0); /* no extensions of the request */
    return 0;
}

static int read_request(struct wire_reader *r, bool *out_wanted)
{
    uint8_t type = wire_read_u8(r);

    if (type != STATUS_TYPE_OCSP) {
        wire_read_rest(r); /* of a type we do not know: not for us */
        return 0;
    }
    wire_read_vec16(r);
    wire_read_vec16(r);
    TRY(wire_read_end(r));
    *out_wanted = true;
    return 0;
}

/* RFC 8446, 4.4.2.1: those of the certificates above. They do not outlive the connection. */
static int keep_issuer_staple(struct handshake *hs, struct bytes response)
{
    struct buffer *kept = &hs->agreed->issuer_staples;
    uint8_t head[] = { (uint8_t)hs->certificate_position, (uint8_t)(response.size >> 16),
                       (uint8_t)(response.size >> 8), (uint8_t)response.size };

    if (hs->certificate_position > UINT8_MAX)
        return 0;
    TRY(buffer_append(kept, bytes_of(head, sizeof head)));
    return buffer_append(kept, response);
}

static int read_staple(struct handshake *hs, struct wire_reader *r)
{
    bool asked = hs->role == CLIENT ? hs->config->ocsp_wanted : hs->agreed->server_wants_ocsp;
    struct bytes response;

    if (!asked)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_EXTENSION);
    TRY(staple_read(r, &response));
    if (hs->certificate_position > 0)
        return keep_issuer_staple(hs, response);
    return buffer_set(&hs->agreed->params.peer_ocsp, response);
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    if (place == IN_SERVER_HELLO12) {
        hs->tls12.status = true; /* a CertificateStatus may come */
        return 0;
    }
    if (place == IN_CLIENT_HELLO)
        return read_request(r, &hs->agreed->client_wants_ocsp);
    if (place == IN_CERTIFICATE_REQUEST) {
        hs->agreed->server_wants_ocsp = true;
        return 0;
    }
    return read_staple(hs, r);
}

const struct extension extension_status_request = {
    EXT_STATUS_REQUEST,
    "status_request",
    IN_CLIENT_HELLO | IN_CERTIFICATE_REQUEST | IN_CERTIFICATE | IN_SERVER_HELLO12,
    wanted,
    write,
    read,
    NULL,
};
