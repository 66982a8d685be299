/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* anonymous.c - credentials for connections in which nobody is known */

#include "credentials/anonymous.h"
#include "base/errors.h"
#include "base/memory.h"

/**
 * gnutls_anon_allocate_client_credentials:
 * @sc: receives the credentials
 *
 * Makes credentials for a client that does not care who the server is, to be
 * released with gnutls_anon_free_client_credentials().
 *
 * Anybody may stand between such a client and its server. Besides these
 * credentials the priorities must name ANON-DH or ANON-ECDH.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_anon_allocate_client_credentials(gnutls_anon_client_credentials_t *sc)
{
    *sc = memory_get_zeroed(sizeof **sc);
    return *sc != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

/**
 * gnutls_anon_free_client_credentials:
 * @sc: the credentials; may be %NULL
 *
 * Releases credentials of a client.
 **/
API void gnutls_anon_free_client_credentials(gnutls_anon_client_credentials_t sc)
{
    memory_free(sc);
}

/**
 * gnutls_anon_allocate_server_credentials:
 * @sc: receives the credentials
 *
 * Makes credentials for a server that shows nothing, to be released with
 * gnutls_anon_free_server_credentials().
 *
 * Besides these credentials the priorities must name ANON-DH or ANON-ECDH.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_anon_allocate_server_credentials(gnutls_anon_server_credentials_t *sc)
{
    *sc = memory_get_zeroed(sizeof **sc);
    return *sc != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

/**
 * gnutls_anon_free_server_credentials:
 * @sc: the credentials; may be %NULL
 *
 * Releases credentials of a server.
 **/
API void gnutls_anon_free_server_credentials(gnutls_anon_server_credentials_t sc)
{
    memory_free(sc);
}

/**
 * gnutls_anon_set_server_dh_params:
 * @res: the credentials
 * @dh_params: parameters, which must live as long as the credentials
 *
 * Sets the parameters for clients that name no group of RFC 7919.
 **/
API void gnutls_anon_set_server_dh_params(gnutls_anon_server_credentials_t res,
                                          gnutls_dh_params_t dh_params)
{
    res->dh = (struct dh_source){ .params = dh_params };
}

/**
 * gnutls_anon_set_server_known_dh_params:
 * @res: the credentials
 * @sec_param: how strong they should be
 *
 * Sets a group of RFC 7919 for clients that name none themselves.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when no group is of
 *   this strength.
 *
 * Since: 3.5.6
 **/
API int gnutls_anon_set_server_known_dh_params(gnutls_anon_server_credentials_t res,
                                               gnutls_sec_param_t sec_param)
{
    return dh_source_set_known(&res->dh, sec_param);
}

/**
 * gnutls_anon_set_server_params_function:
 * @res: the credentials
 * @func: gives parameters
 *
 * Lets a function of the application give the parameters for clients that
 * name no group of RFC 7919.
 **/
API void gnutls_anon_set_server_params_function(gnutls_anon_server_credentials_t res,
                                                gnutls_params_function *func)
{
    res->dh = (struct dh_source){ .function = func };
}

/**
 * gnutls_anon_set_params_function:
 * @res: the credentials
 * @func: gives parameters
 *
 * Does what gnutls_anon_set_server_params_function() does.
 **/
API void gnutls_anon_set_params_function(gnutls_anon_server_credentials_t res,
                                         gnutls_params_function *func)
{
    gnutls_anon_set_server_params_function(res, func);
}
