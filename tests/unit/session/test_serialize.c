/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_serialize.c - blobs there and back, and everything that is no blob */

#include "unit/session/blobs.h"

/* ---- there and back ---- */

static void test_each_kind_comes_back_as_it_was(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(every_kind); i++) {
        SCOPED(session_params) struct session_params params = { 0 };
        SCOPED(session_params) struct session_params back = { 0 };
        SCOPED(buffer) struct buffer blob = { 0 };
        sample_params(every_kind[i], &params);

        assert_int_equal(session_pack(&params, &blob), 0);
        assert_int_equal(session_unpack(buffer_bytes(&blob), &back), 0);

        assert_true(session_params_equal(&params, &back));
        assert_int_equal(blob.size, session_packed_size(&params));
    }
}

static void test_random_sessions_come_back_as_they_were(void **state)
{
    SCOPED(session_params) struct session_params params = { 0 };
    SCOPED(session_params) struct session_params back = { 0 };
    SCOPED(buffer) struct buffer blob = { 0 }, again = { 0 };
    uint64_t seed = 20220711;
    for (int round = 0; round < 500; round++) {
        random_params(&seed, &params);
        buffer_clear(&blob);
        buffer_clear(&again);

        assert_int_equal(session_pack(&params, &blob), 0);
        assert_int_equal(blob.size, session_packed_size(&params));
        assert_int_equal(session_unpack(buffer_bytes(&blob), &back), 0);
        assert_true(session_params_equal(&params, &back));
        assert_int_equal(session_pack(&back, &again), 0);
        assert_true(bytes_equal(buffer_bytes(&blob), buffer_bytes(&again)));
    }
}

static void test_packing_appends_in_one_allocation(void **state)
{
    SCOPED(session_params) struct session_params params = { 0 };
    SCOPED(buffer) struct buffer alone = { 0 }, behind = { 0 };
    sample_params(SESSION_CLIENT13, &params);
    set_text(&behind, "before");

    assert_int_equal(session_pack(&params, &alone), 0);
    assert_int_equal(session_pack(&params, &behind), 0);

    assert_int_equal(alone.room, alone.size);
    assert_memory_equal(behind.data, "before", 6);
    assert_true(bytes_equal(bytes_from(buffer_bytes(&behind), 6), buffer_bytes(&alone)));
}

static void test_what_is_empty_allocates_nothing(void **state)
{
    SCOPED(session_params) struct session_params params = { 0 };
    SCOPED(session_params) struct session_params back = { 0 };
    SCOPED(buffer) struct buffer blob = { 0 };
    sample_params(SESSION_SERVER12, &params);

    assert_int_equal(session_pack(&params, &blob), 0);
    assert_int_equal(session_unpack(buffer_bytes(&blob), &back), 0);

    assert_null(back.server_name.data);
    assert_null(back.alpn.data);
    assert_null(back.peer_chain.data);
    assert_null(back.peer_ocsp.data);
    assert_null(back.ticket.ticket.data);
    assert_non_null(back.psk_identity.data);
}

static void test_a_long_chain_is_kept_whole(void **state)
{
    SCOPED(session_params) struct session_params params = { 0 };
    SCOPED(session_params) struct session_params back = { 0 };
    SCOPED(buffer) struct buffer blob = { 0 }, certificate = { 0 };
    sample_params(SESSION_CLIENT13, &params);
    set_counting(&certificate, 3, 40000);
    for (int i = 0; i < 20; i++)
        add_to_chain(&params.peer_chain, buffer_bytes(&certificate));

    assert_int_equal(session_pack(&params, &blob), 0);
    assert_int_equal(session_unpack(buffer_bytes(&blob), &back), 0);

    assert_true(session_params_equal(&params, &back));
}

static void test_bytes_behind_a_whole_blob_are_ignored(void **state)
{
    SCOPED(session_params) struct session_params params = { 0 };
    SCOPED(session_params) struct session_params back = { 0 };
    SCOPED(buffer) struct buffer blob = { 0 };
    sample_params(SESSION_CLIENT13, &params);
    pack_sample(SESSION_CLIENT13, &blob);

    for (int extra = 0; extra < 300; extra++) {
        uint8_t byte = (uint8_t)(extra * 7);
        assert_int_equal(buffer_append(&blob, bytes_of(&byte, 1)), 0);
        assert_int_equal(session_unpack(buffer_bytes(&blob), &back), 0);
        assert_true(session_params_equal(&params, &back));
    }
}

