/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_epoch.c - keys in force and their change */

#include "unit/record/rfc8448_records.h"
#include "unit/record/suite.h"

#include "record/epoch.h"

/* Computed apart, with an independent HKDF: "traffic upd" over the secrets of RFC 8448, 3. */
#define CLIENT_NEXT     "fcdfcc72725aaee48bf64e4fd8b749cdbdbab39d90da0b26e2245ca6ea167207"
#define CLIENT_NEXT_KEY "3879d82f5f14056e623f2ce5bfc66fce"
#define CLIENT_NEXT_IV  "5dfb2c5938c3379b6cc5d1f2"

static void start(struct epochs *epochs)
{
    struct secret in, out;

    epochs_init(epochs);
    secret_of_hex(server_application_secret, &in);
    secret_of_hex(client_application_secret, &out);
    epochs_read_with(epochs, &aes_128_gcm_suite, &in);
    epochs_write_with(epochs, &aes_128_gcm_suite, &out);
}

static void test_keys_come_from_the_traffic_secret_as_in_rfc_8448(void **state)
{
    struct epochs epochs;

    start(&epochs);

    assert_hex(secret_bytes(&epochs.in.key), "9f02283b6c9c07efc26bb9f2ac92e356");
    assert_hex(bytes_of(epochs.in.iv, epochs.in.iv_size), "cf782b88dd83549aadf1e984");
    assert_hex(secret_bytes(&epochs.out.key), "17422dda596ed5d9acd890e3c63f5051");
    assert_hex(bytes_of(epochs.out.iv, epochs.out.iv_size), "5b78923dee08579033e523d9");
    epochs_wipe(&epochs);
}

static void test_an_update_gives_the_next_generation_and_begins_at_zero(void **state)
{
    struct epochs epochs;

    start(&epochs);
    epochs.out.sequence = 77;
    epochs_update_out(&epochs);

    assert_hex(secret_bytes(&epochs.out_traffic), CLIENT_NEXT);
    assert_hex(secret_bytes(&epochs.out.key), CLIENT_NEXT_KEY);
    assert_hex(bytes_of(epochs.out.iv, epochs.out.iv_size), CLIENT_NEXT_IV);
    assert_int_equal(epochs.out.sequence, 0);
    epochs_wipe(&epochs);
}

static void test_the_directions_change_apart(void **state)
{
    struct epochs epochs;

    start(&epochs);
    epochs_update_in(&epochs);

    assert_hex(secret_bytes(&epochs.out_traffic), client_application_secret);
    assert_false(secret_equal(&epochs.in_traffic, &epochs.out_traffic));
    epochs_update_out(&epochs);
    assert_hex(secret_bytes(&epochs.out_traffic), CLIENT_NEXT);
    epochs_wipe(&epochs);
}

static void test_both_ends_stay_together_over_updates(void **state)
{
    struct epochs writer, reader;
    struct secret secret;

    secret_of_hex(client_application_secret, &secret);
    epochs_init(&writer);
    epochs_init(&reader);
    epochs_write_with(&writer, &aes_128_gcm_suite, &secret);
    epochs_read_with(&reader, &aes_128_gcm_suite, &secret);

    for (int i = 0; i < 5; i++) {
        epochs_update_out(&writer);
        epochs_update_in(&reader);
        assert_true(secret_equal(&writer.out.key, &reader.in.key));
        assert_memory_equal(writer.out.iv, reader.in.iv, sizeof(reader.in.iv));
    }
    epochs_wipe(&writer);
    epochs_wipe(&reader);
}

static void test_keys_are_worn_before_the_limit_of_the_aead(void **state)
{
    struct epochs epochs;

    start(&epochs);
    assert_false(epochs_out_worn(&epochs));
    epochs.out.sequence = aead_aes_128_gcm.record_limit / 2;
    assert_false(epochs_out_worn(&epochs));
    epochs.out.sequence = aead_aes_128_gcm.record_limit - 1;
    assert_true(epochs_out_worn(&epochs));
    epochs_wipe(&epochs);
}

static void test_no_keys_never_wear(void **state)
{
    struct epochs epochs;

    epochs_init(&epochs);
    epochs.out.sequence = UINT64_MAX;

    assert_false(epochs_out_worn(&epochs));
    assert_false(record_keys_are_on(&epochs.in));
    epochs_wipe(&epochs);
}

static void test_a_suite_without_a_limit_wears_before_the_sequence_ends(void **state)
{
    static const struct cipher_suite chacha = { .aead = &aead_chacha20_poly1305,
                                                .hash = &hash_sha256 };
    struct epochs epochs;
    struct secret secret;

    secret_of_hex(client_application_secret, &secret);
    epochs_init(&epochs);
    epochs_write_with(&epochs, &chacha, &secret);
    epochs.out.sequence = UINT64_MAX - 10;

    assert_true(epochs_out_worn(&epochs));
    epochs_wipe(&epochs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_come_from_the_traffic_secret_as_in_rfc_8448),
        cmocka_unit_test(test_an_update_gives_the_next_generation_and_begins_at_zero),
        cmocka_unit_test(test_the_directions_change_apart),
        cmocka_unit_test(test_both_ends_stay_together_over_updates),
        cmocka_unit_test(test_keys_are_worn_before_the_limit_of_the_aead),
        cmocka_unit_test(test_no_keys_never_wear),
        cmocka_unit_test(test_a_suite_without_a_limit_wears_before_the_sequence_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
