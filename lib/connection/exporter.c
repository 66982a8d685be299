/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* exporter.c - keying material for other protocols, RFC 8446, 7.5; RFC 5705; channel bindings */

#include "base/errors.h"
#include "connection/calls.h"
#include "crypto/prf12.h"

enum { LABEL_MAX = 249 }; /* with "tls13 " before it, what a label's length can say */

/* Where bytes are to go. */
struct bytes_out {
    uint8_t *data;
    size_t size;
};

/* Derive-Secret(exporter_master_secret, label, ""), made ready. */
static int prepare(const struct hash *hash, const struct secret *master, struct bytes label,
                   struct hkdf_key *out)
{
    SCOPED(secret) struct secret derived = { 0 };
    struct digest empty;
    char text[LABEL_MAX + 1];

    if (label.size > LABEL_MAX || (label.size > 0 && memchr(label.data, 0, label.size) != NULL))
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (label.size > 0)
        memcpy(text, label.data, label.size);
    text[label.size] = 0;

    hash_of_nothing(hash, &empty);
    hkdf_expand_label_once(hash, master, text, digest_bytes(&empty), hash->size, &derived);
    hkdf_prepare(out, hash, &derived);
    return 0;
}

/* RFC 8446, 7.5, from either of its two secrets. */
static int export13(const struct hash *hash, const struct secret *master,
                    const struct prf_question *question, struct bytes_out out)
{
    SCOPED(hkdf_key) struct hkdf_key key = { 0 };
    struct digest digest;

    TRY(prepare(hash, master, question->label, &key));
    hash_once(hash, question->extra, &digest);
    return hkdf_expand_label_long(&key, "exporter", digest_bytes(&digest), out.data, out.size);
}

