/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* script.c - the handshakes of TLS 1.2, as in the figures of RFC 5246, 7.3, and RFC 5077, 3.1 */

#include "crypto/random.h"
#include "handshake/tls12/internal.h"

static bool shows_certificate(const struct handshake *hs)
{
    return hs->tls12.kx->shows_certificate;
}

static bool staples(const struct handshake *hs)
{
    return hs->tls12.status;
}

static bool has_params(const struct handshake *hs)
{
    return hs->tls12.kx->has_params;
}

/* RFC 4279, 2: a server without a hint leaves the message out. */
static bool may_hint(const struct handshake *hs)
{
    return hs->tls12.kx->may_have_params &&
           (hs->role == CLIENT || hs->config->psk_server->hint.size > 0);
}

static bool says_params(const struct handshake *hs)
{
    return has_params(hs) || may_hint(hs);
}

/* RFC 5246, 7.4.4: an anonymous server may not ask. */
static bool asks_client(const struct handshake *hs)
{
    return hs->tls12.kx->shows_certificate && (hs->role == CLIENT || hs->chosen.client_certificate);
}

static bool client_proves(const struct handshake *hs)
{
    return hs->role == CLIENT ? hs->chosen.identity && hs->agreed->certificate_requested
                              : hs->peer.certificate != NULL;
}

static bool gives_ticket(const struct handshake *hs)
{
    return hs->tls12.ticket_announced;
}

/* RFC 4680: agreed on by the applications. */
static bool server_supplies(const struct handshake *hs)
{
    const struct supplemental *s = &hs->config->supplemental;

    return hs->role == SERVER ? s->sends : s->expects;
}

static bool client_supplies(const struct handshake *hs)
{
    const struct supplemental *s = &hs->config->supplemental;

    return hs->role == CLIENT ? s->sends : s->expects;
}

static int follow_resumption(struct handshake *hs)
{
    hs->next = hs->agreed->resumed ? tls12_resumed_script : tls12_full_script;
    return 0;
}

/* The facts of a new session begin here. */
static int settle12(struct handshake *hs)
{
    struct session_params *p = &hs->agreed->params;

    p->established_ms = hs->now_ms;
    p->lifetime_s = hs->config->lifetime_s;
    p->server_auth = hs->tls12.kx->auth;
    if (p->server_auth != AUTH_CERTIFICATE)
        p->client_auth = p->server_auth;
    if (hs->role == SERVER)
        hs->chosen.client_certificate =
            hs->tls12.kx->shows_certificate && asks_client_here(hs->config);
    record_limits_apply(hs);
    return 0;
}

/* Only a proof of the client needs the messages as bytes. */
static int stop_keeping(struct handshake *hs)
{
    if (!client_shows(hs))
        transcript_keep_no_more(&hs->transcript);
    return 0;
}

/* RFC 7918, 4: with a suite that is strong whatever an attacker made of the choice, and a key that
 * is of this connection alone. */
static bool wants_false_start(const struct handshake *hs)
{
    const struct key_exchange *kx = hs->tls12.kx;

    return hs->false_start == FALSE_START_WANTED && kx->shows_certificate && kx->signs_params &&
           hs->agreed->group && hs->agreed->suite->protection == PROTECT_AEAD;
}

/* clang-format off */

/* The server's way from the client's hello to its own. */
const struct step tls12_answer_script[] = {
    /*      what                          when                  on the client             on the server */
    ACTION ("ask the application",        always,               NULL,                     ask_application),
    ACTION ("read the last extensions",   always,               NULL,                     read_last_extensions),
    ACTION ("resume?",                    always,               NULL,                     decide_resumption12),
    ACTION ("choose the suite",           always,               NULL,                     choose_suite12),
    ACTION ("tell of the hello",          always,               NULL,                     tell_of_hello),
    /*      from    message               when                  written by                read by */
    MESSAGE(SERVER, SERVER_HELLO,         always,               write_server_hello12,     NULL),
    ACTION ("resumed or full",            always,               NULL,                     follow_resumption),
    THE_END,
};

