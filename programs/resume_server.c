/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume_server.c - a server of our own on loopback, in a child process
 *
 * It gives the program something to speak to when no host is named. It listens
 * on a free port of 127.0.0.1 and lives as long as its parent wants. The key is
 * public, and so is everything it protects: the client trusts its issuer
 * for this server only, and the issuer's key was thrown away.
 */

#include "resume.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CLIENT_TIMEOUT_MS = 10000 };

const char own_server_ca[] = "-----BEGIN CERTIFICATE-----\n"
                             "MIIBozCCAUqgAwIBAgIUVy3XxY4l1xBWMCQ29w4bSFB/AQ8wCgYIKoZIzj0EAwIw\n"
                             "LzEtMCsGA1UEAxMkZ251dGxzLXJlc3VtZSBsb29wYmFjayBkZW1vbnN0cmF0aW9u\n"
                             "MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAvMS0wKwYDVQQDEyRn\n"
                             "bnV0bHMtcmVzdW1lIGxvb3BiYWNrIGRlbW9uc3RyYXRpb24wWTATBgcqhkjOPQIB\n"
                             "BggqhkjOPQMBBwNCAAQKbkA8UhVR0I8l04JejV7e0uZHDsrMj8JmpsSlc2SCp/31\n"
                             "hFWFMYGTeqj66IuBNin4DehGiG8HeBzAmCEAw3uVo0IwQDAPBgNVHRMBAf8EBTAD\n"
                             "AQH/MA4GA1UdDwEB/wQEAwICBDAdBgNVHQ4EFgQURcYGK4IUHwYTvk5onFRxTx5f\n"
                             "jGcwCgYIKoZIzj0EAwIDRwAwRAIgBx13u3GflDYb765n/sd3cS/6451qEzk1kYG3\n"
                             "04m01rcCIB7Uk/VAtxUfAorJ9CT8pCUXqudfirsMv1G1XAYThBFH\n"
                             "-----END CERTIFICATE-----\n";

static const char certificate_pem[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIB2zCCAYCgAwIBAgIUULlkybIerMXmKJn/bO3aE2gDQjowCgYIKoZIzj0EAwIw\n"
    "LzEtMCsGA1UEAxMkZ251dGxzLXJlc3VtZSBsb29wYmFjayBkZW1vbnN0cmF0aW9u\n"
    "MCAXDTIwMDEwMTAwMDAwMFoYDzIxMTkxMjMxMDAwMDAwWjAUMRIwEAYDVQQDEwls\n"
    "b2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARbsMA4YOcVr+V5GZa+\n"
    "snnaOuQibEcC5HP2wHr4r/+z9xJ5sCAZVKkWQ6iX9c/+FBU64c7nXCMmSnCkNgx0\n"
    "S2AWo4GSMIGPMAwGA1UdEwEB/wQCMAAwGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/\n"
    "AAABMBMGA1UdJQQMMAoGCCsGAQUFBwMBMA4GA1UdDwEB/wQEAwIHgDAdBgNVHQ4E\n"
    "FgQUkAwtFJjALqbe90BNKBP6fzt6rtUwHwYDVR0jBBgwFoAURcYGK4IUHwYTvk5o\n"
    "nFRxTx5fjGcwCgYIKoZIzj0EAwIDSQAwRgIhAN3v/JeRaEDeLLe+a6UriBe2yRmE\n"
    "zFeZagglcC0jx894AiEA/bTM7N3aVbbSY9LeueWA6hWLPP4VxRMTXsJLrmgc8JM=\n"
    "-----END CERTIFICATE-----\n";

static const char key_pem[] = "-----BEGIN PRIVATE KEY-----\n"
                              "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgsrODDxyPePcqKiKm\n"
                              "mvH2R/VtjkHfYX7QUOemiPqzESShRANCAARbsMA4YOcVr+V5GZa+snnaOuQibEcC\n"
                              "5HP2wHr4r/+z9xJ5sCAZVKkWQ6iX9c/+FBU64c7nXCMmSnCkNgx0S2AW\n"
                              "-----END PRIVATE KEY-----\n";

struct server {
    int listener;
    const char *priority;
    gnutls_certificate_credentials_t credentials;
    gnutls_datum_t ticket_key;
};

static bool server_prepare(struct server *server)
{
    const gnutls_datum_t certificate = { (unsigned char *)certificate_pem,
                                         sizeof certificate_pem - 1 };
    const gnutls_datum_t key = { (unsigned char *)key_pem, sizeof key_pem - 1 };

    return gnutls_certificate_allocate_credentials(&server->credentials) >= 0 &&
           gnutls_certificate_set_x509_key_mem(server->credentials, &certificate, &key,
                                               GNUTLS_X509_FMT_PEM) >= 0 &&
           gnutls_session_ticket_key_generate(&server->ticket_key) >= 0;
}

/* Serves one client until it leaves. */
static void serve(const struct server *server, int fd)
{
    struct transport transport = { .fd = fd, .deadline_ms = now_ms() + CLIENT_TIMEOUT_MS };
    gnutls_session_t session;
    char text[4096];
    ssize_t n;

    if (gnutls_init(&session, GNUTLS_SERVER) < 0)
        return;
    int code = server->priority ? gnutls_priority_set_direct(session, server->priority, NULL)
                                : gnutls_set_default_priority(session);
    if (code >= 0)
        code = gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, server->credentials);
    if (code >= 0)
        code = gnutls_session_ticket_enable_server(session, &server->ticket_key);
    transport_attach(&transport, session);

    if (code >= 0) {
        do
            code = gnutls_handshake(session);
        while (code < 0 && !gnutls_error_is_fatal(code) && !transport.timed_out);
    }
    if (code >= 0) {
        do
            n = gnutls_record_recv(session, text, sizeof text);
        while (n > 0 || (n < 0 && !gnutls_error_is_fatal((int)n) && !transport.timed_out));
        gnutls_bye(session, GNUTLS_SHUT_WR);
    }
    gnutls_deinit(session);
}

static void serve_all(struct server *server)
{
    if (!server_prepare(server))
        return;
    for (;;) {
        int on = 1;
        int fd = accept4(server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            continue;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        serve(server, fd);
        close(fd);
    }
}

static int listen_on_loopback(char *out_port, size_t size)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return -1;
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 16) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &length) != 0) {
        close(fd);
        return -1;
    }
    snprintf(out_port, size, "%u", ntohs(address.sin_port));
    return fd;
}

bool own_server_start(struct own_server *out, const struct options *options)
{
    struct server server = { .priority = options->priority };
    pid_t parent = getpid();

    server.listener = listen_on_loopback(out->port, sizeof out->port);
    if (server.listener < 0)
        return false;
    fflush(NULL);
    out->pid = fork();
    if (out->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() == parent)
            serve_all(&server);
        _exit(EXIT_UNKNOWN);
    }
    close(server.listener);
    return out->pid > 0;
}

void own_server_stop(struct own_server *server)
{
    if (server->pid <= 0)
        return;
    kill(server->pid, SIGKILL);
    waitpid(server->pid, NULL, 0);
    server->pid = 0;
}
