/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hmac_hidden.h - HMAC over a message whose size nobody may learn
 *
 * Time and memory accesses follow from size_min and size_max alone.
 */

#ifndef CRYPTO_HMAC_HIDDEN_H
#define CRYPTO_HMAC_HIDDEN_H

#include "crypto/hmac.h"

struct hidden_message {
    struct bytes head;         /* goes before it; of known size, shorter than a block */
    const uint8_t *data;       /* size_max bytes may be read */
    size_t size;               /* secret */
    size_t size_min, size_max; /* what everybody knows of it */
};

/* SHA-1, SHA-256 and SHA-384 only. */
void hmac_hidden(const struct hmac_key *, const struct hidden_message *, struct digest *out);

#endif
