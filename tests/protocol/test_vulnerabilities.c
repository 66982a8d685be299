/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_vulnerabilities.c - what was once found in TLS libraries, by its name
 *
 * Each row is what was sent then. It has to be refused, or borne, without harm; the harm shows under
 * a sanitizer. The list of all, and where they are tested, is in doc/SECURITY.md.
 */

#include "strict.h"

#include "base/errors.h"

#include "unit/test.h"

#define ID_33  "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"
#define ID_51  ID_33 "000102030405060708090a0b0c0d0e0f1011"
#define ID_255 ID_51 ID_51 ID_51 ID_51 ID_51

/* A hello with binders passes the seam twice: before they are made, and after. */
enum { BEFORE_BINDERS = 0, AFTER_BINDERS = 1 };

/* clang-format off */
static const struct rule session_ids[] = {
    { "33 bytes, TLS 1.3",          SCENE_FULL, SERVER, SERVER_HELLO, 0, replace_session_id, 0, ID_33, DECODE },
    { "255 bytes, TLS 1.3",         SCENE_FULL, SERVER, SERVER_HELLO, 0, replace_session_id, 0, ID_255, DECODE },
    { "33 bytes, TLS 1.2",          SCENE12_FULL, SERVER, SERVER_HELLO, 0, replace_session_id, 0, ID_33, DECODE },
    { "255 bytes, TLS 1.2",         SCENE12_FULL, SERVER, SERVER_HELLO, 0, replace_session_id, 0, ID_255, DECODE },
    { "33 bytes, by a client",      SCENE12_FULL, CLIENT, CLIENT_HELLO, 0, replace_session_id, 0, ID_33, DECODE },
    { "33 bytes, in a retry",       SCENE_RETRY, SERVER, SERVER_HELLO, 0, replace_session_id, 0, ID_33, DECODE },
};

static const struct rule second_hellos[] = {
    { "without the ticket",         SCENE_RETRY_RESUMED, CLIENT, CLIENT_HELLO, 3, remove_extension, EXT_PRE_SHARED_KEY, NULL, MUST_SUCCEED },
    { "without the key",            SCENE_KEY_RETRY, CLIENT, CLIENT_HELLO, 3, remove_extension, EXT_PRE_SHARED_KEY, NULL, MUST_SUCCEED },
};

static const struct rule wrong_binders[] = {
    { "no keys held beforehand",    SCENE_RESUMED, CLIENT, CLIENT_HELLO, AFTER_BINDERS, flip_last_byte, 0, NULL, DECRYPT },
    { "keys held beforehand",       SCENE_KEY, CLIENT, CLIENT_HELLO, AFTER_BINDERS, flip_last_byte, 0, NULL, DECRYPT },
    { "after a retry",              SCENE_RETRY_RESUMED, CLIENT, CLIENT_HELLO, 3, flip_last_byte, 0, NULL, DECRYPT },
};

/* Responders that a client knows: RFC 6066, 8. */
static const struct rule known_responders[] = {
    { "one responder",              SCENE12_FULL, CLIENT, CLIENT_HELLO, 0, replace_extension, EXT_STATUS_REQUEST, "010003000141" "0000", MUST_SUCCEED },
    { "one, TLS 1.3",               SCENE_FULL, CLIENT, CLIENT_HELLO, 0, replace_extension, EXT_STATUS_REQUEST, "010003000141" "0000", MUST_SUCCEED },
    { "a list beyond the end",      SCENE12_FULL, CLIENT, CLIENT_HELLO, 0, replace_extension, EXT_STATUS_REQUEST, "01ffff000141" "0000", DECODE },
    { "the same, TLS 1.3",          SCENE_FULL, CLIENT, CLIENT_HELLO, 0, replace_extension, EXT_STATUS_REQUEST, "01ffff000141" "0000", DECODE },
    { "a list and no extensions",   SCENE12_FULL, CLIENT, CLIENT_HELLO, 0, replace_extension, EXT_STATUS_REQUEST, "010003000141", DECODE },
    { "a length alone",             SCENE12_FULL, CLIENT, CLIENT_HELLO, 0, replace_extension, EXT_STATUS_REQUEST, "010002", DECODE },
};

static const struct rule short_choices[] = {
    { "no byte",                    SCENE_RESUMED, SERVER, SERVER_HELLO, 0, replace_extension, EXT_PRE_SHARED_KEY, "", DECODE },
    { "one byte",                   SCENE_RESUMED, SERVER, SERVER_HELLO, 0, replace_extension, EXT_PRE_SHARED_KEY, "00", DECODE },
    { "one byte, of a key",         SCENE_KEY, SERVER, SERVER_HELLO, 0, replace_extension, EXT_PRE_SHARED_KEY, "00", DECODE },
    { "three bytes",                SCENE_RESUMED, SERVER, SERVER_HELLO, 0, replace_extension, EXT_PRE_SHARED_KEY, "000000", DECODE },
};

/* Announced, and then there was none: RFC 5077, 3.3. */
static const struct rule empty_tickets[] = {
    { "no ticket given after all",  SCENE12_FULL, SERVER, NEW_SESSION_TICKET, 0, replace_body, 0, "000000000000", MUST_SUCCEED },
    { "the same, with a lifetime",  SCENE12_FULL, SERVER, NEW_SESSION_TICKET, 0, replace_body, 0, "000054600000", MUST_SUCCEED },
};
/* clang-format on */

