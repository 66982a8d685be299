/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate_dh.c - Diffie-Hellman parameters of credentials: accepted, and not used
 *
 * Finite-field groups are agreed by name (RFC 7919), out of those the priorities allow. A group
 * that an application brings along could not be checked by the peer.
 */

#include "base/attributes.h"

#include <gnutls/gnutls.h>

/**
 * gnutls_certificate_set_dh_params:
 * @res: the credentials
 * @dh_params: a group
 *
 * Changes nothing: groups are agreed by name; see the priorities.
 **/
API void gnutls_certificate_set_dh_params(gnutls_certificate_credentials_t res,
                                          gnutls_dh_params_t dh_params)
{
}

/**
 * gnutls_certificate_set_known_dh_params:
 * @res: the credentials
 * @sec_param: how strong the group should be
 *
 * Changes nothing: groups are agreed by name; see the priorities.
 *
 * Returns: %GNUTLS_E_SUCCESS.
 *
 * Since: 3.5.6
 **/
API int gnutls_certificate_set_known_dh_params(gnutls_certificate_credentials_t res,
                                               gnutls_sec_param_t sec_param)
{
    return 0;
}

/**
 * gnutls_certificate_set_params_function:
 * @res: the credentials
 * @func: is never called
 *
 * Changes nothing: groups are agreed by name; see the priorities.
 **/
API void gnutls_certificate_set_params_function(gnutls_certificate_credentials_t res,
                                                gnutls_params_function *func)
{
}
