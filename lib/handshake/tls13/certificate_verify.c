/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate_verify.c - proof that the key of the certificate is at hand, RFC 8446, 4.4.3 */

#include "handshake/internal.h"

enum { PAD_SIZE = 64, CONTEXT_MAX = 40 };

/* What is signed: padding, a text that tells the role, a zero, the transcript's hash. */
struct signed_content {
    uint8_t data[PAD_SIZE + CONTEXT_MAX + HASH_SIZE_MAX];
    size_t size;
};

static void content_make(const struct handshake *hs, enum role signer, struct signed_content *out)
{
    static const char server_context[] = "TLS 1.3, server CertificateVerify";
    static const char client_context[] = "TLS 1.3, client CertificateVerify";
    const char *context = signer == SERVER ? server_context : client_context;
    size_t context_size = sizeof server_context; /* with its zero; both are of one length */
    struct digest at;

    transcript_now(&hs->transcript, &at);
    memset(out->data, ' ', PAD_SIZE);
    memcpy(out->data + PAD_SIZE, context, context_size);
    memcpy(out->data + PAD_SIZE + context_size, at.bytes, at.size);
    out->size = PAD_SIZE + context_size + at.size;
}

/* The transcript stands at our Certificate now. An application's key may stall. */
int sign_transcript(struct handshake *hs)
{
    struct chosen *c = &hs->chosen;
    struct signed_content content;

    if (!c->identity)
        return 0;
    content_make(hs, hs->role, &content);
    buffer_clear(&c->signature);
    TRY(privkey_sign(c->identity->key, c->scheme, bytes_of(content.data, content.size),
                     &c->signature));
    if (hs->role == SERVER)
        hs->agreed->server_scheme = c->scheme;
    else
        hs->agreed->client_scheme = c->scheme;
    return 0;
}

int write_certificate_verify(struct handshake *hs, struct wire_writer *w)
{
    wire_write_u16(w, hs->chosen.scheme->id);
    wire_write_vec16(w, buffer_bytes(&hs->chosen.signature));
    return 0;
}

/* A scheme that we named, that may sign here, and that the key can use. */
int check_scheme(const struct handshake *hs, const struct signature_scheme *scheme,
                 const struct public_key *key)
{
    if (!scheme || !priority_has_scheme(hs->config->priority, scheme))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (!scheme_fits_key(scheme, key, hs->agreed->version))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (!certificate_may_sign(hs->peer.certificate))
        return fail(GNUTLS_E_KEY_USAGE_VIOLATION);
    return 0;
}

int read_certificate_verify(struct handshake *hs, struct wire_reader *r)
{
    const struct signature_scheme *scheme = scheme_by_id(wire_read_u16(r));
    struct bytes signature = wire_read_vec16(r);
    enum role signer = hs->role == CLIENT ? SERVER : CLIENT;
    const struct public_key *key;
    struct signed_content content;

    TRY(wire_read_end(r));
    TRY(certificate_public_key(hs->peer.certificate, &key));
    TRY(check_scheme(hs, scheme, key));
    content_make(hs, signer, &content);
    TRY(key_verify(key, scheme->how, bytes_of(content.data, content.size), signature));
    if (signer == SERVER)
        hs->agreed->server_scheme = scheme;
    else
        hs->agreed->client_scheme = scheme;
    return 0;
}
