/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sodium.c - libsodium, made ready once */

#include "crypto/sodium.h"

#include "base/lock.h"

static void choose_code(void)
{
    /* It can only fail to lock its own mutex; then the portable code goes on to be used. */
    int result = sodium_init();
    (void)result;
}

void sodium_ready(void)
{
    static struct once chosen = ONCE_INIT;

    once_run(&chosen, choose_code);
}
