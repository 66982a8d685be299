/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_early_data.c - 0-RTT: taken once, refused whenever something has changed
 *
 * Rows R11 to R14: RFC 8446, 2.3, 4.2.10, 4.5, 8.
 */

#include "strict.h"

#include "base/errors.h"

#include "unit/test.h"

#include <stdio.h>

#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

static const char request[] = "early bird";

/* The guard's memory: every key that was added. */
struct seen {
    uint8_t keys[16][80];
    unsigned sizes[16], count;
};

static int remember(void *ptr, time_t expires, const gnutls_datum_t *key,
                    const gnutls_datum_t *data)
{
    struct seen *seen = ptr;

    for (unsigned i = 0; i < seen->count; i++) {
        if (seen->sizes[i] == key->size && memcmp(seen->keys[i], key->data, key->size) == 0)
            return GNUTLS_E_DB_ENTRY_EXISTS;
    }
    assert_true(seen->count < 16 && key->size <= sizeof seen->keys[0]);
    memcpy(seen->keys[seen->count], key->data, key->size);
    seen->sizes[seen->count++] = key->size;
    return 0;
}

struct scene13 {
    struct sim sim;
    struct seen seen;
    gnutls_anti_replay_t guard;
    gnutls_datum_t session;
    bool no_guard, sends, alpn_changes;
    const char *alpn;
};

static void offer(gnutls_session_t session, const char *name)
{
    gnutls_datum_t protocol = { (unsigned char *)name, (unsigned)strlen(name) };

    assert_int_equal(gnutls_alpn_set_protocols(session, &protocol, 1, 0), 0);
}

static void prepare(struct sim_end *client, struct sim_end *server, void *context)
{
    struct scene13 *scene = context;

    if (!scene->no_guard)
        gnutls_anti_replay_enable(server->session, scene->guard);
    if (scene->alpn) {
        offer(client->session, scene->alpn);
        offer(server->session, scene->alpn);
    }
}

static struct pair_options options_of(struct scene13 *scene)
{
    return (struct pair_options){
        .client_priority = TLS13,
        .server_priority = TLS13,
        .client_flags = GNUTLS_ENABLE_EARLY_DATA,
        .server_flags = GNUTLS_ENABLE_EARLY_DATA,
        .tickets = true,
        .ticket_key = &pair_ticket_key,
        .prepare = prepare,
        .context = scene,
    };
}

static void begin(struct scene13 *scene, const struct sim_options *network)
{
    struct pair_options o = options_of(scene);

    sim_init(&scene->sim, network);
    assert_int_equal(gnutls_anti_replay_init(&scene->guard), 0);
    gnutls_anti_replay_set_ptr(scene->guard, &scene->seen);
    gnutls_anti_replay_set_add_function(scene->guard, remember);
    sim_pass(&scene->sim, 30000); /* no guard knows what was before it */
    assert_int_equal(pair_first_session(&scene->sim, &o, &scene->session), 0);
}

static void end(struct scene13 *scene)
{
    gnutls_free(scene->session.data);
    gnutls_anti_replay_deinit(scene->guard);
    sim_end(&scene->sim);
}

static bool has_flag(const struct sim_end *end)
{
    return gnutls_session_get_flags(end->session) & GNUTLS_SFLAGS_EARLY_DATA;
}

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

struct capture {
    uint8_t bytes[4096];
    size_t size;
};

static void capture(void *context, uint8_t *data, size_t size)
{
    struct capture *c = context;

    assert_true(size <= sizeof c->bytes - c->size);
    memcpy(c->bytes + c->size, data, size);
    c->size += size;
}

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
        o.server_priority = TLS13 ":-GROUP-ALL:+GROUP-SECP384R1";
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

/* ---- R14: the end of early data ---- */

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
    assert_first_flight(TLS13, "22 20 23 ");
    assert_first_flight(TLS13 ":%DISABLE_TLS13_COMPAT_MODE", "22 23 ");
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
        cmocka_unit_test(test_r13_change_cipher_spec_goes_before_early_data),
        cmocka_unit_test(test_r15_bytes_behind_the_end_of_early_data),
        cmocka_unit_test(test_r13_server_answers_before_early_data_has_ended),
        cmocka_unit_test(test_section_7_5_both_ends_make_early_keys),
        cmocka_unit_test(test_r14_end_of_early_data_comes_once_and_nothing_behind_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
