/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_offer_verdict.c - may this session be offered? A table of one change each
 *
 * As test_verdict.c, of the client's question.
 */

#include "session/verdict.h"

#include "unit/session/samples.h"

#define NOW_MS (SAMPLE_RECEIVED_MS + 1000)

enum { AES_128_GCM_SHA256 = 0x1301, AES_256_GCM_SHA384 = 0x1302, CHACHA20_SHA256 = 0x1303 };

static const uint16_t suites_chacha[] = { CHACHA20_SHA256 };
static const uint16_t suites_other_12[] = { 0xc030, 0x1301, 0xfafa };

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
ASK(ask_with_master_demanded,      demands->master_extension_demanded = true)
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
    { "no EMS in 1.3",            SESSION_CLIENT13, ask_without_master_extension, RESUME },
    { "nor demanded there",       SESSION_CLIENT13, ask_what_has_none,         RESUME },
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
    { "EMS demanded",             SESSION_CLIENT12, ask_with_master_demanded,  RESUME },
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

static void test_every_refusal_of_a_client_occurs_in_the_table(void **state)
{
    /* Not made here: there is none, and what servers or the handshake find out. */
    bool seen[VERDICT_COUNT] = { [FULL_NO_SESSION] = true,
                                 [FULL_NO_COMMON_PSK_MODE] = true,
                                 [FULL_AGE_MISMATCH] = true,
                                 [FULL_PEER_DECLINED] = true };
    for (size_t i = 0; i < ARRAY_SIZE(client_cases); i++)
        seen[client_cases[i].verdict] = true;
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        assert_true(seen[verdict]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_client_offers_what_fits_and_names_what_does_not),
        cmocka_unit_test(test_a_client_without_a_session_offers_none),
        cmocka_unit_test(test_every_refusal_of_a_client_occurs_in_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
