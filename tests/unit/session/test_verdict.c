/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_verdict.c - may this session be resumed? Tables of one change each
 *
 * Each row starts from a session and a question that fit, changes one thing, names the answer.
 */

#include "session/verdict.h"

#include "unit/session/samples.h"

#define NOW_MS (SAMPLE_RECEIVED_MS + 1000)

enum { AES_128_GCM_SHA256 = 0x1301, AES_256_GCM_SHA384 = 0x1302, CHACHA20_SHA256 = 0x1303 };

/* ---- the server's question ---- */

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

/* ---- the client's question ---- */

struct client_case {
    const char *what;
    enum session_kind kind;
    void (*change)(struct session_params *, struct client_demands *, int64_t *now_ms);
    enum verdict verdict;
};

#define ASK(name, ...)                                                                             \
    static void name(struct session_params *params, struct client_demands *demands,                \
                     int64_t *now_ms)                                                              \
    {                                                                                              \
        __VA_ARGS__;                                                                               \
    }

/* clang-format off */
ASK(as_it_was, )
ASK(ask_without_tickets,           demands->tickets_allowed = false)
ASK(ask_without_tickets_by_id,     demands->tickets_allowed = false;
                                   buffer_clear(&params->ticket.ticket))
ASK(ask_with_servers_session,      params->kind = SESSION_SERVER13)
ASK(ask_over_datagrams,            demands->datagram = true)
ASK(ask_datagram_session,          params->datagram = true)
ASK(ask_only_12,                   demands->max_version = 0x0303)
ASK(ask_only_13,                   demands->min_version = 0x0304)
ASK(ask_without_ticket,            buffer_clear(&params->ticket.ticket))
ASK(ask_without_ticket_and_id,     buffer_clear(&params->ticket.ticket); params->id.size = 0)
ASK(ask_at_lifetime,               *now_ms = SAMPLE_RECEIVED_MS + 7200000)
ASK(ask_past_lifetime,             *now_ms = SAMPLE_RECEIVED_MS + 7200001)
ASK(ask_past_sessions_lifetime,    *now_ms = SAMPLE_ESTABLISHED_MS + 21600001)
ASK(ask_a_minute_early,            *now_ms = SAMPLE_RECEIVED_MS - 60000)
ASK(ask_over_a_minute_early,       *now_ms = SAMPLE_RECEIVED_MS - 60001)
ASK(ask_other_suite_same_hash,     params->cipher_suite = CHACHA20_SHA256)
ASK(ask_other_hash,                demands->suites = suites_chacha; demands->suite_count = 1)
ASK(ask_suite_not_offered,         demands->suites = suites_other_12; demands->suite_count = 3)
ASK(ask_other_name,                demands->server_name = bytes_of_text("other.example.net"))
ASK(ask_no_name,                   demands->server_name = bytes_none())
ASK(ask_without_master_extension,  demands->without_master_extension = true)
ASK(ask_without_it_as_it_was,      demands->without_master_extension = true;
                                   params->extended_master_secret = false)
ASK(ask_what_has_none,             demands->master_extension_demanded = true;
                                   params->extended_master_secret = false)
ASK(ask_verified,                  demands->peer_must_be_verified = true)
ASK(ask_verified_was_not,          demands->peer_must_be_verified = true;
                                   params->peer_verified = PEER_NOT_VERIFIED)
ASK(ask_not_verified_was_not,      params->peer_verified = PEER_NOT_VERIFIED)
ASK(ask_verified_was_psk,          demands->peer_must_be_verified = true;
                                   params->peer_verified = PEER_NOT_VERIFIED;
                                   params->server_auth = AUTH_PSK)
ASK(ask_verified_was_anonymous,    demands->peer_must_be_verified = true;
                                   params->peer_verified = PEER_NOT_VERIFIED;
                                   params->server_auth = AUTH_ANONYMOUS)
/* clang-format on */

static void verified_as(struct session_params *params, const char *name)
{
    params->peer_verified = PEER_NOT_VERIFIED;
    assert_int_equal(session_params_set_verified(params, bytes_of_text(name)), 0);
}

static void demand_name(struct client_demands *demands, const char *name)
{
    demands->peer_must_be_verified = true;
    demands->verified_name = bytes_of_text(name);
}

/* clang-format off */
ASK(ask_verified_as_server_name,   verified_as(params, "www.example.net");
                                   demand_name(demands, "www.example.net"))
ASK(ask_verified_as_alias,         verified_as(params, "alias.example.net");
                                   demand_name(demands, "alias.example.net"))
