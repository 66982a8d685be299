/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* script.h - grammar of a script
 *
 * A handshake is a table in wire order that reads like the figure in RFC 8446, section 2. The
 * driver in run.c plays it, does all I/O, and can stop and go on at any row.
 */

#ifndef HANDSHAKE_SCRIPT_H
#define HANDSHAKE_SCRIPT_H

#include "handshake/config.h"
#include "wire/reader.h"
#include "wire/tls.h"
#include "wire/writer.h"

struct handshake;

enum step_kind {
    STEP_MESSAGE, /* both sides know from the facts whether it comes */
    STEP_MAYBE,   /* the sender decides; the reader looks at the next message */
    STEP_ACTION,  /* local work; may stall and is then run again from its beginning */
    STEP_CIPHER,  /* TLS 1.2: ChangeCipherSpec, and with it new keys in this direction */
    STEP_END,
};

struct step {
    enum step_kind kind;
    enum role from; /* who sends it */
    unsigned message;
    const char *name; /* for logs and for the drawing */
    bool (*when)(const struct handshake *);
    int (*write)(struct handshake *, struct wire_writer *);
    int (*read)(struct handshake *, struct wire_reader *);
    int (*client)(struct handshake *), (*server)(struct handshake *);
};

#define MESSAGE(from, message, when, write, read)                                                  \
    {                                                                                              \
        STEP_MESSAGE, from, message, #message, when, write, read, NULL, NULL                       \
    }
#define MAYBE(from, message, when, write, read)                                                    \
    {                                                                                              \
        STEP_MAYBE, from, message, #message, when, write, read, NULL, NULL                         \
    }
#define ACTION(name, when, client, server)                                                         \
    {                                                                                              \
        STEP_ACTION, CLIENT, 0, name, when, NULL, NULL, client, server                             \
    }
#define NEW_CIPHER(from, name, switch_keys)                                                        \
    {                                                                                              \
        STEP_CIPHER, from, 0, name, NULL, NULL, NULL, switch_keys, switch_keys                     \
    }
#define THE_END                                                                                    \
    {                                                                                              \
        .kind = STEP_END                                                                           \
    }

/* The first script, until the version is known; and where it leads. */
extern const struct step hello_script[];
extern const struct step dtls_hello_script[];
extern const struct step tls13_script[];
extern const struct step post_auth_script[], post_auth_answer_script[];
extern const struct step tls12_answer_script[]; /* the server's, until its hello */
extern const struct step tls12_full_script[];
extern const struct step tls12_resumed_script[];

#endif
