/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume_client.c - HOST PORT CA FILE: run it twice, and the second run resumes */
#include <gnutls/gnutls.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    gnutls_certificate_credentials_t trust;
    gnutls_session_t session;
    gnutls_datum_t stored = { NULL, 0 };
    struct addrinfo *all, *to, hints = { .ai_socktype = SOCK_STREAM };
    char blob[65536];
    FILE *file;
    int fd = -1, code;

    if (argc != 5 || getaddrinfo(argv[1], argv[2], &hints, &all) != 0)
        return 2;
    for (to = all; fd < 0 && to != NULL; to = to->ai_next) {
        fd = socket(to->ai_family, to->ai_socktype, 0);
        if (fd >= 0 && connect(fd, to->ai_addr, to->ai_addrlen) != 0) {
            close(fd);
            fd = -1;
        }
    }
    freeaddrinfo(all);
    if (fd < 0)
        return 2;
    gnutls_certificate_allocate_credentials(&trust);
    gnutls_certificate_set_x509_trust_file(trust, argv[3], GNUTLS_X509_FMT_PEM);
    gnutls_init(&session, GNUTLS_CLIENT);
    gnutls_set_default_priority(session);
    gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, trust);
    gnutls_server_name_set(session, GNUTLS_NAME_DNS, argv[1], strlen(argv[1]));
    gnutls_session_set_verify_cert(session, argv[1], 0);
    gnutls_transport_set_int(session, fd);

    if ((file = fopen(argv[4], "rb")) != NULL) { /* Whatever fails here: no session is offered. */
        gnutls_session_set_data(session, blob, fread(blob, 1, sizeof blob, file));
        fclose(file);
    }
    while ((code = gnutls_handshake(session)) < 0 && !gnutls_error_is_fatal(code))
        ;
    puts(code < 0                             ? gnutls_strerror(code)
         : gnutls_session_is_resumed(session) ? "resumed"
                                              : "full handshake");

    umask(077); /* A session is a secret. If its ticket is late, get_data2 waits a little. */
    if (code == 0 && gnutls_session_get_data2(session, &stored) == 0 &&
        (file = fopen(argv[4], "wb")) != NULL) {
        fwrite(stored.data, 1, stored.size, file);
        fclose(file);
    }
    if (code == 0)
        gnutls_bye(session, GNUTLS_SHUT_WR);
    gnutls_free(stored.data);
    gnutls_deinit(session);
    gnutls_certificate_free_credentials(trust);
    close(fd);
    return code < 0;
}
