/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* binders.c - each PSK of a hello proves that its sender has it, RFC 8446, 4.2.11.2 */

#include "handshake/internal.h"

void early_psk_set(struct early_psk *psk, enum psk_origin origin, const struct hash *hash,
                   struct bytes key)
{
    psk->origin = origin;
    psk->hash = hash;
    hkdf_extract(hash, bytes_none(), key, &psk->early_secret);
}

/* RFC 8446, 4.1.2 and 4.1.4: a retry names the suite, and with it the hash. */
void withdraw_psks_unless(struct handshake *hs, const struct hash *hash)
{
    withdraw_session_unless(hs, hash);
    if (hs->resumption.external.hash != hash)
        hs->resumption.external.hash = NULL;
}

/* Writes over the zeros that stand at `*at`, and moves it behind them. */
static int fill(struct handshake *hs, const struct early_psk *psk, struct bytes hello, uint8_t **at)
{
    struct digest digest, binder;

    if (psk->hash == NULL)
        return 0;
    TRY(transcript_begin_hello(&hs->transcript, psk->hash, hello, &digest));
    binder_make(psk->hash, &psk->early_secret, psk->origin, &digest, &binder);
    memcpy(*at + 1, binder.bytes, binder.size); /* behind its length */
    *at += 1 + binder.size;
    return 0;
}

/* The open hello is complete but for its binders. */
int fill_binders(struct handshake *hs)
{
    const struct resumption *res = &hs->resumption;
    struct bytes hello;
    uint8_t *at;

    flight_set_length(&hs->flight);
    hello = flight_message(&hs->flight);
    hello.size -= res->binders_size;
    at = hs->flight.plain.data + hs->flight.plain.size - res->binders_size;
    at += 2; /* behind the list's length */
    TRY(fill(hs, &res->ticket, hello, &at));
    return fill(hs, &res->external, hello, &at);
}

int check_binder(struct handshake *hs, const struct early_psk *psk, struct bytes received)
{
    struct digest digest, expected;

    TRY(transcript_cut(&hs->transcript, psk->hash, hs->resumption.binders_size, &digest));
    binder_make(psk->hash, &psk->early_secret, psk->origin, &digest, &expected);
    /* RFC 8446, 4.2.11: no falling back to a full handshake: decrypt_error. */
    return binder_matches(&expected, received) ? 0 : fail(GNUTLS_E_ERROR_IN_FINISHED_PACKET);
}
