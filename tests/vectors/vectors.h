/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* vectors.h - files of vectors as rows of a table */

#ifndef TESTS_VECTORS_VECTORS_H
#define TESTS_VECTORS_VECTORS_H

#include "rsp.h"

/* How many were looked at, and how many of them were right. */
struct tally {
    unsigned checked, right;
    const struct file_row *file;
};

/* `last_key` ends a record; `check` counts into a struct tally. */
struct file_row {
    const char *name, *last_key;
    rsp_record *check;
    unsigned least; /* of what is there, so many are understood here */
    int algorithm;  /* what the file does not say of itself */
};

/* One more, right or not. */
void tally_count(struct tally *, bool right);
void tally_compare(struct tally *, const void *is, gnutls_datum_t should);

/* A test per row; the exit code of the program. */
int vectors_run(const char *name, const struct file_row *rows, size_t count);

#endif
