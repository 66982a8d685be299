/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate_request.c - RFC 5246, 7.4.4; and the client's proof, 7.4.8 */

#include "handshake/tls12/internal.h"

enum { RSA_SIGN = 1, ECDSA_SIGN = 64 };

int write_certificate_request12(struct handshake *hs, struct wire_writer *w)
{
    static const uint8_t types[] = { RSA_SIGN, ECDSA_SIGN };

    wire_write_vec8(w, bytes_of(types, sizeof types));
    schemes_write(hs, w);
    wire_write_vec16(w, authorities_to_name(hs->config));
    return 0;
}

/* The schemes tell more than the types do: a key must fit both. */
static void keep_schemes_of(struct peer *peer, struct bytes types)
{
    size_t kept = 0;

    for (size_t i = 0; i < peer->scheme_count; i++) {
        const struct signature_scheme *s = peer->schemes[i];
        bool rsa = s->key == KEY_RSA || s->key == KEY_RSA_PSS;

        if (memchr(types.data, rsa ? RSA_SIGN : ECDSA_SIGN, types.size))
            peer->schemes[kept++] = s;
    }
    peer->scheme_count = kept;
}

int read_certificate_request12(struct handshake *hs, struct wire_reader *r)
{
    struct bytes types = wire_read_vec8(r);
    struct bytes schemes = wire_read_vec16(r);
    struct bytes authorities = wire_read_vec16(r);

    TRY(wire_read_end(r));
    if (types.size == 0 || schemes.size == 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    TRY(peer_schemes_read(hs, schemes));
    keep_schemes_of(&hs->peer, types);
    TRY(peer_authorities_read(hs, authorities));
    hs->agreed->certificate_requested = true;
    return 0;
}

/* Over all messages so far, as bytes: the scheme brings a hash of its own. */
int sign_transcript12(struct handshake *hs)
{
    struct chosen *c = &hs->chosen;

    buffer_clear(&c->signature);
    TRY(privkey_sign(c->identity->key, c->scheme, buffer_bytes(&hs->transcript.kept),
                     &c->signature));
    hs->agreed->client_scheme = c->scheme;
    return 0;
}

int write_certificate_verify12(struct handshake *hs, struct wire_writer *w)
{
    wire_write_u16(w, hs->chosen.scheme->id);
    wire_write_vec16(w, buffer_bytes(&hs->chosen.signature));
    transcript_keep_no_more(&hs->transcript);
    return 0;
}

int read_certificate_verify12(struct handshake *hs, struct wire_reader *r)
{
    const struct signature_scheme *scheme = scheme_by_id(wire_read_u16(r));
    struct bytes signature = wire_read_vec16(r);
    const struct public_key *key;

    TRY(wire_read_end(r));
    TRY(certificate_public_key(hs->peer.certificate, &key));
    TRY(check_scheme(hs, scheme, key));
    TRY(key_verify(key, scheme->how, buffer_bytes(&hs->transcript.kept), signature));
    hs->agreed->client_scheme = scheme;
    transcript_keep_no_more(&hs->transcript);
    return 0;
}
