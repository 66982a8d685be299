/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_dtls.c - row L6: what may come over datagrams, in which order, or not at all
 *
 * RFC 6347, 4.2.4 and RFC 5764, 4.1. What a single record or fragment may be is in
 * unit/record/test_datagram.c and unit/handshake/test_fragments.c.
 */

#include "evil.h"
#include "pair.h"

#include "base/errors.h"
#include "base/text.h"
#include "record/datagram.h"
#include "wire/reader.h"

#include "unit/test.h"

#include <gnutls/dtls.h>

#include <errno.h>

static const struct sim_options network = { .rtt_ms = 20, .datagrams = { .on = true } };

struct world {
    struct sim sim;
    struct pair pair;
};

static void begin(struct world *w, const struct pair_options *options)
{
    sim_init(&w->sim, &network);
    assert_int_equal(pair_open(&w->pair, &w->sim, options), 0);
}

static void finish(struct world *w)
{
    evil = (struct evil){ 0 };
    pair_close(&w->pair);
    sim_end(&w->sim);
}

static int read_at(const struct sim_end *end)
{
    char bytes[16];

    return (int)gnutls_record_recv(end->session, bytes, sizeof bytes);
}

/* Until the server has said its last word, which has not arrived yet. */
static void run_to_the_last_word(struct world *w)
{
    for (int i = 0; i < 10 && !w->pair.server.done; i++) {
        end_turn(&w->pair.client);
        sim_pass(&w->sim, 10);
        end_turn(&w->pair.server);
        if (!w->pair.server.done)
            sim_pass(&w->sim, 10);
    }
    assert_int_equal(w->pair.server.result, 0);
    assert_int_equal(w->pair.client.result, GNUTLS_E_AGAIN);
}

/* ---- a further handshake is asked for ---- */

/* Calls the server's gnutls_handshake(), and reads at a client that begins one when it is told. */
static void shake_again(struct world *w)
{
    int client = GNUTLS_E_REHANDSHAKE, server = GNUTLS_E_AGAIN;
    bool told = false;

    for (int i = 0; i < 400 && (client != 0 || server != 0); i++) {
        if (server == GNUTLS_E_AGAIN)
            server = gnutls_handshake(w->pair.server.session);
        sim_pass(&w->sim, 10);
        if (!w->pair.client.done)
            end_turn(&w->pair.client);
        else if (!told)
            told = read_at(&w->pair.client) == GNUTLS_E_REHANDSHAKE;
        else if (client != 0)
            client = gnutls_handshake(w->pair.client.session);
        else
            assert_int_equal(read_at(&w->pair.client), GNUTLS_E_AGAIN);
        sim_pass(&w->sim, 10);
    }
    assert_true(told);
    assert_int_equal(client, 0);
    assert_int_equal(server, 0);
}

static void test_l6_a_lost_hello_request_is_said_again(void **state)
{
    enum { LOST = 3 };
    struct world w;

    begin(&w, &(struct pair_options){ 0 });
    assert_int_equal(pair_handshake(&w.pair), 0);
    assert_int_equal(pair_ping(&w.pair), 0);
    assert_int_equal(gnutls_rehandshake(w.pair.server.session), 0);
    for (int i = 0; i < LOST; i++) {
        assert_true(sim_link_drop(&w.pair.server.out) > 0);
        assert_int_equal(gnutls_handshake(w.pair.server.session), GNUTLS_E_AGAIN);
        assert_int_equal(sim_link_drop(&w.pair.server.out), 0);
        assert_in_range(gnutls_dtls_get_timeout(w.pair.server.session), 1, 1000 << i);
        sim_pass(&w.sim, gnutls_dtls_get_timeout(w.pair.server.session));
        assert_int_equal(gnutls_handshake(w.pair.server.session), GNUTLS_E_AGAIN);
    }

    shake_again(&w);
    assert_int_equal(pair_ping(&w.pair), 0);
    finish(&w);
}

/* The client has not even done with the first handshake. */
static void test_l6_a_request_does_not_push_the_last_word_aside(void **state)
{
    struct world w;

    begin(&w, &(struct pair_options){ 0 });
    run_to_the_last_word(&w);
    assert_int_equal(gnutls_rehandshake(w.pair.server.session), 0);
    assert_true(sim_link_drop(&w.pair.server.out) > 0);

    shake_again(&w);
    assert_int_equal(w.pair.client.result, 0);
    assert_int_equal(pair_ping(&w.pair), 0);
    finish(&w);
}

