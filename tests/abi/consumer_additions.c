/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* consumer_additions.c - a program that uses what Reprise adds to the API */

#include <stdio.h>

#include <gnutls/gnutls.h>
#include <gnutls/reprise.h>

int main(void)
{
    gnutls_anti_replay_t guard = NULL;

    if (reprise_anti_replay_shared_init(&guard, NULL, 16, 0) != GNUTLS_E_SUCCESS)
        return 1;
    puts("a guard that is shared");
    gnutls_anti_replay_deinit(guard);
    return 0;
}
