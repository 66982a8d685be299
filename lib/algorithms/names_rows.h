/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* names_rows.h - the rows of each kind of algorithm, and the list that the API gives of it */

#ifndef ALGORITHMS_NAMES_ROWS_H
#define ALGORITHMS_NAMES_ROWS_H

#include "algorithms/names.h"
#include "base/attributes.h"

struct algorithm_rows {
    const struct algorithm *rows;
    size_t count;
    const int *ids; /* of what is supported, ended by 0 */
};

#define ROWS(rows, ids)                                                                            \
    {                                                                                              \
        rows, ARRAY_SIZE(rows), ids                                                                \
    }

/* names_keys.c */
extern const struct algorithm_rows pk_rows, sign_rows, curve_rows, group_rows;

#endif
