/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_resumption_matrix.c - when a session is resumed: the specification, as a table
 *
 * Each row makes a session, changes one thing, and connects again. The verdict is the client's
 * where it does not offer the session at all, else the server's. Whatever it is, the second
 * handshake ends well and data flows.
 */

#include "strict.h"

#include "base/errors.h"

#include "unit/test.h"

enum protocol { V12, V13, V12_THEN_BOTH, V13_THEN_BOTH, V12_THEN_13, V13_THEN_12 };
enum carrier { TICKET, ID, EITHER, NEITHER };
enum extended { EMS, EMS_GONE, EMS_NEW, EMS_NEVER };
enum name { NAME, NAME_OTHER, NAME_GONE, NAME_NEW, NAME_NEVER };
enum suite { SUITE, SUITE_NOT_OFFERED, SUITE_NOT_ALLOWED, SUITE_LESS_WANTED };
enum keys { KEPT, ROTATED, RESTARTED, TICKETS_OFF, ID_CACHE_FAILS };
enum certificate { NO_CERT, CERT_AGAIN, CERT_NO_MORE, CERT_NOW };
enum modes { DHE, KE, KE_IN_COMMON, NO_MODE };

struct row {
    enum protocol version;
    enum carrier carrier;
    enum extended ems;
    enum name name;
    enum suite suite;
    int64_t age_s; /* negative: the clock was set back */
    enum keys keys;
    enum certificate certificate;
    enum modes modes;
    enum verdict verdict;
};

enum { LIFETIME_S = 21600, PERIOD_S = 3 * LIFETIME_S };

