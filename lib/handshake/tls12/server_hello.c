/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* server_hello.c - the answer in TLS 1.2, RFC 5246, 7.4.1.3 */

#include "crypto/random.h"
#include "handshake/extensions/extension.h"
#include "handshake/tls12/internal.h"

/* RFC 8446, 4.1.3: a client that can do better sees that nobody in between made it worse. */
static void mark_downgrade(struct handshake *hs)
{
    static const uint8_t mark[8] = { 'D', 'O', 'W', 'N', 'G', 'R', 'D', 1 };
    const struct version *highest = highest_version(hs->config);

    if (highest && highest->tls13_or_later)
        memcpy(hs->agreed->server_random + HELLO_RANDOM_SIZE - sizeof mark, mark, sizeof mark);
}

int write_server_hello12(struct handshake *hs, struct wire_writer *w)
{
    struct agreed *a = hs->agreed;
    struct bytes echo = bytes_of(hs->offered.session_id, hs->offered.session_id_size);

    TRY(make_hello_random(hs->config, a->server_random));
    mark_downgrade(hs);
    if (!a->resumed) {
        a->params.id.size = SESSION_ID_MAX;
        TRY(random_fill(RANDOM_NONCE, a->params.id.bytes, SESSION_ID_MAX));
        echo = bytes_of(a->params.id.bytes, a->params.id.size);
    }
    wire_write_u16(w, a->version->wire);
    wire_write_bytes(w, bytes_of(a->server_random, HELLO_RANDOM_SIZE));
    wire_write_vec8(w, echo);
    wire_write_u16(w, a->suite->id);
    wire_write_u8(w, 0);
    return extensions_write(hs, IN_SERVER_HELLO12, w);
}

/* A server that takes a session up says so by giving our id back. */
static bool takes_session_up(const struct handshake *hs, struct bytes id)
{
    const struct session_params *session = hs->resumption.session;

    return session && session->kind == SESSION_CLIENT12 && id.size > 0 &&
           bytes_equal(id, bytes_of(hs->offered.session_id, hs->offered.session_id_size));
}

/* RFC 5246, 7.4.1.3; RFC 7627, 5.3: what is taken up is what was. */
static int check_taken_up(const struct handshake *hs)
{
    const struct session_params *session = hs->resumption.session;

    if (session->version != hs->agreed->version->wire)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (session->cipher_suite != hs->agreed->suite->id)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (session->extended_master_secret != hs->tls12.ems)
        return fail(GNUTLS_E_UNWANTED_ALGORITHM);
    return 0;
}

static int check_extensions(struct handshake *hs)
{
    const struct priority_flags *flags = &hs->config->priority->flags;
    struct agreed *a = hs->agreed;

    if (flags->force_session_hash && !hs->tls12.ems)
        return fail(GNUTLS_E_INSUFFICIENT_SECURITY);
    if (flags->safe_renegotiation && !hs->tls12.renegotiation)
        return fail(GNUTLS_E_SAFE_RENEGOTIATION_FAILED);
    TRY(check_renegotiation(hs));
    /* RFC 7366, 3: only block ciphers can. */
    if (hs->tls12.etm && a->suite->protection != PROTECT_CBC)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (mac_must_stand_outside(hs) && !hs->tls12.etm && a->suite->protection == PROTECT_CBC)
        return fail(GNUTLS_E_UNWANTED_ALGORITHM);
    a->params.extended_master_secret = hs->tls12.ems;
    a->params.encrypt_then_mac = hs->tls12.etm;
    a->safe_renegotiation = hs->tls12.renegotiation;
    return 0;
}

int read_server_hello12(struct handshake *hs, const struct hello_answer *answer)
{
    const struct version *version = version_by_wire(answer->version);
    struct agreed *a = hs->agreed;

    /* RFC 5246, 7.4.1.3. */
    if (answer->session_id.size > SESSION_ID_MAX)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    TRY(check_not_lowered(hs));
    if (!version_is_open(hs, version) || version->tls13_or_later)
        return fail(GNUTLS_E_UNSUPPORTED_VERSION_PACKET);
    /* RFC 8446, D.3: data that no older server can skip is on its way. */
    if (hs->early.offered)
        return fail(GNUTLS_E_UNSUPPORTED_VERSION_PACKET);
    a->version = version;
    a->suite = suite_by_id(answer->suite);
    TRY(check_answered_suite(hs, a->suite, answer->compression));
    TRY(extensions_read(hs, IN_SERVER_HELLO12, answer->extensions));
    TRY(check_extensions(hs));

    a->resumed = takes_session_up(hs, answer->session_id);
    if (a->resumed)
        TRY(check_taken_up(hs));
    else
        a->verdict = hs->resumption.session ? FULL_PEER_DECLINED : a->verdict;
    memcpy(a->params.id.bytes, answer->session_id.data, answer->session_id.size);
    a->params.id.size = (uint8_t)answer->session_id.size;
    a->params.version = version->wire;
    a->params.datagram = version->datagram;
    a->params.cipher_suite = a->suite->id;
    hs->tls12.kx = key_exchange_find(a->suite->kx);
    if (!key_exchange_is_armed(hs->config, hs->tls12.kx))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (!a->resumed)
        TRY(transcript_keep(&hs->transcript));
    return transcript_choose_hash(&hs->transcript, a->suite->hash);
}
