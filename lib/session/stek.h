/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stek.h - which ticket key at which time: a pure function of master key, period and now */

#ifndef SESSION_STEK_H
#define SESSION_STEK_H

#include "base/attributes.h"
#include "base/secret.h"

enum { STEK_MASTER_SIZE = 64, STEK_NAME_SIZE = 16 };

/* The application's key. It is never used directly. */
struct stek_master {
    uint8_t bytes[STEK_MASTER_SIZE];
    uint32_t lifetime_s; /* of tickets; the period is three of it; 0: six hours */
};

struct stek {
    uint8_t name[STEK_NAME_SIZE];
    struct secret key;
};

/* The key of the period that contains a moment, and its predecessor. */
struct stek_pair {
    struct stek current, previous;
    int64_t period; /* number of the period; a change means a rotation */
};

/* GNUTLS_E_INVALID_REQUEST for a size other than 64 or a key of one repeated byte. */
int stek_master_set(struct stek_master *, struct bytes key) MUST_USE;
void stek_master_wipe(struct stek_master *);

/* False for { 0 } and for any other key that nobody can have meant. */
bool stek_master_is_set(const struct stek_master *);

void stek_at(const struct stek_master *, int64_t now_ms, struct stek_pair *out);
void stek_pair_wipe(struct stek_pair *);

/* The same pair as from stek_at(), kept for this thread until it asks for another; valid so long.
 * stek_forget() wipes it, as does the end of the thread. */
const struct stek_pair *stek_recall(const struct stek_master *, int64_t now_ms);
void stek_forget(void);

/* The library is about to be unloaded: threads that end later do without it. */
void stek_unload(void);

#endif
