/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ticket_seal.h - the envelope: key name, salt, AEAD under a key of its own */

#ifndef SESSION_TICKET_SEAL_H
#define SESSION_TICKET_SEAL_H

#include "base/buffer.h"
#include "session/stek.h"

int ticket_seal(const struct stek *, struct bytes plain, struct buffer *out) MUST_USE;

/* GNUTLS_E_DECRYPTION_FAILED for whatever is wrong. */
int ticket_open(const struct stek_pair *, struct bytes ticket, struct buffer *plain) MUST_USE;

#endif
