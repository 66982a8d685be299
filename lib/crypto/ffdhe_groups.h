/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ffdhe_groups.h - the finite-field groups of RFC 7919 */

#ifndef CRYPTO_FFDHE_GROUPS_H
#define CRYPTO_FFDHE_GROUPS_H

#include "base/bytes.h"

struct ffdhe_group {
    struct bytes prime, generator;
};

extern const struct ffdhe_group ffdhe_2048, ffdhe_3072, ffdhe_4096, ffdhe_6144, ffdhe_8192;

#endif
