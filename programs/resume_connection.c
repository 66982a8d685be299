/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume_connection.c - one connection from the first byte to the last, measured */

#include "resume.h"

#include <stdlib.h>
#include <string.h>

/* A quiet time after which no more tickets are expected: like the library's
 * own wait for the first one, a handshake's length and a server's slack. */
enum { QUIET_SLACK_MS = 60, QUIET_MAX_MS = 1000 };

static void describe(struct connection *out, const char *what, int code)
{
    snprintf(out->problem, sizeof out->problem, "%s: %s", what, gnutls_strerror(code));
}

bool client_init(struct client *out, const struct options *options)
{
    *out = (struct client){ .options = options };
    int code = gnutls_certificate_allocate_credentials(&out->credentials);
    if (code < 0) {
        complain("credentials: %s", gnutls_strerror(code));
        return false;
    }
    if (options->own_server) {
        const gnutls_datum_t ca = { (unsigned char *)own_server_ca,
                                    (unsigned)strlen(own_server_ca) };
        code = gnutls_certificate_set_x509_trust_mem(out->credentials, &ca, GNUTLS_X509_FMT_PEM);
    } else if (options->ca_file != NULL) {
        code = gnutls_certificate_set_x509_trust_file(out->credentials, options->ca_file,
                                                      GNUTLS_X509_FMT_PEM);
    } else if (options->verify) {
        code = gnutls_certificate_set_x509_system_trust(out->credentials);
    }
    if (code < 0)
        complain("cannot read the trusted certificates%s%s: %s", options->ca_file ? " in " : "",
                 options->ca_file ? options->ca_file : "", gnutls_strerror(code));
    return code >= 0;
}

void client_wipe(struct client *client)
{
    if (client->credentials != NULL)
        gnutls_certificate_free_credentials(client->credentials);
    client->credentials = NULL;
}

static int set_alpn(gnutls_session_t session, const struct options *options)
{
    gnutls_datum_t protocol[MAX_ALPN];

    for (unsigned i = 0; i < options->alpn_count; i++)
        protocol[i] = (gnutls_datum_t){ (unsigned char *)options->alpn[i],
                                        (unsigned)strlen(options->alpn[i]) };
    if (options->alpn_count == 0)
        return 0;
    return gnutls_alpn_set_protocols(session, protocol, options->alpn_count, 0);
}

/* A session with everything the options ask for, or NULL with a problem noted. */
static gnutls_session_t prepare(const struct client *client, struct connection *out)
{
    const struct options *options = client->options;
    const char *name = options->sni;
    gnutls_session_t session;

    int code = gnutls_init(&session, GNUTLS_CLIENT);
    if (code < 0) {
        describe(out, "session", code);
        return NULL;
    }
    if (name == NULL && !is_address(options->host))
        name = options->host;

    const char *what = "priorities";
    code = options->priority ? gnutls_priority_set_direct(session, options->priority, NULL)
                             : gnutls_set_default_priority(session);
    if (code >= 0) {
        what = "credentials";
        code = gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, client->credentials);
    }
    if (code >= 0 && name != NULL) {
        what = "server name";
        code = gnutls_server_name_set(session, GNUTLS_NAME_DNS, name, strlen(name));
    }
    if (code >= 0) {
        what = "ALPN";
        code = set_alpn(session, options);
    }
    if (code < 0) {
        describe(out, what, code);
        gnutls_deinit(session);
        return NULL;
    }

    if (options->verify)
        gnutls_session_set_verify_cert(session, options->sni ? options->sni : options->host, 0);
    gnutls_session_set_ptr(session, out);
    gnutls_handshake_set_hook_function(session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_BOTH,
                                       hook_message);
    return session;
}

static void note_failure(gnutls_session_t session, const struct transport *transport, int code,
                         struct connection *out)
{
    size_t size = sizeof out->problem;

    if (transport->timed_out) {
        snprintf(out->problem, size, "handshake: no answer in time");
    } else if (code == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR) {
        gnutls_datum_t text = { NULL, 0 };
        unsigned status = gnutls_session_get_verify_cert_status(session);
        gnutls_certificate_verification_status_print(status, GNUTLS_CRT_X509, &text, 0);
        snprintf(out->problem, size, "%s (--ca FILE trusts another issuer, --no-verify trusts all)",
                 text.data ? (char *)text.data : gnutls_strerror(code));
        gnutls_free(text.data);
    } else if (code == GNUTLS_E_FATAL_ALERT_RECEIVED) {
        const char *name = gnutls_alert_get_name(gnutls_alert_get(session));
        snprintf(out->problem, size, "handshake: the server sent an alert: %s",
                 name ? name : "unknown");
    } else {
        describe(out, "handshake", code);
    }
}

static bool handshake(gnutls_session_t session, struct transport *transport, struct connection *out)
{
    size_t sent = transport->sent;
    size_t received = transport->received;
    double start = now_ms();
    int code;

    do
        code = gnutls_handshake(session);
    while (code < 0 && !gnutls_error_is_fatal(code) && !transport->timed_out);

    out->handshake_ms = now_ms() - start;
    out->sent = transport->sent - sent;
    out->received = transport->received - received;
    if (code < 0)
        note_failure(session, transport, code, out);
    return code >= 0;
}

static void set_text(char *out, size_t size, const char *text)
{
    snprintf(out, size, "%s", text != NULL ? text : "");
}

static const char *mode_name(gnutls_session_t session, const struct connection *connection)
{
    if (!gnutls_session_is_resumed(session))
        return "full";
    if (gnutls_protocol_get_version(session) == GNUTLS_TLS1_3)
        return gnutls_group_get(session) != 0 ? "psk_dhe_ke" : "psk_ke";
    return connection->ticket_in_hello ? "ticket" : "session id";
}

