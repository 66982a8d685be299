/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_messages.c - messages cut, extended, of another type; and what follows from them
 *
 * Rows M3 to M6, M8 and H3: RFC 8446, 4.4.2.4, 4.6.3, 6.1, 6.2.
 */

#include "strict.h"

#include "base/errors.h"

#include "unit/test.h"

#include <errno.h>

/* Every message of a handshake that has all of them. */
static const struct moment moments[] = {
    { "first client hello", CLIENT, CLIENT_HELLO, 0, SCENE_RETRY },
    { "retry", SERVER, SERVER_HELLO, 0, SCENE_RETRY },
    { "second client hello", CLIENT, CLIENT_HELLO, 1, SCENE_RETRY },
    { "server hello", SERVER, SERVER_HELLO, 1, SCENE_RETRY },
    { "encrypted extensions", SERVER, ENCRYPTED_EXTENSIONS, 0, SCENE_CLIENT_CERTIFICATE },
    { "certificate request", SERVER, CERTIFICATE_REQUEST, 0, SCENE_CLIENT_CERTIFICATE },
    { "server's certificate", SERVER, CERTIFICATE, 0, SCENE_CLIENT_CERTIFICATE },
    { "server's proof", SERVER, CERTIFICATE_VERIFY, 0, SCENE_CLIENT_CERTIFICATE },
    { "server's Finished", SERVER, FINISHED, 0, SCENE_CLIENT_CERTIFICATE },
    { "client's certificate", CLIENT, CERTIFICATE, 0, SCENE_CLIENT_CERTIFICATE },
    { "client's proof", CLIENT, CERTIFICATE_VERIFY, 0, SCENE_CLIENT_CERTIFICATE },
    { "client's Finished", CLIENT, FINISHED, 0, SCENE_CLIENT_CERTIFICATE },
    { "encrypted extensions, resumed", SERVER, ENCRYPTED_EXTENSIONS, 0, SCENE_RESUMED },
    { "server's Finished, resumed", SERVER, FINISHED, 0, SCENE_RESUMED },
    { "client's Finished, resumed", CLIENT, FINISHED, 0, SCENE_RESUMED },
};

static void test_m4_message_cut_or_extended_is_a_decode_error(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(moments); i++) {
        assert_moment(&moments[i], "cut", cut_last_byte, 0, GNUTLS_A_DECODE_ERROR);
        assert_moment(&moments[i], "extended", add_a_byte, 0, GNUTLS_A_DECODE_ERROR);
    }
}

/* A certificate request may stand where the certificate would, and the other way about; then
 * its body is judged. */
static bool may_stand(const struct moment *m, unsigned type)
{
    return m->who == SERVER && m->scene != SCENE_RESUMED &&
           (m->message == CERTIFICATE || m->message == CERTIFICATE_REQUEST) &&
           (type == CERTIFICATE || type == CERTIFICATE_REQUEST);
}

static void test_m4_message_at_a_wrong_moment_is_unexpected(void **state)
{
    assert_wrong_moments(moments, ARRAY_SIZE(moments), may_stand);
}

/* ---- whole messages, once more or in another order ---- */

enum { MESSAGES_MAX = 8 };

static size_t split(struct bytes content, struct bytes *out)
{
    size_t count = 0;

    while (content.size >= HANDSHAKE_HEADER_SIZE && count < MESSAGES_MAX) {
        size_t size = HANDSHAKE_HEADER_SIZE + ((size_t)content.data[1] << 16 |
                                               (size_t)content.data[2] << 8 | content.data[3]);

        out[count++] = bytes_of(content.data, size);
        content = bytes_from(content, size);
    }
    return count;
}

/* The message of type `e->type` twice; or, with `e->pass`, after its successor. */
static int disorder(struct outbound *out, struct record_keys *keys, uint8_t type,
                    struct bytes content, const struct evil *e)
{
    SCOPED(buffer) struct buffer all = { 0 };
    struct bytes messages[MESSAGES_MAX];
    size_t count = type == CONTENT_HANDSHAKE ? split(content, messages) : 0;

    for (size_t i = 0; i < count; i++) {
        bool due = messages[i].data[0] == e->type && !evil.did;

        if (due && e->pass > 0 && i + 1 < count) {
            TRY(buffer_append(&all, messages[i + 1]));
            TRY(buffer_append(&all, messages[i]));
            i++;
        } else {
            TRY(buffer_append(&all, messages[i]));
            if (due && e->pass == 0)
                TRY(buffer_append(&all, messages[i]));
        }
        evil.did |= due;
    }
    return evil_queue(out, keys, type, count > 0 ? buffer_bytes(&all) : content);
}

