/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* post_handshake_auth.c - a client shows after the handshake who it is, RFC 8446, 4.6.2
 *
 * The server's request and the client's answer are scripts of their own. Both go on from the
 * transcript of the handshake, of which the state of its hash is kept until the connection ends.
 */

#include "base/memory.h"
#include "crypto/random.h"
#include "handshake/internal.h"

enum { CONTEXT_SIZE = 16 };

/* ---- at the end of the handshake ---- */

int keep_transcript(struct handshake *hs)
{
    struct hash_state *kept = memory_get_zeroed(sizeof *kept);

    if (kept == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    hash_copy(&hs->transcript.state, kept);
    memory_free_secret(hs->agreed->transcript, sizeof *kept);
    hs->agreed->transcript = kept;
    return 0;
}

/* ---- what the connection begins and goes on with ---- */

int post_auth_new(const struct handshake_start *start, struct handshake **out)
{
    struct agreed *a = start->agreed;
    struct handshake *hs;

    if (a->transcript == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    hs = handshake_blank();
    if (hs == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    hs->role = start->config->role;
    hs->session = start->session;
    hs->config = start->config;
    hs->agreed = a;
    hs->io = start->io;
    hs->late = true;
    hs->next = post_auth_script;
    hs->messages.rest = start->hello;
    hs->transcript.hash = a->suite->hash;
    hash_copy(a->transcript, &hs->transcript.state);
    *out = hs;
    return 0;
}

void post_auth_answered(struct handshake *hs, struct bytes answer, const struct secret *traffic)
{
    hs->messages.rest = answer;
    hs->secrets.client_handshake = *traffic;
    hs->next = post_auth_answer_script;
}

int post_auth_queue(struct handshake *hs)
{
    if (hs->flight.plain.size == 0)
        return 0; /* it was queued already, and another call has pushed it */
    /* The application's hook has let another thread change keys behind the Finished. */
    if (hs->role == CLIENT &&
        !secret_equal(&hs->secrets.client_handshake, &hs->io.keys->out_traffic))
        return fail(GNUTLS_E_INTERNAL_ERROR);
    return flight_seal(&hs->flight, hs->io.out, &hs->io.keys->out);
}

/* ---- rows ---- */

/* RFC 8446, 4.3.2: no two requests of a connection have one name. */
int name_request(struct handshake *hs)
{
    uint8_t name[CONTEXT_SIZE];

    TRY(random_fill(RANDOM_NONCE, name, sizeof name));
    return buffer_set(&hs->request_context, bytes_of(name, sizeof name));
}

int go_on_with_answer(struct handshake *hs)
{
    hs->next = post_auth_answer_script;
    return 0;
}

/* RFC 8446, 4.4.4: a late Finished is made under the secret of the client's data. */
int finish_under_traffic_secret(struct handshake *hs)
{
    hs->secrets.client_handshake = hs->io.keys->out_traffic;
    return 0;
}

/* Another certificate takes the place of what was known of the peer. */
void forget_peer(struct agreed *a)
{
    memory_free(a->peer_list);
    a->peer_list = NULL;
    a->peer_count = 0;
    a->client_scheme = NULL;
    a->verify_status = (unsigned)-1;
    a->staple_checked = false;
    a->params.peer_verified = PEER_NOT_VERIFIED;
    buffer_wipe(&a->params.peer_chain);
    buffer_wipe(&a->params.peer_ocsp);
    buffer_wipe(&a->issuer_staples);
}