/* clang-format off */
static const struct row rows[] = {
    /* version       carrier  secret     name        suite              age         keys            certificate   modes         verdict */
    { V12,           TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          RESUME },
    { V12,           ID,      EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          RESUME },
    { V12,           EITHER,  EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          RESUME },
    { V12,           NEITHER, EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_NO_SESSION },
    { V13,           TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          RESUME },
    { V13,           EITHER,  EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          RESUME },
    { V13,           ID,      EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_NO_SESSION },
    { V13,           NEITHER, EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_NO_SESSION },

    { V12_THEN_BOTH, TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_NO_SESSION },
    { V12_THEN_BOTH, ID,      EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_NO_SESSION },
    { V12_THEN_13,   TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_VERSION },
    { V12_THEN_13,   ID,      EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_VERSION },
    { V13_THEN_BOTH, TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          RESUME },
    { V13_THEN_12,   TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_VERSION },

    { V12,           TICKET,  EMS_GONE,  NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_EMS },
    { V12,           TICKET,  EMS_NEW,   NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_EMS },
    { V12,           TICKET,  EMS_NEVER, NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          RESUME },
    { V12,           ID,      EMS_GONE,  NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_EMS },
    { V12,           ID,      EMS_NEW,   NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_EMS },
    { V12,           ID,      EMS_NEVER, NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          RESUME },
    { V13,           TICKET,  EMS_GONE,  NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          RESUME },
    { V13,           TICKET,  EMS_NEW,   NAME,       SUITE,             0,          KEPT,           NO_CERT,      DHE,          RESUME },

    { V12,           TICKET,  EMS,       NAME_OTHER, SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_NAME },
    { V12,           TICKET,  EMS,       NAME_GONE,  SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_NAME },
    { V12,           TICKET,  EMS,       NAME_NEW,   SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_NAME },
    { V12,           TICKET,  EMS,       NAME_NEVER, SUITE,             0,          KEPT,           NO_CERT,      DHE,          RESUME },
    { V12,           ID,      EMS,       NAME_OTHER, SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_NAME },
    { V12,           ID,      EMS,       NAME_GONE,  SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_NAME },
    { V12,           ID,      EMS,       NAME_NEW,   SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_NAME },
    { V12,           ID,      EMS,       NAME_NEVER, SUITE,             0,          KEPT,           NO_CERT,      DHE,          RESUME },
    { V13,           TICKET,  EMS,       NAME_OTHER, SUITE,             0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_NAME },
    { V13,           TICKET,  EMS,       NAME_NEVER, SUITE,             0,          KEPT,           NO_CERT,      DHE,          RESUME },

    { V12,           TICKET,  EMS,       NAME,       SUITE_NOT_OFFERED, 0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_SUITE },
    { V12,           TICKET,  EMS,       NAME,       SUITE_NOT_ALLOWED, 0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_SUITE },
    { V12,           TICKET,  EMS,       NAME,       SUITE_LESS_WANTED, 0,          KEPT,           NO_CERT,      DHE,          RESUME },
    { V12,           ID,      EMS,       NAME,       SUITE_NOT_OFFERED, 0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_SUITE },
    { V12,           ID,      EMS,       NAME,       SUITE_NOT_ALLOWED, 0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_SUITE },
    { V12,           ID,      EMS,       NAME,       SUITE_LESS_WANTED, 0,          KEPT,           NO_CERT,      DHE,          RESUME },
    { V13,           TICKET,  EMS,       NAME,       SUITE_NOT_OFFERED, 0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_SUITE },
    { V13,           TICKET,  EMS,       NAME,       SUITE_NOT_ALLOWED, 0,          KEPT,           NO_CERT,      DHE,          FULL_OTHER_SUITE },
    { V13,           TICKET,  EMS,       NAME,       SUITE_LESS_WANTED, 0,          KEPT,           NO_CERT,      DHE,          RESUME },

    { V12,           TICKET,  EMS,       NAME,       SUITE,             LIFETIME_S - 1, KEPT,       NO_CERT,      DHE,          RESUME },
    { V12,           TICKET,  EMS,       NAME,       SUITE,             LIFETIME_S + 1, KEPT,       NO_CERT,      DHE,          FULL_EXPIRED },
    { V12,           TICKET,  EMS,       NAME,       SUITE,             -3600,      KEPT,           NO_CERT,      DHE,          FULL_FROM_FUTURE },
    { V12,           ID,      EMS,       NAME,       SUITE,             LIFETIME_S - 1, KEPT,       NO_CERT,      DHE,          RESUME },
    { V12,           ID,      EMS,       NAME,       SUITE,             LIFETIME_S + 1, KEPT,       NO_CERT,      DHE,          FULL_EXPIRED },
    { V12,           ID,      EMS,       NAME,       SUITE,             -3600,      KEPT,           NO_CERT,      DHE,          FULL_FROM_FUTURE },
    { V13,           TICKET,  EMS,       NAME,       SUITE,             LIFETIME_S - 1, KEPT,       NO_CERT,      DHE,          RESUME },
    { V13,           TICKET,  EMS,       NAME,       SUITE,             LIFETIME_S + 1, KEPT,       NO_CERT,      DHE,          FULL_EXPIRED },
    { V13,           TICKET,  EMS,       NAME,       SUITE,             -3600,      KEPT,           NO_CERT,      DHE,          FULL_FROM_FUTURE },

    { V12,           TICKET,  EMS,       NAME,       SUITE,             LIFETIME_S - 1, ROTATED,    NO_CERT,      DHE,          RESUME },
    { V12,           TICKET,  EMS,       NAME,       SUITE,             0,          RESTARTED,      NO_CERT,      DHE,          FULL_NO_SESSION },
    { V12,           TICKET,  EMS,       NAME,       SUITE,             0,          TICKETS_OFF,    NO_CERT,      DHE,          FULL_NO_SESSION },
    { V12,           ID,      EMS,       NAME,       SUITE,             LIFETIME_S - 1, ROTATED,    NO_CERT,      DHE,          RESUME },
    { V12,           ID,      EMS,       NAME,       SUITE,             0,          RESTARTED,      NO_CERT,      DHE,          FULL_NO_SESSION },
    { V12,           ID,      EMS,       NAME,       SUITE,             0,          ID_CACHE_FAILS, NO_CERT,      DHE,          FULL_NO_SESSION },
    { V12,           EITHER,  EMS,       NAME,       SUITE,             0,          RESTARTED,      NO_CERT,      DHE,          FULL_NO_SESSION },
    { V12,           EITHER,  EMS,       NAME,       SUITE,             0,          ID_CACHE_FAILS, NO_CERT,      DHE,          RESUME },
    { V13,           TICKET,  EMS,       NAME,       SUITE,             LIFETIME_S - 1, ROTATED,    NO_CERT,      DHE,          RESUME },
    { V13,           TICKET,  EMS,       NAME,       SUITE,             0,          RESTARTED,      NO_CERT,      DHE,          FULL_NO_SESSION },
    { V13,           TICKET,  EMS,       NAME,       SUITE,             0,          TICKETS_OFF,    NO_CERT,      DHE,          FULL_NO_SESSION },

    { V12,           TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           CERT_AGAIN,   DHE,          RESUME },
    { V12,           TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           CERT_NO_MORE, DHE,          RESUME },
    { V12,           TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           CERT_NOW,     DHE,          FULL_NOT_AUTHENTICATED },
    { V12,           ID,      EMS,       NAME,       SUITE,             0,          KEPT,           CERT_AGAIN,   DHE,          RESUME },
    { V12,           ID,      EMS,       NAME,       SUITE,             0,          KEPT,           CERT_NO_MORE, DHE,          RESUME },
    { V12,           ID,      EMS,       NAME,       SUITE,             0,          KEPT,           CERT_NOW,     DHE,          FULL_NOT_AUTHENTICATED },
    { V13,           TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           CERT_AGAIN,   DHE,          RESUME },
    { V13,           TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           CERT_NO_MORE, DHE,          RESUME },
    { V13,           TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           CERT_NOW,     DHE,          FULL_NOT_AUTHENTICATED },

    { V13,           TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      KE_IN_COMMON, RESUME },
    { V13,           TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      KE,           FULL_NO_COMMON_PSK_MODE },
    { V13,           TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      NO_MODE,      FULL_NOT_ALLOWED },
    { V12,           TICKET,  EMS,       NAME,       SUITE,             0,          KEPT,           NO_CERT,      KE,           RESUME },

    /* Two things at once: the first in the order of questions is named. */
    { V12,           TICKET,  EMS_GONE,  NAME,       SUITE,             LIFETIME_S + 1, KEPT,       NO_CERT,      DHE,          FULL_EXPIRED },
    { V12,           ID,      EMS_GONE,  NAME,       SUITE,             0,          KEPT,           CERT_NOW,     DHE,          FULL_OTHER_EMS },
    { V12,           EITHER,  EMS,       NAME,       SUITE_NOT_ALLOWED, 0,          KEPT,           CERT_NOW,     DHE,          FULL_OTHER_SUITE },
    { V12,           ID,      EMS_GONE,  NAME,       SUITE_NOT_ALLOWED, 0,          RESTARTED,      NO_CERT,      DHE,          FULL_OTHER_EMS },
};
/* clang-format on */