/* A client may want none of it; what it said no to is not said again. */
static void refuse(int (*hear)(struct world *))
{
    struct world w;

    begin(&w, &(struct pair_options){ 0 });
    assert_int_equal(pair_handshake(&w.pair), 0);
    assert_int_equal(gnutls_rehandshake(w.pair.server.session), 0);
    sim_pass(&w.sim, 10);
    assert_int_equal(read_at(&w.pair.client), GNUTLS_E_REHANDSHAKE);
    assert_int_equal(
        gnutls_alert_send(w.pair.client.session, GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION), 0);
    sim_pass(&w.sim, 10);
    assert_int_equal(hear(&w), GNUTLS_E_WARNING_ALERT_RECEIVED);

    assert_int_equal(gnutls_dtls_get_timeout(w.pair.server.session), 0);
    sim_pass(&w.sim, 5000);
    assert_int_equal(gnutls_handshake(w.pair.server.session), GNUTLS_E_AGAIN);
    assert_int_equal(read_at(&w.pair.server), GNUTLS_E_AGAIN);
    assert_false(sim_link_has_bytes(&w.pair.server.out));
    assert_int_equal(pair_ping(&w.pair), 0);
    finish(&w);
}

static int hear_in_handshake(struct world *w)
{
    return gnutls_handshake(w->pair.server.session);
}

static int hear_in_read(struct world *w)
{
    return read_at(&w->pair.server);
}

static void test_l6_a_request_that_was_refused_is_not_said_again(void **state)
{
    refuse(hear_in_handshake);
    refuse(hear_in_read);
}

/* ---- the last word ---- */

/* It gets lost; the client says its own again, and the server's way out is blocked just then. */
static void test_l6_a_last_flight_that_stalls_goes_on(void **state)
{
    struct world w;

    begin(&w, &(struct pair_options){ 0 });
    run_to_the_last_word(&w);
    assert_true(sim_link_drop(&w.pair.server.out) > 0);
    sim_pass(&w.sim, 1000);
    end_turn(&w.pair.client);
    sim_pass(&w.sim, 10);
    for (int i = 0; i < 3; i++) {
        w.pair.server.fault.push.error = EAGAIN;
        assert_int_equal(read_at(&w.pair.server), GNUTLS_E_AGAIN);
        assert_int_equal(sim_link_drop(&w.pair.server.out), 0);
    }
    assert_int_equal(read_at(&w.pair.server), GNUTLS_E_AGAIN);
    sim_pass(&w.sim, 10);
    end_turn(&w.pair.client);

    assert_int_equal(w.pair.client.result, 0);
    assert_int_equal(pair_ping(&w.pair), 0);
    finish(&w);
}

/* ---- data overtakes a Finished ---- */

enum { KEPT_MAX = 16, DATAGRAM_ROOM = 2048 };

/* Takes what is on its way from the server, datagram by datagram. */
static unsigned take_datagrams(struct world *w, uint8_t (*out)[DATAGRAM_ROOM], size_t *out_sizes)
{
    unsigned count = 0;

    sim_pass(&w->sim, 10);
    while (count < KEPT_MAX && sim_link_has_bytes(&w->pair.server.out)) {
        out_sizes[count] = sim_link_pull(&w->pair.server.out, out[count], DATAGRAM_ROOM);
        count++;
    }
    return count;
}

static void overtake(unsigned datagrams)
{
    static uint8_t last_word[KEPT_MAX][DATAGRAM_ROOM];
    static const uint8_t data[1000];
    size_t sizes[KEPT_MAX];
    unsigned count;
    struct world w;

    begin(&w, &(struct pair_options){ 0 });
    run_to_the_last_word(&w);
    count = take_datagrams(&w, last_word, sizes);
    assert_true(count > 0);
    for (unsigned i = 0; i < datagrams; i++) {
        assert_int_equal(gnutls_record_send(w.pair.server.session, data, sizeof data), 1000);
        sim_pass(&w.sim, 10);
        end_turn(&w.pair.client);
        assert_int_equal(w.pair.client.result, GNUTLS_E_AGAIN);
        assert_in_range(w.pair.client.session->in.datagrams->held.size, 1000, HELD_MAX);
    }
    for (unsigned i = 0; i < count; i++)
        sim_link_push(&w.pair.server.out, last_word[i], sizes[i]);
    sim_pass(&w.sim, 10);
    end_turn(&w.pair.client);

    assert_int_equal(w.pair.client.result, 0);
    assert_int_equal(w.pair.client.session->in.datagrams->held.size, 0);
    assert_true(end_read_all(&w.pair.client) <= HELD_MAX);
    assert_int_equal(pair_ping(&w.pair), 0);
    finish(&w);
}

