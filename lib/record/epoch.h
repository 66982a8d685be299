/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* epoch.h - keys in force per direction, and when they must change */

#ifndef RECORD_EPOCH_H
#define RECORD_EPOCH_H

#include "record/protect.h"

struct epochs {
    struct record_keys in, out;
    /* TLS 1.3: the secrets from which the next keys come, and the keys in force came. */
    struct secret in_traffic, out_traffic;
};

void epochs_init(struct epochs *);
void epochs_wipe(struct epochs *);

/* TLS 1.3: from now on this direction is under keys of this traffic secret. */
void epochs_read_with(struct epochs *, const struct cipher_suite *, const struct secret *traffic);
void epochs_write_with(struct epochs *, const struct cipher_suite *, const struct secret *traffic);

/* KeyUpdate: the next generation, RFC 8446, 7.2. */
void epochs_update_in(struct epochs *);
void epochs_update_out(struct epochs *);

/* True when so much was sealed that a KeyUpdate should go first (RFC 8446, 5.5). */
bool epochs_out_worn(const struct epochs *);

#endif
