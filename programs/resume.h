/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume.h - gnutls-resume: what its files share
 *
 * The program uses the public API only, so that it tells the same story on
 * any libgnutls. Times are milliseconds of the steady clock.
 */

#ifndef RESUME_H
#define RESUME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <gnutls/gnutls.h>

/* What the program ends with. */
enum exit_code { EXIT_RESUMED = 0, EXIT_NOT_RESUMED = 1, EXIT_UNKNOWN = 2 };

enum { MAX_TICKETS = 8, MAX_MESSAGES = 48, MAX_ALPN = 8, NAME_SIZE = 256 };

enum starttls { STARTTLS_NONE, STARTTLS_FTP, STARTTLS_SMTP, STARTTLS_IMAP, STARTTLS_POP3 };

struct options {
    char host[NAME_SIZE]; /* empty: a server of our own on loopback */
    char port[8];
    const char *priority; /* NULL: the library's default */
    const char *ca_file;  /* NULL: the system's trust */
    const char *sni;      /* NULL: the host, unless it is an address */
    const char *save_file;
    const char *load_file;
    const char *svg_file;
    const char *alpn[MAX_ALPN];
    unsigned alpn_count;
    enum starttls starttls;
    int timeout_ms;
    int wait_ms; /* how long to listen for tickets; -1: by the round trip */
    bool verify;
    bool json;
    bool own_server;
};

/* A stored session: what gnutls_session_set_data() takes. */
struct session_list {
    gnutls_datum_t item[MAX_TICKETS];
    unsigned count;
};

/* One way to the server, with counters. The descriptor does not block; the
 * functions wait up to the deadline. */
struct transport {
    int fd;
    double deadline_ms;
    bool timed_out;
    size_t sent;
    size_t received;
};

struct message {
    double at_ms; /* from the start of the connection */
    unsigned type;
    bool incoming;
    size_t size;
};

struct ticket {
    double at_ms; /* from the end of the handshake */
    uint32_t lifetime_s;
    size_t size;
    bool has_early_data;
    uint32_t early_data_size;
    bool stored; /* a copy of its session is in connection.sessions */
};

enum outcome {
    OUTCOME_FIRST, /* nothing was offered, by intent */
    OUTCOME_RESUMED,
    OUTCOME_BAD_DATA,    /* the library refuses the stored session */
    OUTCOME_NOT_OFFERED, /* the library did not put it into the hello */
    OUTCOME_DECLINED,    /* offered; the server made a full handshake */
    OUTCOME_FAILED       /* no connection */
};

struct connection {
    enum outcome outcome;
    unsigned offered_index; /* which session of the list, from 1; 0: none */
    char problem[400];      /* what went wrong, for OUTCOME_FAILED and _BAD_DATA */

    char address[64];
    char version[16];
    char mode[16]; /* full, psk_dhe_ke, psk_ke; TLS 1.2: ticket, session id */
    char group[24];
    char suite[64];
    char alpn[64];

    double start_ms; /* steady clock */
    double tcp_ms;
    double starttls_ms;
    double handshake_ms;
    double wait_ms; /* in gnutls_session_get_data2() */
    double total_ms;
    size_t sent; /* in the handshake */
    size_t received;
    size_t session_size; /* 0: nothing to resume with */
    bool retried;        /* HelloRetryRequest */
    bool psk_in_hello;
    bool ticket_in_hello;

    struct message message[MAX_MESSAGES];
    unsigned message_count;
    struct ticket ticket[MAX_TICKETS];
    unsigned ticket_count;
    struct session_list sessions; /* to resume with, in order of arrival */
};

enum { MAX_CONNECTIONS = MAX_TICKETS + 1 };

struct report {
    const struct options *options;
    struct connection connection[MAX_CONNECTIONS];
    unsigned count;
    unsigned offered; /* connections that had a session */
    unsigned resumed;
};

/* resume_options.c: returns -1 to go on, else the exit code. */
int options_read(struct options *out, int argc, char **argv);
/* Splits HOST[:PORT] or [ADDRESS]:PORT; false if it is neither. */
bool options_set_host(struct options *options, const char *text);
bool is_address(const char *host);

/* resume_transport.c */
double now_ms(void);
bool transport_connect(struct transport *out, const char *host, const char *port,
                       double deadline_ms, struct connection *report);
void transport_attach(struct transport *transport, gnutls_session_t session);
void transport_close(struct transport *transport);
ssize_t transport_push(gnutls_transport_ptr_t ptr, const void *data, size_t size);
ssize_t transport_pull(gnutls_transport_ptr_t ptr, void *data, size_t size);
int transport_wait(gnutls_transport_ptr_t ptr, unsigned int ms);

/* resume_starttls.c: the dialogue before TLS; false with a text in problem. */
bool starttls_begin(struct transport *transport, enum starttls protocol, char *problem,
                    size_t problem_size);
const char *starttls_port(enum starttls protocol);
bool starttls_parse(const char *name, enum starttls *out);

/* resume_hook.c: notes each handshake message of the connection. */
int hook_message(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                 const gnutls_datum_t *message);
const char *message_name(unsigned type);

/* resume_connection.c */
struct client {
    const struct options *options;
    gnutls_certificate_credentials_t credentials;
};
bool client_init(struct client *out, const struct options *options);
void client_wipe(struct client *client);
/* Connects, offering session if it is not NULL. */
void connection_run(const struct client *client, const gnutls_datum_t *session,
                    struct connection *out);
void connection_wipe(struct connection *connection);

/* resume_server.c: a server on loopback, in a child process. */
struct own_server {
    int pid;
    char port[8];
};
bool own_server_start(struct own_server *out, const struct options *options);
void own_server_stop(struct own_server *server);
extern const char own_server_ca[];

/* resume_store.c */
bool session_list_add(struct session_list *list, const gnutls_datum_t *session);
void session_list_wipe(struct session_list *list);
bool store_save(const char *path, const struct options *options, const struct session_list *list);
/* Fills host and port too, if options have none. */
bool store_load(const char *path, struct options *options, struct session_list *out);

/* resume_text.c, resume_json.c, resume_svg.c */
void progress(const char *format, ...) __attribute__((format(printf, 1, 2)));
void progress_end(void);
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* "TLS1.3" reads better as "TLS 1.3". */
const char *version_name(const char *version);
const char *outcome_name(enum outcome outcome);
const char *outcome_reason(const struct connection *connection);
void report_text(const struct report *report, FILE *out);
void report_json(const struct report *report, FILE *out);
bool report_svg(const struct report *report, const char *path);

#endif
