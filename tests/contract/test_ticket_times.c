/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_ticket_times.c - lifetimes of tickets, and the rotation of their keys */

#include "tickets.h"

/* ---- lifetimes ---- */

struct lifetime_row {
    const char *name;
    int set_s;
    int64_t pass_s; /* before the resumption */
    bool resumes;
    unsigned first_s, resumed_s; /* lifetime of the tickets; 0: none issued */
};

static const struct lifetime_row lifetime_rows[] = {
    { "the default", 0, 0, true, 21600, 21600 },
    { "an hour", 3600, 0, true, 3600, 3600 },
    { "never over a week", 1000000, 0, true, 604800, 604800 },
    { "a resumed session's tickets have the rest of it", 0, 1000, true, 21600, 20600 },
    { "an hour is over", 3600, 3700, false, 3600, 3600 },
    { "a second before the end", 3600, 3598, true, 3600, 2 },
};

static void test_lifetime(void **state)
{
    const struct lifetime_row *row = *state;
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { WITH_KEY, .ticket_lifetime_s = row->set_s, .prepare = watch };
    begin();
    assert_code(pair_first_session(&sim, &options, &data), 0);
    assert_int_equal(got.count, 2);
    assert_int_equal(got.lifetime_s[0], row->first_s);
    memset(&got, 0, sizeof got);
    sim_pass(&sim, row->pass_s * 1000);
    options.session_data = &data;

    connect_pair(&options);
    assert_int_equal(pair_settle(&pair), 0);

    assert_int_equal(gnutls_session_is_resumed(pair.client.session) != 0, row->resumes);
    assert_true(got.count > 0);
    assert_int_equal(got.lifetime_s[0], row->resumed_s);
    gnutls_free(data.data);
}

static void test_no_lifetime_at_all_is_borne(void **state)
{
    static const int seconds[] = { 0, -1, INT32_MIN };
    /* Not every reference survives this. */
    if (library_under_test() == REFERENCE)
        skip();
    for (size_t i = 0; i < COUNT(seconds); i++) {
        begin();
        assert_code(pair_open(&pair, &sim, &(struct pair_options){ WITH_KEY, .prepare = watch }),
                    0);
        gnutls_db_set_cache_expiration(pair.server.session, seconds[i]);

        assert_code(pair_handshake(&pair), 0);

        assert_int_equal(pair_settle(&pair), 0);
        for (size_t k = 0; k < got.count; k++)
            assert_in_range(got.lifetime_s[k], 1, 604800);
        pair_close(&pair);
    }
}

static void test_a_chain_does_not_outlive_its_first_session(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { WITH_KEY, .ticket_lifetime_s = 3600 };
    begin();
    assert_code(pair_first_session(&sim, &options, &data), 0);
    options.session_data = &data;

    for (int hop = 1; hop <= 7; hop++) {
        sim_pass(&sim, 590 * 1000);
        connect_pair(&options);
        assert_int_equal(pair_settle(&pair), 0);
        assert_int_equal(gnutls_session_is_resumed(pair.client.session) != 0, hop < 7);
        gnutls_free(data.data);
        assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
        pair_close(&pair);
    }
    gnutls_free(data.data);
}

static void test_the_default_expiration_is_six_hours(void **state)
{
    assert_int_equal(gnutls_db_get_default_cache_expiration(), 21600);
}

/* ---- rotation ---- */

struct rotation_row {
    const char *name;
    int64_t to_boundary_s; /* time from the first session to the next change of key */
    int64_t pass_s;
    bool resumes;
};

/* The key changes whenever three lifetimes of the wall clock have gone by. */
static const struct rotation_row rotation_rows[] = {
    { "no change between", 10000, 3000, true },
    { "one change between", 1000, 3000, true },
    { "one change between, at the last moment", 1, 3590, true },
    { "one change between, just before it", 2, 1, true },
};

static void test_rotation(void **state)
{
    const struct rotation_row *row = *state;
    enum { LIFETIME_S = 3600, PERIOD_S = 3 * LIFETIME_S };
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { WITH_KEY, .ticket_lifetime_s = LIFETIME_S };
    begin();
    int64_t to_boundary_s = PERIOD_S - SIM_EPOCH_S % PERIOD_S;
    sim_pass(&sim, (to_boundary_s + PERIOD_S - row->to_boundary_s) * 1000);
    assert_code(pair_first_session(&sim, &options, &data), 0);
    sim_pass(&sim, row->pass_s * 1000);
    options.session_data = &data;

    connect_pair(&options);

    assert_int_equal(gnutls_session_is_resumed(pair.client.session) != 0, row->resumes);
    gnutls_free(data.data);
}

static time_t a_day_ahead(time_t *out)
{
    time_t now = sim_time(NULL) + 86400;
    if (out != NULL)
        *out = now;
    return now;
}

static void test_the_clock_of_the_application_counts(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { WITH_KEY };
    begin();
    assert_code(pair_first_session(&sim, &options, &data), 0);
    options.session_data = &data;
    assert_code(pair_open(&pair, &sim, &options), 0);

    gnutls_global_set_time_function(a_day_ahead);
    int code = pair_handshake(&pair);
    gnutls_global_set_time_function(sim_time);

    assert_code(code, 0);
    assert_false(gnutls_session_is_resumed(pair.client.session));
    gnutls_free(data.data);
}

int main(void)
{
    ADD_ROWS(lifetime_rows, test_lifetime);
    ADD(test_no_lifetime_at_all_is_borne);
    ADD(test_a_chain_does_not_outlive_its_first_session);
    ADD(test_the_default_expiration_is_six_hours);
    ADD_ROWS(rotation_rows, test_rotation);
    ADD(test_the_clock_of_the_application_counts);
    return suite_run("the server's tickets");
}
