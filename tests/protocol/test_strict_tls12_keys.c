/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_tls12_keys.c - public values that are none, and keys of any length
 *
 * Rows L1 (RFC 7919, 5.1; RFC 8446, 4.2.8.1) and L5 (RFC 5705).
 */

#include "strict.h"

#include "base/errors.h"

#include "unit/test.h"

#define FIELD ":-GROUP-ALL:+GROUP-FFDHE2048"

enum { SHARE_SIZE = 256 };

/* ---- L1: a public value is above 1 and below p - 1 ---- */

struct value {
    const char *name;
    bool from_prime; /* else from zero */
    int plus;
    bool is_share;
};

/* clang-format off */
static const struct value values[] = {
    { "0",       false, 0,  false },
    { "1",       false, 1,  false },
    { "2",       false, 2,  true },
    { "p - 2",   true,  -2, true },
    { "p - 1",   true,  -1, false },
    { "p",       true,  0,  false },
    { "above p", true,  1,  false },
};
/* clang-format on */

/* The prime ends in ones: taking a little off borrows nothing, adding one carries. */
static void make_value(const struct value *value, uint8_t out[SHARE_SIZE])
{
    memset(out, 0, SHARE_SIZE);
    if (value->from_prime)
        memcpy(out, gnutls_ffdhe_2048_group_prime.data, SHARE_SIZE);
    if (value->plus < 0)
        out[SHARE_SIZE - 1] = (uint8_t)(out[SHARE_SIZE - 1] + value->plus);
    for (int i = 0; i < value->plus; i++) {
        size_t at = SHARE_SIZE;
        while (at-- > 0 && ++out[at] == 0)
            ;
    }
}

static const struct way {
    const char *name, *priority;
} ways[] = {
    { "1.2, DHE-RSA", P12 ":-KX-ALL:+DHE-RSA" FIELD },
    { "1.3", P13 FIELD },
};

static void show_value(const struct way *way, enum role who, const struct value *value,
                       const struct sim_options *network)
{
    const struct pair_options o = { .client_priority = way->priority,
                                    .server_priority = way->priority,
                                    .server_identity = "server-rsa" };
    const char *side = who == CLIENT ? "client" : "server";
    uint8_t share[SHARE_SIZE];
    struct pair pair;
    struct sim sim;
    int result;

    sim_init(&sim, network);
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    make_value(value, share);
    evil = (struct evil){ .who = who == CLIENT ? pair.client.session : pair.server.session,
                          .share = bytes_of(share, sizeof share) };
    pair_handshake(&pair);
    result = who == CLIENT ? pair.server.result : pair.client.result;

    if (!evil.did)
        fail_msg("L1 %s, %s: nothing was done", way->name, side);
    /* With a value that is one but not ours the keys differ: that comes out later. */
    if (value->is_share && result == GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER)
        fail_msg("L1 %s, %s's value %s is refused", way->name, side, value->name);
    if (!value->is_share && error_alert(result) != GNUTLS_A_ILLEGAL_PARAMETER)
        fail_msg("L1 %s, %s's value %s: %s", way->name, side, value->name,
                 gnutls_strerror_name(result));
    evil = (struct evil){ 0 };
    pair_close(&pair);
    sim_end(&sim);
}

static void test_l1_public_value_out_of_range_is_refused_by_either_side(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < ARRAY_SIZE(ways) * ARRAY_SIZE(values); i++) {
            const struct way *way = &ways[i / ARRAY_SIZE(values)];
            const struct value *value = &values[i % ARRAY_SIZE(values)];

            show_value(way, CLIENT, value, &strict_networks[n]);
            show_value(way, SERVER, value, &strict_networks[n]);
        }
    }
}

/* ---- L5: what is exported is right or an error, never zeros ---- */

enum { EXPORT_MAX = 20000, HASH_384 = 48, HKDF_BLOCKS_MAX = 255 };

static int export(gnutls_session_t session, size_t size, uint8_t *out)
{
    memset(out, 0, EXPORT_MAX);
    return gnutls_prf_rfc5705(session, 8, "EXPORTER", 7, "context", size, (char *)out);
}

static bool is_zero(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != 0)
            return false;
    }
    return true;
}

/* A block of zeros within is as bad as nothing but zeros. */
static void assert_nothing_is_zero(const uint8_t *bytes, size_t size)
{
    for (size_t at = 0; at + 16 <= size; at += 16)
        assert_false(is_zero(bytes + at, 16));
    assert_true(is_zero(bytes + size, EXPORT_MAX - size));
}

static void assert_exports(const char *priority, size_t largest, bool is_stream)
{
    static uint8_t mine[EXPORT_MAX], theirs[EXPORT_MAX], longest[EXPORT_MAX];
    const struct pair_options o = { .client_priority = priority, .server_priority = priority };
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    assert_int_equal(pair_handshake(&pair), 0);
    assert_int_equal(export(pair.client.session, largest, longest), 0);
    assert_nothing_is_zero(longest, largest);
    for (size_t size = 0; size <= largest; size += size < 300 ? 1 : 479) {
        assert_int_equal(export(pair.client.session, size, mine), 0);
        assert_int_equal(export(pair.server.session, size, theirs), 0);
        assert_memory_equal(mine, theirs, EXPORT_MAX);
        assert_nothing_is_zero(mine, size);
        /* RFC 5246, 5: as much of one stream as is wanted. RFC 8446 counts the length in. */
        if (is_stream)
            assert_memory_equal(mine, longest, size);
        else if (size >= 16 && size < largest)
            assert_memory_not_equal(mine, longest, size);
    }
    if (!is_stream) {
        assert_true(export(pair.client.session, largest + 1, mine) < 0);
        assert_true(is_zero(mine, EXPORT_MAX));
    }
    pair_close(&pair);
    sim_end(&sim);
}

static void test_l5_exported_keys_of_any_length_are_right_or_an_error(void **state)
{
    assert_exports(P12, EXPORT_MAX - 1000, true);
    /* RFC 5869, 2.3: no more than 255 blocks. */
    assert_exports(P13 ":-CIPHER-ALL:+AES-256-GCM", (size_t)HKDF_BLOCKS_MAX * HASH_384, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_l1_public_value_out_of_range_is_refused_by_either_side),
        cmocka_unit_test(test_l5_exported_keys_of_any_length_are_right_or_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