int connection_export_early(const struct gnutls_session_int *session,
                            const struct prf_question *question, uint8_t *out, size_t size)
{
    const struct handshake *hs = session->handshake;
    SCOPED(secret) struct secret exporter = { 0 };

    if (hs == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(early_exporter(hs, &exporter));
    return export13(hs->resumption.ticket.hash, &exporter, question,
                    (struct bytes_out){ out, size });
}

/* ---- TLS 1.2 ---- */

/* The master secret through the pseudorandom function. */
static int expand12(const struct agreed *agreed, const struct bytes *parts, size_t count,
                    struct bytes_out out)
{
    SCOPED(prf12_key) struct prf12_key key = { 0 };

    if (agreed->suite == NULL || agreed->version->tls13_or_later || agreed->params.secret.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    prf12_prepare(&key, agreed->suite->hash, secret_bytes(&agreed->params.secret));
    prf12_parts(&key, parts, count, out.data, out.size);
    return 0;
}

static struct bytes random_of(const struct agreed *agreed, enum role role)
{
    return bytes_of(role == CLIENT ? agreed->client_random : agreed->server_random,
                    HELLO_RANDOM_SIZE);
}

/* RFC 5705, 4: no context is not the same as an empty one. */
static int export12(const struct agreed *agreed, struct bytes label, struct bytes context,
                    struct bytes_out out)
{
    const uint8_t context_size[2] = { (uint8_t)(context.size >> 8), (uint8_t)context.size };
    const struct bytes parts[] = {
        label,
        random_of(agreed, CLIENT),
        random_of(agreed, SERVER),
        bytes_of(context_size, sizeof(context_size)),
        context,
    };

    if (context.size > UINT16_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return expand12(agreed, parts, context.data != NULL ? ARRAY_SIZE(parts) : 3, out);
}

int connection_prf(const struct gnutls_session_int *session, const struct prf_question *question,
                   uint8_t *out, size_t size)
{
    const struct agreed *agreed = &session->agreed;
    const struct bytes parts[] = {
        question->label,
        random_of(agreed, question->server_first ? SERVER : CLIENT),
        random_of(agreed, question->server_first ? CLIENT : SERVER),
        question->extra,
    };

    if (agreed->suite != NULL && !agreed->version->tls13_or_later)
        return expand12(agreed, parts, ARRAY_SIZE(parts), (struct bytes_out){ out, size });
    if (question->server_first || question->extra.size > 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return connection_export(session, question->label, question->extra, out, size);
}

int connection_prf_raw(const struct gnutls_session_int *session, struct bytes label,
                       struct bytes seed, uint8_t *out, size_t size)
{
    const struct bytes parts[] = { label, seed };

    return expand12(&session->agreed, parts, ARRAY_SIZE(parts), (struct bytes_out){ out, size });
}

gnutls_datum_t connection_master_secret(struct gnutls_session_int *session)
{
    struct agreed *agreed = &session->agreed;

    if (agreed->version == NULL || agreed->version->tls13_or_later)
        return (gnutls_datum_t){ NULL, 0 };
    return (gnutls_datum_t){ agreed->params.secret.bytes, agreed->params.secret.size };
}

/* ---- all versions ---- */

int connection_export(const struct gnutls_session_int *session, struct bytes label,
                      struct bytes context, uint8_t *out, size_t size)
{
    const struct agreed *agreed = &session->agreed;
    const struct prf_question question = { .label = label, .extra = context };

    if (agreed->suite == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (!agreed->version->tls13_or_later)
        return export12(agreed, label, context, (struct bytes_out){ out, size });
    if (agreed->exporter.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return export13(agreed->suite->hash, &agreed->exporter, &question,
                    (struct bytes_out){ out, size });
}

/* ---- channel bindings ---- */

/* RFC 5929, 4.1: the hash of the certificate's signature, or SHA-256 where that is weak. */
static int hash_of_certificate(struct bytes der, const struct hash **out)
{
    struct gnutls_x509_crt_int *certificate = NULL;

    if (der_is_raw_key(der)) /* RFC 5929, 4.1: of a certificate only */
        return fail(GNUTLS_E_CHANNEL_BINDING_NOT_AVAILABLE);
    TRY(certificate_new(der, &certificate));
    *out = certificate_facts(certificate)->signature_algorithm.how.hash;
    certificate_free(certificate);
    if (*out == NULL) /* EdDSA, of which RFC 5929 does not know */
        return fail(GNUTLS_E_CHANNEL_BINDING_NOT_AVAILABLE);
    if (*out == &hash_md5 || *out == &hash_sha1)
        *out = &hash_sha256;
    return 0;
}

static int bind_to_server(struct gnutls_session_int *session, struct digest *out)
{
    unsigned count;
    const gnutls_datum_t *list = agreed_peers(&session->agreed, &count);
    const gnutls_datum_t *leaf = session->config.role == CLIENT ? list : &session->agreed.ours;
    const struct hash *hash;

    if (leaf == NULL || leaf->size == 0)
        return fail(GNUTLS_E_CHANNEL_BINDING_NOT_AVAILABLE);
    TRY(hash_of_certificate(bytes_of_datum(leaf), &hash));
    hash_once(hash, bytes_of_datum(leaf), out);
    return 0;
}

/* RFC 9266, 2. */
static int bind_to_keys(const struct gnutls_session_int *session, struct digest *out)
{
    static const char label[] = "EXPORTER-Channel-Binding";

    out->size = 32;
    return connection_export(session, bytes_of(label, sizeof(label) - 1), bytes_none(), out->bytes,
                             out->size);
}

/* RFC 5929, 3.1: the first Finished of the newest handshake. RFC 9266, 3: not in TLS 1.3. */
static int bind_to_finished(const struct agreed *agreed, struct digest *out)
{
    if (agreed->version->tls13_or_later)
        return fail(GNUTLS_E_CHANNEL_BINDING_NOT_AVAILABLE);
    out->size = sizeof(agreed->client_verify_data);
    memcpy(out->bytes, agreed->resumed ? agreed->server_verify_data : agreed->client_verify_data,
           out->size);
    return 0;
}

int connection_bind(struct gnutls_session_int *session, gnutls_channel_binding_t type,
                    struct digest *out)
{
    if (connection_state(session) != CONNECTION_OPEN)
        return fail(GNUTLS_E_CHANNEL_BINDING_NOT_AVAILABLE);
    switch (type) {
    case GNUTLS_CB_TLS_SERVER_END_POINT:
        return bind_to_server(session, out);
    case GNUTLS_CB_TLS_EXPORTER:
        return bind_to_keys(session, out);
    case GNUTLS_CB_TLS_UNIQUE:
        return bind_to_finished(&session->agreed, out);
    }
    return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
}
