/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_matrix.c - when a session is resumed: the original's answers beside ours
 *
 * Each row makes a session, changes one thing, and connects again; tests/protocol has the same
 * table with our verdicts. Where the two libraries part on purpose, the last column says what the
 * original does, and doc/differences.md why. Whatever we answer, the handshake ends well.
 */

#include "suite.h"

#include "cache.h"

enum protocol { V12, V13, V12_THEN_BOTH, V13_THEN_BOTH, V12_THEN_13, V13_THEN_12 };
enum carrier { TICKET, ID, EITHER, NEITHER };
enum extended { EMS, EMS_GONE, EMS_NEW, EMS_NEVER };
enum name { NAME, NAME_OTHER, NAME_GONE, NAME_NEW, NAME_NEVER };
enum suite { SUITE, NOT_OFFERED, NOT_ALLOWED, LESS_WANTED };
enum keys { KEPT, ROTATED, RESTARTED, TICKETS_OFF, CACHE_FAILS };
enum certificate { NO_CERT, CERT_AGAIN, CERT_NO_MORE, CERT_NOW };
enum outcome { FULL, RESUMED, FAILS, SAME };

struct row {
    const char *name;
    enum protocol version;
    enum carrier carrier;
    enum extended ems;
    enum name server_name;
    enum suite suite;
    int64_t age_s; /* negative: the clock was set back */
    enum keys keys;
    enum certificate certificate;
    enum outcome ours, originals;
};

/* The lifetime of sessions, and how long before its end or after it is asked. */
enum {
    LIFETIME_S = 21600,
    PERIOD_S = 3 * LIFETIME_S,
    YOUNG = LIFETIME_S - 2,
    OLD = LIFETIME_S + 2
};

#define ROW(...)                                                                                   \
    {                                                                                              \
#__VA_ARGS__, __VA_ARGS__                                                                  \
    }

