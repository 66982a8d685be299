/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ffdhe_groups.h - the finite-field groups of RFC 7919 */

#ifndef CRYPTO_FFDHE_GROUPS_H
#define CRYPTO_FFDHE_GROUPS_H

#include "base/bytes.h"

extern const uint8_t ffdhe_prime_2048[2048 / 8], ffdhe_prime_3072[3072 / 8];
extern const uint8_t ffdhe_prime_4096[4096 / 8], ffdhe_prime_6144[6144 / 8];
extern const uint8_t ffdhe_prime_8192[8192 / 8];

struct ffdhe_group {
    struct bytes prime, generator;
};

extern const struct ffdhe_group ffdhe_2048, ffdhe_3072, ffdhe_4096, ffdhe_6144, ffdhe_8192;

#endif
