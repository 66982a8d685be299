/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* srp.c - credentials for SRP (RFC 5054), which nobody can fill
 *
 * Programs make credentials of every kind before they know which will be asked for, and end if one
 * cannot be made. Those for SRP are made, and stay empty: what would fill them says that it is not
 * supported, and no connection is made by SRP.
 */

#include "base/attributes.h"
#include "base/errors.h"
#include "base/memory.h"

#include <gnutls/gnutls.h>

struct gnutls_srp_client_credentials_st {
    char nothing;
};

struct gnutls_srp_server_credentials_st {
    char nothing;
};

/**
 * gnutls_srp_allocate_client_credentials:
 * @sc: receives the credentials; free them with gnutls_srp_free_client_credentials()
 *
 * Makes credentials for a client that shows itself by a password. SRP is not supported: they are
 * empty, and gnutls_srp_set_client_credentials() says so.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_srp_allocate_client_credentials(gnutls_srp_client_credentials_t *sc)
{
    *sc = memory_get_zeroed(sizeof **sc);
    return *sc != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

/**
 * gnutls_srp_free_client_credentials:
 * @sc: the credentials; may be %NULL
 *
 * Releases credentials of a client.
 **/
API void gnutls_srp_free_client_credentials(gnutls_srp_client_credentials_t sc)
{
    memory_free(sc);
}

/**
 * gnutls_srp_allocate_server_credentials:
 * @sc: receives the credentials; free them with gnutls_srp_free_server_credentials()
 *
 * Makes credentials for a server that knows its clients by passwords. SRP is not supported: they
 * are empty, and gnutls_srp_set_server_credentials_file() says so.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_srp_allocate_server_credentials(gnutls_srp_server_credentials_t *sc)
{
    *sc = memory_get_zeroed(sizeof **sc);
    return *sc != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

/**
 * gnutls_srp_free_server_credentials:
 * @sc: the credentials; may be %NULL
 *
 * Releases credentials of a server.
 **/
API void gnutls_srp_free_server_credentials(gnutls_srp_server_credentials_t sc)
{
    memory_free(sc);
}
