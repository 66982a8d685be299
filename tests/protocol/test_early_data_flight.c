/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_early_data_flight.c - early data in its flight: what goes before it, what ends it
 *
 * Rows R13 to R15: RFC 8446, 4.5, D.4.
 */

#include "early_data.h"

#include "base/errors.h"

#include <stdio.h>

static int without_the_end(struct outbound *out, struct record_keys *keys, uint8_t type,
                           struct bytes content, const struct evil *e)
{
    if (type != CONTENT_HANDSHAKE || content.data[0] != END_OF_EARLY_DATA)
        return evil_queue(out, keys, type, content);
    evil.did = true;
    return 0;
}

static int with_two_ends(struct outbound *out, struct record_keys *keys, uint8_t type,
                         struct bytes content, const struct evil *e)
{
    if (type == CONTENT_HANDSHAKE && content.data[0] == END_OF_EARLY_DATA) {
        evil.did = true;
        TRY(evil_queue(out, keys, type, content));
    }
    return evil_queue(out, keys, type, content);
}

static int with_data_behind(struct outbound *out, struct record_keys *keys, uint8_t type,
                            struct bytes content, const struct evil *e)
{
    TRY(evil_queue(out, keys, type, content));
    if (type != CONTENT_HANDSHAKE || content.data[0] != END_OF_EARLY_DATA)
        return 0;
    evil.did = true;
    return evil_queue(out, keys, CONTENT_APPLICATION_DATA, bytes_of("a", 1));
}

/* RFC 8446, 5.1: the keys change behind it. */
static int with_a_byte_behind(struct outbound *out, struct record_keys *keys, uint8_t type,
                              struct bytes content, const struct evil *e)
{
    if (type != CONTENT_HANDSHAKE || content.data[0] != END_OF_EARLY_DATA)
        return evil_queue(out, keys, type, content);
    return with_a_tail(out, keys, type, content, &(struct evil){ .bytes = bytes_of("\x14", 1) });
}

static void assert_end_is_checked(content_change *content)
{
    struct scene13 scene = { 0 };
    struct pair_options o;
    struct pair pair;

    begin(&scene, &strict_networks[0]);
    o = options_of(&scene);
    o.session_data = &scene.session;
    assert_int_equal(pair_open(&pair, &scene.sim, &o), 0);
    assert_int_equal(gnutls_record_send_early_data(pair.client.session, "a", 1), 0);
    evil = (struct evil){ .who = pair.client.session, .content = content };
    pair_handshake(&pair);

    assert_true(evil.did);
    assert_true(pair.server.result < 0 && pair.server.result != GNUTLS_E_AGAIN);
    evil = (struct evil){ 0 };
    pair_close(&pair);
    end(&scene);
}

static void test_r14_end_of_early_data_comes_once_and_nothing_behind_it(void **state)
{
    assert_end_is_checked(without_the_end);
    assert_end_is_checked(with_two_ends);
    assert_end_is_checked(with_data_behind);
}

static void test_r15_bytes_behind_the_end_of_early_data(void **state)
{
    assert_end_is_checked(with_a_byte_behind);
}

/* The types of the records of a flight, as text. */
static const char *record_types(const struct capture *flight)
{
    static char types[64];
    size_t at = 0, count = 0;

    while (at + RECORD_HEADER_SIZE <= flight->size && count + 3 < sizeof types) {
        count += (size_t)snprintf(types + count, sizeof types - count, "%u ", flight->bytes[at]);
        at += RECORD_HEADER_SIZE + (flight->bytes[at + 3] << 8 | flight->bytes[at + 4]);
    }
    return types;
}

static void assert_first_flight(const char *priority, const char *expected)
{
    struct scene13 scene = { 0 };
    struct capture flight = { .size = 0 };
    struct pair_options o;
    struct pair pair;

    begin(&scene, &strict_networks[0]);
    o = options_of(&scene);
    o.client_priority = priority;
    o.session_data = &scene.session;
    assert_int_equal(pair_open(&pair, &scene.sim, &o), 0);
    assert_int_equal(gnutls_record_send_early_data(pair.client.session, "a", 1), 0);
    pair.client.out.edit = capture;
    pair.client.out.edit_context = &flight;
    end_turn(&pair.client);
    pair.client.out.edit = NULL;

    assert_string_equal(record_types(&flight), expected);
    assert_int_equal(pair_handshake(&pair), 0);
    assert_true(has_flag(&pair.server));
    pair_close(&pair);
    end(&scene);
}

/* RFC 8446, D.4. */
static void test_r13_change_cipher_spec_goes_before_early_data(void **state)
{
    assert_first_flight(P13, "22 20 23 ");
    assert_first_flight(P13 ":%DISABLE_TLS13_COMPAT_MODE", "22 23 ");
}

/* R13: the server's flight does not wait for the end of early data. */
static void test_r13_server_answers_before_early_data_has_ended(void **state)
{
    struct scene13 scene = { 0 };
    struct pair_options o;
    struct pair pair;

    begin(&scene, &strict_networks[0]);
    o = options_of(&scene);
    o.session_data = &scene.session;
    assert_int_equal(pair_open(&pair, &scene.sim, &o), 0);
    assert_int_equal(gnutls_record_send_early_data(pair.client.session, "a", 1), 0);
    end_turn(&pair.client);
    end_turn(&pair.server);

    assert_int_equal(pair.server.result, GNUTLS_E_AGAIN);
    assert_true(sim_link_has_bytes(&pair.server.out));
    assert_int_equal(pair_handshake(&pair), 0);
    pair_close(&pair);
    end(&scene);
}

/* RFC 8446, D.3: under TLS 1.2 what follows early data would go under the wrong keys. */
static void test_early_data_is_not_followed_by_an_older_version(void **state)
{
    struct scene13 scene = { 0 };
    struct pair_options o;
    struct pair pair;

    begin(&scene, &strict_networks[0]);
    o = options_of(&scene);
    o.client_priority = "NORMAL";
    o.server_priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2";
    o.session_data = &scene.session;
    assert_int_equal(pair_open(&pair, &scene.sim, &o), 0);
    assert_int_equal(gnutls_record_send_early_data(pair.client.session, "a", 1), 0);

    pair_handshake(&pair);

    assert_int_equal(pair.client.result, GNUTLS_E_UNSUPPORTED_VERSION_PACKET);
    pair_close(&pair);
    end(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_r13_change_cipher_spec_goes_before_early_data),
        cmocka_unit_test(test_r15_bytes_behind_the_end_of_early_data),
        cmocka_unit_test(test_r13_server_answers_before_early_data_has_ended),
        cmocka_unit_test(test_r14_end_of_early_data_comes_once_and_nothing_behind_it),
        cmocka_unit_test(test_early_data_is_not_followed_by_an_older_version),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
