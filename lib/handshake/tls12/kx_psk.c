/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kx_psk.c - keys that both sides hold beforehand: alone and with DHE, RFC 4279; with ECDHE, RFC 5489
 *
 * Before the other's parameters stands a hint, before the other's answer an identity.
 */

#include "handshake/tls12/internal.h"

static int write_hint(struct handshake *hs, struct wire_writer *w)
{
    wire_write_vec16(w, buffer_bytes(&hs->config->psk_server->hint));
    return 0;
}

static int read_hint(struct handshake *hs, struct wire_reader *r)
{
    struct bytes hint = wire_read_vec16(r);

    return r->failed ? wire_read_end(r) : buffer_set(&hs->agreed->psk_hint, hint);
}

static int ecdhe_psk_write_params(struct handshake *hs, struct wire_writer *w)
{
    TRY(write_hint(hs, w));
    return ecdhe_write_params(hs, w);
}

static int ecdhe_psk_read_params(struct handshake *hs, struct wire_reader *r)
{
    TRY(read_hint(hs, r));
    return ecdhe_read_params(hs, r);
}

static int dhe_psk_write_params(struct handshake *hs, struct wire_writer *w)
{
    TRY(write_hint(hs, w));
    return dhe_write_params(hs, w);
}

static int dhe_psk_read_params(struct handshake *hs, struct wire_reader *r)
{
    TRY(read_hint(hs, r));
    return dhe_read_params(hs, r);
}

/* The application may look at the hint before it says who we are. RFC 9258, 7: a key that is to be
 * imported does not serve TLS 1.2 itself. */
static int ask_client(struct handshake *hs)
{
    SCOPED(psk) struct psk psk = { 0 };

    TRY(psk_client_ask(hs->config->psk_client, hs->session, &psk));
    if (psk.imported)
        return fail(GNUTLS_E_INSUFFICIENT_CREDENTIALS);
    buffer_move(&psk.identity, &hs->agreed->params.psk_identity);
    buffer_move(&psk.key, &hs->tls12.psk);
    return 0;
}

static int ask_server(struct handshake *hs)
{
    SCOPED(psk) struct psk psk = { 0 };

    TRY(psk_server_ask(hs->config->psk_server, hs->session,
                       buffer_bytes(&hs->agreed->params.psk_identity), &psk));
    if (psk.imported || psk.key.size == 0)
        return psk_make_random(&hs->tls12.psk);
    buffer_move(&psk.key, &hs->tls12.psk);
    return 0;
}

static int write_identity(struct handshake *hs, struct wire_writer *w)
{
    wire_write_vec16(w, buffer_bytes(&hs->agreed->params.psk_identity));
    return 0;
}

static int read_identity(struct handshake *hs, struct wire_reader *r)
{
    struct bytes identity = wire_read_vec16(r);

    return r->failed ? wire_read_end(r) : buffer_set(&hs->agreed->params.psk_identity, identity);
}

static int psk_read_answer(struct handshake *hs, struct wire_reader *r)
{
    TRY(read_identity(hs, r));
    return wire_read_end(r);
}

static int ecdhe_psk_write_answer(struct handshake *hs, struct wire_writer *w)
{
    TRY(write_identity(hs, w));
    return ecdhe_write_answer(hs, w);
}

static int ecdhe_psk_read_answer(struct handshake *hs, struct wire_reader *r)
{
    TRY(read_identity(hs, r));
    return ecdhe_read_answer(hs, r);
}

static int dhe_psk_write_answer(struct handshake *hs, struct wire_writer *w)
{
    TRY(write_identity(hs, w));
    return dhe_write_answer(hs, w);
}

static int dhe_psk_read_answer(struct handshake *hs, struct wire_reader *r)
{
    TRY(read_identity(hs, r));
    return dhe_read_answer(hs, r);
}

/* RFC 4279, 2: the other secret, or as many zeros as the key is long; then the key; each behind
 * its length. */
static int finish_premaster(struct handshake *hs)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    struct wire_writer w = wire_writer(&whole);
    struct facts12 *f = &hs->tls12;
    struct bytes other = buffer_bytes(&f->premaster);

    if (hs->role == SERVER)
        TRY(ask_server(hs));
    if (other.size > 0) {
        wire_write_vec16(&w, other);
    } else {
        wire_write_u16(&w, (uint16_t)f->psk.size);
        wire_write_zeros(&w, f->psk.size);
    }
    wire_write_vec16(&w, buffer_bytes(&f->psk));
    TRY(wire_write_end(&w));
    buffer_move(&whole, &f->premaster);
    buffer_wipe(&f->psk);
    return 0;
}

const struct key_exchange kx_psk = {
    .id = GNUTLS_KX_PSK,
    .may_have_params = true,
    .auth = AUTH_PSK,
    .write_params = write_hint,
    .read_params = read_hint,
    .prepare_answer = ask_client,
    .write_answer = write_identity,
    .read_answer = psk_read_answer,
    .finish_premaster = finish_premaster,
};

const struct key_exchange kx_ecdhe_psk = {
    .id = GNUTLS_KX_ECDHE_PSK,
    .has_params = true,
    .needs_curve = true,
    .auth = AUTH_PSK,
    .write_params = ecdhe_psk_write_params,
    .read_params = ecdhe_psk_read_params,
    .prepare_answer = ask_client,
    .write_answer = ecdhe_psk_write_answer,
    .read_answer = ecdhe_psk_read_answer,
    .finish_premaster = finish_premaster,
};

const struct key_exchange kx_dhe_psk = {
    .id = GNUTLS_KX_DHE_PSK,
    .has_params = true,
    .needs_finite_field = true,
    .auth = AUTH_PSK,
    .write_params = dhe_psk_write_params,
    .read_params = dhe_psk_read_params,
    .prepare_answer = ask_client,
    .write_answer = dhe_psk_write_answer,
    .read_answer = dhe_psk_read_answer,
    .finish_premaster = finish_premaster,
};
