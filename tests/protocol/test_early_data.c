/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_early_data.c - 0-RTT: taken once, refused whenever something has changed
 *
 * Rows R11 to R14: RFC 8446, 2.3, 4.2.10, 4.5, 8.
 */

#include "early_data.h"

static const char request[] = "early bird";

/* Resumes with early data; true when the server took it. */
static bool resume_early(struct scene13 *scene, const struct pair_options *options)
{
    struct pair_options o = *options;
    struct pair pair;
    char got[32] = "";
    ssize_t size;
    bool taken;

    o.session_data = &scene->session;
    assert_int_equal(pair_open(&pair, &scene->sim, &o), 0);
    assert_int_equal(gnutls_record_send_early_data(pair.client.session, request, 5), 0);
    assert_int_equal(
        gnutls_record_send_early_data(pair.client.session, request + 5, sizeof request - 5), 0);
    assert_int_equal(pair_handshake(&pair), 0);
    assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_true(gnutls_session_is_resumed(pair.server.session));

    taken = has_flag(&pair.server);
    assert_int_equal(has_flag(&pair.client), taken);
    size = gnutls_record_recv_early_data(pair.server.session, got, sizeof got);
    if (taken) {
        assert_int_equal(size, sizeof request);
        assert_string_equal(got, request);
        size = gnutls_record_recv_early_data(pair.server.session, got, sizeof got);
    }
    assert_int_equal(size, GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_int_equal(pair_ping(&pair), 0);
    pair_close(&pair);
    return taken;
}

static void test_early_data_is_taken_once_per_ticket(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        struct scene13 scene = { 0 };
        struct pair_options o;

        begin(&scene, &strict_networks[n]);
        o = options_of(&scene);
        assert_true(resume_early(&scene, &o));
        assert_int_equal(scene.seen.count, 1);
        end(&scene);
    }
}

/* ---- the same flight once more ---- */

static void test_flight_that_is_replayed_brings_no_early_data(void **state)
{
    struct scene13 scene = { 0 };
    struct capture flight = { .size = 0 };
    struct pair_options o;
    struct pair pair;

    begin(&scene, &strict_networks[0]);
    o = options_of(&scene);
    o.session_data = &scene.session;
    assert_int_equal(pair_open(&pair, &scene.sim, &o), 0);
    assert_int_equal(gnutls_record_send_early_data(pair.client.session, "a", 1), 0);
    pair.client.out.edit = capture;
    pair.client.out.edit_context = &flight;
    end_turn(&pair.client);
    pair.client.out.edit = NULL;
    assert_int_equal(pair_handshake(&pair), 0);
    assert_true(has_flag(&pair.server));
    pair_close(&pair);

    o.session_data = NULL;
    assert_int_equal(pair_open(&pair, &scene.sim, &o), 0);
    sim_link_push(&pair.client.out, flight.bytes, flight.size);
    end_turn(&pair.server);
    assert_int_equal(pair.server.result, GNUTLS_E_AGAIN);
    assert_true(pair.server.session->agreed.resumed);
    assert_false(pair.server.session->agreed.early_data);
    pair_close(&pair);
    end(&scene);
}

static void test_early_data_without_a_guard_is_refused(void **state)
{
    struct scene13 scene = { 0 };
    struct pair_options o;

    begin(&scene, &strict_networks[0]);
    scene.no_guard = true;
    o = options_of(&scene);
    assert_false(resume_early(&scene, &o));
    end(&scene);
}

static void test_early_data_with_a_retry_is_refused(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        struct scene13 scene = { 0 };
        struct pair_options o;

        begin(&scene, &strict_networks[n]);
        o = options_of(&scene);
        o.server_priority = P13 ":-GROUP-ALL:+GROUP-SECP384R1";
        assert_false(resume_early(&scene, &o));
        end(&scene);
    }
}

/* R11. */
static void test_r11_early_data_of_another_protocol_is_refused(void **state)
{
    struct scene13 scene = { .alpn = "h2" };
    struct pair_options o;

    begin(&scene, &strict_networks[0]);
    o = options_of(&scene);
    assert_true(resume_early(&scene, &o));
    scene.alpn = "http/1.1";
    assert_false(resume_early(&scene, &o));
    end(&scene);
}

static void test_r11_ticket_without_leave_gets_no_early_data(void **state)
{
    struct scene13 scene = { 0 };
    struct pair_options o;
    struct pair pair;

    sim_init(&scene.sim, &strict_networks[0]);
    assert_int_equal(gnutls_anti_replay_init(&scene.guard), 0);
    o = options_of(&scene);
    o.server_flags = 0;
    assert_int_equal(pair_first_session(&scene.sim, &o, &scene.session), 0);
    o.session_data = &scene.session;
    assert_int_equal(pair_open(&pair, &scene.sim, &o), 0);

    assert_int_equal(gnutls_record_get_max_early_data_size(pair.client.session), 0);
    assert_int_equal(gnutls_record_send_early_data(pair.client.session, "a", 1),
                     GNUTLS_E_RECORD_LIMIT_REACHED);
    pair_close(&pair);
    end(&scene);
}

