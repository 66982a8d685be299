/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_verdict.c - may this session be resumed? A table of one change each
 *
 * Each row starts from a session and a question that fit, changes one thing, names the answer.
 */

#include "session/verdict.h"

#include "unit/session/samples.h"

#define NOW_MS (SAMPLE_RECEIVED_MS + 1000)

enum { AES_128_GCM_SHA256 = 0x1301, AES_256_GCM_SHA384 = 0x1302, CHACHA20_SHA256 = 0x1303 };

struct server_case {
    const char *what;
    enum session_kind kind;
    void (*change)(struct session_params *, struct resumption_offer *, int64_t *now_ms);
    enum verdict verdict;
};

#define CHANGE(name, ...)                                                                          \
    static void name(struct session_params *params, struct resumption_offer *offer,                \
                     int64_t *now_ms)                                                              \
    {                                                                                              \
        __VA_ARGS__;                                                                               \
    }

static const uint16_t suites_tls13[] = { AES_256_GCM_SHA384, AES_128_GCM_SHA256 };
static const uint16_t suites_tls12[] = { 0xc02b, 0xc02c };
static const uint16_t suites_sha384[] = { AES_256_GCM_SHA384 };
static const uint16_t suites_chacha[] = { CHACHA20_SHA256 };
static const uint16_t suites_other_12[] = { 0xc030, 0x1301, 0xfafa };
static const uint16_t suites_12_and_grease[] = { 0xc02f, 0xfafa, 0x0a0a };

/* clang-format off */
CHANGE(nothing, )
CHANGE(tickets_not_allowed,             offer->tickets_allowed = false)
CHANGE(a_clients_session,               params->kind = SESSION_CLIENT13)
CHANGE(a_clients_session_12,            params->kind = SESSION_CLIENT12)
CHANGE(datagram_offer,                  offer->datagram = true)
CHANGE(datagram_session,                params->datagram = true)
CHANGE(version_12,                      offer->version = 0x0303)
CHANGE(version_13,                      offer->version = 0x0304)
CHANGE(at_its_lifetime,                 *now_ms = SAMPLE_ESTABLISHED_MS + 21600000)
CHANGE(past_its_lifetime,               *now_ms = SAMPLE_ESTABLISHED_MS + 21600001)
CHANGE(a_minute_early,                  *now_ms = SAMPLE_ESTABLISHED_MS - 60000)
CHANGE(over_a_minute_early,             *now_ms = SAMPLE_ESTABLISHED_MS - 60001)
CHANGE(other_suite_same_hash,           offer->suites = suites_chacha; offer->suite_count = 1)
CHANGE(other_hash,                      offer->suites = suites_sha384; offer->suite_count = 1)
CHANGE(no_suite,                        offer->suite_count = 0)
CHANGE(suites_of_tls12,                 offer->suites = suites_12_and_grease;
                                        offer->suite_count = 3)
CHANGE(suite_unknown_here,              params->cipher_suite = 0x1399)
CHANGE(suite_not_offered,               offer->suites = suites_other_12; offer->suite_count = 3)
CHANGE(other_name,                      offer->server_name = bytes_of_text("www.example.com"))
CHANGE(longer_name,                     offer->server_name = bytes_of_text("www.example.net."))
CHANGE(no_name,                         offer->server_name = bytes_none())
CHANGE(no_name_in_either,               offer->server_name = bytes_none();
                                        buffer_clear(&params->server_name))
CHANGE(name_only_in_offer,              offer->server_name = bytes_of_text("www.example.net");
                                        buffer_clear(&params->server_name))
CHANGE(certificate_required,            offer->client_certificate_required = true)
CHANGE(certificate_required_none_given, offer->client_certificate_required = true;
                                        params->client_auth = AUTH_NONE;
                                        buffer_clear(&params->peer_chain))
CHANGE(certificate_required_psk_given,  offer->client_certificate_required = true;
                                        params->client_auth = AUTH_PSK)
CHANGE(certificate_required_and_lost,   offer->client_certificate_required = true;
                                        buffer_clear(&params->peer_chain))
CHANGE(client_verified,         offer->client_must_be_verified = true)
CHANGE(client_never_verified,   client_verified(params, offer, now_ms);
                                params->peer_verified = PEER_NOT_VERIFIED)
CHANGE(nobody_to_verify,        client_never_verified(params, offer, now_ms);
                                params->client_auth = AUTH_NONE)
