/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* server_hello.c - the answer, RFC 8446, 4.1.3; and its twin, the HelloRetryRequest, 4.1.4 */

#include "crypto/random.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

/* SHA-256 of "HelloRetryRequest": a server hello with this random is a retry. */
static const uint8_t retry_random[HELLO_RANDOM_SIZE] = {
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
    0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
};

bool hello_is_retry(struct bytes body)
{
    return body.size >= 2 + HELLO_RANDOM_SIZE &&
           memcmp(body.data + 2, retry_random, HELLO_RANDOM_SIZE) == 0;
}

static int write_hello(struct handshake *hs, enum place place, struct bytes random,
                       struct wire_writer *w)
{
    wire_write_u16(w, WIRE_TLS12);
    wire_write_bytes(w, random);
    wire_write_vec8(w, bytes_of(hs->offered.session_id, hs->offered.session_id_size));
    wire_write_u16(w, hs->agreed->suite->id);
    wire_write_u8(w, 0);
    return extensions_write(hs, place, w);
}

int write_server_hello(struct handshake *hs, struct wire_writer *w)
{
    struct bytes random = bytes_of(hs->agreed->server_random, HELLO_RANDOM_SIZE);

    TRY(make_hello_random(hs->config, hs->agreed->server_random));
    return write_hello(hs, IN_SERVER_HELLO, random, w);
}

int write_hello_retry(struct handshake *hs, struct wire_writer *w)
{
    transcript_restart_for_retry(&hs->transcript);
    return write_hello(hs, IN_HELLO_RETRY, bytes_of(retry_random, HELLO_RANDOM_SIZE), w);
}

int send_dummy_ccs(struct handshake *hs)
{
    static const uint8_t one = 1;
    struct record_keys in_the_clear;

    /* RFC 9001, 8.4: where no record goes out there is nothing to be seen. */
    if (hs->ccs_sent || is_detached(hs->config))
        return 0;
    TRY(seal_flight(hs));
    record_keys_none(&in_the_clear);
    TRY(outbound_queue(hs->io.out, &in_the_clear, CONTENT_CHANGE_CIPHER_SPEC, bytes_of(&one, 1)));
    hs->ccs_sent = true;
    return 0;
}

static int parse(struct wire_reader *r, struct hello_answer *out)
{
    out->version = wire_read_u16(r);
    out->random = wire_read_bytes(r, HELLO_RANDOM_SIZE);
    out->session_id = wire_read_vec8(r);
    out->suite = wire_read_u16(r);
    out->compression = wire_read_u8(r);
    if (wire_more(r))
        out->extensions = wire_read_vec16(r);
    return wire_read_end(r);
}

int check_answered_suite(const struct handshake *hs, const struct cipher_suite *suite,
                         uint8_t compression)
{
    if (compression != 0)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (!suite || !suite_fits_version(suite, hs->agreed->version) ||
        !priority_has_suite(hs->config->priority, suite))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    return 0;
}

/* RFC 8446, 4.1.3: the echo, the null compression, a suite that we offered. */
static int check_answer(const struct handshake *hs, const struct hello_answer *answer,
                        const struct cipher_suite *suite)
{
    const struct offered *o = &hs->offered;

    if (answer->session_id.size > SESSION_ID_MAX)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    if (answer->version != WIRE_TLS12)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (!bytes_equal(answer->session_id, bytes_of(o->session_id, o->session_id_size)))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    TRY(check_answered_suite(hs, suite, answer->compression));
    if (hs->retry.suite && hs->retry.suite != suite)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    return 0;
}

int read_hello_retry(struct handshake *hs, struct wire_reader *r)
{
    struct hello_answer answer = { 0 };
    const struct cipher_suite *suite;

    TRY(parse(r, &answer));
    TRY(extensions_read(hs, IN_HELLO_RETRY, answer.extensions));
    suite = suite_by_id(answer.suite);
    TRY(check_answer(hs, &answer, suite));
    /* RFC 8446, 4.1.4: it must change something. */
    if (!hs->retry.group && hs->retry.cookie.size == 0)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);

    hs->retry.requested = true;
    hs->retry.suite = suite;
    TRY(transcript_choose_hash(&hs->transcript, suite->hash));
    transcript_restart_for_retry(&hs->transcript);
    return 0;
}

/* RFC 8446, 4.1.3: the last eight bytes of the random tell of a downgrade that we did not ask
 * for. */
static bool random_warns_of_downgrade(const uint8_t *random)
{
    static const uint8_t mark[7] = { 'D', 'O', 'W', 'N', 'G', 'R', 'D' };
    const uint8_t *tail = random + HELLO_RANDOM_SIZE - 8;

    return memcmp(tail, mark, sizeof mark) == 0 && tail[7] <= 1;
}

int check_not_lowered(const struct handshake *hs)
{
    const struct version *highest = highest_version(hs->config);

    if (highest && highest->tls13_or_later && random_warns_of_downgrade(hs->agreed->server_random))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    return 0;
}

/* RFC 8446, 4.2.1: whether the version is chosen in the extension, which is to be known before
 * the extensions can be judged. */
static bool names_version(struct bytes extensions)
{
    struct wire_reader r = wire_reader(extensions);

    while (wire_more(&r)) {
        uint16_t type = wire_read_u16(&r);

        wire_read_vec16(&r);
        if (!r.failed && type == EXT_SUPPORTED_VERSIONS)
            return true;
    }
    return false;
}

/* RFC 8446, 4.2.11: what a PSK must fit. */
static int check_psk(const struct handshake *hs, const struct cipher_suite *suite)
{
    struct psk_modes ours;

    if (!hs->agreed->from_psk)
        return hs->agreed->group ? 0 : fail(GNUTLS_E_MISSING_EXTENSION);
    psk_modes_of(hs->config, &ours);
    if (suite->hash != hs->resumption.psk->hash)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (!psk_modes_have(&ours, hs->agreed->group ? PSK_DHE_KE : PSK_KE))
        return fail(hs->agreed->group ? GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER
                                      : GNUTLS_E_MISSING_EXTENSION);
    return 0;
}

int read_server_hello(struct handshake *hs, struct wire_reader *r)
{
    struct hello_answer answer = { 0 };
    const struct cipher_suite *suite;
    struct agreed *a = hs->agreed;

    TRY(parse(r, &answer));
    memcpy(a->server_random, answer.random.data, HELLO_RANDOM_SIZE);
    if (!names_version(answer.extensions) && !hs->retry.requested)
        return read_server_hello12(hs, &answer);
    TRY(extensions_read(hs, IN_SERVER_HELLO, answer.extensions));
    suite = suite_by_id(answer.suite);
    TRY(check_answer(hs, &answer, suite));
    TRY(check_psk(hs, suite));

    if (hs->resumption.session && !a->resumed)
        a->verdict = FULL_PEER_DECLINED;
    a->suite = suite;
    a->psk_mode_dhe = a->from_psk && a->group;
    a->params.version = a->version->wire;
    a->params.cipher_suite = suite->id;
    a->params.group = a->group ? a->group->id : 0;
    return transcript_choose_hash(&hs->transcript, suite->hash);
}
