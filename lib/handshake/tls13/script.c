/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* script.c - the handshake of TLS 1.3, as in the figure of RFC 8446, 2 */

#include "crypto/random.h"
#include "handshake/internal.h"

static bool may_retry(const struct handshake *hs)
{
    return hs->role == CLIENT || hs->retry.requested;
}

static bool retrying(const struct handshake *hs)
{
    return hs->retry.requested;
}

/* Nobody shows a certificate when there is a PSK. */
static bool authenticating(const struct handshake *hs)
{
    return !hs->agreed->from_psk;
}

/* RFC 8446, 4.3.2: not with a PSK. On the client: it may come. */
static bool wants_client(const struct handshake *hs)
{
    return hs->role == CLIENT ? !hs->agreed->from_psk : hs->chosen.client_certificate;
}

static bool client_proves(const struct handshake *hs)
{
    return hs->role == CLIENT ? hs->chosen.identity != NULL : hs->peer.certificate != NULL;
}

static bool holds_key(const struct handshake *hs)
{
    const struct version *highest = highest_version(hs->config);

    return hs->role == CLIENT && !hs->before.version && highest && highest->tls13_or_later &&
           external_psk_is_armed(hs->config);
}

static bool early_offered(const struct handshake *hs)
{
    return hs->early.offered;
}

static bool early_refused(const struct handshake *hs)
{
    return hs->early.offered && !hs->agreed->early_data;
}

static bool early_accepted(const struct handshake *hs)
{
    return hs->agreed->early_data;
}

static bool early_without_end(const struct handshake *hs)
{
    return hs->agreed->early_data && hs->config->no_end_of_early_data;
}

static bool early_is_ended(const struct handshake *hs)
{
    return hs->agreed->early_data && !hs->config->no_end_of_early_data;
}

static bool sends_tickets(const struct handshake *hs)
{
    return hs->config->auto_send_tickets && hs->agreed->tickets_of_use;
}

/* Before the client's flight has come, when that flight holds nothing but its Finished. */
static bool sends_tickets_at_once(const struct handshake *hs)
{
    return sends_tickets(hs) && !hs->agreed->from_psk && !hs->chosen.client_certificate;
}

static bool sends_tickets_last(const struct handshake *hs)
{
    return sends_tickets(hs) && !sends_tickets_at_once(hs);
}

/* The server's data may go before the client's Finished has come, where that is all that is left
 * to come: who the client is does not depend on it, nor whether it holds a key. */
static bool starts_early(const struct handshake *hs)
{
    return hs->false_start == FALSE_START_WANTED && !hs->agreed->from_psk &&
           !hs->chosen.client_certificate;
}

/* RFC 8446, 4.2.6: both have said that the client may be asked later. */
static bool may_ask_later(const struct handshake *hs)
{
    return hs->role == CLIENT ? hs->config->post_handshake_auth
                              : hs->agreed->client_takes_post_auth;
}

static int choose_again(struct handshake *hs)
{
    TRY(choose_version(hs));
    TRY(decide_resumption(hs));
    TRY(choose_suite(hs));
    return choose_group(hs);
}

static int follow_own_retry(struct handshake *hs)
{
    hs->io.in->expect_tls13 = true; /* only TLS 1.3 knows a retry */
    hs->application_asked = false;
    hs->resumption.tried = 0; /* identities may be left out of the second hello */
    if (hs->config->priority->flags.disable_tls13_compat_mode || hs->offered.session_id_size == 0)
        return 0;
    return send_dummy_ccs(hs);
}

/* Where the facts of a session begin: here, or with the session that is resumed. */
static int settle(struct handshake *hs)
{
    struct session_params *p = &hs->agreed->params;

    if (hs->agreed->resumed)
        return adopt_session(hs, hs->role == CLIENT ? hs->resumption.session
                                                    : &hs->resumption.accepted);
    p->established_ms = hs->now_ms;
    p->lifetime_s = hs->config->lifetime_s;
    if (hs->agreed->from_psk)
        TRY(adopt_external_psk(hs));
    if (hs->role == CLIENT)
        return 0;
    hs->chosen.client_certificate = asks_client_here(hs->config) && !hs->agreed->from_psk;
    p->id.size = SESSION_ID_MAX;
    return random_fill(RANDOM_NONCE, p->id.bytes, p->id.size);
}

static int follow_version(struct handshake *hs)
{
    if (hs->agreed->version->tls13_or_later)
        hs->next = tls13_script;
    else
        hs->next = hs->agreed->resumed ? tls12_resumed_script : tls12_full_script;
    return 0;
}

/* clang-format off */

