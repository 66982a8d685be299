/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_rfc8448.c - the traces of RFC 8448, replayed byte for byte
 *
 * Only what a trace calls random is taken from it: private keys, the messages' own bytes, the
 * ticket. Shares, secrets, keys, Finished, binders and sealed records must come out as printed.
 */

#include "session/binder.h"
#include "session/ticket.h"

#include "unit/handshake/rfc8448_traces.h"
#include "unit/hex.h"

struct replay {
    struct transcript transcript;
    struct key_schedule schedule;
    struct kex_private keys[2]; /* by role */
    struct buffer share[2];
    struct secret early[2], handshake[2], application[2], resumption_master;
    struct record_keys writing[2];
};

static void assert_is(struct bytes got, const char *expected)
{
    SCOPED(buffer) struct buffer wanted = { 0 };

    unhex(expected, &wanted);
    assert_bytes_equal(got.data, got.size, wanted.data, wanted.size);
}

static void make_key(struct replay *r, const struct trace_step *s, const struct kex *kex)
{
    SCOPED(buffer) struct buffer private_bytes = { 0 };
    uint8_t share[SHARE_MAX];

    unhex(s->first, &private_bytes);
    assert_int_equal(kex_from_private(kex, buffer_bytes(&private_bytes), &r->keys[s->actor], share),
                     0);
    assert_is(bytes_of(share, kex->share_size), s->second);
    assert_int_equal(buffer_set(&r->share[s->actor], bytes_of(share, kex->share_size)), 0);
}

static void extract_early(struct replay *r, const struct trace_step *s)
{
    SCOPED(buffer) struct buffer input = { 0 };
    static const uint8_t zeros[32];
    bool no_psk;

    unhex(s->first, &input);
    no_psk = memcmp(input.data, zeros, sizeof zeros) == 0;
    key_schedule_begin(&r->schedule, &hash_sha256, no_psk ? bytes_none() : buffer_bytes(&input));
    assert_is(secret_bytes(&r->schedule.current), s->second);
}

static void extract_handshake(struct replay *r, const struct trace_step *s)
{
    SCOPED(buffer) struct buffer here = { 0 };
    SCOPED(buffer) struct buffer there = { 0 };

    assert_int_equal(kex_derive(&r->keys[CLIENT], buffer_bytes(&r->share[SERVER]), &here), 0);
    assert_int_equal(kex_derive(&r->keys[SERVER], buffer_bytes(&r->share[CLIENT]), &there), 0);
    assert_is(buffer_bytes(&here), s->first);
    assert_is(buffer_bytes(&there), s->first);
    key_schedule_handshake(&r->schedule, buffer_bytes(&here));
    assert_is(secret_bytes(&r->schedule.current), s->second);
}

static void derive(struct replay *r, const struct trace_step *s)
{
    struct secret other, *out = &other;
    struct digest at;

    switch (s->label) {
    case LABEL_CLIENT_EARLY_TRAFFIC:
        out = &r->early[CLIENT];
        break;
    case LABEL_CLIENT_HANDSHAKE_TRAFFIC:
        out = &r->handshake[CLIENT];
        break;
    case LABEL_SERVER_HANDSHAKE_TRAFFIC:
        out = &r->handshake[SERVER];
        break;
    case LABEL_CLIENT_TRAFFIC:
        out = &r->application[CLIENT];
        break;
    case LABEL_SERVER_TRAFFIC:
        out = &r->application[SERVER];
        break;
    case LABEL_RESUMPTION:
        out = &r->resumption_master;
        break;
    default:
        break;
    }
    transcript_with(&r->transcript, &hash_sha256, bytes_none(), &at);
    assert_is(digest_bytes(&at), s->first);
    assert_int_equal(key_schedule_derive(&r->schedule, s->label, &at, out), 0);
    assert_is(secret_bytes(out), s->second);
}

static void write_under(struct replay *r, const struct trace_step *s, const struct secret *secrets)
{
    struct record_keys *keys = &r->writing[s->actor];

    record_keys_tls13(keys, suite_by_id(0x1301), &secrets[s->actor]);
    assert_is(secret_bytes(&keys->key), s->first);
    assert_is(bytes_of(keys->iv, keys->iv_size), s->second);
}

static void calculate_finished(struct replay *r, const struct trace_step *s)
{
    struct digest at, mac;

    transcript_now(&r->transcript, &at);
    finished_mac(&hash_sha256, &r->handshake[s->actor], &at, &mac);
    assert_is(digest_bytes(&mac), s->second);
}

static void calculate_binder(struct replay *r, const struct trace_step *s)
{
    SCOPED(buffer) struct buffer hello = { 0 };
    struct digest at, binder;

    unhex(s->first, &hello);
    transcript_with(&r->transcript, &hash_sha256, buffer_bytes(&hello), &at);
    binder_make(&hash_sha256, &r->schedule.current, PSK_FROM_TICKET, &at, &binder);
    assert_is(digest_bytes(&binder), s->second);
}

static void derive_psk(struct replay *r, const struct trace_step *s)
{
    SCOPED(buffer) struct buffer nonce = { 0 };
    struct secret psk;

    unhex(s->first, &nonce);
    ticket_psk(&hash_sha256, &r->resumption_master, buffer_bytes(&nonce), &psk);
    assert_is(secret_bytes(&psk), s->second);
}

