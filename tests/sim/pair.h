/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pair.h - a client and a server, connected through the simulation
 *
 *     struct sim sim;
 *     struct pair pair;
 *
 *     sim_init(&sim, &(struct sim_options){ .rtt_ms = 80 });
 *     pair_open(&pair, &sim, &(struct pair_options){ .tickets = true });
 *     pair_handshake(&pair);                     0, or the client's or server's error
 *     pair_settle(&pair);                        the client reads its tickets
 *     gnutls_session_get_data2(pair.client.session, &data);
 *     pair_close(&pair);
 *     …  pair_open() again with .session_data = &data resumes
 *     sim_end(&sim);
 *
 * Certificates come from tests/data, whose folder the macro TEST_DATA names.
 * Nothing here asserts: functions return the library's codes, or -1 for a
 * failure of their own.
 */
#ifndef TESTS_SIM_PAIR_H
#define TESTS_SIM_PAIR_H

#include "end.h"

#define PAIR_PRIORITY          "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define PAIR_DATAGRAM_PRIORITY "NORMAL:-VERS-ALL:+VERS-DTLS1.2"

struct pair_options {
    const char *client_priority, *server_priority; /* NULL: one of the above */
    unsigned client_flags, server_flags;           /* besides GNUTLS_CLIENT and _SERVER */
    const char *server_identity;                   /* a name in tests/data; NULL: server-p256 */
    const char *client_identity;                   /* NULL: none */
    gnutls_certificate_request_t request;          /* of a client certificate */
    const char *server_name;                       /* SNI; NULL: localhost; "": none */
    const char *verify_name; /* gnutls_session_set_verify_cert; NULL: no check */
    bool tickets;            /* server, with `ticket_key` or one of its own */
    const gnutls_datum_t *ticket_key;
    int ticket_lifetime_s;              /* 0: the default */
    const gnutls_datum_t *session_data; /* the client resumes with it */
    enum end_transport client_transport, server_transport;
    bool blocking; /* the client; see end.h */
    /* Last word before the handshake. */
    void (*prepare)(struct sim_end *client, struct sim_end *server, void *context);
    void *context;
};

struct pair {
    struct sim *sim;
    struct sim_end client, server;
    gnutls_certificate_credentials_t client_credentials, server_credentials;
    gnutls_datum_t own_key;
    int set_data_result; /* of gnutls_session_set_data() */
};

/* 0, or the error of the first call that failed; pair_close() in any case. */
int pair_open(struct pair *pair, struct sim *sim, const struct pair_options *options);
void pair_close(struct pair *pair);

/* Drives both ends until they are done or nothing can happen any more. The
 * result of each is in its `result`. Returns 0 when both did well, else the
 * first fatal error, client before server; GNUTLS_E_AGAIN when stuck. */
int pair_handshake(struct pair *pair);

/* Lets arrive and be read all that is on its way, on both sides. Returns how
 * many bytes of application data went by (they are thrown away), or an error. */
int pair_settle(struct pair *pair);
/* Reads what has arrived at one end, time standing still: number of bytes of
 * application data, or the error or end that stopped it. */
int end_read_all(struct sim_end *end);

/* Sends it all, or fails. */
int pair_send(struct sim_end *from, const void *data, size_t size);
/* Waits in virtual time for one gnutls_record_recv() that does not say EAGAIN;
 * GNUTLS_E_AGAIN when nothing is to come. */
ssize_t pair_receive(struct sim_end *at, void *data, size_t size);
/* Sends "ping" and "pong" and reads them; 0 when both arrived. */
int pair_ping(struct pair *pair);
/* close_notify both ways, read by both: 0, or the first error. */
int pair_bye(struct pair *pair);

/* Makes a connection, reads its tickets, and closes it; `out` is for
 * gnutls_session_set_data(), released with gnutls_free(). */
int pair_first_session(struct sim *sim, const struct pair_options *options, gnutls_datum_t *out);

/* Credentials from tests/data: trust in root, and the chain of `name` (or none). */
int pair_credentials(gnutls_certificate_credentials_t *out, const char *name);
/* tests/data/NAME, with zero byte after it; released with free(). */
int pair_load(const char *name, gnutls_datum_t *out);

/* 64 bytes that are always the same. */
extern const gnutls_datum_t pair_ticket_key;

#endif