/* clang-format off */
static const struct row rows[] = {
    /*  version        carrier  secret     name        suite        age    keys         certificate   ours     the original */
    ROW(V12,           TICKET,  EMS,       NAME,       SUITE,       0,     KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V12,           ID,      EMS,       NAME,       SUITE,       0,     KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V12,           EITHER,  EMS,       NAME,       SUITE,       0,     KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V12,           NEITHER, EMS,       NAME,       SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V13,           TICKET,  EMS,       NAME,       SUITE,       0,     KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V13,           EITHER,  EMS,       NAME,       SUITE,       0,     KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V13,           ID,      EMS,       NAME,       SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V13,           NEITHER, EMS,       NAME,       SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),

    ROW(V12_THEN_BOTH, TICKET,  EMS,       NAME,       SUITE,       0,     KEPT,        NO_CERT,      FULL,    FAILS),
    ROW(V12_THEN_BOTH, ID,      EMS,       NAME,       SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V12_THEN_13,   TICKET,  EMS,       NAME,       SUITE,       0,     KEPT,        NO_CERT,      FULL,    FAILS),
    ROW(V12_THEN_13,   ID,      EMS,       NAME,       SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V13_THEN_BOTH, TICKET,  EMS,       NAME,       SUITE,       0,     KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V13_THEN_12,   TICKET,  EMS,       NAME,       SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),

    ROW(V12,           TICKET,  EMS_GONE,  NAME,       SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V12,           TICKET,  EMS_NEW,   NAME,       SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V12,           TICKET,  EMS_NEVER, NAME,       SUITE,       0,     KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V12,           ID,      EMS_GONE,  NAME,       SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V12,           ID,      EMS_NEW,   NAME,       SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V12,           ID,      EMS_NEVER, NAME,       SUITE,       0,     KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V13,           TICKET,  EMS_GONE,  NAME,       SUITE,       0,     KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V13,           TICKET,  EMS_NEW,   NAME,       SUITE,       0,     KEPT,        NO_CERT,      RESUMED, SAME),

    ROW(V12,           TICKET,  EMS,       NAME_OTHER, SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V12,           TICKET,  EMS,       NAME_GONE,  SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V12,           TICKET,  EMS,       NAME_NEW,   SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V12,           TICKET,  EMS,       NAME_NEVER, SUITE,       0,     KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V12,           ID,      EMS,       NAME_OTHER, SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V12,           ID,      EMS,       NAME_GONE,  SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V12,           ID,      EMS,       NAME_NEW,   SUITE,       0,     KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V12,           ID,      EMS,       NAME_NEVER, SUITE,       0,     KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V13,           TICKET,  EMS,       NAME_OTHER, SUITE,       0,     KEPT,        NO_CERT,      FULL,    RESUMED),
    ROW(V13,           TICKET,  EMS,       NAME_GONE,  SUITE,       0,     KEPT,        NO_CERT,      FULL,    RESUMED),
    ROW(V13,           TICKET,  EMS,       NAME_NEW,   SUITE,       0,     KEPT,        NO_CERT,      FULL,    RESUMED),
    ROW(V13,           TICKET,  EMS,       NAME_NEVER, SUITE,       0,     KEPT,        NO_CERT,      RESUMED, SAME),

    ROW(V12,           TICKET,  EMS,       NAME,       NOT_OFFERED, 0,     KEPT,        NO_CERT,      FULL,    RESUMED),
    ROW(V12,           TICKET,  EMS,       NAME,       NOT_ALLOWED, 0,     KEPT,        NO_CERT,      FULL,    RESUMED),
    ROW(V12,           TICKET,  EMS,       NAME,       LESS_WANTED, 0,     KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V12,           ID,      EMS,       NAME,       NOT_OFFERED, 0,     KEPT,        NO_CERT,      FULL,    RESUMED),
    ROW(V12,           ID,      EMS,       NAME,       NOT_ALLOWED, 0,     KEPT,        NO_CERT,      FULL,    RESUMED),
    ROW(V12,           ID,      EMS,       NAME,       LESS_WANTED, 0,     KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V13,           TICKET,  EMS,       NAME,       NOT_OFFERED, 0,     KEPT,        NO_CERT,      FULL,    FAILS),
    ROW(V13,           TICKET,  EMS,       NAME,       NOT_ALLOWED, 0,     KEPT,        NO_CERT,      FULL,    FAILS),
    ROW(V13,           TICKET,  EMS,       NAME,       LESS_WANTED, 0,     KEPT,        NO_CERT,      RESUMED, SAME),

    ROW(V12,           TICKET,  EMS,       NAME,       SUITE,       YOUNG, KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V12,           TICKET,  EMS,       NAME,       SUITE,       OLD,   KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V12,           TICKET,  EMS,       NAME,       SUITE,       -3600, KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V12,           ID,      EMS,       NAME,       SUITE,       YOUNG, KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V12,           ID,      EMS,       NAME,       SUITE,       OLD,   KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V12,           ID,      EMS,       NAME,       SUITE,       -3600, KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V13,           TICKET,  EMS,       NAME,       SUITE,       YOUNG, KEPT,        NO_CERT,      RESUMED, SAME),
    ROW(V13,           TICKET,  EMS,       NAME,       SUITE,       OLD,   KEPT,        NO_CERT,      FULL,    SAME),
    ROW(V13,           TICKET,  EMS,       NAME,       SUITE,       -3600, KEPT,        NO_CERT,      FULL,    SAME),

    ROW(V12,           TICKET,  EMS,       NAME,       SUITE,       YOUNG, ROTATED,     NO_CERT,      RESUMED, SAME),
    ROW(V12,           TICKET,  EMS,       NAME,       SUITE,       0,     RESTARTED,   NO_CERT,      FULL,    SAME),
    ROW(V12,           TICKET,  EMS,       NAME,       SUITE,       0,     TICKETS_OFF, NO_CERT,      FULL,    SAME),
    ROW(V12,           ID,      EMS,       NAME,       SUITE,       YOUNG, ROTATED,     NO_CERT,      RESUMED, SAME),
    ROW(V12,           ID,      EMS,       NAME,       SUITE,       0,     RESTARTED,   NO_CERT,      FULL,    SAME),
    ROW(V12,           ID,      EMS,       NAME,       SUITE,       0,     CACHE_FAILS, NO_CERT,      FULL,    SAME),
    ROW(V12,           EITHER,  EMS,       NAME,       SUITE,       0,     RESTARTED,   NO_CERT,      FULL,    SAME),
    ROW(V12,           EITHER,  EMS,       NAME,       SUITE,       0,     CACHE_FAILS, NO_CERT,      RESUMED, SAME),
    ROW(V13,           TICKET,  EMS,       NAME,       SUITE,       YOUNG, ROTATED,     NO_CERT,      RESUMED, SAME),
    ROW(V13,           TICKET,  EMS,       NAME,       SUITE,       0,     RESTARTED,   NO_CERT,      FULL,    SAME),
    ROW(V13,           TICKET,  EMS,       NAME,       SUITE,       0,     TICKETS_OFF, NO_CERT,      FULL,    SAME),

    ROW(V12,           TICKET,  EMS,       NAME,       SUITE,       0,     KEPT,        CERT_AGAIN,   RESUMED, SAME),
    ROW(V12,           TICKET,  EMS,       NAME,       SUITE,       0,     KEPT,        CERT_NO_MORE, RESUMED, SAME),
    ROW(V12,           TICKET,  EMS,       NAME,       SUITE,       0,     KEPT,        CERT_NOW,     FULL,    RESUMED),
    ROW(V12,           ID,      EMS,       NAME,       SUITE,       0,     KEPT,        CERT_AGAIN,   RESUMED, SAME),
    ROW(V12,           ID,      EMS,       NAME,       SUITE,       0,     KEPT,        CERT_NO_MORE, RESUMED, SAME),
    ROW(V12,           ID,      EMS,       NAME,       SUITE,       0,     KEPT,        CERT_NOW,     FULL,    RESUMED),
    ROW(V13,           TICKET,  EMS,       NAME,       SUITE,       0,     KEPT,        CERT_AGAIN,   RESUMED, SAME),
    ROW(V13,           TICKET,  EMS,       NAME,       SUITE,       0,     KEPT,        CERT_NO_MORE, RESUMED, SAME),
    ROW(V13,           TICKET,  EMS,       NAME,       SUITE,       0,     KEPT,        CERT_NOW,     FULL,    RESUMED),
};
/* clang-format on */

