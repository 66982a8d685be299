/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs11.c - PKCS#11 modules, of which none is ever loaded
 *
 * Programs begin with gnutls_pkcs11_init() whether they use tokens or not, so this succeeds.
 */

#include "base/attributes.h"

#include <gnutls/pkcs11.h>

/**
 * gnutls_pkcs11_init:
 * @flags: which modules shall be loaded
 * @deprecated_config_file: a list of modules
 *
 * Makes PKCS#11 ready. Tokens are not supported: no module is loaded, and none is found later.
 *
 * Returns: %GNUTLS_E_SUCCESS.
 *
 * Since: 2.12.0
 **/
API int gnutls_pkcs11_init(unsigned flags, const char *deprecated_config_file)
{
    return 0;
}

/**
 * gnutls_pkcs11_reinit:
 *
 * Makes the modules ready again after a fork. There are none.
 *
 * Returns: %GNUTLS_E_SUCCESS.
 *
 * Since: 3.0
 **/
API int gnutls_pkcs11_reinit(void)
{
    return 0;
}

/**
 * gnutls_pkcs11_deinit:
 *
 * Undoes gnutls_pkcs11_init().
 *
 * Since: 2.12.0
 **/
API void gnutls_pkcs11_deinit(void)
{
}
