/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rfc8448.h - a step of a trace of RFC 8448 */

#ifndef UNIT_HANDSHAKE_RFC8448_H
#define UNIT_HANDSHAKE_RFC8448_H

#include "handshake/handshake.h"

enum trace_event {
    MAKES_X25519_KEY, /* private key, public share */
    MAKES_P256_KEY,
    EXTRACTS_EARLY, /* input, secret */
    EXTRACTS_HANDSHAKE,
    EXTRACTS_MASTER,
    DERIVES,                     /* hash of the transcript, secret */
    WRITES_UNDER_HANDSHAKE_KEYS, /* key, IV */
    WRITES_UNDER_APPLICATION_KEYS,
    WRITES_UNDER_EARLY_KEYS,
    CALCULATES_FINISHED, /* -, verify_data */
    CALCULATES_BINDER,   /* hello without binders, binder */
    DERIVES_PSK,         /* nonce, PSK */
    CONSTRUCTS,          /* message */
    SENDS_HANDSHAKE,     /* content, record */
    SENDS_ALERT,
    SENDS_APPLICATION_DATA,
    SENDS_CCS,
};

struct trace_step {
    enum role actor;
    enum trace_event event;
    enum tls13_label label;     /* of DERIVES */
    const char *first, *second; /* in hexadecimal digits */
};

#endif
