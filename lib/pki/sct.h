/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sct.h - signed certificate timestamps, RFC 6962, 3.3 */

#ifndef PKI_SCT_H
#define PKI_SCT_H

#include "base/buffer.h"

/* How the signature was made: numbers of TLS 1.2, RFC 5246, 7.4.1.4.1. */
struct sct {
    uint8_t version; /* 0: version 1, the only one whose other fields are known */
    uint64_t timestamp_ms;
    struct bytes log_id, extensions, signature;
    uint8_t hash, key;
};

enum { SCT_VERSION_1 = 0, SCT_LOG_ID_SIZE = 32 };

/* Of logs that are trusted there are some dozen. Each timestamp is looked for from the first on. */
enum { SCTS_MAX = 256 };

/* The list of an extension, checked. */
struct scts {
    struct buffer list; /* SerializedSCT elements with their lengths */
};

/* Takes the content of the extension whole, in place of what was there; a failure changes nothing.
 * GNUTLS_E_ASN1_DER_ERROR, or GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for a list that is empty or
 * not right, or too long. */
int scts_read(struct bytes value, struct scts *out) MUST_USE;

int scts_write(const struct scts *, struct buffer *out) MUST_USE;
void scts_wipe(struct scts *);

/* A view; false when there is no such. */
bool scts_at(const struct scts *, size_t index, struct sct *out);

/* GNUTLS_SIGN_UNKNOWN for a way to sign that is not known. */
gnutls_sign_algorithm_t sct_sign_id(const struct sct *);

#endif