static void test_more_than_the_ticket_allows_is_not_queued(void **state)
{
    static const char data[16384];
    struct scene13 scene = { 0 };
    struct pair_options o;
    struct pair pair;

    begin(&scene, &strict_networks[0]);
    o = options_of(&scene);
    o.session_data = &scene.session;
    assert_int_equal(pair_open(&pair, &scene.sim, &o), 0);
    assert_int_equal(gnutls_record_get_max_early_data_size(pair.client.session), 16384);
    assert_int_equal(gnutls_record_send_early_data(pair.client.session, data, sizeof data), 0);
    assert_int_equal(gnutls_record_send_early_data(pair.client.session, data, 1),
                     GNUTLS_E_RECORD_LIMIT_REACHED);
    assert_int_equal(gnutls_record_send_early_data(pair.server.session, data, 1),
                     GNUTLS_E_INVALID_REQUEST);
    pair_close(&pair);
    end(&scene);
}

/* ---- keys that go with early data ---- */

struct exported {
    uint8_t early[2][40], logged[HASH_SIZE_MAX]; /* by role */
    unsigned logged_size;
    bool early_traffic_logged;
};

static struct exported exported;

static int export_early(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                        const gnutls_datum_t *message)
{
    return gnutls_prf_early(session, 5, "label", 7, "context", 40,
                            (char *)exported.early[session->config.role]);
}

static int log_secret(gnutls_session_t session, const char *label, const gnutls_datum_t *secret)
{
    exported.early_traffic_logged |= strcmp(label, "CLIENT_EARLY_TRAFFIC_SECRET") == 0;
    if (strcmp(label, "EARLY_EXPORTER_SECRET") != 0)
        return 0;
    assert_true(secret->size <= sizeof exported.logged);
    memcpy(exported.logged, secret->data, secret->size);
    exported.logged_size = secret->size;
    return 0;
}

/* RFC 8446, 7.5, from the secret that was logged. */
static void export_by_hand(uint8_t out[40])
{
    const struct hash *hash = exported.logged_size == 48 ? &hash_sha384 : &hash_sha256;
    struct secret master = { .size = (uint8_t)exported.logged_size }, derived;
    struct hkdf_key key;
    struct digest digest;

    memcpy(master.bytes, exported.logged, exported.logged_size);
    hash_once(hash, bytes_none(), &digest);
    hkdf_expand_label_once(hash, &master, "label", digest_bytes(&digest), hash->size, &derived);
    hash_once(hash, bytes_of_text("context"), &digest);
    hkdf_prepare(&key, hash, &derived);
    assert_int_equal(hkdf_expand_label_long(&key, "exporter", digest_bytes(&digest), out, 40), 0);
}

static void test_section_7_5_both_ends_make_early_keys(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        struct scene13 scene = { 0 };
        struct pair_options o;
        struct pair pair;
        uint8_t expected[40], late[40];

        exported = (struct exported){ 0 };
        begin(&scene, &strict_networks[n]);
        o = options_of(&scene);
        o.session_data = &scene.session;
        assert_int_equal(pair_open(&pair, &scene.sim, &o), 0);
        assert_int_equal(gnutls_record_send_early_data(pair.client.session, "hi", 2), 0);
        gnutls_session_set_keylog_function(pair.client.session, log_secret);
        gnutls_handshake_set_hook_function(pair.client.session, SERVER_HELLO, GNUTLS_HOOK_PRE,
                                           export_early);
        gnutls_handshake_set_hook_function(pair.server.session, SERVER_HELLO, GNUTLS_HOOK_PRE,
                                           export_early);
        assert_int_equal(
            gnutls_prf_early(pair.client.session, 5, "label", 0, NULL, 40, (char *)late),
            GNUTLS_E_INVALID_REQUEST);
        assert_int_equal(pair_handshake(&pair), 0);

        assert_true(exported.early_traffic_logged);
        export_by_hand(expected);
        assert_memory_equal(exported.early[CLIENT], expected, 40);
        assert_memory_equal(exported.early[SERVER], expected, 40);
        assert_int_equal(
            gnutls_prf_early(pair.client.session, 5, "label", 0, NULL, 40, (char *)late),
            GNUTLS_E_INVALID_REQUEST);
        pair_close(&pair);
        end(&scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_early_data_is_taken_once_per_ticket),
        cmocka_unit_test(test_flight_that_is_replayed_brings_no_early_data),
        cmocka_unit_test(test_early_data_without_a_guard_is_refused),
        cmocka_unit_test(test_early_data_with_a_retry_is_refused),
        cmocka_unit_test(test_r11_early_data_of_another_protocol_is_refused),
        cmocka_unit_test(test_r11_ticket_without_leave_gets_no_early_data),
        cmocka_unit_test(test_more_than_the_ticket_allows_is_not_queued),
        cmocka_unit_test(test_section_7_5_both_ends_make_early_keys),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