static void test_what_is_given_out_replaces_what_was_there(void **state)
{
    SCOPED(session_params) struct session_params back = { 0 };
    SCOPED(session_params) struct session_params expected = { 0 };
    SCOPED(buffer) struct buffer blob = { 0 };
    sample_params(SESSION_CLIENT13, &back);
    sample_params(SESSION_SERVER12, &expected);
    pack_sample(SESSION_SERVER12, &blob);

    assert_int_equal(session_unpack(buffer_bytes(&blob), &back), 0);

    assert_true(session_params_equal(&expected, &back));
}

/* ---- size ---- */

/* What a client stores: suite with the larger hash, one certificate of 426 bytes, a ticket of
 * ours with the server's session id in it. */
static void test_the_blob_of_a_small_certificate_is_small(void **state)
{
    SCOPED(session_params) struct session_params server = { 0 }, client = { 0 };
    SCOPED(buffer) struct buffer plain = { 0 }, blob = { 0 }, certificate = { 0 };
    sample_params(SESSION_SERVER13, &server);
    server.cipher_suite = 0x1302;
    sample_secret(&server, 48);
    buffer_clear(&server.peer_chain);
    server.client_auth = AUTH_NONE;
    server.peer_verified = PEER_NOT_VERIFIED;
    server.ticket.age_add = 0xfad6aac5;
    set_text(&server.server_name, "localhost");
    assert_int_equal(session_pack(&server, &plain), 0);

    sample_params(SESSION_CLIENT13, &client);
    set_counting(&client.ticket.ticket, 0, 16 + 32 + plain.size + 16);
    set_text(&client.server_name, "localhost");
    set_counting(&certificate, 0, 426);
    buffer_clear(&client.peer_chain);
    add_to_chain(&client.peer_chain, buffer_bytes(&certificate));
    buffer_clear(&client.peer_ocsp);
    buffer_clear(&client.alpn);
    client.ticket.max_early_data = 0;
    client.record_size_limit = 0;
    assert_int_equal(session_pack(&client, &blob), 0);

    assert_true(blob.size <= 800);
}

/* ---- accidents ---- */

static void test_a_blob_cut_anywhere_is_refused(void **state)
{
    SCOPED(buffer) struct buffer blob = { 0 };
    for (size_t i = 0; i < ARRAY_SIZE(every_kind); i++) {
        pack_sample(every_kind[i], &blob);
        for (size_t size = 0; size < blob.size; size++)
            assert_int_equal(unpack_code(bytes_of(blob.data, size)), GNUTLS_E_PARSING_ERROR);
    }
}

static void test_any_other_byte_anywhere_is_refused(void **state)
{
    SCOPED(buffer) struct buffer blob = { 0 };
    pack_sample(SESSION_SERVER12, &blob);

    for (size_t at = 0; at < blob.size; at++) {
        int expected = at < 4 ? GNUTLS_E_DB_ERROR : GNUTLS_E_PARSING_ERROR;
        for (int change = 1; change < 256; change++) {
            blob.data[at] ^= (uint8_t)change;
            assert_int_equal(unpack_code(buffer_bytes(&blob)), expected);
            blob.data[at] ^= (uint8_t)change;
        }
    }
}