/* ---- a row as options ---- */

struct words {
    char client[200], server[200];
};

static const char *version_word(enum protocol version, bool second)
{
    bool first13 = version == V13 || version == V13_THEN_12 || version == V13_THEN_BOTH;

    if (!second)
        return first13 ? "NORMAL:-VERS-ALL:+VERS-TLS1.3" : "NORMAL:-VERS-ALL:+VERS-TLS1.2";
    if (version == V12_THEN_BOTH || version == V13_THEN_BOTH)
        return "NORMAL";
    return version == V13 || version == V12_THEN_13 ? "NORMAL:-VERS-ALL:+VERS-TLS1.3"
                                                    : "NORMAL:-VERS-ALL:+VERS-TLS1.2";
}

static void add(char out[200], const char *word)
{
    strncat(out, word, 199 - strlen(out));
}

static void words_of(const struct row *row, bool second, struct words *out)
{
    add(out->client, version_word(row->version, second));
    add(out->server, version_word(row->version, second));
    if (row->ems == EMS_NEVER || row->ems == (second ? EMS_GONE : EMS_NEW))
        add(out->client, ":%NO_SESSION_HASH");
    if (second && row->suite == SUITE_NOT_OFFERED)
        add(out->client, ":-AES-256-GCM:-AES-256-CCM:-AES-256-CCM-8");
    if (second && row->suite == SUITE_NOT_ALLOWED)
        add(out->server, ":-AES-256-GCM:-AES-256-CCM:-AES-256-CCM-8");
    if (second && row->suite == SUITE_LESS_WANTED)
        add(out->client, ":-AES-256-GCM:+AES-256-GCM");
    if (row->modes == KE || row->modes == KE_IN_COMMON)
        add(out->client, second ? ":+PSK" : "");
    if (row->modes == KE_IN_COMMON)
        add(out->server, ":+PSK");
}

static const char *name_of(enum name name, bool second)
{
    if (name == NAME_NEVER || name == (second ? NAME_GONE : NAME_NEW))
        return "";
    return second && name == NAME_OTHER ? "example.test" : "localhost";
}

static gnutls_datum_t other_key = {
    (unsigned char *)"another key of sixty-four bytes, as a server has that was begun ", 64
};

static void options_of(const struct row *row, bool second, const struct words *words,
                       struct cache *cache, struct pair_options *out)
{
    bool by_ticket = row->carrier == TICKET || row->carrier == EITHER;
    bool shows = second ? row->certificate == CERT_NOW || row->certificate == CERT_AGAIN
                        : row->certificate == CERT_AGAIN || row->certificate == CERT_NO_MORE;