static void assert_disorder(enum scene scene, enum role who, uint16_t message, unsigned swap)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        struct strict_run run;
        int result;

        strict_begin(&run, scene, &strict_networks[n]);
        evil = (struct evil){ .who = strict_end_of(&run, who)->session,
                              .content = disorder,
                              .type = message,
                              .pass = swap };
        result = strict_handshake(&run, who == CLIENT ? SERVER : CLIENT);
        assert_true(evil.did);
        if (result >= 0 || error_alert(result) != GNUTLS_A_UNEXPECTED_MESSAGE)
            fail_msg("message %u of scene %d, %s: %s", message, scene,
                     swap ? "swapped" : "repeated", gnutls_strerror_name(result));
        strict_end(&run);
    }
}

static void test_m4_message_that_is_repeated_is_unexpected(void **state)
{
    assert_disorder(SCENE_FULL, CLIENT, CLIENT_HELLO, 0);
    assert_disorder(SCENE_FULL, SERVER, SERVER_HELLO, 0);
    assert_disorder(SCENE_CLIENT_CERTIFICATE, SERVER, ENCRYPTED_EXTENSIONS, 0);
    assert_disorder(SCENE_CLIENT_CERTIFICATE, SERVER, CERTIFICATE_REQUEST, 0);
    assert_disorder(SCENE_CLIENT_CERTIFICATE, SERVER, CERTIFICATE, 0);
    assert_disorder(SCENE_CLIENT_CERTIFICATE, SERVER, CERTIFICATE_VERIFY, 0);
    assert_disorder(SCENE_CLIENT_CERTIFICATE, SERVER, FINISHED, 0);
    assert_disorder(SCENE_CLIENT_CERTIFICATE, CLIENT, CERTIFICATE, 0);
    assert_disorder(SCENE_CLIENT_CERTIFICATE, CLIENT, CERTIFICATE_VERIFY, 0);
    assert_disorder(SCENE_CLIENT_CERTIFICATE, CLIENT, FINISHED, 0);
    assert_disorder(SCENE_RESUMED, SERVER, FINISHED, 0);
    assert_disorder(SCENE_RESUMED, CLIENT, FINISHED, 0);
}

static void test_m4_messages_in_another_order_are_unexpected(void **state)
{
    assert_disorder(SCENE_CLIENT_CERTIFICATE, SERVER, ENCRYPTED_EXTENSIONS, 1);
    assert_disorder(SCENE_CLIENT_CERTIFICATE, SERVER, CERTIFICATE_REQUEST, 1);
    assert_disorder(SCENE_CLIENT_CERTIFICATE, SERVER, CERTIFICATE, 1);
    assert_disorder(SCENE_CLIENT_CERTIFICATE, SERVER, CERTIFICATE_VERIFY, 1);
    assert_disorder(SCENE_CLIENT_CERTIFICATE, CLIENT, CERTIFICATE, 1);
    assert_disorder(SCENE_CLIENT_CERTIFICATE, CLIENT, CERTIFICATE_VERIFY, 1);
    assert_disorder(SCENE_RESUMED, SERVER, ENCRYPTED_EXTENSIONS, 1);
}

static void test_m4_wrong_finished_is_a_decrypt_error(void **state)
{
    static const struct rule rules[] = {
        { "M4 server's Finished wrong", SCENE_FULL, SERVER, FINISHED, 0, flip_last_byte, 0, NULL,
          GNUTLS_A_DECRYPT_ERROR },
        { "M4 client's Finished wrong", SCENE_FULL, CLIENT, FINISHED, 0, flip_last_byte, 0, NULL,
          GNUTLS_A_DECRYPT_ERROR },
        { "M4 server's Finished wrong, resumed", SCENE_RESUMED, SERVER, FINISHED, 0, flip_last_byte,
          0, NULL, GNUTLS_A_DECRYPT_ERROR },
    };

    ASSERT_RULES(rules);
}

/* The length alone is enough: nothing of the message is kept. */
static void test_m3_message_over_the_limit_is_not_gathered(void **state)
{
    static const uint8_t head[] = { 22, 3, 1, 0, 6, CLIENT_HELLO, 0xff, 0xff, 0xff, 0, 0 };
    struct strict_run run;

    strict_begin(&run, SCENE_FULL, &strict_networks[0]);
    sim_link_push(&run.pair.client.out, head, sizeof head);
    end_turn(&run.pair.server);

    assert_int_equal(run.pair.server.result, GNUTLS_E_HANDSHAKE_TOO_LARGE);
    strict_end(&run);
}

static void test_m6_missing_client_certificate_is_named(void **state)
{
    struct pair_options o = { .request = GNUTLS_CERT_REQUIRE };
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    pair_handshake(&pair);

    assert_int_equal(pair.server.result, GNUTLS_E_CERTIFICATE_REQUIRED);
    assert_int_equal(error_alert(pair.server.result), GNUTLS_A_CERTIFICATE_REQUIRED);
    pair_close(&pair);
    sim_end(&sim);
}