ASK(ask_other_than_server_name,    verified_as(params, "www.example.net");
                                   demand_name(demands, "alias.example.net"))
ASK(ask_other_than_alias,          verified_as(params, "alias.example.net");
                                   demand_name(demands, "www.example.net"))
ASK(ask_name_verified_for_none,    verified_as(params, ""); demand_name(demands, "www.example.net"))
ASK(ask_no_name_verified_as_alias, verified_as(params, "alias.example.net");
                                   demands->peer_must_be_verified = true)
ASK(ask_name_never_verified,       ask_verified_was_not(params, demands, now_ms);
                                   demand_name(demands, "www.example.net"))
ASK(ask_name_was_psk,              ask_verified_was_psk(params, demands, now_ms);
                                   demand_name(demands, "www.example.net"))
ASK(ask_dtls,                      params->version = demands->min_version = demands->max_version = 0xfefd;
                                   params->datagram = demands->datagram = true)
ASK(ask_dtls_from_10,              ask_dtls(params, demands, now_ms); demands->min_version = 0xfeff)
ASK(ask_dtls_13_only,              ask_dtls(params, demands, now_ms);
                                   demands->min_version = demands->max_version = 0xfefc)
/* clang-format on */

/* clang-format off */
static const struct client_case client_cases[] = {
    { "as it was",                SESSION_CLIENT13, as_it_was,                 RESUME },
    { "tickets not allowed",      SESSION_CLIENT13, ask_without_tickets,       FULL_NOT_ALLOWED },
    { "a server's session",       SESSION_CLIENT13, ask_with_servers_session,  FULL_OTHER_KIND },
    { "TLS session over DTLS",    SESSION_CLIENT13, ask_over_datagrams,        FULL_OTHER_KIND },
    { "DTLS session over TLS",    SESSION_CLIENT13, ask_datagram_session,      FULL_OTHER_KIND },
    { "1.3 not enabled",          SESSION_CLIENT13, ask_only_12,               FULL_OTHER_VERSION },
    { "only 1.3 enabled",         SESSION_CLIENT13, ask_only_13,               RESUME },
    { "no ticket in it",          SESSION_CLIENT13, ask_without_ticket,        FULL_NO_SESSION },
    { "exactly its lifetime",     SESSION_CLIENT13, ask_at_lifetime,           RESUME },
    { "past its lifetime",        SESSION_CLIENT13, ask_past_lifetime,         FULL_EXPIRED },
    { "a minute early",           SESSION_CLIENT13, ask_a_minute_early,        RESUME },
    { "over a minute early",      SESSION_CLIENT13, ask_over_a_minute_early,   FULL_FROM_FUTURE },
    { "no suite of its hash",     SESSION_CLIENT13, ask_other_hash,            FULL_OTHER_SUITE },
    { "other suite of its hash",  SESSION_CLIENT13, ask_other_suite_same_hash, RESUME },
    { "other name",               SESSION_CLIENT13, ask_other_name,            FULL_OTHER_NAME },
    { "no name",                  SESSION_CLIENT13, ask_no_name,               FULL_OTHER_NAME },
    { "verified as demanded",     SESSION_CLIENT13, ask_verified,              RESUME },
    { "never verified",           SESSION_CLIENT13, ask_verified_was_not,      FULL_NOT_AUTHENTICATED },
    { "nor demanded",             SESSION_CLIENT13, ask_not_verified_was_not,  RESUME },
    { "as the server's name",     SESSION_CLIENT13, ask_verified_as_server_name, RESUME },
    { "as another name",          SESSION_CLIENT13, ask_verified_as_alias,     RESUME },
    { "not as the server's name", SESSION_CLIENT13, ask_other_than_server_name, FULL_VERIFIED_AS_OTHER },
    { "only as another name",     SESSION_CLIENT13, ask_other_than_alias,      FULL_VERIFIED_AS_OTHER },
    { "without any name",         SESSION_CLIENT13, ask_name_verified_for_none, FULL_VERIFIED_AS_OTHER },
    { "with a name not asked",    SESSION_CLIENT13, ask_no_name_verified_as_alias, RESUME },
    { "a name, never verified",   SESSION_CLIENT13, ask_name_never_verified,   FULL_NOT_AUTHENTICATED },
    { "a name, known by PSK",     SESSION_CLIENT13, ask_name_was_psk,          RESUME },
    { "server known by PSK",      SESSION_CLIENT13, ask_verified_was_psk,      RESUME },
    { "server anonymous",         SESSION_CLIENT13, ask_verified_was_anonymous, FULL_NOT_AUTHENTICATED },

    { "as it was",                SESSION_CLIENT12, as_it_was,                 RESUME },
    { "tickets not allowed",      SESSION_CLIENT12, ask_without_tickets,       FULL_NOT_ALLOWED },
    { "nor needed, with an id",   SESSION_CLIENT12, ask_without_tickets_by_id, RESUME },
    { "neither ticket nor id",    SESSION_CLIENT12, ask_without_ticket_and_id, FULL_NO_SESSION },
    { "only 1.3 enabled",         SESSION_CLIENT12, ask_only_13,               FULL_OTHER_VERSION },
    { "only 1.2 enabled",         SESSION_CLIENT12, ask_only_12,               RESUME },
    { "past its lifetime",        SESSION_CLIENT12, ask_past_sessions_lifetime, FULL_EXPIRED },
    { "its suite not offered",    SESSION_CLIENT12, ask_suite_not_offered,     FULL_OTHER_SUITE },
    { "other name",               SESSION_CLIENT12, ask_other_name,            FULL_OTHER_NAME },
    { "never verified",           SESSION_CLIENT12, ask_verified_was_not,      FULL_NOT_AUTHENTICATED },
    { "no EMS in the hello",      SESSION_CLIENT12, ask_without_master_extension, FULL_OTHER_EMS },
    { "no EMS in either",         SESSION_CLIENT12, ask_without_it_as_it_was,  RESUME },
    { "and not in the session",   SESSION_CLIENT12, ask_what_has_none,         FULL_OTHER_EMS },
    { "DTLS 1.2",                 SESSION_CLIENT12, ask_dtls,                  RESUME },
    { "DTLS 1.0 to 1.2",          SESSION_CLIENT12, ask_dtls_from_10,          RESUME },
    { "only a later DTLS",        SESSION_CLIENT12, ask_dtls_13_only,          FULL_OTHER_VERSION },
};
/* clang-format on */

