/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* detached.c - a handshake whose messages no record carries */

#include "handshake/detached.h"

#include "base/errors.h"

int detached_bring(struct detached *detached, gnutls_record_encryption_level_t level,
                   struct bytes data, size_t max_size)
{
    if (level != detached->read)
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    if (data.size > max_size || detached->brought.size > max_size - data.size)
        return fail(GNUTLS_E_HANDSHAKE_TOO_LARGE);
    return buffer_append(&detached->brought, data);
}

struct bytes detached_take(struct detached *detached)
{
    buffer_move(&detached->brought, &detached->lent);
    return buffer_bytes(&detached->lent);
}

void detached_wipe(struct detached *detached)
{
    buffer_wipe(&detached->brought);
    buffer_wipe(&detached->lent);
}