static void test_any_flipped_bit_of_a_large_blob_is_refused(void **state)
{
    SCOPED(buffer) struct buffer blob = { 0 };
    pack_sample(SESSION_CLIENT13, &blob);

    for (size_t bit = 0; bit < 8 * blob.size; bit++) {
        blob.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_true(unpack_code(buffer_bytes(&blob)) < 0);
        blob.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
}

static void test_foreign_data_is_told_from_damage(void **state)
{
    /* clang-format off */
    static const struct { const char *bytes; size_t size; int code; } cases[] = {
        { "",                                    0, GNUTLS_E_PARSING_ERROR },
        { "\0\0\0",                              3, GNUTLS_E_PARSING_ERROR },
        { "\0\0\0\0",                            4, GNUTLS_E_DB_ERROR },
        { "\xfa\xe1\xc2\xe0" "garbage",         11, GNUTLS_E_DB_ERROR },
        { "\xff\xff\xff\xff",                    4, GNUTLS_E_DB_ERROR },
        { "rEpR" "xxxxxxxxxxxxxxxxxxxxxxxxxxxx", 32, GNUTLS_E_DB_ERROR },
        { "RePr",                                4, GNUTLS_E_PARSING_ERROR },
        { "RePr" "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 64,
          GNUTLS_E_PARSING_ERROR },
    };
    /* clang-format on */
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
        assert_int_equal(unpack_code(bytes_of(cases[i].bytes, cases[i].size)), cases[i].code);
}

static void test_datagram_sessions_are_known_by_their_version(void **state)
{
    SCOPED(session_params) struct session_params params = { 0 }, back = { 0 };
    SCOPED(buffer) struct buffer blob = { 0 };
    sample_params(SESSION_CLIENT12, &params);
    params.version = 0xfefd;
    params.datagram = true;

    assert_int_equal(session_pack(&params, &blob), 0);
    assert_int_equal(session_unpack(buffer_bytes(&blob), &back), 0);

    assert_true(back.datagram);
    assert_true(session_params_equal(&params, &back));
}

/* ---- what cannot be packed ---- */

#define FAULT(name, statement)                                                                     \
    static void name(struct session_params *params)                                                \
    {                                                                                              \
        statement;                                                                                 \
    }

/* clang-format off */
FAULT(breaks_kind,            params->kind = (enum session_kind)9)
FAULT(breaks_version,         params->version = 0)
FAULT(breaks_datagram,        params->datagram = true)
FAULT(breaks_suite,           params->cipher_suite = 0)
FAULT(breaks_secret,          params->secret.size--)
FAULT(breaks_time,            params->established_ms = -1)
FAULT(breaks_lifetime,        params->lifetime_s = 604801)
FAULT(breaks_ticket,          buffer_clear(&params->ticket.ticket))
FAULT(breaks_ticket_lifetime, params->ticket.lifetime_s = 0)
FAULT(breaks_long_ticket,     set_counting(&params->ticket.ticket, 0, 65536))
FAULT(breaks_received,        params->ticket.received_ms = -1)
FAULT(breaks_auth,            params->server_auth = (enum auth_kind)4)
FAULT(breaks_chain,           params->peer_chain.size--)
/* clang-format on */

static void test_a_session_with_a_fault_is_not_packed(void **state)
{
    void (*const faults[])(struct session_params *) = {
        breaks_kind,        breaks_version,
        breaks_datagram,    breaks_suite,
        breaks_secret,      breaks_time,
        breaks_lifetime,    breaks_ticket,
        breaks_received,    breaks_ticket_lifetime,
        breaks_long_ticket, breaks_auth,
        breaks_chain,
    };
    for (size_t i = 0; i < ARRAY_SIZE(faults); i++) {
        SCOPED(session_params) struct session_params params = { 0 };
        SCOPED(buffer) struct buffer blob = { 0 };
        sample_params(SESSION_CLIENT13, &params);
        set_text(&blob, "before");
        faults[i](&params);

        assert_int_equal(session_pack(&params, &blob), GNUTLS_E_INTERNAL_ERROR);

        assert_bytes_equal(blob.data, blob.size, "before", 6);
    }
}

static void test_optional_facts_out_of_range_are_left_out(void **state)
{
    SCOPED(session_params) struct session_params params = { 0 }, back = { 0 };
    SCOPED(buffer) struct buffer blob = { 0 };
    sample_params(SESSION_CLIENT13, &params);
    params.record_size_limit = 65535;
    set_counting(&params.alpn, 0, 256);
    set_counting(&params.peer_ocsp, 0, 0x100001);

    assert_int_equal(session_pack(&params, &blob), 0);
    assert_int_equal(session_unpack(buffer_bytes(&blob), &back), 0);

    assert_int_equal(blob.size, session_packed_size(&params));
    assert_int_equal(back.record_size_limit, 0);
    assert_int_equal(back.alpn.size, 0);
    assert_int_equal(back.peer_ocsp.size, 0);
    assert_int_equal(back.group, 0x1d);
}

static void test_facts_of_other_kinds_are_left_out(void **state)
{
    SCOPED(session_params) struct session_params params = { 0 }, back = { 0 };
    SCOPED(buffer) struct buffer blob = { 0 };
    sample_params(SESSION_SERVER13, &params);
    params.extended_master_secret = true;
    params.ticket.lifetime_s = 100;
    set_text(&params.ticket.ticket, "the one that was presented");

    assert_int_equal(session_pack(&params, &blob), 0);
    assert_int_equal(session_unpack(buffer_bytes(&blob), &back), 0);

    assert_false(back.extended_master_secret);
    assert_int_equal(back.ticket.lifetime_s, 0);
    assert_int_equal(back.ticket.ticket.size, 0);
}

/* ---- the dummy, and times without the rest ---- */

static void test_the_dummy_is_four_zero_bytes(void **state)
{
    assert_bytes_equal(session_dummy, sizeof(session_dummy), "\0\0\0\0", 4);
    assert_true(session_is_dummy(bytes_of("\0\0\0\0", 4)));
    assert_false(session_is_dummy(bytes_of("\0\0\0", 3)));
    assert_false(session_is_dummy(bytes_of("\0\0\0\0\0", 5)));
    assert_false(session_is_dummy(bytes_of("\0\0\0\1", 4)));
    assert_false(session_is_dummy(bytes_none()));
}

static void test_times_are_read_without_the_rest(void **state)
{
    SCOPED(buffer) struct buffer blob = { 0 };
    pack_sample(SESSION_SERVER12, &blob);
    struct bytes bytes = buffer_bytes(&blob);

    assert_int_equal(session_blob_established_s(bytes), SAMPLE_ESTABLISHED_S);
    assert_int_equal(session_blob_expires_s(bytes), SAMPLE_ESTABLISHED_S + 21600);

    for (size_t size = 0; size < bytes.size; size++) {
        struct bytes cut = bytes_of(bytes.data, size);
        assert_int_equal(session_blob_established_s(cut), size < 12 ? 0 : SAMPLE_ESTABLISHED_S);
        assert_int_equal(session_blob_expires_s(cut), size < 16 ? 0 : SAMPLE_ESTABLISHED_S + 21600);
    }
}

static void test_foreign_bytes_have_no_times(void **state)
{
    SCOPED(buffer) struct buffer blob = { 0 };
    pack_sample(SESSION_SERVER12, &blob);
    blob.data[3] ^= 1;
    assert_int_equal(session_blob_established_s(buffer_bytes(&blob)), 0);
    assert_int_equal(session_blob_expires_s(buffer_bytes(&blob)), 0);

    blob.data[3] ^= 1;
    blob.data[4] = 0xff;
    assert_int_equal(session_blob_established_s(buffer_bytes(&blob)), 0);
    assert_int_equal(session_blob_expires_s(buffer_bytes(&blob)), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_kind_comes_back_as_it_was),
        cmocka_unit_test(test_random_sessions_come_back_as_they_were),
        cmocka_unit_test(test_packing_appends_in_one_allocation),
        cmocka_unit_test(test_what_is_empty_allocates_nothing),
        cmocka_unit_test(test_a_long_chain_is_kept_whole),
        cmocka_unit_test(test_bytes_behind_a_whole_blob_are_ignored),
        cmocka_unit_test(test_what_is_given_out_replaces_what_was_there),
        cmocka_unit_test(test_the_blob_of_a_small_certificate_is_small),
        cmocka_unit_test(test_a_blob_cut_anywhere_is_refused),
        cmocka_unit_test(test_any_other_byte_anywhere_is_refused),
        cmocka_unit_test(test_any_flipped_bit_of_a_large_blob_is_refused),
        cmocka_unit_test(test_foreign_data_is_told_from_damage),
        cmocka_unit_test(test_datagram_sessions_are_known_by_their_version),
        cmocka_unit_test(test_a_session_with_a_fault_is_not_packed),
        cmocka_unit_test(test_optional_facts_out_of_range_are_left_out),
        cmocka_unit_test(test_facts_of_other_kinds_are_left_out),
        cmocka_unit_test(test_the_dummy_is_four_zero_bytes),
        cmocka_unit_test(test_times_are_read_without_the_rest),
        cmocka_unit_test(test_foreign_bytes_have_no_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