CHANGE(no_mode,                         offer->psk_mode_in_common = false)
CHANGE(claimed_at_lifetime,             offer->claimed_age_ms = 21600000)
CHANGE(claimed_over_lifetime,           offer->claimed_age_ms = 21600001)
CHANGE(claimed_most,                    offer->claimed_age_ms = UINT32_MAX)
CHANGE(no_ems_in_offer,                 offer->extended_master_secret = false)
CHANGE(no_ems_in_session,               params->extended_master_secret = false)
CHANGE(no_ems_in_either,                offer->extended_master_secret = false;
                                        params->extended_master_secret = false)
/* clang-format on */

/* clang-format off */
static const struct server_case server_cases[] = {
    { "as it was",                   SESSION_SERVER13, nothing,               RESUME },
    { "tickets not allowed",         SESSION_SERVER13, tickets_not_allowed,   FULL_NOT_ALLOWED },
    { "a client's session",          SESSION_SERVER13, a_clients_session,     FULL_OTHER_KIND },
    { "a client's 1.2 session",      SESSION_SERVER13, a_clients_session_12,  FULL_OTHER_KIND },
    { "TLS session over DTLS",       SESSION_SERVER13, datagram_offer,        FULL_OTHER_KIND },
    { "DTLS session over TLS",       SESSION_SERVER13, datagram_session,      FULL_OTHER_KIND },
    { "1.3 session in 1.2",          SESSION_SERVER13, version_12,            FULL_OTHER_VERSION },
    { "exactly its lifetime",        SESSION_SERVER13, at_its_lifetime,       RESUME },
    { "past its lifetime",           SESSION_SERVER13, past_its_lifetime,     FULL_EXPIRED },
    { "a minute early",              SESSION_SERVER13, a_minute_early,        RESUME },
    { "over a minute early",         SESSION_SERVER13, over_a_minute_early,   FULL_FROM_FUTURE },
    { "other suite of its hash",     SESSION_SERVER13, other_suite_same_hash, RESUME },
    { "no suite of its hash",        SESSION_SERVER13, other_hash,            FULL_OTHER_SUITE },
    { "no suite",                    SESSION_SERVER13, no_suite,              FULL_OTHER_SUITE },
    { "only suites of 1.2",          SESSION_SERVER13, suites_of_tls12,       FULL_OTHER_SUITE },
    { "its suite unknown here",      SESSION_SERVER13, suite_unknown_here,    FULL_OTHER_SUITE },
    { "other name",                  SESSION_SERVER13, other_name,            FULL_OTHER_NAME },
    { "longer name",                 SESSION_SERVER13, longer_name,           FULL_OTHER_NAME },
    { "no name",                     SESSION_SERVER13, no_name,               FULL_OTHER_NAME },
    { "name where none was",         SESSION_SERVER13, name_only_in_offer,    FULL_OTHER_NAME },
    { "no name in either",           SESSION_SERVER13, no_name_in_either,     RESUME },
    { "certificate required",        SESSION_SERVER13, certificate_required,  RESUME },
    { "and none was given",          SESSION_SERVER13, certificate_required_none_given,
                                                                              FULL_NOT_AUTHENTICATED },
    { "and a PSK was given",         SESSION_SERVER13, certificate_required_psk_given,
                                                                              FULL_NOT_AUTHENTICATED },
    { "and it was not kept",         SESSION_SERVER13, certificate_required_and_lost,
                                                                              FULL_NOT_AUTHENTICATED },
    { "client verified as demanded", SESSION_SERVER13, client_verified,       RESUME },
    { "client never verified",       SESSION_SERVER13, client_never_verified, FULL_NOT_AUTHENTICATED },
    { "nor had it a certificate",    SESSION_SERVER13, nobody_to_verify,      RESUME },
    { "no mode in common",           SESSION_SERVER13, no_mode,               FULL_NO_COMMON_PSK_MODE },
    { "claims its whole lifetime",   SESSION_SERVER13, claimed_at_lifetime,   RESUME },
    { "claims more",                 SESSION_SERVER13, claimed_over_lifetime, FULL_AGE_MISMATCH },
    { "claims the most",             SESSION_SERVER13, claimed_most,          FULL_AGE_MISMATCH },
    { "without EMS in 1.3",          SESSION_SERVER13, no_ems_in_offer,       RESUME },

    { "as it was",                   SESSION_SERVER12, nothing,               RESUME },
    { "ids not allowed",             SESSION_SERVER12, tickets_not_allowed,   FULL_NOT_ALLOWED },
    { "a client's session",          SESSION_SERVER12, a_clients_session_12,  FULL_OTHER_KIND },
    { "1.2 session in 1.3",          SESSION_SERVER12, version_13,            FULL_OTHER_VERSION },
    { "exactly its lifetime",        SESSION_SERVER12, at_its_lifetime,       RESUME },
    { "past its lifetime",           SESSION_SERVER12, past_its_lifetime,     FULL_EXPIRED },
    { "over a minute early",         SESSION_SERVER12, over_a_minute_early,   FULL_FROM_FUTURE },
    { "its suite not offered",       SESSION_SERVER12, suite_not_offered,     FULL_OTHER_SUITE },
    { "name where none was",         SESSION_SERVER12, other_name,            FULL_OTHER_NAME },
    { "certificate required",        SESSION_SERVER12, certificate_required,  FULL_NOT_AUTHENTICATED },
    { "no EMS in the hello",         SESSION_SERVER12, no_ems_in_offer,       FULL_OTHER_EMS },
    { "no EMS in the session",       SESSION_SERVER12, no_ems_in_session,     FULL_OTHER_EMS },
    { "no EMS in either",            SESSION_SERVER12, no_ems_in_either,      RESUME },
    { "no PSK mode in 1.2",          SESSION_SERVER12, no_mode,               RESUME },
    { "age claimed in 1.2",          SESSION_SERVER12, claimed_most,          RESUME },
};
/* clang-format on */