/* Until the version is known. */
const struct step hello_script[] = {
    /*      what                          when                  on the client             on the server */
    ACTION ("ask for a key",              holds_key,            ask_for_external_psk,     NULL),
    ACTION ("prepare the hello",          always,               prepare_client_hello,     NULL),
    /*      from    message               when                  written by                read by */
    MESSAGE(CLIENT, CLIENT_HELLO,         always,               write_client_hello,       read_client_hello),
    ACTION ("early data",                 early_offered,        send_early_data,          NULL),
    ACTION ("choose the version",         always,               NULL,                     choose_version),
    ACTION ("ask the application",        always,               NULL,                     ask_application),
    ACTION ("read the last extensions",   always,               NULL,                     read_last_extensions),
    ACTION ("resume?",                    always,               NULL,                     decide_resumption),
    ACTION ("choose the suite",           always,               NULL,                     choose_suite),
    ACTION ("choose the group",           always,               NULL,                     choose_group),
    ACTION ("take early data?",           always,               NULL,                     decide_early_data),
    MAYBE  (SERVER, HELLO_RETRY_REQUEST,  may_retry,            write_hello_retry,        read_hello_retry),
    ACTION ("follow the retry",           retrying,             prepare_second_hello,     follow_own_retry),
    MESSAGE(CLIENT, CLIENT_HELLO,         retrying,             write_client_hello,       read_client_hello),
    ACTION ("ask again",                  retrying,             NULL,                     ask_application),
    ACTION ("read the last, again",       retrying,             NULL,                     read_last_extensions),
    ACTION ("choose again",               retrying,             NULL,                     choose_again),
    ACTION ("choose who we are",          always,               NULL,                     choose_identity),
    ACTION ("tell of the hello",          always,               NULL,                     tell_of_hello),
    MESSAGE(SERVER, SERVER_HELLO,         always,               write_server_hello,       read_server_hello),
    ACTION ("follow the version",         always,               follow_version,           follow_version),
    THE_END,
};

const struct step tls13_script[] = {
    ACTION ("settle the session",         always,               settle,                   settle),
    ACTION ("handshake keys",             always,               use_handshake_keys,       use_handshake_keys),
    MESSAGE(SERVER, ENCRYPTED_EXTENSIONS, always,               write_encrypted_extensions, read_encrypted_extensions),
    ACTION ("early data was refused",     early_refused,        leave_early_data,         NULL),
    MAYBE  (SERVER, CERTIFICATE_REQUEST,  wants_client,         write_certificate_request, read_certificate_request),
    MESSAGE(SERVER, CERTIFICATE,          authenticating,       write_certificate,        read_certificate),
    ACTION ("sign",                       authenticating,       NULL,                     sign_transcript),
    MESSAGE(SERVER, CERTIFICATE_VERIFY,   authenticating,       write_certificate_verify, read_certificate_verify),
    ACTION ("verify the server",          authenticating,       verify_peer,              NULL),
    MESSAGE(SERVER, FINISHED,             always,               write_finished,           read_finished),
    ACTION ("early data has no end mark", early_without_end,    NULL,                     end_early_data),
    ACTION ("application keys",           always,               derive_application_keys,  derive_application_keys),
    ACTION ("foresee the client's end",   sends_tickets_at_once, NULL,                    predict_resumption_master),
    ACTION ("tickets at once",            sends_tickets_at_once, NULL,                    send_tickets),
    ACTION ("data may go",                starts_early,         NULL,                     make_false_start),
    MESSAGE(CLIENT, END_OF_EARLY_DATA,    early_is_ended,       write_nothing,            read_nothing),
    ACTION ("behind early data",          early_accepted,       leave_early_data,         NULL),
    ACTION ("early data has ended",       early_is_ended,       NULL,                     end_early_data),
    ACTION ("choose who the client is",   client_shows,         choose_client_identity,   NULL),
    MESSAGE(CLIENT, CERTIFICATE,          client_shows,         write_certificate,        read_certificate),
    ACTION ("sign",                       client_proves,        sign_transcript,          NULL),
    MESSAGE(CLIENT, CERTIFICATE_VERIFY,   client_proves,        write_certificate_verify, read_certificate_verify),
    ACTION ("verify the client",          client_proves,        NULL,                     verify_peer),
    MESSAGE(CLIENT, FINISHED,             always,               write_finished,           read_finished),
    ACTION ("the client's new keys",      always,               client_switches_keys,     server_switches_keys),
    ACTION ("resumption secret",          always,               derive_resumption_master, derive_resumption_master),
    ACTION ("keep the transcript",        may_ask_later,        keep_transcript,          keep_transcript),
    ACTION ("tickets",                    sends_tickets_last,   NULL,                     send_tickets),
    THE_END,
};

/* After the handshake: the server wants to know who the client is. */
const struct step post_auth_script[] = {
    ACTION ("name the request",           always,               NULL,                     name_request),
    MESSAGE(SERVER, CERTIFICATE_REQUEST,  always,               write_certificate_request, read_certificate_request),
    ACTION ("go on with the answer",      always,               go_on_with_answer,        NULL),
    THE_END,
};

const struct step post_auth_answer_script[] = {
    ACTION ("choose who the client is",   always,               choose_client_identity,   NULL),
    MESSAGE(CLIENT, CERTIFICATE,          always,               write_certificate,        read_certificate),
    ACTION ("sign",                       client_proves,        sign_transcript,          NULL),
    MESSAGE(CLIENT, CERTIFICATE_VERIFY,   client_proves,        write_certificate_verify, read_certificate_verify),
    ACTION ("the secret of the data",     always,               finish_under_traffic_secret, NULL),
    MESSAGE(CLIENT, FINISHED,             always,               write_finished,           read_finished),
    ACTION ("verify the client",          client_proves,        NULL,                     verify_peer),
    THE_END,
};
/* clang-format on */
