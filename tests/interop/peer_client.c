/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* peer_client.c - connects, speaks, and keeps the session */

#include "peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHUNK = 16384 };

static int connect_loopback(const char *port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((unsigned short)atoi(port)),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int on = 1;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    perror("connect");
    close(fd);
    return -1;
}

static bool send_all(gnutls_session_t session, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t n = gnutls_record_send(session, data, size);
        if (n < 0 && gnutls_error_is_fatal((int)n)) {
            print_error("send", (int)n);
            return false;
        }
        if (n > 0) {
            data += n;
            size -= (size_t)n;
        }
    }
    return true;
}

static void answer_request(gnutls_session_t session)
{
    int code;

    do
        code = gnutls_reauth(session, 0);
    while (code < 0 && !gnutls_error_is_fatal(code));
    printf("reauth=%d\n", code);
}

/* Says the line that makes the server ask for our certificate. */
static bool have_us_asked(gnutls_session_t session, const char *line)
{
    char byte, reply[1024];
    ssize_t n;

    if (!send_all(session, line, strlen(line)))
        return false;
    do
        n = gnutls_record_recv(session, &byte, 1);
    while (n < 0 && n != GNUTLS_E_REAUTH_REQUEST && !gnutls_error_is_fatal((int)n));
    if (n != GNUTLS_E_REAUTH_REQUEST) {
        print_error("nobody asks", (int)n);
        return false;
    }
    answer_request(session);
    do /* what it says of that */
        n = gnutls_record_recv(session, reply, sizeof reply);
    while (n < 0 && !gnutls_error_is_fatal((int)n));
    return n > 0;
}

static bool receive_all(gnutls_session_t session, char *data, size_t size)
{
    while (size > 0) {
        ssize_t n = gnutls_record_recv(session, data, size);
        if (n == GNUTLS_E_REAUTH_REQUEST)
            answer_request(session);
        if (n == 0 || (n < 0 && gnutls_error_is_fatal((int)n))) {
            give_up(session, "receive", (int)n);
            return false;
        }
        if (n > 0) {
            data += n;
            size -= (size_t)n;
        }
    }
    return true;
}

/* Says the line and reads the answer. */
static bool speak(gnutls_session_t session, const struct options *options)
{
    char line[1024];
    char answer[1024];
    char expected[1024];
    size_t size = (size_t)snprintf(line, sizeof line, "%s\n", options->send);
    size_t expected_size = (size_t)snprintf(expected, sizeof expected, "%s\n",
                                            options->expect ? options->expect : options->send);

    if (options->request != NULL && !have_us_asked(session, options->request))
        return false;
    if (!send_all(session, line, size) || !receive_all(session, answer, expected_size))
        return false;
    bool good = memcmp(answer, expected, expected_size) == 0;
    printf("answer=%s\n", good ? "good" : "bad");
    return good;
}

static bool speak_at_length(gnutls_session_t session, long bytes)
{
    static char out[CHUNK];
    static char in[CHUNK];

    for (long done = 0; done < bytes; done += CHUNK) {
        for (size_t i = 0; i < CHUNK; i++)
            out[i] = (char)('a' + (done / CHUNK + (long)i * 7) % 26);
        out[CHUNK - 1] = '\n';
        if (!send_all(session, out, CHUNK) || !receive_all(session, in, CHUNK))
            return false;
        if (memcmp(in, out, CHUNK) != 0) {
            printf("error=bulk differs\n");
            return false;
        }
    }
    printf("bulk=%ld\n", bytes);
    return true;
}

/* Before TLS 1.3 the handshake itself brings the session. */
static void keep_session(gnutls_session_t session, const struct options *options)
{
    gnutls_datum_t data = { NULL, 0 };
    char path[4096];
    int code = gnutls_session_get_data2(session, &data);

    if (code < 0) {
        print_error("get_data2", code);
        return;
    }
    printf("session_bytes=%u\n", data.size);
    snprintf(path, sizeof path, "%s.1", options->session_out ? options->session_out : "");
    if (options->session_out != NULL && gnutls_protocol_get_version(session) != GNUTLS_TLS1_3 &&
        !file_write(path, &data))
        printf("error=cannot write %s\n", path);
    gnutls_free(data.data);
}

static bool offer_session(gnutls_session_t session, const char *path)
{
    gnutls_datum_t data = { NULL, 0 };

    if (!file_read(path, &data)) {
        printf("error=cannot read %s\n", path);
        return false;
    }
    int code = gnutls_session_set_data(session, data.data, data.size);
    free(data.data);
    if (code < 0)
        print_error("set_data", code);
    return code >= 0;
}

static bool update_key(gnutls_session_t session)
{
    int code = gnutls_session_key_update(session, GNUTLS_KU_PEER);

    if (code < 0)
        print_error("key_update", code);
    return code >= 0;
}

static bool talk(gnutls_session_t session, const struct options *options,
                 const struct connection *connection)
{
    if (handshake(session) < 0)
        return false;
    print_facts(session, connection);
    early_print(session, false);
    keep_session(session, options);
    if (options->key_update && !update_key(session))
        return false;
    if (options->send != NULL && !speak(session, options))
        return false;
    if (options->bulk > 0 && !speak_at_length(session, options->bulk))
        return false;
    printf("tickets=%u\n", connection->tickets);
    int code = gnutls_bye(session, GNUTLS_SHUT_WR);
    if (code < 0)
        print_error("bye", code);
    return code >= 0;
}

int peer_client(const struct options *options)
{
    struct connection connection;
    gnutls_certificate_credentials_t credentials = credentials_new(options);
    gnutls_session_t session =
        credentials ? session_new(options, GNUTLS_CLIENT, credentials, &connection) : NULL;
    int fd = session ? connect_loopback(options->port) : -1;
    bool good = fd >= 0;

    if (good) {
        gnutls_server_name_set(session, GNUTLS_NAME_DNS, options->name, strlen(options->name));
        if (!options->no_verify)
            gnutls_session_set_verify_cert(session, options->name, 0);
        gnutls_transport_set_int(session, fd);
        good = options->session_in == NULL || offer_session(session, options->session_in);
        good = good && (options->early == NULL || early_queue(session, options->early));
        good = good && talk(session, options, &connection);
    }
    printf("done=%d\n", good);
    if (session != NULL)
        gnutls_deinit(session);
    if (credentials != NULL)
        gnutls_certificate_free_credentials(credentials);
    other_credentials_free();
    if (fd >= 0)
        close(fd);
    return good ? 0 : 1;
}
