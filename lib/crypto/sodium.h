/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sodium.h - libsodium, made ready */

#ifndef CRYPTO_SODIUM_H
#define CRYPTO_SODIUM_H

#include <sodium.h>

/* Lets libsodium choose the code for this processor; without it all works, but slowly. */
void sodium_ready(void);

#endif
