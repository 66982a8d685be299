/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* datagram_peer.c - a small DTLS client and server for tests with other programs
 *
 * usage: datagram_peer client|server PORT PRIORITY CHAIN KEY CA by-id|by-ticket [SESSION-IN
 * [SESSION-OUT [SRTP-PROFILES]]]
 *
 * The server asks for cookies, serves one client after the other, and echoes. What is learnt is
 * printed as lines key=value. An alarm bounds its life.
 */

#include "peer.h"

#include <gnutls/dtls.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LIMIT_S = 60, DATAGRAM_MAX = 2048, CONNECTIONS = 8, SRTP_KEYS_MAX = 88 };

static const char *srtp_profiles; /* NULL: none */

/* Whom the server talks to, and the hello that got him in. */
struct caller {
    int fd;
    struct sockaddr_in address;
    unsigned char hello[DATAGRAM_MAX];
    size_t hello_size;
};

static ssize_t caller_push(gnutls_transport_ptr_t ptr, const void *data, size_t size)
{
    const struct caller *caller = ptr;

    return sendto(caller->fd, data, size, 0, (const struct sockaddr *)&caller->address,
                  sizeof caller->address);
}

static ssize_t caller_pull(gnutls_transport_ptr_t ptr, void *data, size_t size)
{
    struct caller *caller = ptr;
    size_t hello_size = caller->hello_size;

    if (hello_size == 0)
        return recv(caller->fd, data, size, 0);
    caller->hello_size = 0;
    memcpy(data, caller->hello, hello_size);
    return (ssize_t)hello_size;
}

static int caller_wait(gnutls_transport_ptr_t ptr, unsigned ms)
{
    const struct caller *caller = ptr;
    struct pollfd watched = { .fd = caller->fd, .events = POLLIN };

    if (caller->hello_size > 0)
        return 1;
    return poll(&watched, 1, ms == GNUTLS_INDEFINITE_TIMEOUT ? -1 : (int)ms);
}

/* Until a client has shown that it gets what is sent to its address. */
static bool find_caller(struct caller *caller, gnutls_datum_t *key,
                        gnutls_dtls_prestate_st *prestate)
{
    for (;;) {
        socklen_t size = sizeof caller->address;
        ssize_t got = recvfrom(caller->fd, caller->hello, sizeof caller->hello, 0,
                               (struct sockaddr *)&caller->address, &size);

        if (got < 0)
            return false;
        memset(prestate, 0, sizeof *prestate);
        if (gnutls_dtls_cookie_verify(key, &caller->address, sizeof caller->address, caller->hello,
                                      (size_t)got, prestate) == 0) {
            caller->hello_size = (size_t)got;
            return true;
        }
        if (got > 13 && caller->hello[0] == 22)
            gnutls_dtls_cookie_send(key, &caller->address, sizeof caller->address, prestate, caller,
                                    caller_push);
    }
}

static void use_srtp(gnutls_session_t session)
{
    if (srtp_profiles != NULL && gnutls_srtp_set_profile_direct(session, srtp_profiles, NULL) < 0)
        printf("srtp=none of these\n");
}

/* RFC 5764, 4.2: all keys and salts in the order in which they are made. */
static void print_srtp(gnutls_session_t session)
{
    unsigned char keys[SRTP_KEYS_MAX];
    gnutls_srtp_profile_t profile;
    int size;

    if (gnutls_srtp_get_selected_profile(session, &profile) < 0)
        return;
    size = gnutls_srtp_get_keys(session, keys, sizeof keys, NULL, NULL, NULL, NULL);
    printf("srtp=%s\nsrtp_keys=", gnutls_srtp_get_profile_name(profile));
    for (int i = 0; i < size; i++)
        printf("%02X", keys[i]);
    printf("\n");
}

static void echo(gnutls_session_t session)
{
    char data[DATAGRAM_MAX];
    ssize_t n;

    do {
        n = gnutls_record_recv(session, data, sizeof data);
        if (n > 0)
            gnutls_record_send(session, data, (size_t)n);
    } while (n > 0 || (n < 0 && !gnutls_error_is_fatal((int)n) && n != GNUTLS_E_TIMEDOUT));
    gnutls_bye(session, GNUTLS_SHUT_WR);
}

static void serve(const struct options *options, gnutls_certificate_credentials_t credentials,
                  struct caller *caller, gnutls_dtls_prestate_st *prestate)
{
    static gnutls_datum_t ticket_key;
    struct connection connection;
    gnutls_session_t session =
        session_new(options, GNUTLS_SERVER | GNUTLS_DATAGRAM, credentials, &connection);

