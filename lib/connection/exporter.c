/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* exporter.c - keying material for other protocols, RFC 8446, 7.5; RFC 5705 */

#include "base/errors.h"
#include "connection/calls.h"

enum { LABEL_MAX = 249 }; /* with "tls13 " before it, what a label's length can say */

/* Derive-Secret(exporter_master_secret, label, ""), made ready. */
static int prepare(const struct agreed *agreed, struct bytes label, struct hkdf_key *out)
{
    const struct hash *hash = agreed->suite->hash;
    SCOPED(secret) struct secret derived = { 0 };
    struct digest empty;
    char text[LABEL_MAX + 1];

    if (label.size > LABEL_MAX || (label.size > 0 && memchr(label.data, 0, label.size) != NULL))
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (label.size > 0)
        memcpy(text, label.data, label.size);
    text[label.size] = 0;

    hash_once(hash, bytes_none(), &empty);
    hkdf_expand_label_once(hash, &agreed->exporter, text, digest_bytes(&empty), hash->size,
                           &derived);
    hkdf_prepare(out, hash, &derived);
    return 0;
}

int connection_export(const struct gnutls_session_int *session, struct bytes label,
                      struct bytes context, uint8_t *out, size_t size)
{
    const struct agreed *agreed = &session->agreed;
    SCOPED(hkdf_key) struct hkdf_key key = { 0 };
    struct digest digest;

    if (agreed->suite == NULL || agreed->exporter.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(prepare(agreed, label, &key));
    hash_once(agreed->suite->hash, context, &digest);
    return hkdf_expand_label_long(&key, "exporter", digest_bytes(&digest), out, size);
}
