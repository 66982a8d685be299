/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* binder.c - PSK binders, RFC 8446, 4.2.11.2
 *
 * A binder is a Finished under the PSK's own key: it proves the PSK and ties it to this hello.
 */

#include "session/binder.h"

#include "base/memory.h"
#include "crypto/hkdf.h"

#include <assert.h>

/* RFC 8446, 7.1; RFC 9258, 5.2 for imported keys. */
static const char *const labels[] = {
    [PSK_FROM_TICKET] = "res binder",
    [PSK_EXTERNAL] = "ext binder",
    [PSK_IMPORTED] = "imp binder",
};
static_assert(ARRAY_SIZE(labels) == PSK_IMPORTED + 1, "each origin has a label");

void binder_make(const struct hash *hash, const struct secret *early_secret, enum psk_origin origin,
                 const struct digest *hello, struct digest *out)
{
    SCOPED(secret) struct secret binder_key = { 0 }, finished_key = { 0 };
    SCOPED(hmac_key) struct hmac_key hmac;
    struct digest nothing;

    hash_of_nothing(hash, &nothing);
    hkdf_expand_label_once(hash, early_secret, labels[origin], digest_bytes(&nothing), hash->size,
                           &binder_key);
    hkdf_expand_label_once(hash, &binder_key, "finished", bytes_none(), hash->size, &finished_key);
    hmac_prepare(&hmac, hash, secret_bytes(&finished_key));
    hmac_once(&hmac, digest_bytes(hello), out);
    memory_publish(out->bytes, out->size); /* it stands in the hello */
}

bool binder_matches(const struct digest *expected, struct bytes received)
{
    return received.size == expected->size &&
           memory_equal(received.data, expected->bytes, expected->size);
}