static struct client_demands demands_for(enum session_kind kind)
{
    static const uint16_t suites[] = { AES_256_GCM_SHA384, AES_128_GCM_SHA256, 0xc02b };
    return (struct client_demands){
        .min_version = 0x0303,
        .max_version = 0x0304,
        .suites = suites,
        .suite_count = 3,
        .server_name = kind == SESSION_CLIENT13 ? bytes_of_text("www.example.net") : bytes_none(),
        .tickets_allowed = true,
    };
}

static void test_a_client_offers_what_fits_and_names_what_does_not(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(client_cases); i++) {
        const struct client_case *row = &client_cases[i];
        SCOPED(session_params) struct session_params params = { 0 };
        struct client_demands demands = demands_for(row->kind);
        int64_t now_ms = NOW_MS;
        sample_params(row->kind, &params);
        row->change(&params, &demands, &now_ms);

        enum verdict verdict = session_offer_verdict(&params, &demands, now_ms);

        if (verdict != row->verdict)
            fail_msg("%s: %s instead of %s", row->what, verdict_name(verdict),
                     verdict_name(row->verdict));
    }
}

static void test_a_client_without_a_session_offers_none(void **state)
{
    struct client_demands demands = demands_for(SESSION_CLIENT13);

    assert_int_equal(session_offer_verdict(NULL, &demands, NOW_MS), FULL_NO_SESSION);
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

static void test_every_refusal_occurs_in_the_tables(void **state)
{
    /* Not made here: there is none, and what the handshake finds out by itself. */
    bool seen[VERDICT_COUNT] = { [FULL_NO_SESSION] = true, [FULL_PEER_DECLINED] = true };
    for (size_t i = 0; i < ARRAY_SIZE(server_cases); i++)
        seen[server_cases[i].verdict] = true;
    for (size_t i = 0; i < ARRAY_SIZE(client_cases); i++)
        seen[client_cases[i].verdict] = true;
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        assert_true(seen[verdict]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_server_resumes_what_fits_and_names_what_does_not),
        cmocka_unit_test(test_a_server_without_a_session_does_a_full_handshake),
        cmocka_unit_test(test_a_client_offers_what_fits_and_names_what_does_not),
        cmocka_unit_test(test_a_client_without_a_session_offers_none),
        cmocka_unit_test(test_each_verdict_has_a_name_of_its_own),
        cmocka_unit_test(test_every_refusal_occurs_in_the_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
