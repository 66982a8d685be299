/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_exchange.c - the methods, and their two messages: RFC 5246, 7.4.3 and 7.4.7 */

#include "handshake/tls12/internal.h"

static const struct key_exchange *const methods[] = {
    &kx_ecdhe_ecdsa, &kx_ecdhe_rsa, &kx_dhe_rsa,   &kx_rsa,     &kx_anon_ecdh,
    &kx_anon_dh,     &kx_psk,       &kx_ecdhe_psk, &kx_dhe_psk,
};

const struct key_exchange *key_exchange_find(gnutls_kx_algorithm_t id)
{
    for (size_t i = 0; i < ARRAY_SIZE(methods); i++) {
        if (methods[i]->id == id)
            return methods[i];
    }
    return NULL;
}

/* A client that was given none at all may still speak to whom it does not check; one that has
 * keys or anonymity in mind would be surprised. */
bool key_exchange_is_armed(const struct config *config, const struct key_exchange *kx)
{
    bool psk = config->psk_client || config->psk_server;
    bool anonymous = config->anonymous_client || config->anonymous_server;

    if (!kx)
        return false;
    if (kx->auth == AUTH_PSK)
        return psk;
    if (kx->auth == AUTH_ANONYMOUS)
        return anonymous;
    return config->certificate || (!psk && !anonymous);
}

bool key_exchange_takes_key(const struct key_exchange *kx, const struct public_key *key)
{
    bool rsa = key->kind == KEY_RSA || (key->kind == KEY_RSA_PSS && !kx->decrypts);

    return kx->id == GNUTLS_KX_ECDHE_ECDSA ? !rsa : rsa;
}

/* What a signature over parameters covers: both randoms, so that it is of this connection. */
static int signed_params(const struct handshake *hs, struct bytes params, struct buffer *out)
{
    TRY(buffer_append(out, bytes_of(hs->agreed->client_random, HELLO_RANDOM_SIZE)));
    TRY(buffer_append(out, bytes_of(hs->agreed->server_random, HELLO_RANDOM_SIZE)));
    return buffer_append(out, params);
}

/* The application's key may stall: the parameters are made once. */
int prepare_server_key_exchange(struct handshake *hs)
{
    struct facts12 *f = &hs->tls12;
    SCOPED(buffer) struct buffer content = { 0 };

    if (f->params.size == 0) {
        struct wire_writer w = wire_writer(&f->params);

        TRY(f->kx->write_params(hs, &w));
        TRY(wire_write_end(&w));
    }
    if (!f->kx->signs_params)
        return 0;
    TRY(signed_params(hs, buffer_bytes(&f->params), &content));
    buffer_clear(&f->signature);
    TRY(privkey_sign(hs->chosen.identity->key, hs->chosen.scheme, buffer_bytes(&content),
                     &f->signature));
    hs->agreed->server_scheme = hs->chosen.scheme;
    return 0;
}

int write_server_key_exchange(struct handshake *hs, struct wire_writer *w)
{
    struct facts12 *f = &hs->tls12;

    wire_write_bytes(w, buffer_bytes(&f->params));
    if (f->kx->signs_params) {
        wire_write_u16(w, hs->chosen.scheme->id);
        wire_write_vec16(w, buffer_bytes(&f->signature));
    }
    return 0;
}

static int check_signature(struct handshake *hs, const struct signature_scheme *scheme,
                           struct bytes params, struct bytes signature)
{
    SCOPED(buffer) struct buffer content = { 0 };
    const struct public_key *key;

    TRY(certificate_public_key(hs->peer.certificate, &key));
    TRY(check_scheme(hs, scheme, key));
    if (!key_exchange_takes_key(hs->tls12.kx, key))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    TRY(signed_params(hs, params, &content));
    TRY(key_verify(key, scheme->how, buffer_bytes(&content), signature));
    hs->agreed->server_scheme = scheme;
    return 0;
}

int read_server_key_exchange(struct handshake *hs, struct wire_reader *r)
{
    const uint8_t *begin = r->at;
    struct bytes params, signature;
    uint16_t scheme;

    TRY(hs->tls12.kx->read_params(hs, r));
    if (!hs->tls12.kx->signs_params)
        return wire_read_end(r);
    params = bytes_of(begin, (size_t)(r->at - begin));
    scheme = wire_read_u16(r);
    signature = wire_read_vec16(r);
    TRY(wire_read_end(r));
    return check_signature(hs, scheme_by_id(scheme), params, signature);
}

int prepare_client_key_exchange(struct handshake *hs)
{
    return hs->tls12.kx->prepare_answer ? hs->tls12.kx->prepare_answer(hs) : 0;
}

int write_client_key_exchange(struct handshake *hs, struct wire_writer *w)
{
    return hs->tls12.kx->write_answer(hs, w);
}

int read_client_key_exchange(struct handshake *hs, struct wire_reader *r)
{
    return hs->tls12.kx->read_answer(hs, r);
}

int finish_key_exchange(struct handshake *hs)
{
    return hs->tls12.kx->finish_premaster ? hs->tls12.kx->finish_premaster(hs) : 0;
}
