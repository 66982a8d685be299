/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* peer.h - a small TLS client and server for tests with other programs
 *
 * It uses the public API only, and the library's own socket functions. What it
 * learns it prints as lines key=value. An alarm bounds its life.
 */

#ifndef PEER_H
#define PEER_H

#include <stdbool.h>
#include <stddef.h>

#include <gnutls/gnutls.h>

struct options {
    bool server;
    const char *port;        /* client: where to; server: 0 for a free one */
    const char *name;        /* client: who the server must be */
    const char *priority;    /* NULL: the default */
    const char *certificate; /* chain, PEM */
    const char *key;
    const char *ca;
    const char *alpn;
    const char *ticket_key;   /* server: file of 64 bytes, made if absent */
    const char *session_in;   /* client: file */
    const char *session_out;  /* client: prefix; .1, .2 … are written */
    const char *psk_file;     /* server: as psktool writes it */
    const char *psk_identity; /* client */
    const char *psk;          /* client: hexadecimal */
    bool anonymous;
    const char *send;   /* client: a line to say */
    const char *expect; /* client: the answer; NULL: the same line */
    long bulk;          /* client: that many bytes to have echoed */
    long connections;   /* server: how many to serve */
    unsigned limit_s;
    bool request_certificate; /* server */
    bool require_certificate; /* server */
    bool key_update;          /* client: before it speaks */
    bool no_verify;           /* client */
    bool database;            /* server: keep sessions under their ids, and give no tickets */
    const char *public_key;   /* PEM: shown instead of a certificate */
    bool later;               /* the client is asked for its certificate after the handshake */
    const char *request;      /* client: a line that has no answer, before the others */
    const char *early;        /* client: a line to say before the server answers */
    bool take_early;          /* server */
    const char *staple;       /* server: file of an OCSP response, DER */
};

/* What belongs to one connection; the hook finds it at the session. */
struct connection {
    const struct options *options;
    unsigned tickets;
    bool retried;
};

/* Reads a whole file; the caller frees data with free(). */
bool file_read(const char *path, gnutls_datum_t *out);
bool file_write(const char *path, const gnutls_datum_t *data);

gnutls_certificate_credentials_t credentials_new(const struct options *options);
gnutls_session_t session_new(const struct options *options, unsigned flags,
                             gnutls_certificate_credentials_t credentials,
                             struct connection *connection);
/* Keys and anonymity, where the options say so. */
int other_credentials_use(gnutls_session_t session, const struct options *options);
void other_credentials_free(void);
int handshake(gnutls_session_t session);
void print_facts(gnutls_session_t session, const struct connection *connection);
void print_error(const char *what, int code);
/* The same, and the other side is told by an alert. */
void give_up(gnutls_session_t session, const char *what, int code);

/* ---- early data ---- */

/* Of a server, for as long as it runs. */
bool early_guard_open(void);
void early_guard_close(void);
void early_allow(gnutls_session_t session);
bool early_queue(gnutls_session_t session, const char *line);
void early_print(gnutls_session_t session, bool server);

/* The server's sessions by id, for as long as it runs. */
void database_use(gnutls_session_t session);
void database_close(void);

int peer_client(const struct options *options);
int peer_server(const struct options *options);

#endif
