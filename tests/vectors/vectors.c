/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* vectors.c - files of vectors as rows of a table */

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "vectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void tally_count(struct tally *tally, bool right)
{
    tally->checked++;
    tally->right += right;
}

void tally_compare(struct tally *tally, const void *is, gnutls_datum_t should)
{
    tally_count(tally, should.size == 0 || memcmp(is, should.data, should.size) == 0);
}

static void test_file(void **state)
{
    const struct file_row *row = *state;
    struct tally tally = { .file = row };

    assert_true(rsp_run(row->name, row->last_key, row->check, &tally));
    assert_in_range(tally.checked, row->least, 1000000);
    assert_int_equal(tally.right, tally.checked);
}

int vectors_run(const char *name, const struct file_row *rows, size_t count)
{
    if (rsp_folder() == NULL) {
        fprintf(stderr, "skipped: python3-cryptography-vectors is not installed\n");
        return SKIPPED;
    }
    struct CMUnitTest *tests = calloc(count, sizeof *tests);
    for (size_t i = 0; i < count; i++)
        tests[i] = (struct CMUnitTest){ .name = rows[i].name,
                                        .test_func = test_file,
                                        .initial_state = (void *)&rows[i] };
    int failed = _cmocka_run_group_tests(name, tests, count, NULL, NULL);
    free(tests);
    return failed;
}