    *out = (struct pair_options){ .client_priority = words->client,
                                  .server_priority = words->server,
                                  .server_name = name_of(row->name, second),
                                  .request = shows ? GNUTLS_CERT_REQUIRE : GNUTLS_CERT_IGNORE,
                                  .client_identity = shows ? "client-p256" : NULL,
                                  .context = cache };
    if (by_ticket && !(second && row->keys == TICKETS_OFF))
        out->ticket_key = second && row->keys == RESTARTED ? &other_key : &pair_ticket_key;
    if (row->carrier == ID || row->carrier == EITHER)
        out->prepare = cache_use;
    if (second && row->modes == NO_MODE)
        out->client_flags = GNUTLS_NO_TICKETS;
}

/* ---- running it ---- */

static void let_time_pass(struct sim *sim, const struct row *row)
{
    if (row->age_s < 0)
        sim_turn_wall_clock(row->age_s * 1000);
    else
        sim_pass(sim, row->age_s * 1000);
}

/* Ten seconds before the ticket keys change, or right after they did. */
static void choose_moment(struct sim *sim, const struct row *row)
{
    int64_t into = sim_time(NULL) % PERIOD_S;

    sim_pass(sim, (PERIOD_S - into + (row->keys == ROTATED ? -10 : 10000)) * 1000);
}

static enum verdict verdict_of(const struct pair *pair)
{
    enum verdict client = pair->client.session->agreed.verdict;

    if (client != RESUME && client != FULL_PEER_DECLINED && client != FULL_NO_SESSION)
        return client;
    return pair->server.session->agreed.verdict;
}

static void connect_again(struct sim *sim, const struct row *row, size_t number,
                          const struct pair_options *options)
{
    bool resumed = row->verdict == RESUME;
    struct pair pair;
    int result;

    assert_int_equal(pair_open(&pair, sim, options), 0);
    result = pair_handshake(&pair);
    if (result < 0)
        fail_msg("row %zu: %s", number, gnutls_strerror_name(result));
    if (verdict_of(&pair) != row->verdict)
        fail_msg("row %zu: \"%s\", not \"%s\"", number, verdict_name(verdict_of(&pair)),
                 verdict_name(row->verdict));
    assert_int_equal(!!gnutls_session_is_resumed(pair.client.session), resumed);
    assert_int_equal(!!gnutls_session_is_resumed(pair.server.session), resumed);
    assert_int_equal(pair_ping(&pair), 0);
    pair_close(&pair);
}

static void run(const struct row *row, size_t number, const struct sim_options *network)
{
    struct words words[2] = { 0 };
    struct cache cache = { 0 };
    struct pair_options o;
    gnutls_datum_t data;
    struct sim sim;

    words_of(row, false, &words[0]);
    words_of(row, true, &words[1]);
    sim_init(&sim, network);
    choose_moment(&sim, row);
    options_of(row, false, &words[0], &cache, &o);
    assert_int_equal(pair_first_session(&sim, &o, &data), 0);

    let_time_pass(&sim, row);
    if (row->keys == RESTARTED)
        cache_wipe(&cache);
    cache.fails = row->keys == ID_CACHE_FAILS;
    options_of(row, true, &words[1], &cache, &o);
    o.session_data = &data;
    connect_again(&sim, row, number, &o);

    gnutls_free(data.data);
    cache_wipe(&cache);
    sim_end(&sim);
}

static void test_each_row_has_its_verdict(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
            run(&rows[i], i + 1, &strict_networks[n]);
    }
}

/* ---- a client that nobody has verified ---- */

static int accept_client(gnutls_session_t session)
{
    return 0;
}

static void verify_clients(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_session_set_verify_function(server->session, accept_client);
}

static void assert_verified_first(const char *priority, bool at_first)
{
    struct pair_options o = { .client_priority = priority,
                              .server_priority = priority,
                              .ticket_key = &pair_ticket_key,
                              .client_identity = "client-p256",
                              .request = GNUTLS_CERT_REQUEST,
                              .prepare = at_first ? verify_clients : NULL };
    gnutls_datum_t data;
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_first_session(&sim, &o, &data), 0);
    o.session_data = &data;
    o.prepare = verify_clients;
    assert_int_equal(pair_open(&pair, &sim, &o), 0);

    assert_int_equal(pair_handshake(&pair), 0);

    assert_int_equal(!!gnutls_session_is_resumed(pair.server.session), at_first);
    gnutls_free(data.data);
    pair_close(&pair);
    sim_end(&sim);
}

static void test_a_client_that_was_not_verified_is_not_resumed_where_it_would_be(void **state)
{
    assert_verified_first(version_word(V12, false), true);
    assert_verified_first(version_word(V12, false), false);
    assert_verified_first(version_word(V13, false), true);
    assert_verified_first(version_word(V13, false), false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_row_has_its_verdict),
        cmocka_unit_test(test_a_client_that_was_not_verified_is_not_resumed_where_it_would_be),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
