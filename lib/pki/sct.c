/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sct.c - signed certificate timestamps, RFC 6962, 3.3 */

#include "pki/sct.h"

#include "base/errors.h"
#include "pki/der.h"
#include "wire/writer.h"

static bool read_sct(struct bytes bytes, struct sct *out)
{
    struct wire_reader reader = wire_reader(bytes);
    *out = (struct sct){ .version = wire_read_u8(&reader) };
    /* Later versions look as they like. */
    if (out->version != SCT_VERSION_1)
        return !reader.failed;
    out->log_id = wire_read_bytes(&reader, SCT_LOG_ID_SIZE);
    out->timestamp_ms = wire_read_u64(&reader);
    out->extensions = wire_read_vec16(&reader);
    out->hash = wire_read_u8(&reader);
    out->key = wire_read_u8(&reader);
    out->signature = wire_read_vec16(&reader);
    return wire_read_end(&reader) == 0;
}

int scts_read(struct bytes value, struct scts *out)
{
    struct wire_reader reader = wire_reader(value);
    struct wire_reader content = wire_reader(der_read(&reader, DER_OCTET_STRING));
    TRY(der_end(&reader));
    struct bytes list = wire_read_vec16(&content);
    bool right = list.size > 0 && wire_read_end(&content) == 0;
    struct wire_reader elements = wire_reader(list);
    for (size_t count = 0; right && wire_more(&elements); count++) {
        struct sct sct;
        right = count < SCTS_MAX && read_sct(wire_read_vec16(&elements), &sct);
    }
    if (!right || elements.failed)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return buffer_set(&out->list, list);
}

int scts_write(const struct scts *scts, struct buffer *out)
{
    SCOPED(buffer) struct buffer content = { 0 };
    struct wire_writer writer = wire_writer(&content);
    wire_write_vec16(&writer, buffer_bytes(&scts->list));
    TRY(wire_write_end(&writer));
    return der_write(out, DER_OCTET_STRING, buffer_bytes(&content));
}

void scts_wipe(struct scts *scts)
{
    buffer_wipe(&scts->list);
}

bool scts_at(const struct scts *scts, size_t index, struct sct *out)
{
    struct wire_reader elements = wire_reader(buffer_bytes(&scts->list));
    while (wire_more(&elements)) {
        struct bytes element = wire_read_vec16(&elements);
        if (index-- == 0)
            return read_sct(element, out);
    }
    return false;
}

gnutls_sign_algorithm_t sct_sign_id(const struct sct *sct)
{
    /* RFC 5246, 7.4.1.4.1: by hash from SHA-1 on, then by key from RSA on. */
    enum { FIRST_HASH = 2, FIRST_KEY = 1 };
    static const gnutls_sign_algorithm_t ids[][3] = {
        { GNUTLS_SIGN_RSA_SHA1, GNUTLS_SIGN_DSA_SHA1, GNUTLS_SIGN_ECDSA_SHA1 },
        { GNUTLS_SIGN_RSA_SHA224, GNUTLS_SIGN_DSA_SHA224, GNUTLS_SIGN_ECDSA_SHA224 },
        { GNUTLS_SIGN_RSA_SHA256, GNUTLS_SIGN_DSA_SHA256, GNUTLS_SIGN_ECDSA_SHA256 },
        { GNUTLS_SIGN_RSA_SHA384, GNUTLS_SIGN_DSA_SHA384, GNUTLS_SIGN_ECDSA_SHA384 },
        { GNUTLS_SIGN_RSA_SHA512, GNUTLS_SIGN_DSA_SHA512, GNUTLS_SIGN_ECDSA_SHA512 },
    };
    size_t hash = (size_t)sct->hash - FIRST_HASH, key = (size_t)sct->key - FIRST_KEY;
    return hash < ARRAY_SIZE(ids) && key < 3 ? ids[hash][key] : GNUTLS_SIGN_UNKNOWN;
}