/* What the handshake agreed on. */
static void note_agreement(gnutls_session_t session, struct connection *out)
{
    gnutls_datum_t alpn = { NULL, 0 };

    set_text(out->version, sizeof out->version,
             gnutls_protocol_get_name(gnutls_protocol_get_version(session)));
    set_text(out->mode, sizeof out->mode, mode_name(session, out));
    if (gnutls_group_get(session) != 0)
        set_text(out->group, sizeof out->group, gnutls_group_get_name(gnutls_group_get(session)));
    set_text(out->suite, sizeof out->suite, gnutls_ciphersuite_get(session));
    if (gnutls_alpn_get_selected_protocol(session, &alpn) == 0)
        snprintf(out->alpn, sizeof out->alpn, "%.*s", (int)alpn.size, (const char *)alpn.data);
    if (gnutls_session_is_resumed(session))
        out->outcome = OUTCOME_RESUMED;
    else if (out->offered_index > 0)
        out->outcome = OUTCOME_DECLINED;
}

/* Asks for the session as a program does right after its handshake, and notes
 * how long that took. In TLS 1.3 the tickets are what there is to keep; before
 * it, this is. */
static void ask_for_session(gnutls_session_t session, struct connection *out)
{
    gnutls_datum_t data = { NULL, 0 };
    bool tls13 = gnutls_protocol_get_version(session) == GNUTLS_TLS1_3;
    double start = now_ms();
    int code = gnutls_session_get_data2(session, &data);

    out->wait_ms = now_ms() - start;
    if (code < 0)
        return;
    if (!tls13)
        session_list_add(&out->sessions, &data);
    if (!tls13 || (gnutls_session_get_flags(session) & GNUTLS_SFLAGS_SESSION_TICKET) != 0)
        out->session_size = data.size;
    explicit_bzero(data.data, data.size);
    gnutls_free(data.data);
}

/* Reads until nothing has come for a while. Application data is let go. */
static void listen_for_tickets(gnutls_session_t session, struct transport *transport, int wait_ms,
                               struct connection *out)
{
    char sink[4096];
    double quiet = out->handshake_ms + QUIET_SLACK_MS;
    double last = now_ms();
    double limit = transport->deadline_ms;

    if (quiet > QUIET_MAX_MS)
        quiet = QUIET_MAX_MS;
    if (wait_ms >= 0)
        quiet = wait_ms;
    for (;;) {
        size_t before = transport->received;
        transport->deadline_ms = last + quiet < limit ? last + quiet : limit;
        ssize_t n = gnutls_record_recv(session, sink, sizeof sink);
        if (n == 0 || (n < 0 && gnutls_error_is_fatal((int)n)) || transport->timed_out)
            break;
        if (transport->received != before && wait_ms < 0)
            last = now_ms();
    }
    transport->timed_out = false;
    transport->deadline_ms = limit;
}

/* The hook gives steady times; the report wants them from the handshake's end. */
static void rebase_tickets(struct connection *out, double handshake_end_ms)
{
    for (unsigned i = 0; i < out->ticket_count; i++)
        out->ticket[i].at_ms -= handshake_end_ms;
}

static void talk(const struct client *client, gnutls_session_t session, struct transport *transport,
                 struct connection *out)
{
    transport_attach(transport, session);
    progress("%s: handshake", client->options->host);
    if (!handshake(session, transport, out))
        return;
    double end = now_ms();
    note_agreement(session, out);
    progress("%s: waiting for tickets", client->options->host);
    ask_for_session(session, out);
    if (gnutls_protocol_get_version(session) == GNUTLS_TLS1_3)
        listen_for_tickets(session, transport, client->options->wait_ms, out);
    rebase_tickets(out, end);
    gnutls_bye(session, GNUTLS_SHUT_WR);
    if (out->outcome == OUTCOME_DECLINED && !out->psk_in_hello && !out->ticket_in_hello &&
        strcmp(out->version, "TLS1.3") == 0)
        out->outcome = OUTCOME_NOT_OFFERED;
    if (out->outcome == OUTCOME_FAILED)
        out->outcome = OUTCOME_FIRST;
}

void connection_run(const struct client *client, const gnutls_datum_t *session_data,
                    struct connection *out)
{
    const struct options *options = client->options;
    struct transport transport = { .fd = -1 };

    out->outcome = OUTCOME_FAILED;
    gnutls_session_t session = prepare(client, out);
    if (session == NULL)
        return;
    if (session_data != NULL) {
        int code = gnutls_session_set_data(session, session_data->data, session_data->size);
        if (code < 0) {
            describe(out, "the library refuses the stored session", code);
            out->outcome = OUTCOME_BAD_DATA;
            gnutls_deinit(session);
            return;
        }
    }

    out->start_ms = now_ms();
    progress("%s: connecting", options->host);
    if (transport_connect(&transport, options->host, options->port,
                          out->start_ms + options->timeout_ms, out)) {
        out->tcp_ms = now_ms() - out->start_ms;
        if (starttls_begin(&transport, options->starttls, out->problem, sizeof out->problem)) {
            out->starttls_ms = now_ms() - out->start_ms - out->tcp_ms;
            talk(client, session, &transport, out);
        }
    }
    out->total_ms = now_ms() - out->start_ms;
    gnutls_deinit(session);
    transport_close(&transport);
}

void connection_wipe(struct connection *connection)
{
    session_list_wipe(&connection->sessions);
}
