/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* random.h - random bytes: three grades, reseeded, safe over fork and between threads */

#ifndef CRYPTO_RANDOM_H
#define CRYPTO_RANDOM_H

#include "base/attributes.h"

#include <stddef.h>

enum random_grade {
    RANDOM_NONCE,  /* will be seen: hello randoms, salts */
    RANDOM_SECRET, /* short-lived secrets: key shares */
    RANDOM_KEY,    /* long-lived keys */
};

/* GNUTLS_E_RANDOM_FAILED when the system gives nothing to seed from. */
int random_fill(enum random_grade, void *out, size_t size) MUST_USE;

/* Mixes fresh entropy in: gnutls_rnd_refresh(). */
void random_refresh(void);

#endif
