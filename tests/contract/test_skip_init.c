/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_skip_init.c - a program that begins with the library when it likes
 *
 * GIO's module does: it is loaded into programs that may never need TLS.
 */

#include "suite.h"

static unsigned asked;

/* What GNUTLS_SKIP_GLOBAL_INIT makes of it, and it counts. */
int _gnutls_global_init_skip(void);

int _gnutls_global_init_skip(void)
{
    asked++;
    return 1;
}

static void test_the_program_is_asked_when_the_library_is_loaded(void **state)
{
    assert_true(asked > 0);
}

static void test_what_was_begun_later_serves(void **state)
{
    assert_code(gnutls_global_init(), 0);
    sim_init(&sim, &(struct sim_options){ 0 });

    connect_pair(&(struct pair_options){ .tickets = true });

    assert_code(pair_ping(&pair), 0);
    pair_close(&pair);
    gnutls_global_deinit();
}

int main(void)
{
    ADD(test_the_program_is_asked_when_the_library_is_loaded);
    ADD(test_what_was_begun_later_serves);
    return suite_run("skip_init");
}