/* ---- a row as options ---- */

static const gnutls_datum_t other_key = {
    (unsigned char *)"another key of sixty-four bytes, as a server has that was begun ", 64
};

struct words {
    char client[200], server[200];
};

static const char *version_words(enum protocol version, bool second)
{
    bool first13 = version == V13 || version == V13_THEN_12 || version == V13_THEN_BOTH;

    if (!second)
        return first13 ? PAIR_PRIORITY : "NORMAL:-VERS-ALL:+VERS-TLS1.2";
    if (version == V12_THEN_BOTH || version == V13_THEN_BOTH)
        return "NORMAL";
    return version == V13 || version == V12_THEN_13 ? PAIR_PRIORITY
                                                    : "NORMAL:-VERS-ALL:+VERS-TLS1.2";
}

static void add(char out[200], const char *word)
{
    strncat(out, word, 199 - strlen(out));
}

static void words_of(const struct row *row, bool second, struct words *out)
{
    add(out->client, version_words(row->version, second));
    add(out->server, version_words(row->version, second));
    if (row->ems == EMS_NEVER || row->ems == (second ? EMS_GONE : EMS_NEW))
        add(out->client, ":%NO_SESSION_HASH");
    if (second && row->suite == NOT_OFFERED)
        add(out->client, ":-AES-256-GCM:-AES-256-CCM:-AES-256-CCM-8");
    if (second && row->suite == NOT_ALLOWED)
        add(out->server, ":-AES-256-GCM:-AES-256-CCM:-AES-256-CCM-8");
    if (second && row->suite == LESS_WANTED)
        add(out->client, ":-AES-256-GCM:+AES-256-GCM");
}

static const char *name_of(enum name name, bool second)
{
    if (name == NAME_NEVER || name == (second ? NAME_GONE : NAME_NEW))
        return "";
    return second && name == NAME_OTHER ? "example.test" : "localhost";
}

static struct pair_options options_of(const struct row *row, bool second, const struct words *words,
                                      struct cache *cache)
{
    bool shows =
        row->certificate == CERT_AGAIN || row->certificate == (second ? CERT_NOW : CERT_NO_MORE);
    struct pair_options options = { .client_priority = words->client,
                                    .server_priority = words->server,
                                    .server_name = name_of(row->server_name, second),
                                    .request = shows ? GNUTLS_CERT_REQUIRE : GNUTLS_CERT_IGNORE,
                                    .client_identity = shows ? "client-p256" : NULL,
                                    .context = cache };

    if ((row->carrier == TICKET || row->carrier == EITHER) && !(second && row->keys == TICKETS_OFF))
        options.ticket_key = second && row->keys == RESTARTED ? &other_key : &pair_ticket_key;
    if (row->carrier == ID || row->carrier == EITHER)
        options.prepare = cache_use;
    return options;
}

/* ---- running it ---- */

/* Ten seconds before ticket keys change, or right after they did. */
static void choose_moment(const struct row *row)
{
    int64_t into = sim_time(NULL) % PERIOD_S;

    sim_pass(&sim, (PERIOD_S - into + (row->keys == ROTATED ? -10 : 10000)) * 1000);
}

static void let_time_pass(const struct row *row)
{
    if (row->age_s < 0)
        sim_turn_wall_clock(row->age_s * 1000);
    else
        sim_pass(&sim, row->age_s * 1000);
}

static enum outcome connect_again(const struct pair_options *options)
{
    bool resumed;

    assert_code(pair_open(&pair, &sim, options), 0);
    if (pair_handshake(&pair) != 0)
        return FAILS;
    resumed = gnutls_session_is_resumed(pair.client.session) != 0;
    assert_int_equal(gnutls_session_is_resumed(pair.server.session) != 0, resumed);
    assert_code(pair_ping(&pair), 0);
    return resumed ? RESUMED : FULL;
}

static void test_row(void **state)
{
    static const char *const outcomes[] = { "full", "resumed", "fails" };
    const struct row *row = *state;
    bool same = library_under_test() == REPRISE || row->originals == SAME;
    struct words words[2] = { 0 };
    struct cache cache = { 0 };
    struct pair_options options;
    gnutls_datum_t data;
    enum outcome outcome;

    words_of(row, false, &words[0]);
    words_of(row, true, &words[1]);
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    choose_moment(row);
    options = options_of(row, false, &words[0], &cache);
    assert_code(pair_first_session(&sim, &options, &data), 0);

    let_time_pass(row);
    if (row->keys == RESTARTED)
        cache_wipe(&cache);
    cache.fails = row->keys == CACHE_FAILS;
    options = options_of(row, true, &words[1], &cache);
    options.session_data = &data;
    outcome = connect_again(&options);
    gnutls_free(data.data);
    cache_wipe(&cache);

    assert_string_equal(outcomes[outcome], outcomes[same ? row->ours : row->originals]);
}

int main(void)
{
    ADD_ROWS(rows, test_row);
    return suite_run("matrix");
}
