/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_info.c - what a blob says of itself */

#include "session/info.h"

#include "samples.h"
#include "session/serialize.h"

enum { MINUTE_MS = 60 * 1000 };

static void pack_sample(enum session_kind kind, struct buffer *out)
{
    SCOPED(session_params) struct session_params params = { 0 };

    sample_params(kind, &params);
    assert_int_equal(session_pack(&params, out), 0);
}

static void assert_datum(gnutls_datum_t datum, const char *text)
{
    assert_int_equal(datum.size, strlen(text));
    assert_memory_equal(datum.data, text, datum.size);
}

/* The strings lie in the blob: nothing is to be freed. */
static void assert_view(gnutls_datum_t datum, const struct buffer *blob)
{
    assert_true(datum.data > blob->data && datum.data + datum.size <= blob->data + blob->size);
}

static void test_a_session_of_tls13_is_described(void **state)
{
    SCOPED(buffer) struct buffer blob = { 0 };
    reprise_session_data_info_st info;

    pack_sample(SESSION_CLIENT13, &blob);
    assert_int_equal(session_info(buffer_bytes(&blob), SAMPLE_RECEIVED_MS + MINUTE_MS, &info), 0);

    assert_int_equal(info.kind, REPRISE_SESSION_CLIENT_TLS13);
    assert_int_equal(info.version, GNUTLS_TLS1_3);
    assert_int_equal(info.cipher_suite, 0x1302);
    assert_string_equal(info.cipher_suite_name, "TLS_AES_256_GCM_SHA384");
    assert_datum(info.server_name, "www.example.net");
    assert_view(info.server_name, &blob);
    assert_datum(info.alpn, "h2");
    assert_view(info.alpn, &blob);
    assert_true(info.peer_verified);
    assert_datum(info.verified_name, "www.example.net");
    assert_int_equal(info.established_ms, SAMPLE_ESTABLISHED_MS);
    assert_int_equal(info.received_ms, SAMPLE_RECEIVED_MS);
    assert_int_equal(info.expires_ms, SAMPLE_RECEIVED_MS + 7200 * 1000);
    assert_int_equal(info.age_ms, MINUTE_MS);
    assert_false(info.expired);
    assert_int_equal(info.max_early_data_size, 16384);
    assert_int_equal(info.ticket_size, 200);
}

static void test_a_session_of_tls12_counts_from_its_handshake(void **state)
{
    SCOPED(buffer) struct buffer blob = { 0 };
    reprise_session_data_info_st info;

    pack_sample(SESSION_SERVER12, &blob);
    assert_int_equal(session_info(buffer_bytes(&blob), SAMPLE_ESTABLISHED_MS - 5, &info), 0);

    assert_int_equal(info.kind, REPRISE_SESSION_SERVER_TLS12);
    assert_int_equal(info.version, GNUTLS_TLS1_2);
    assert_int_equal(info.received_ms, SAMPLE_ESTABLISHED_MS);
    assert_int_equal(info.expires_ms, SAMPLE_ESTABLISHED_MS + INT64_C(21600) * 1000);
    assert_int_equal(info.age_ms, -5);
    assert_int_equal(info.server_name.size, 0);
    assert_false(info.peer_verified);
    assert_int_equal(info.ticket_size, 0);
}

static void test_a_name_that_is_not_the_servers_is_told(void **state)
{
    SCOPED(buffer) struct buffer blob = { 0 };
    reprise_session_data_info_st info;

    pack_sample(SESSION_CLIENT12, &blob);
    assert_int_equal(session_info(buffer_bytes(&blob), SAMPLE_ESTABLISHED_MS, &info), 0);

    assert_int_equal(info.kind, REPRISE_SESSION_CLIENT_TLS12);
    assert_true(info.peer_verified);
    assert_datum(info.verified_name, "alias.example.net");
    assert_int_equal(info.ticket_size, 100);
}

/* The last millisecond counts, as it does for the verdict. */
static void test_age_and_verdict_agree(void **state)
{
    for (size_t i = 0; i < 4; i++) {
        SCOPED(buffer) struct buffer blob = { 0 };
        reprise_session_data_info_st info;

        pack_sample(every_kind[i], &blob);
        assert_int_equal(session_info(buffer_bytes(&blob), 0, &info), 0);
        assert_int_equal(session_info(buffer_bytes(&blob), info.expires_ms, &info), 0);
        assert_false(info.expired);
        assert_int_equal(session_info(buffer_bytes(&blob), info.expires_ms + 1, &info), 0);
        assert_true(info.expired);
    }
}

static void test_the_dummy_is_of_no_kind(void **state)
{
    reprise_session_data_info_st info;

    assert_int_equal(session_info(bytes_of(session_dummy, 4), 1, &info), 0);

    assert_int_equal(info.kind, REPRISE_SESSION_NONE);
    assert_int_equal(info.expires_ms, 0);
    assert_null(info.server_name.data);
}

static void test_every_cut_and_every_damage_is_refused_and_changes_nothing(void **state)
{
    const int64_t moments[] = { 0, INT64_MIN, INT64_MAX };
    SCOPED(buffer) struct buffer blob = { 0 };
    reprise_session_data_info_st info, before;

    pack_sample(SESSION_CLIENT13, &blob);
    memset(&info, 0x5a, sizeof info);
    before = info;
    for (size_t size = 0; size < blob.size; size++)
        assert_true(session_info(bytes_of(blob.data, size), 0, &info) < 0);
    for (size_t i = 0; i < blob.size; i++) {
        blob.data[i] ^= 0x10;
        assert_true(session_info(buffer_bytes(&blob), 0, &info) < 0);
        blob.data[i] ^= 0x10;
    }
    assert_memory_equal(&info, &before, sizeof info);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(session_info(buffer_bytes(&blob), moments[i], &info), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_session_of_tls13_is_described),
        cmocka_unit_test(test_a_session_of_tls12_counts_from_its_handshake),
        cmocka_unit_test(test_a_name_that_is_not_the_servers_is_told),
        cmocka_unit_test(test_age_and_verdict_agree),
        cmocka_unit_test(test_the_dummy_is_of_no_kind),
        cmocka_unit_test(test_every_cut_and_every_damage_is_refused_and_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