/* A client hello counts when it is sent: a binder may still be missing before. */
static void construct(struct replay *r, const struct trace_step *s)
{
    static const uint8_t retry_random[] = { 0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a };
    SCOPED(buffer) struct buffer message = { 0 };

    unhex(s->first, &message);
    if (message.data[0] == CLIENT_HELLO || message.data[0] == NEW_SESSION_TICKET)
        return;
    if (message.data[0] == SERVER_HELLO) {
        assert_int_equal(transcript_choose_hash(&r->transcript, &hash_sha256), 0);
        if (memcmp(message.data + 6, retry_random, sizeof retry_random) == 0)
            transcript_restart_for_retry(&r->transcript);
    }
    assert_int_equal(transcript_add(&r->transcript, buffer_bytes(&message)), 0);
}

static void assert_opens_to(struct record_keys *keys, struct buffer *whole, uint8_t type,
                            const char *content)
{
    struct record record = {
        .type = whole->data[0],
        .wire_version = WIRE_TLS12,
        .data = whole->data + RECORD_HEADER_SIZE,
        .size = whole->size - RECORD_HEADER_SIZE,
    };

    assert_int_equal(keys->protection->open(keys, &record), 0);
    assert_int_equal(record.type, type);
    assert_is(bytes_of(record.data, record.size), content);
}

static void send(struct replay *r, const struct trace_step *s, uint8_t type)
{
    struct record_keys *keys = &r->writing[s->actor], reading = *keys;
    SCOPED(buffer) struct buffer content = { 0 };
    SCOPED(buffer) struct buffer whole = { 0 };

    unhex(s->first, &content);
    if (content.data[0] == CLIENT_HELLO && type == CONTENT_HANDSHAKE)
        assert_int_equal(transcript_add_hello(&r->transcript, buffer_bytes(&content)), 0);
    if (type == CONTENT_CHANGE_CIPHER_SPEC)
        record_keys_none(keys);
    assert_int_equal(keys->protection->seal(keys, type, buffer_bytes(&content), 0, &whole), 0);
    if (type == CONTENT_CHANGE_CIPHER_SPEC)
        *keys = reading;

    /* RFC 8446, 5.1: the version of a first hello's record is free. */
    if (content.data[0] == CLIENT_HELLO && type == CONTENT_HANDSHAKE)
        whole.data[2] = s->second[5] - '0';
    assert_is(buffer_bytes(&whole), s->second);
    if (type != CONTENT_CHANGE_CIPHER_SPEC)
        assert_opens_to(&reading, &whole, type, s->first);
}

static void take_step(struct replay *r, const struct trace_step *s)
{
    switch (s->event) {
    case MAKES_X25519_KEY:
        make_key(r, s, &kex_x25519);
        break;
    case MAKES_P256_KEY:
        make_key(r, s, &kex_secp256r1);
        break;
    case EXTRACTS_EARLY:
        extract_early(r, s);
        break;
    case EXTRACTS_HANDSHAKE:
        extract_handshake(r, s);
        break;
    case EXTRACTS_MASTER:
        key_schedule_master(&r->schedule);
        assert_is(secret_bytes(&r->schedule.current), s->second);
        break;
    case DERIVES:
        derive(r, s);
        break;
    case WRITES_UNDER_EARLY_KEYS:
        write_under(r, s, r->early);
        break;
    case WRITES_UNDER_HANDSHAKE_KEYS:
        write_under(r, s, r->handshake);
        break;
    case WRITES_UNDER_APPLICATION_KEYS:
        write_under(r, s, r->application);
        break;
    case CALCULATES_FINISHED:
        calculate_finished(r, s);
        break;
    case CALCULATES_BINDER:
        calculate_binder(r, s);
        break;
    case DERIVES_PSK:
        derive_psk(r, s);
        break;
    case CONSTRUCTS:
        construct(r, s);
        break;
    case SENDS_HANDSHAKE:
        send(r, s, CONTENT_HANDSHAKE);
        break;
    case SENDS_ALERT:
        send(r, s, CONTENT_ALERT);
        break;
    case SENDS_APPLICATION_DATA:
        send(r, s, CONTENT_APPLICATION_DATA);
        break;
    case SENDS_CCS:
        send(r, s, CONTENT_CHANGE_CIPHER_SPEC);
        break;
    }
}

static void replay(const struct trace_step *steps, size_t count)
{
    struct replay r = { 0 };

    record_keys_none(&r.writing[CLIENT]);
    record_keys_none(&r.writing[SERVER]);
    for (size_t i = 0; i < count; i++)
        take_step(&r, &steps[i]);
    transcript_wipe(&r.transcript);
    buffer_wipe(&r.share[CLIENT]);
    buffer_wipe(&r.share[SERVER]);
}

#define REPLAY_TEST(name, trace)                                                                   \
    static void name(void **state)                                                                 \
    {                                                                                              \
        replay(trace, ARRAY_SIZE(trace));                                                          \
    }

REPLAY_TEST(test_section_3_simple_handshake, trace_simple)
REPLAY_TEST(test_section_4_resumed_handshake_with_early_data, trace_resumed)
REPLAY_TEST(test_section_5_hello_retry_request, trace_retry)
REPLAY_TEST(test_section_6_client_authentication, trace_client_auth)
REPLAY_TEST(test_section_7_compatibility_mode, trace_compatibility)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_section_3_simple_handshake),
        cmocka_unit_test(test_section_4_resumed_handshake_with_early_data),
        cmocka_unit_test(test_section_5_hello_retry_request),
        cmocka_unit_test(test_section_6_client_authentication),
        cmocka_unit_test(test_section_7_compatibility_mode),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
