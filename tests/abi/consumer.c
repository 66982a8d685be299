/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* consumer.c - a program that finds the installed library as any program would */

#include <stdio.h>
#include <string.h>

#include <gnutls/gnutls.h>
#include <gnutls/reprise.h>

int main(void)
{
    char *copy = gnutls_strdup(REPRISE_VERSION);
    if (copy == NULL || strcmp(copy, REPRISE_VERSION) != 0)
        return 1;

    printf("%s %s\n", GNUTLS_VERSION, copy);
    gnutls_free(copy);
    return 0;
}
