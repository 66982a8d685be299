/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_priority.c - any text as a priority string */

#include "base/errors.h"
#include "fuzz/target.h"
#include "priority/resolve.h"

#include <stdlib.h>

static void expect_whole(const struct gnutls_priority_st *priority)
{
    PROMISE(priority->version_count > 0 && priority->suite_count > 0);
    PROMISE(priority->scheme_count > 0 && priority->scheme_count <= PRIORITY_SCHEMES_MAX);
    for (size_t v = 0; v < priority->version_count; v++) {
        bool served = false;
        for (size_t s = 0; s < priority->suite_count; s++)
            served = served || suite_fits_version(priority->suites[s], priority->versions[v]);
        PROMISE(served && priority->versions[v]->spoken);
    }
    for (size_t i = 0; i < priority->scheme_count; i++)
        for (size_t j = 0; j < i; j++)
            PROMISE(priority->schemes[i]->id != priority->schemes[j]->id);
}

static void try_string(const char *string, size_t size, bool appended)
{
    struct gnutls_priority_st *priority = NULL;
    const char *error_at = NULL;
    int result = appended ? priority_new_appended(string, &error_at, &priority)
                          : priority_new(string, &error_at, &priority);
    PROMISE(error_at >= string && error_at <= string + size);
    PROMISE(result == 0 || result == GNUTLS_E_INVALID_REQUEST ||
            (result == GNUTLS_E_NO_PRIORITIES_WERE_SET && error_at == string));
    PROMISE((result == 0) == (priority != NULL));
    if (result == 0)
        expect_whole(priority);
    priority_free(priority);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* A block of its own, so that reading behind the end is found. */
    char *string = malloc(size + 1);
    if (string == NULL)
        return 0;
    if (size > 0)
        memcpy(string, data, size);
    string[size] = 0;
    try_string(string, size, false);
    try_string(string, size, true);
    free(string);
    return 0;
}