/* Datagrams may get lost, so may these; but they cost a bounded room, and nothing else. */
static void test_l6_data_ahead_of_a_finished_is_dropped_or_kept_within_a_bound(void **state)
{
    overtake(1);
    overtake(100);
}

/* ---- use_srtp ---- */

#define MKI       "6d6b69"
#define MKI_255   MKI_51 MKI_51 MKI_51 MKI_51 MKI_51
#define MKI_51    MKI_17 MKI_17 MKI_17
#define MKI_17    "000102030405060708090a0b0c0d0e0f10"
#define P4        "fafafafafafafafa"
#define P64       P4 P4 P4 P4 P4 P4 P4 P4 P4 P4 P4 P4 P4 P4 P4 P4
#define P256      P64 P64 P64 P64
#define TOO_SHORT GNUTLS_E_UNEXPECTED_PACKET_LENGTH
#define ILLEGAL   GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER

#define FIRST GNUTLS_SRTP_AES128_CM_HMAC_SHA1_80

enum { NONE_AGREED = 0 };

struct srtp_row {
    const char *name;
    enum role who;
    const char *hex; /* instead of the extension, with type and size */
    int result;      /* of the victim */
    unsigned agreed; /* when it is borne */
    unsigned mki_size;
    bool nobody_asked; /* the client offers nothing */
};

/* clang-format off */
static const struct srtp_row srtp_rows[] = {
    { "offer as it should be",      CLIENT, "000e00080002000103" MKI, 0, FIRST, 3 },
    { "offer of nothing",           CLIENT, "000e0000", TOO_SHORT },
    { "offer of no profile",        CLIENT, "000e0003000000", TOO_SHORT },
    { "offer of half a profile",    CLIENT, "000e000400010100", TOO_SHORT },
    { "offer cut",                  CLIENT, "000e000400040001", TOO_SHORT },
    { "offer without MKI",          CLIENT, "000e000400020001", TOO_SHORT },
    { "offer with MKI cut",         CLIENT, "000e00070002000105" "6d6b", TOO_SHORT },
    { "offer with bytes left over", CLIENT, "000e000600020001" "00ff", TOO_SHORT },
    { "offer of unknown profiles",  CLIENT, "000e00070004fafa1a1a00", 0, NONE_AGREED },
    { "unknown profile first",      CLIENT, "000e00070004fafa000100", 0, FIRST },
    { "the same profile twice",     CLIENT, "000e000700040001000100", 0, FIRST },
    { "hundreds of unknown profiles", CLIENT, "000e02050202" P256 "000100", 0, FIRST },
    { "MKI of 255 bytes",           CLIENT, "000e010400020001ff" MKI_255, 0, FIRST, 255 },
    { "offered twice",              CLIENT, "000e00050002000100" "000e00050002000100", ILLEGAL },
    { "choice as it should be",     SERVER, "000e00080002000103" MKI, 0, FIRST, 3 },
    { "choice without MKI",         SERVER, "000e00050002000100", 0, FIRST },
    { "choice of nothing",          SERVER, "000e0000", TOO_SHORT },
    { "choice of no profile",       SERVER, "000e0003000000", TOO_SHORT },
    { "choice of two profiles",     SERVER, "000e000700040001000200", ILLEGAL },
    { "choice of what was not offered", SERVER, "000e00050002000500", ILLEGAL },
    { "choice of an unknown one",   SERVER, "000e00050002fafa00", ILLEGAL },
    { "choice with another MKI",    SERVER, "000e00080002000103" "00006a", ILLEGAL },
    { "choice with a longer MKI",   SERVER, "000e00090002000104" MKI "69", ILLEGAL },
    { "choice with MKI of 255 bytes", SERVER, "000e010400020001ff" MKI_255, ILLEGAL },
    { "choice with MKI cut",        SERVER, "000e00060002000103" "6d", TOO_SHORT },
    { "choice with bytes left over", SERVER, "000e00060002000100" "ff", TOO_SHORT },
    { "choice that nobody asked for", SERVER, "000e00050002000100", GNUTLS_E_RECEIVED_ILLEGAL_EXTENSION, .nobody_asked = true },
};
/* clang-format on */

