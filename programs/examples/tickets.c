/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tickets.c - CERT KEY CA: a ticket for each of several connections, with what Reprise adds
 *
 * What doc/resumption.md shows of libreprise, at work: one connection brings the tickets, each of
 * the others uses one of them.
 */
#include <gnutls/gnutls.h>
#include <gnutls/reprise.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS = 3, POOL_MAX = CONNECTIONS - 1 };

/* ---- what the guide shows ---- */

static int is_worth_offering(const gnutls_datum_t *data)
{
    reprise_session_data_info_st info = { .size = sizeof info };

    return reprise_session_data_info(data, &info) == 0 && info.kind != REPRISE_SESSION_NONE &&
           !info.expired;
}

static unsigned take_tickets(gnutls_session_t session, gnutls_datum_t *pool, unsigned room)
{
    unsigned count = 0;

    while (count < room && reprise_session_take_data(session, &pool[count]) == 0)
        count++;
    return count;
}

static void say_why(gnutls_session_t session)
{
    reprise_verdict_t verdict = reprise_session_resumption_verdict(session);

    printf("%s\n", reprise_session_resumption_verdict_name(verdict));
}

/* ---- and what it takes to see it ---- */

struct server {
    gnutls_certificate_credentials_t identity;
    int fds[CONNECTIONS];
};

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

static int shake(gnutls_session_t session)
{
    int code;

    while ((code = gnutls_handshake(session)) < 0 && !gnutls_error_is_fatal(code))
        ;
    return code;
}

static void *serve(void *argument)
{
    struct server *server = argument;
    gnutls_datum_t key = { NULL, 0 };

    gnutls_session_ticket_key_generate(&key);
    for (int i = 0; i < CONNECTIONS; i++) {
        gnutls_session_t session = open_end(GNUTLS_SERVER, server->identity, server->fds[i]);

        gnutls_session_ticket_enable_server(session, &key);
        if (shake(session) == 0)
            gnutls_bye(session, GNUTLS_SHUT_RDWR);
        gnutls_deinit(session);
        close(server->fds[i]);
    }
    gnutls_free(key.data);
    return NULL;
}

/* The first connection fills the pool, each of the others takes one out. */
static int connect_once(gnutls_certificate_credentials_t trust, int fd, gnutls_datum_t *pool,
                        unsigned *count)
{
    gnutls_session_t session = open_end(GNUTLS_CLIENT, trust, fd);
    int resumed;

    gnutls_server_name_set(session, GNUTLS_NAME_DNS, "localhost", strlen("localhost"));
    gnutls_session_set_verify_cert(session, "localhost", 0);
    reprise_session_set_ticket_request(session, POOL_MAX, 0);
    if (*count > 0 && is_worth_offering(&pool[--*count])) {
        gnutls_session_set_data(session, pool[*count].data, pool[*count].size);
        gnutls_free(pool[*count].data);
    }
    if (shake(session) < 0)
        return 0;
    say_why(session);
    resumed = gnutls_session_is_resumed(session);
    if (!resumed)
        *count = take_tickets(session, pool, POOL_MAX);
    gnutls_bye(session, GNUTLS_SHUT_RDWR);
    gnutls_deinit(session);
    return resumed;
}

int main(int argc, char **argv)
{
    gnutls_certificate_credentials_t trust;
    gnutls_datum_t pool[POOL_MAX];
    struct server server;
    int ours[CONNECTIONS], resumed = 0;
    unsigned count = 0;
    pthread_t thread;

    for (int i = 0; i < CONNECTIONS; i++) {
        int ends[2];

        if (argc != 4 || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
            return 2;
        ours[i] = ends[0];
        server.fds[i] = ends[1];
    }
    gnutls_certificate_allocate_credentials(&server.identity);
    gnutls_certificate_allocate_credentials(&trust);
    if (gnutls_certificate_set_x509_key_file(server.identity, argv[1], argv[2],
                                             GNUTLS_X509_FMT_PEM) < 0 ||
        gnutls_certificate_set_x509_trust_file(trust, argv[3], GNUTLS_X509_FMT_PEM) < 1)
        return 2;

    pthread_create(&thread, NULL, serve, &server);
    for (int i = 0; i < CONNECTIONS; i++) {
        resumed += connect_once(trust, ours[i], pool, &count);
        close(ours[i]);
    }
    pthread_join(thread, NULL);
    gnutls_certificate_free_credentials(trust);
    gnutls_certificate_free_credentials(server.identity);
    return resumed == CONNECTIONS - 1 ? 0 : 1;
}