    if (ticket_key.data == NULL)
        gnutls_session_ticket_key_generate(&ticket_key);
    if (options->database)
        database_use(session);
    else
        gnutls_session_ticket_enable_server(session, &ticket_key);
    gnutls_dtls_prestate_set(session, prestate);
    gnutls_transport_set_ptr(session, caller);
    gnutls_transport_set_push_function(session, caller_push);
    gnutls_transport_set_pull_function(session, caller_pull);
    gnutls_transport_set_pull_timeout_function(session, caller_wait);
    gnutls_record_set_timeout(session, 5000);
    use_srtp(session);
    if (handshake(session) >= 0) {
        print_facts(session, &connection);
        print_srtp(session);
        echo(session);
    }
    printf("end=1\n");
    gnutls_deinit(session);
}

static int run_server(const struct options *options)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct caller caller = { .fd = socket(AF_INET, SOCK_DGRAM, 0) };
    socklen_t size = sizeof address;
    gnutls_dtls_prestate_st prestate;
    gnutls_datum_t key;
    gnutls_certificate_credentials_t credentials = credentials_new(options);

    gnutls_key_generate(&key, GNUTLS_COOKIE_KEY_SIZE);
    if (bind(caller.fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        getsockname(caller.fd, (struct sockaddr *)&address, &size) != 0)
        return 1;
    printf("port=%u\n", ntohs(address.sin_port));
    for (int i = 0; i < CONNECTIONS && find_caller(&caller, &key, &prestate); i++)
        serve(options, credentials, &caller, &prestate);
    return 0;
}

/* An answer may get lost: the line is said again. */
static bool speak(gnutls_session_t session)
{
    static const char line[] = "over datagrams\n";
    char answer[sizeof line] = "";
    ssize_t n = GNUTLS_E_TIMEDOUT;

    gnutls_record_set_timeout(session, 1000);
    for (int i = 0; i < 5 && n <= 0; i++) {
        gnutls_record_send(session, line, strlen(line));
        n = gnutls_record_recv(session, answer, sizeof answer - 1);
    }
    printf("answer=%.*s", n > 0 ? (int)n : 1, n > 0 ? answer : "\n");
    return n > 0;
}

static void keep(gnutls_session_t session, const char *path)
{
    gnutls_datum_t data = { NULL, 0 };

    if (path == NULL || gnutls_session_get_data2(session, &data) < 0)
        return;
    file_write(path, &data);
    gnutls_free(data.data);
}

static int run_client(const struct options *options)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((unsigned short)atoi(options->port)),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    gnutls_certificate_credentials_t credentials = credentials_new(options);
    struct connection connection;
    gnutls_session_t session =
        session_new(options, GNUTLS_CLIENT | GNUTLS_DATAGRAM, credentials, &connection);
    gnutls_datum_t stored = { NULL, 0 };
    bool good;

    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
        return 1;
    gnutls_server_name_set(session, GNUTLS_NAME_DNS, "localhost", 9);
    gnutls_session_set_verify_cert(session, "localhost", 0);
    if (options->session_in != NULL && file_read(options->session_in, &stored))
        gnutls_session_set_data(session, stored.data, stored.size);
    free(stored.data);
    gnutls_transport_set_int(session, fd);
    use_srtp(session);
    good = handshake(session) >= 0;
    if (good) {
        print_srtp(session);
        print_facts(session, &connection);
        keep(session, options->session_out);
        good = speak(session);
        gnutls_bye(session, GNUTLS_SHUT_WR);
    }
    gnutls_deinit(session);
    gnutls_certificate_free_credentials(credentials);
    return good ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct options options = { 0 };

    if (argc < 8)
        return 2;
    setvbuf(stdout, NULL, _IOLBF, 0);
    alarm(LIMIT_S);
    options.server = argv[1][0] == 's';
    options.port = argv[2];
    options.priority = argv[3];
    options.certificate = options.server ? argv[4] : NULL;
    options.key = argv[5];
    options.ca = argv[6];
    options.database = strcmp(argv[7], "by-id") == 0;
    options.session_in = argc > 8 && argv[8][0] != '\0' ? argv[8] : NULL;
    /* session_out of the options would have tickets written by the hook, under names of its own. */
    if (argc > 9 && !options.server && argv[9][0] != '\0')
        options.session_out = argv[9];
    srtp_profiles = argc > 10 ? argv[10] : NULL;
    return options.server ? run_server(&options) : run_client(&options);
}