static struct resumption_offer offer_for(enum session_kind kind)
{
    bool tls13 = session_kind_is_tls13(kind);
    return (struct resumption_offer){
        .version = tls13 ? 0x0304 : 0x0303,
        .suites = tls13 ? suites_tls13 : suites_tls12,
        .suite_count = 2,
        .server_name = tls13 ? bytes_of_text("www.example.net") : bytes_none(),
        .extended_master_secret = true,
        .psk_mode_in_common = tls13,
        .tickets_allowed = true,
        .claimed_age_ms = 1000,
    };
}

static void test_a_server_resumes_what_fits_and_names_what_does_not(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(server_cases); i++) {
        const struct server_case *row = &server_cases[i];
        SCOPED(session_params) struct session_params params = { 0 };
        struct resumption_offer offer = offer_for(row->kind);
        int64_t now_ms = NOW_MS;
        sample_params(row->kind, &params);
        row->change(&params, &offer, &now_ms);

        enum verdict verdict = session_verdict(&params, &offer, now_ms);

        if (verdict != row->verdict)
            fail_msg("%s: %s instead of %s", row->what, verdict_name(verdict),
                     verdict_name(row->verdict));
    }
}

static void test_a_server_without_a_session_does_a_full_handshake(void **state)
{
    struct resumption_offer offer = offer_for(SESSION_SERVER13);

    assert_int_equal(session_verdict(NULL, &offer, NOW_MS), FULL_NO_SESSION);
}

/* ---- names ---- */

static void test_each_verdict_has_a_name_of_its_own(void **state)
{
    for (int one = 0; one < VERDICT_COUNT; one++) {
        assert_non_null(verdict_name((enum verdict)one));
        for (int other = 0; other < one; other++)
            assert_string_not_equal(verdict_name((enum verdict)one),
                                    verdict_name((enum verdict)other));
    }
    assert_string_equal(verdict_name(VERDICT_COUNT), "unknown");
}

static void test_every_refusal_of_a_server_occurs_in_the_table(void **state)
{
    /* Not made here: there is none, and what clients find out. */
    bool seen[VERDICT_COUNT] = {
        [FULL_NO_SESSION] = true, [FULL_VERIFIED_AS_OTHER] = true, [FULL_PEER_DECLINED] = true
    };
    for (size_t i = 0; i < ARRAY_SIZE(server_cases); i++)
        seen[server_cases[i].verdict] = true;
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        assert_true(seen[verdict]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_server_resumes_what_fits_and_names_what_does_not),
        cmocka_unit_test(test_a_server_without_a_session_does_a_full_handshake),
        cmocka_unit_test(test_each_verdict_has_a_name_of_its_own),
        cmocka_unit_test(test_every_refusal_of_a_server_occurs_in_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