static void test_cve_2014_3466_long_session_ids_are_refused(void **state)
{
    ASSERT_RULES(session_ids);
}

static void test_cve_2017_7507_responders_that_a_client_knows(void **state)
{
    ASSERT_RULES(known_responders);
}

static void test_cve_2025_6395_second_hello_may_lack_what_the_first_had(void **state)
{
    ASSERT_RULES(second_hellos);
}

static void test_cve_2026_1584_wrong_binder_is_refused_with_and_without_keys(void **state)
{
    ASSERT_RULES(wrong_binders);
}

static void test_choice_of_a_psk_is_two_bytes(void **state)
{
    ASSERT_RULES(short_choices);
}

static void test_empty_ticket_of_tls12_is_none(void **state)
{
    ASSERT_RULES(empty_tickets);
}

/* ---- CVE-2020-24659 ---- */

/* A warning before what was to be sent. */
static int warn_first(struct outbound *out, struct record_keys *keys, uint8_t type,
                      struct bytes content, const struct evil *e)
{
    evil.did = true;
    TRY(evil_queue(out, keys, CONTENT_ALERT, e->bytes));
    return evil_queue(out, keys, type, content);
}

/* Of TLS 1.3 no_renegotiation is no warning, whatever it says of itself (RFC 8446, 6); before the
 * version is known it may be one. */
static void warn_at(enum role who, enum scene scene, unsigned step,
                    const struct sim_options *network, bool *out_was_there)
{
    static const uint8_t no_renegotiation[] = { GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION };
    struct strict_run run;
    struct sim_end *victim;

    strict_begin(&run, scene, network);
    evil = (struct evil){ .who = strict_end_of(&run, who)->session,
                          .content_pass = step,
                          .content = warn_first,
                          .bytes = bytes_of(no_renegotiation, sizeof no_renegotiation) };
    victim = strict_end_of(&run, who == CLIENT ? SERVER : CLIENT);
    pair_handshake(&run.pair);

    *out_was_there = evil.did;
    if (evil.did && victim->result < 0)
        assert_true(victim->result == GNUTLS_E_FATAL_ALERT_RECEIVED ||
                    victim->result == GNUTLS_E_WARNING_ALERT_RECEIVED ||
                    victim->result == GNUTLS_E_UNEXPECTED_PACKET);
    strict_end(&run);
}

static void test_cve_2020_24659_no_renegotiation_at_every_step(void **state)
{
    static const enum scene scenes[] = { SCENE_FULL, SCENE_RESUMED, SCENE_RETRY, SCENE_KEY,
                                         SCENE_CLIENT_CERTIFICATE };

    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < ARRAY_SIZE(scenes); i++) {
            for (int who = CLIENT; who <= SERVER; who++) {
                bool there = true;
                unsigned steps = 0;

                for (; there && steps < 20; steps++)
                    warn_at((enum role)who, scenes[i], steps, &strict_networks[n], &there);
                assert_true(steps > 1);
            }
        }
    }
}

/* ---- CVE-2021-20231 and CVE-2021-20232 ---- */

enum { TICKET_SIZE = 60 * 1024 };

/* A hello that grows between its two forms: a share of a kilobyte behind a large ticket. */
static void test_cve_2021_20231_20232_hello_grows_after_a_retry(void **state)
{
    static uint8_t large[TICKET_SIZE];

    for (size_t n = 0; n < strict_network_count; n++) {
        struct pair_options o = { .client_priority =
                                      P13 ":-GROUP-ALL:+GROUP-X25519:+GROUP-FFDHE8192",
                                  .server_priority = P13,
                                  .tickets = true,
                                  .ticket_key = &pair_ticket_key };
        gnutls_datum_t data;
        struct buffer *ticket;
        struct pair pair;
        struct sim sim;

        sim_init(&sim, &strict_networks[n]);
        assert_int_equal(pair_first_session(&sim, &o, &data), 0);
        o.session_data = &data;
        o.server_priority = P13 ":-GROUP-ALL:+GROUP-FFDHE8192";
        assert_int_equal(pair_open(&pair, &sim, &o), 0);
        ticket = &pair.client.session->resumption.offered->params.ticket.ticket;
        memcpy(large, ticket->data, ticket->size);
        ticket->data = large; /* what an offer holds is lent */
        ticket->size = sizeof large;
        assert_int_equal(pair_handshake(&pair), 0);

        assert_int_equal(gnutls_session_is_resumed(pair.client.session), 0);
        assert_int_equal(gnutls_group_get(pair.client.session), GNUTLS_GROUP_FFDHE8192);
        assert_int_equal(pair_ping(&pair), 0);
        pair_close(&pair);
        gnutls_free(data.data);
        sim_end(&sim);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cve_2014_3466_long_session_ids_are_refused),
        cmocka_unit_test(test_cve_2017_7507_responders_that_a_client_knows),
        cmocka_unit_test(test_cve_2020_24659_no_renegotiation_at_every_step),
        cmocka_unit_test(test_cve_2021_20231_20232_hello_grows_after_a_retry),
        cmocka_unit_test(test_cve_2025_6395_second_hello_may_lack_what_the_first_had),
        cmocka_unit_test(test_cve_2026_1584_wrong_binder_is_refused_with_and_without_keys),
        cmocka_unit_test(test_choice_of_a_psk_is_two_bytes),
        cmocka_unit_test(test_empty_ticket_of_tls12_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
