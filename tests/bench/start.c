/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* start.c - what every program pays that is linked with the library: load it, make it ready */

#include <gnutls/gnutls.h>

int main(void)
{
    return gnutls_global_init() == GNUTLS_E_SUCCESS ? 0 : 1;
}
