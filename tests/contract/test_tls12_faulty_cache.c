/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_tls12_faulty_cache.c - entries too old, and functions of a cache that fail, lie or dawdle
 *
 * Never does that do more than cost a full handshake.
 */

#include "tls12_cache.h"

/* ---- how long an entry is good ---- */

struct age_row {
    const char *name;
    int64_t pass_ms, turn_ms;
    int lifetime_s;
    bool resumed;
};

static const struct age_row age_rows[] = {
    { "just before the end", 21599000, 0, 0, true },
    { "just after it", 21602000, 0, 0, false },
    { "by a shorter life of its own", 101000, 0, 100, false },
    { "within a shorter life", 98000, 0, 100, true },
    { "from the future", 0, -100000, 0, false },
};

static void test_age(void **state)
{
    const struct age_row *row = *state;
    struct pair_options options = by_id;
    options.ticket_lifetime_s = row->lifetime_s;
    gnutls_datum_t data = store_first(&options);

    sim_pass(&sim, row->pass_ms);
    sim_turn_wall_clock(row->turn_ms);

    resume(data, options, row->resumed);
}

/* ---- functions that fail, lie or dawdle ---- */

static void cut(gnutls_datum_t *found)
{
    found->size /= 2;
}

static void empty(gnutls_datum_t *found)
{
    found->size = 0;
}

static void cut_to_a_byte(gnutls_datum_t *found)
{
    found->size = 1;
}

static void garbage(gnutls_datum_t *found)
{
    memset(found->data, 0xa5, found->size);
}

static void zeros(gnutls_datum_t *found)
{
    memset(found->data, 0, found->size);
}

static void first_byte(gnutls_datum_t *found)
{
    found->data[0] ^= 1;
}

static void nothing(gnutls_datum_t *found)
{
    gnutls_free(found->data);
    *found = (gnutls_datum_t){ NULL, 0 };
}

static void size_of_nothing(gnutls_datum_t *found)
{
    gnutls_free(found->data);
    *found = (gnutls_datum_t){ NULL, 100 };
}

struct fault_row {
    const char *name;
    void (*spoil)(gnutls_datum_t *found);
    int store_result;
    int64_t takes_ms;
    bool resumed;
};

static const struct fault_row fault_rows[] = {
    { "entry cut", cut, 0, 0, false },
    { "entry of no bytes", empty, 0, 0, false },
    { "entry of a byte", cut_to_a_byte, 0, 0, false },
    { "entry of garbage", garbage, 0, 0, false },
    { "entry of zeros", zeros, 0, 0, false },
    { "entry with its mark changed", first_byte, 0, 0, false },
    { "no entry", nothing, 0, 0, false },
    { "no entry, but a size", size_of_nothing, 0, 0, false },
    { "storing fails, and yet it is found", NULL, -1, 0, true },
    { "storing says 1", NULL, 1, 0, true },
    { "a slow cache", NULL, 0, 3000, true },
};

static void test_fault(void **state)
{
    const struct fault_row *row = *state;
    struct pair_options options = by_id;
    unsigned char first_id[32];
    gnutls_datum_t data, id;

    memset(&db, 0, sizeof db);
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    db.spoil = row->spoil;
    db.store_result = row->store_result;
    db.takes_ms = row->takes_ms;
    assert_code(pair_first_session(&sim, &options, &data), 0);
    memcpy(first_id, db.key, sizeof first_id);

    resume(data, options, row->resumed);

    assert_int_equal(db.retrieves, 1);
    assert_code(gnutls_session_get_id2(pair.server.session, &id), 0);
    assert_int_equal(id.size, sizeof first_id);
    assert_int_equal(memcmp(id.data, first_id, sizeof first_id) == 0, row->resumed);
}

/* A damaged entry, bit by bit: only ours has to bear that. */
static void test_no_damage_to_an_entry_is_fatal(void **state)
{
    gnutls_datum_t data = store_first(&by_id);

    for (unsigned i = 0; library_under_test() == REPRISE && i < db.data_size; i += 7) {
        struct pair_options options = by_id;
        unsigned char kept = db.data[i];

        options.session_data = &data;
        db.data[i] ^= (unsigned char)(1u << i % 8);
        connect_pair(&options);
        assert_int_equal(gnutls_session_is_resumed(pair.server.session), 0);
        assert_code(pair_ping(&pair), 0);
        pair_close(&pair);
        memset(&pair, 0, sizeof pair);
        /* The full handshake has stored another. */
        gnutls_free(data.data);
        db.data[i] = kept;
        assert_code(pair_first_session(&sim, &by_id, &data), 0);
    }
    gnutls_free(data.data);
}

/* The cache mixes up two clients: each must get its own session or none. */
static void test_entry_of_another_is_not_taken(void **state)
{
    gnutls_datum_t first = store_first(&by_id), second;
    unsigned char key[64];

    memcpy(key, db.key, sizeof key);
    assert_code(pair_first_session(&sim, &by_id, &second), 0);
    memcpy(db.key, key, sizeof key); /* the second's data under the first's id */
    gnutls_free(second.data);

    struct pair_options options = by_id;
    options.session_data = &first;
    assert_code(pair_open(&pair, &sim, &options), 0);
    int result = pair_handshake(&pair);
    gnutls_free(first.data);

    if (library_under_test() == REPRISE) {
        assert_code(result, 0);
        assert_int_equal(gnutls_session_is_resumed(pair.server.session), 0);
    } else {
        assert_int_not_equal(result, 0); /* the keys differ */
    }
}

int main(void)
{
    ADD_ROWS(age_rows, test_age);
    ADD_ROWS(fault_rows, test_fault);
    ADD(test_no_damage_to_an_entry_is_fatal);
    ADD(test_entry_of_another_is_not_taken);
    return suite_run("tls12_faulty_cache");
}
