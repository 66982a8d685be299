/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* target.h - what a fuzz target offers, and how it says that a promise is broken */

#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Unlike assert(), also in builds without assertions. */
#define PROMISE(truth)                                                                             \
    do {                                                                                           \
        if (!(truth)) {                                                                            \
            fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #truth);            \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

#endif
