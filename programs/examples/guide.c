/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* guide.c - CERT KEY CA: what doc/resumption.md shows, at work: two channels, as FTPS has them
 *
 * The second channel resumes the session of the first, and the server makes sure that it did.
 */
#include <gnutls/gnutls.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- what the guide shows ---- */

static int offer_session_of(gnutls_session_t control, gnutls_session_t data)
{
    gnutls_datum_t kept = { NULL, 0 };
    int code = gnutls_session_get_data2(control, &kept);

    if (code == 0)
        code = gnutls_session_set_data(data, kept.data, kept.size);
    if (kept.data != NULL)
        gnutls_memset(kept.data, 0, kept.size);
    gnutls_free(kept.data);
    return code;
}

static int ticket_came(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                       const gnutls_datum_t *message)
{
    gnutls_datum_t *newest = gnutls_session_get_ptr(session);
    gnutls_datum_t kept;

    if (gnutls_session_get_data2(session, &kept) == 0) { /* never waits in here */
        gnutls_free(newest->data);
        *newest = kept;
    }
    return 0;
}

static void watch_tickets(gnutls_session_t session, gnutls_datum_t *newest)
{
    gnutls_session_set_ptr(session, newest);
    gnutls_handshake_set_hook_function(session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                       GNUTLS_HOOK_POST, ticket_came);
}

static int issue_tickets(gnutls_session_t session, const gnutls_datum_t *ticket_key)
{
    gnutls_db_set_cache_expiration(session, 2 * 60 * 60);
    return gnutls_session_ticket_enable_server(session, ticket_key);
}

static int is_of_same_session(gnutls_session_t control, gnutls_session_t data)
{
    gnutls_datum_t mine, other;

    if (!gnutls_session_is_resumed(data) || gnutls_session_get_id2(control, &mine) < 0 ||
        gnutls_session_get_id2(data, &other) < 0)
        return 0;
    return mine.size == other.size && memcmp(mine.data, other.data, mine.size) == 0;
}

static void write_log(int level, const char *line)
{
    fprintf(stderr, "%d: %s", level, line);
}

static void log_verdicts(void)
{
    gnutls_global_set_log_function(write_log);
    gnutls_global_set_log_level(4);
}

/* ---- and what it takes to see it ---- */

struct server {
    gnutls_certificate_credentials_t identity;
    int control_fd, data_fd;
    int same;
};

static int shake(gnutls_session_t session)
{
    int code;

    while ((code = gnutls_handshake(session)) < 0 && !gnutls_error_is_fatal(code))
        ;
    return code;
}

static gnutls_session_t open_end(unsigned flags, gnutls_certificate_credentials_t credentials,
                                 int fd)
{
    gnutls_session_t session;

    gnutls_init(&session, flags | GNUTLS_NO_SIGNAL);
    gnutls_set_default_priority(session);
    gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials);
    gnutls_transport_set_int(session, fd);
    return session;
}

static void *serve(void *argument)
{
    struct server *server = argument;
    gnutls_session_t control = open_end(GNUTLS_SERVER, server->identity, server->control_fd);
    gnutls_session_t data = open_end(GNUTLS_SERVER, server->identity, server->data_fd);
    gnutls_datum_t key = { NULL, 0 };

    if (gnutls_session_ticket_key_generate(&key) == 0 && issue_tickets(control, &key) == 0 &&
        issue_tickets(data, &key) == 0 && shake(control) == 0 && shake(data) == 0)
        server->same = is_of_same_session(control, data);
    gnutls_free(key.data);
    gnutls_bye(data, GNUTLS_SHUT_WR);
    gnutls_bye(control, GNUTLS_SHUT_WR);
    gnutls_deinit(data);
    gnutls_deinit(control);
    close(server->data_fd);
    close(server->control_fd);
    return NULL;
}

static gnutls_session_t open_client(gnutls_certificate_credentials_t trust, int fd)
{
    gnutls_session_t session = open_end(GNUTLS_CLIENT, trust, fd);

    gnutls_server_name_set(session, GNUTLS_NAME_DNS, "localhost", strlen("localhost"));
    gnutls_session_set_verify_cert(session, "localhost", 0);
    return session;
}

static int run_client(gnutls_certificate_credentials_t trust, int control_fd, int data_fd)
{
    gnutls_session_t control = open_client(trust, control_fd);
    gnutls_session_t data = open_client(trust, data_fd);
    gnutls_datum_t newest = { NULL, 0 };
    int resumed = 0;

    watch_tickets(control, &newest);
    if (shake(control) == 0 && offer_session_of(control, data) == 0 && shake(data) == 0)
        resumed = gnutls_session_is_resumed(data) && newest.size > 4;
    if (resumed) { /* what the server still has to send, it sends before its close_notify */
        gnutls_bye(data, GNUTLS_SHUT_RDWR);
        gnutls_bye(control, GNUTLS_SHUT_RDWR);
    }
    gnutls_free(newest.data);
    gnutls_deinit(data);
    gnutls_deinit(control);
    /* No more is said, but the server's last ticket still needs somebody who listens. */
    shutdown(data_fd, SHUT_WR);
    shutdown(control_fd, SHUT_WR);
    return resumed;
}

int main(int argc, char **argv)
{
    gnutls_certificate_credentials_t trust;
    struct server server = { 0 };
    int control[2], data[2], resumed;
    pthread_t thread;

    if (argc != 4 || socketpair(AF_UNIX, SOCK_STREAM, 0, control) < 0 ||
        socketpair(AF_UNIX, SOCK_STREAM, 0, data) < 0)
        return 2;
    log_verdicts();
    gnutls_certificate_allocate_credentials(&server.identity);
    gnutls_certificate_allocate_credentials(&trust);
    if (gnutls_certificate_set_x509_key_file(server.identity, argv[1], argv[2],
                                             GNUTLS_X509_FMT_PEM) < 0 ||
        gnutls_certificate_set_x509_trust_file(trust, argv[3], GNUTLS_X509_FMT_PEM) < 1)
        return 2;

    server.control_fd = control[1];
    server.data_fd = data[1];
    pthread_create(&thread, NULL, serve, &server);
    resumed = run_client(trust, control[0], data[0]);
    pthread_join(thread, NULL);
    close(data[0]);
    close(control[0]);
    gnutls_certificate_free_credentials(trust);
    gnutls_certificate_free_credentials(server.identity);
    printf("the data channel %s; the server %s\n", resumed ? "resumed" : "did not resume",
           server.same ? "knows it" : "does not know it");
    return !(resumed && server.same);
}
