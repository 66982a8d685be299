/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* start.c - what every program pays that is linked with the library: load it, make it ready
 *
 *     start          that alone
 *     start NAME     and what a name of a host outside ASCII costs besides; 2 if it is refused
 */

#include <gnutls/gnutls.h>

#include <string.h>

enum { REFUSED = 2 };

static int use(const char *name)
{
    gnutls_datum_t mapped = { NULL, 0 };
    int result = gnutls_idna_map(name, (unsigned)strlen(name), &mapped, 0);
    gnutls_free(mapped.data);
    return result;
}

int main(int argc, char **argv)
{
    int result = gnutls_global_init();
    if (result == GNUTLS_E_SUCCESS && argc > 1)
        result = use(argv[1]);
    if (result == GNUTLS_E_UNIMPLEMENTED_FEATURE)
        return REFUSED;
    return result == GNUTLS_E_SUCCESS ? 0 : 1;
}
