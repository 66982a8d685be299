/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ticket_seal.h - the envelope: key name, salt, AEAD under a key of its own */

#ifndef SESSION_TICKET_SEAL_H
#define SESSION_TICKET_SEAL_H

#include "base/buffer.h"
#include "session/stek.h"

enum {
    TICKET_SALT_SIZE = 32,
    TICKET_HEAD_SIZE = STEK_NAME_SIZE + TICKET_SALT_SIZE,
    TICKET_TAG_SIZE = 16,

    /* In the hello that brings it back a ticket shares 2^16 bytes with all other extensions. */
    TICKET_SIZE_MAX = 0xf000,
    TICKET_PLAIN_MAX = TICKET_SIZE_MAX - TICKET_HEAD_SIZE - TICKET_TAG_SIZE,
};

/* Appends. */
int ticket_seal(const struct stek *, struct bytes plain, struct buffer *out) MUST_USE;

/* The same for plain text that stands in `out` already, TICKET_HEAD_SIZE bytes behind `at`. */
int ticket_seal_in_place(const struct stek *, struct buffer *out, size_t at) MUST_USE;

/* Appends. GNUTLS_E_DECRYPTION_FAILED for whatever is wrong. */
int ticket_open(const struct stek_pair *, struct bytes ticket, struct buffer *plain) MUST_USE;

#endif
