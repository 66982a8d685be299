/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ticket.c - what a ticket says; from message to params and back */

#include "session/ticket.h"

#include "base/errors.h"
#include "crypto/hkdf.h"
#include "session/serialize.h"
#include "session/ticket_seal.h"
#include "wire/reader.h"
#include "wire/tls.h"

void ticket_psk(const struct hash *hash, const struct secret *resumption_master, struct bytes nonce,
                struct secret *out)
{
    hkdf_expand_label_once(hash, resumption_master, "resumption", nonce, hash->size, out);
}

static void ticket_facts_wipe(struct ticket_facts *facts)
{
    buffer_wipe(&facts->ticket);
    *facts = (struct ticket_facts){ 0 };
}

int ticket_receive(const struct new_session_ticket *message, int64_t now_ms,
                   struct ticket_facts *out)
{
    struct ticket_facts fresh = {
        .age_add = message->age_add,
        .lifetime_s = message->lifetime_s,
        .max_early_data = message->max_early_data,
        .received_ms = now_ms,
    };
    if (fresh.lifetime_s > TICKET_LIFETIME_MAX_S)
        fresh.lifetime_s = TICKET_LIFETIME_MAX_S;
    if (fresh.lifetime_s > 0)
        TRY(buffer_set(&fresh.ticket, message->ticket));

    ticket_facts_wipe(out);
    *out = fresh;
    return 0;
}

/* How many bytes of the chain make whole certificates within `limit`. */
static size_t chain_size_within(struct bytes chain, size_t limit)
{
    struct wire_reader reader = wire_reader(chain);
    size_t kept = 0;
    while (wire_more(&reader)) {
        (void)wire_read_vec24(&reader);
        size_t end = chain.size - wire_left(&reader);
        if (reader.failed || end > limit)
            break;
        kept = end;
    }
    return kept;
}

/* `slim` borrows from who owns the params: it is never wiped as params, only its secret is. The
 * peer's own certificate is never dropped: a peer that had one would look as if it had none. */
static int make_fit(struct session_params *slim)
{
    if (session_packed_size(slim) <= TICKET_PLAIN_MAX)
        return 0;
    slim->peer_ocsp = (struct buffer){ 0 };

    size_t size = session_packed_size(slim);
    if (size <= TICKET_PLAIN_MAX)
        return 0;
    size_t excess = size - TICKET_PLAIN_MAX;
    if (excess >= slim->peer_chain.size)
        return fail(GNUTLS_E_LARGE_PACKET);
    slim->peer_chain.size =
        chain_size_within(buffer_bytes(&slim->peer_chain), slim->peer_chain.size - excess);
    return slim->peer_chain.size > 0 ? 0 : fail(GNUTLS_E_LARGE_PACKET);
}

static int pack_and_seal(const struct stek *stek, const struct session_params *params,
                         struct buffer *out)
{
    size_t at = out->size;
    uint8_t *head;
    TRY(buffer_reserve(out, TICKET_HEAD_SIZE + session_packed_size(params) + TICKET_TAG_SIZE));
    TRY(buffer_extend(out, TICKET_HEAD_SIZE, &head));

    int result = session_pack(params, out);
    if (result == 0)
        result = ticket_seal_in_place(stek, out, at);
    if (result < 0)
        buffer_cut(out, at);
    return result;
}

int ticket_issue_under(const struct stek *stek, const struct session_params *params,
                       struct buffer *out)
{
    if (session_kind_is_client(params->kind))
        return fail(GNUTLS_E_INTERNAL_ERROR);

    struct session_params slim = *params;
    int result = make_fit(&slim);
    if (result == 0)
        result = pack_and_seal(stek, &slim, out);
    secret_wipe(&slim.secret);
    return result;
}

int ticket_issue(const struct stek_master *master, const struct session_params *params,
                 int64_t now_ms, struct buffer *out)
{
    if (!stek_master_is_set(master))
        return fail(GNUTLS_E_INTERNAL_ERROR);
    return ticket_issue_under(&stek_recall(master, now_ms)->current, params, out);
}

/* A ticket that opens is of our making, but perhaps of a later release's; or the key was stolen.
 * All that is not understood is one thing to the handshake: not to be resumed. */
static int as_unusable(int result)
{
    if (result == 0 || result == GNUTLS_E_MEMORY_ERROR || result == GNUTLS_E_DECRYPTION_FAILED)
        return result;
    return fail(GNUTLS_E_DECRYPTION_FAILED);
}

int ticket_accept_under(const struct stek_pair *pair, struct bytes ticket,
                        struct session_params *out)
{
    SCOPED(buffer) struct buffer plain = { 0 };
    SCOPED(session_lent) struct session_params lent;

    memset(&lent, 0, sizeof(lent));
    TRY(ticket_open(pair, ticket, &plain));
    TRY(as_unusable(session_unpack_lent(buffer_bytes(&plain), &lent)));
    if (session_kind_is_client(lent.kind))
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    return session_params_copy(&lent, out);
}

int ticket_accept(const struct stek_master *master, struct bytes ticket, int64_t now_ms,
                  struct session_params *out)
{
    if (!stek_master_is_set(master))
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    return ticket_accept_under(stek_recall(master, now_ms), ticket, out);
}