static void test_m8_truncation_is_told_from_the_end(void **state)
{
    struct strict_run run;
    char byte;

    strict_begin(&run, SCENE_FULL, &strict_networks[0]);
    assert_int_equal(pair_handshake(&run.pair), 0);
    pair_settle(&run.pair);
    sim_link_close(&run.pair.server.out, 0);

    assert_int_equal(pair_receive(&run.pair.client, &byte, 1), GNUTLS_E_PREMATURE_TERMINATION);
    strict_end(&run);
}

static void test_m8_bye_reports_a_missing_close_notify(void **state)
{
    struct strict_run run;
    int result;

    strict_begin(&run, SCENE_FULL, &strict_networks[0]);
    assert_int_equal(pair_handshake(&run.pair), 0);
    pair_settle(&run.pair);
    sim_link_close(&run.pair.server.out, 0);
    do
        result = gnutls_bye(run.pair.client.session, GNUTLS_SHUT_RDWR);
    while (result == GNUTLS_E_AGAIN);

    assert_int_equal(result, GNUTLS_E_PREMATURE_TERMINATION);
    strict_end(&run);
}

/* Several requests in a row are answered once, with the next data. */
static void test_m5_key_updates_are_answered_once_per_flight(void **state)
{
    struct strict_run run;
    struct secret before;
    char byte;

    strict_begin(&run, SCENE_FULL, &strict_networks[0]);
    assert_int_equal(pair_handshake(&run.pair), 0);
    pair_settle(&run.pair);
    for (int i = 0; i < 5; i++)
        assert_int_equal(gnutls_session_key_update(run.pair.client.session, GNUTLS_KU_PEER), 0);
    before = run.pair.server.session->keys.out_traffic;
    assert_int_equal(pair_receive(&run.pair.server, &byte, 1), GNUTLS_E_AGAIN);
    assert_int_equal(pair_send(&run.pair.server, "a", 1), 0);

    traffic_secret_update(run.pair.server.session->keys.out.suite->hash, &before);
    assert_true(secret_equal(&before, &run.pair.server.session->keys.out_traffic));
    assert_int_equal(pair_receive(&run.pair.client, &byte, 1), 1);
    assert_int_equal(pair_ping(&run.pair), 0);
    strict_end(&run);
}

/* RFC 8446, 5.5: the keys change before they have sealed too much. */
static void test_m5_keys_change_before_they_are_worn(void **state)
{
    struct strict_run run;
    struct record_keys *keys;
    char byte;

    strict_begin(&run, SCENE_FULL, &strict_networks[0]);
    assert_int_equal(pair_handshake(&run.pair), 0);
    pair_settle(&run.pair);
    keys = &run.pair.server.session->keys.out;
    keys->sequence = keys->suite->aead->record_limit;
    run.pair.client.session->keys.in.sequence = keys->sequence;
    assert_int_equal(pair_send(&run.pair.server, "a", 1), 0);

    assert_true(keys->sequence < 10);
    assert_int_equal(pair_receive(&run.pair.client, &byte, 1), 1);
    assert_int_equal(pair_ping(&run.pair), 0);
    strict_end(&run);
}

/* A server that stalls while it writes the retry goes on writing, and does not read. */
static void test_h3_retry_that_stalls_is_flushed(void **state)
{
    struct strict_run run;
    struct sim_end *server;
    unsigned pulls;

    strict_begin(&run, SCENE_RETRY, &strict_networks[0]);
    server = &run.pair.server;
    end_turn(&run.pair.client);
    server->fault.push = (struct sim_fault){ 0, EAGAIN };
    end_turn(server);
    assert_int_equal(server->result, GNUTLS_E_AGAIN);
    assert_int_equal(gnutls_record_get_direction(server->session), 1);
    assert_true(outbound_waiting(&server->session->out) > 0);

    pulls = server->asked.pulls;
    server->fault.push = (struct sim_fault){ 0, EAGAIN };
    end_turn(server);
    assert_int_equal(server->asked.pulls, pulls);

    assert_int_equal(pair_handshake(&run.pair), 0);
    strict_end(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_m3_message_over_the_limit_is_not_gathered),
        cmocka_unit_test(test_m4_message_cut_or_extended_is_a_decode_error),
        cmocka_unit_test(test_m4_message_at_a_wrong_moment_is_unexpected),
        cmocka_unit_test(test_m4_message_that_is_repeated_is_unexpected),
        cmocka_unit_test(test_m4_messages_in_another_order_are_unexpected),
        cmocka_unit_test(test_m4_wrong_finished_is_a_decrypt_error),
        cmocka_unit_test(test_m5_key_updates_are_answered_once_per_flight),
        cmocka_unit_test(test_m5_keys_change_before_they_are_worn),
        cmocka_unit_test(test_m6_missing_client_certificate_is_named),
        cmocka_unit_test(test_m8_truncation_is_told_from_the_end),
        cmocka_unit_test(test_m8_bye_reports_a_missing_close_notify),
        cmocka_unit_test(test_h3_retry_that_stalls_is_flushed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