const struct step tls12_full_script[] = {
    ACTION ("settle the session",         always,               settle12,                 settle12),
    ACTION ("what the server has to add", server_supplies,      NULL,                     gather_supplemental),
    MESSAGE(SERVER, SUPPLEMENTAL,         server_supplies,      write_supplemental,       read_supplemental),
    ACTION ("hand it over",               server_supplies,      hand_supplemental_over,   NULL),
    MESSAGE(SERVER, CERTIFICATE,          shows_certificate,    write_certificate12,      read_certificate12),
    MAYBE  (SERVER, CERTIFICATE_STATUS,   staples,              write_certificate_status, read_certificate_status),
    ACTION ("sign the parameters",        says_params,          NULL,                     prepare_server_key_exchange),
    MESSAGE(SERVER, SERVER_KEY_EXCHANGE,  has_params,           write_server_key_exchange, read_server_key_exchange),
    MAYBE  (SERVER, SERVER_KEY_EXCHANGE,  may_hint,             write_server_key_exchange, read_server_key_exchange),
    MAYBE  (SERVER, CERTIFICATE_REQUEST,  asks_client,          write_certificate_request12, read_certificate_request12),
    MESSAGE(SERVER, SERVER_HELLO_DONE,    always,               write_nothing,            read_nothing),
    ACTION ("keep no more messages",      always,               stop_keeping,             stop_keeping),
    ACTION ("verify the server",          shows_certificate,    verify_peer,              NULL),
    ACTION ("choose who the client is",   client_shows,         choose_client_identity,   NULL),
    ACTION ("what the client has to add", client_supplies,      gather_supplemental,      NULL),
    MESSAGE(CLIENT, SUPPLEMENTAL,         client_supplies,      write_supplemental,       read_supplemental),
    ACTION ("hand it over",               client_supplies,      NULL,                     hand_supplemental_over),
    MESSAGE(CLIENT, CERTIFICATE,          client_shows,         write_certificate12,      read_certificate12),
    ACTION ("prepare the key exchange",   always,               prepare_client_key_exchange, NULL),
    MESSAGE(CLIENT, CLIENT_KEY_EXCHANGE,  always,               write_client_key_exchange, read_client_key_exchange),
    ACTION ("premaster secret",           always,               finish_key_exchange,      finish_key_exchange),
    ACTION ("master secret",              always,               derive_master_secret,     derive_master_secret),
    ACTION ("sign",                       client_proves,        sign_transcript12,        NULL),
    MESSAGE(CLIENT, CERTIFICATE_VERIFY,   client_proves,        write_certificate_verify12, read_certificate_verify12),
    ACTION ("verify the client",          client_proves,        NULL,                     verify_peer),
    NEW_CIPHER(CLIENT, "CHANGE_CIPHER_SPEC",                    client_writes_anew),
    MESSAGE(CLIENT, FINISHED,             always,               write_finished12,         read_finished12),
    ACTION ("data may go",                wants_false_start,    make_false_start,         NULL),
    MESSAGE(SERVER, NEW_SESSION_TICKET,   gives_ticket,         write_new_session_ticket12, read_new_session_ticket12),
    NEW_CIPHER(SERVER, "CHANGE_CIPHER_SPEC",                    server_writes_anew),
    MESSAGE(SERVER, FINISHED,             always,               write_finished12,         read_finished12),
    ACTION ("store the session",          always,               NULL,                     store_session12),
    THE_END,
};

const struct step tls12_resumed_script[] = {
    ACTION ("take the session up",        always,               take_up_session12,        take_up_session12),
    ACTION ("what the server has to add", server_supplies,      NULL,                     gather_supplemental),
    MESSAGE(SERVER, SUPPLEMENTAL,         server_supplies,      write_supplemental,       read_supplemental),
    ACTION ("hand it over",               server_supplies,      hand_supplemental_over,   NULL),
    ACTION ("what the client has to add", client_supplies,      gather_supplemental,      NULL),
    MESSAGE(CLIENT, SUPPLEMENTAL,         client_supplies,      write_supplemental,       read_supplemental),
    ACTION ("hand it over",               client_supplies,      NULL,                     hand_supplemental_over),
    MESSAGE(SERVER, NEW_SESSION_TICKET,   gives_ticket,         write_new_session_ticket12, read_new_session_ticket12),
    NEW_CIPHER(SERVER, "CHANGE_CIPHER_SPEC",                    server_writes_anew),
    MESSAGE(SERVER, FINISHED,             always,               write_finished12,         read_finished12),
    NEW_CIPHER(CLIENT, "CHANGE_CIPHER_SPEC",                    client_writes_anew),
    MESSAGE(CLIENT, FINISHED,             always,               write_finished12,         read_finished12),
    THE_END,
};
/* clang-format on */