/* Where the block of extensions of a hello begins, over datagrams. */
static size_t block_at(const struct buffer *m)
{
    struct wire_reader r = wire_reader(bytes_from(buffer_bytes(m), FRAGMENT_HEADER_SIZE));

    wire_read_bytes(&r, 2 + HELLO_RANDOM_SIZE);
    wire_read_vec8(&r);
    if (m->data[0] == CLIENT_HELLO) {
        wire_read_vec8(&r); /* cookie */
        wire_read_vec16(&r);
        wire_read_vec8(&r);
    } else {
        wire_read_bytes(&r, 3);
    }
    assert_false(r.failed);
    return (size_t)(r.at - m->data);
}

/* `bytes` come in the place of the extension, or behind all. */
static void set_srtp(struct buffer *m, const struct evil *e)
{
    struct buffer out = { 0 };
    size_t at = block_at(m);
    struct wire_reader r = wire_reader(bytes_from(buffer_bytes(m), at + 2));

    assert_int_equal(buffer_append(&out, bytes_of(m->data, at + 2)), 0);
    while (wire_more(&r)) {
        const uint8_t *begin = r.at;
        bool is_srtp = wire_read_u16(&r) == EXT_USE_SRTP;

        wire_read_vec16(&r);
        if (!is_srtp)
            assert_int_equal(buffer_append(&out, bytes_of(begin, (size_t)(r.at - begin))), 0);
    }
    assert_int_equal(buffer_append(&out, e->bytes), 0);
    out.data[at] = (uint8_t)((out.size - at - 2) >> 8);
    out.data[at + 1] = (uint8_t)(out.size - at - 2);
    buffer_move(&out, m);
}

static void use_srtp(struct sim_end *client, struct sim_end *server, void *context)
{
    static unsigned char long_mki[255];
    const struct srtp_row *row = context;
    gnutls_datum_t mki = { (unsigned char *)"mki", 3 };

    for (size_t i = 0; i < sizeof long_mki; i++)
        long_mki[i] = (unsigned char)(i % 17);
    if (row->mki_size == sizeof long_mki)
        mki = (gnutls_datum_t){ long_mki, sizeof long_mki };

    assert_int_equal(gnutls_srtp_set_profile(server->session, FIRST), 0);
    if (row->nobody_asked)
        return;
    assert_int_equal(gnutls_srtp_set_profile(client->session, FIRST), 0);
    assert_int_equal(gnutls_srtp_set_profile(client->session, GNUTLS_SRTP_AES128_CM_HMAC_SHA1_32),
                     0);
    assert_int_equal(gnutls_srtp_set_mki(client->session, &mki), 0);
}

static void assert_agreed(const struct srtp_row *row, gnutls_session_t victim)
{
    gnutls_srtp_profile_t profile = 0;
    gnutls_datum_t mki = { NULL, 0 };

    gnutls_srtp_get_selected_profile(victim, &profile);
    gnutls_srtp_get_mki(victim, &mki);
    if (profile != row->agreed || mki.size != row->mki_size)
        fail_msg("%s: profile %u, MKI of %u bytes", row->name, profile, mki.size);
}

static void assert_srtp(const struct srtp_row *row)
{
    struct buffer bytes = { 0 };
    struct sim_end *victim;
    struct world w;

    begin(&w, &(struct pair_options){ .prepare = use_srtp, .context = (void *)(uintptr_t)row });
    assert_int_equal(hex_decode(bytes_of_text(row->hex), &bytes), 0);
    evil = (struct evil){ .who = row->who == CLIENT ? w.pair.client.session : w.pair.server.session,
                          .message = row->who == CLIENT ? CLIENT_HELLO : SERVER_HELLO,
                          .change = set_srtp,
                          .bytes = buffer_bytes(&bytes) };
    victim = row->who == CLIENT ? &w.pair.server : &w.pair.client;
    pair_handshake(&w.pair);

    assert_true(evil.did);
    if (victim->result != row->result)
        fail_msg("%s: %s", row->name, gnutls_strerror_name(victim->result));
    if (row->result == 0)
        assert_agreed(row, victim->session);
    buffer_wipe(&bytes);
    finish(&w);
}

static void test_l6_use_srtp_is_read_with_care(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(srtp_rows); i++)
        assert_srtp(&srtp_rows[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_l6_a_lost_hello_request_is_said_again),
        cmocka_unit_test(test_l6_a_request_does_not_push_the_last_word_aside),
        cmocka_unit_test(test_l6_a_request_that_was_refused_is_not_said_again),
        cmocka_unit_test(test_l6_a_last_flight_that_stalls_goes_on),
        cmocka_unit_test(test_l6_data_ahead_of_a_finished_is_dropped_or_kept_within_a_bound),
        cmocka_unit_test(test_l6_use_srtp_is_read_with_care),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
