/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* psk_server.c - a server and the keys that it holds with its clients */

#include "base/errors.h"
#include "connection/connection.h"

/**
 * gnutls_psk_allocate_server_credentials:
 * @sc: receives the credentials
 *
 * Makes credentials for a server that shares keys with its clients, to be
 * released with gnutls_psk_free_server_credentials().
 *
 * Besides these credentials the priorities must name PSK, DHE-PSK or
 * ECDHE-PSK. In TLS 1.3 the first means no further key exchange, and
 * the others one over a curve or a finite field.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_psk_allocate_server_credentials(gnutls_psk_server_credentials_t *sc)
{
    return psk_server_new(sc);
}

/**
 * gnutls_psk_free_server_credentials:
 * @sc: the credentials; may be %NULL
 *
 * Releases credentials of a server.
 **/
API void gnutls_psk_free_server_credentials(gnutls_psk_server_credentials_t sc)
{
    psk_server_free(sc);
}

/**
 * gnutls_psk_set_server_credentials_file:
 * @res: the credentials
 * @password_file: path of a file as psktool writes it
 *
 * Sets the file in which identities and keys are looked up.
 *
 * It has lines of an identity, a colon, and a key in hexadecimal digits. An
 * identity that is no text stands as hexadecimal digits behind a number
 * sign. The file is read anew in each handshake.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_FILE_ERROR when it can not be read;
 *   %GNUTLS_E_INVALID_REQUEST without a path.
 **/
API int gnutls_psk_set_server_credentials_file(gnutls_psk_server_credentials_t res,
                                               const char *password_file)
{
    if (password_file == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return psk_server_set_file(res, password_file);
}

/**
 * gnutls_psk_set_server_credentials_hint:
 * @res: the credentials
 * @hint: a text for the client
 *
 * Sets what clients are told before they say who they are.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST without a hint, or for
 *   one that is too long; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 2.4.0
 **/
API int gnutls_psk_set_server_credentials_hint(gnutls_psk_server_credentials_t res,
                                               const char *hint)
{
    if (hint == NULL || strlen(hint) > PSK_IDENTITY_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return buffer_set(&res->hint, bytes_of_text(hint));
}

/**
 * gnutls_psk_set_server_credentials_function:
 * @cred: the credentials
 * @func: is given a name that is text, and gives the key in memory of
 *   gnutls_malloc()
 *
 * Lets a function of the application look keys up.
 *
 * When it fails or gives no key, nobody has this name. A server that has a
 * certificate too then shows it to a client of TLS 1.3. Otherwise the
 * handshake fails as it would with a wrong key, and the client does not learn
 * whether the name is known.
 **/
API void gnutls_psk_set_server_credentials_function(gnutls_psk_server_credentials_t cred,
                                                    gnutls_psk_server_credentials_function *func)
{
    cred->function = func;
    cred->function2 = NULL;
    cred->function3 = NULL;
}

/**
 * gnutls_psk_set_server_credentials_function2:
 * @cred: the credentials
 * @func: is given an identity of any bytes, and gives the key in memory of
 *   gnutls_malloc()
 *
 * Lets a function of the application look keys up, as
 * gnutls_psk_set_server_credentials_function() does.
 *
 * Since: 3.6.13
 **/
API void gnutls_psk_set_server_credentials_function2(gnutls_psk_server_credentials_t cred,
                                                     gnutls_psk_server_credentials_function2 *func)
{
    cred->function = NULL;
    cred->function2 = func;
    cred->function3 = NULL;
}

/**
 * gnutls_psk_set_server_credentials_function3:
 * @cred: the credentials
 * @func: is given an identity of any bytes, gives the key in memory of
 *   gnutls_malloc(), and says how it is to be taken
 *
 * Lets a function of the application look keys up, as
 * gnutls_psk_set_server_credentials_function2() does.
 *
 * What the function leaves in its last argument is %GNUTLS_PSK_KEY_RAW, or
 * %GNUTLS_PSK_KEY_HEX, with %GNUTLS_PSK_KEY_EXT for a key that is imported
 * (RFC 9258). The identity is then one of
 * gnutls_psk_format_imported_identity(), and names what it is imported for.
 *
 * Since: 3.8.1
 **/
API void gnutls_psk_set_server_credentials_function3(gnutls_psk_server_credentials_t cred,
                                                     gnutls_psk_server_credentials_function3 *func)
{
    cred->function = NULL;
    cred->function2 = NULL;
    cred->function3 = func;
}

/**
 * gnutls_psk_server_get_username:
 * @session: the connection
 *
 * Tells who the client said it is.
 *
 * Returns: the name, as long as the session lives; %NULL when there is none,
 *   or none that is text.
 **/
API const char *gnutls_psk_server_get_username(gnutls_session_t session)
{
    return buffer_text(&session->agreed.params.psk_identity);
}

/**
 * gnutls_psk_server_get_username2:
 * @session: the connection
 * @out: receives the identity, which belongs to the session
 *
 * Tells who the client said it is, in any bytes.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when it
 *   said nothing.
 *
 * Since: 3.6.13
 **/
API int gnutls_psk_server_get_username2(gnutls_session_t session, gnutls_datum_t *out)
{
    const struct buffer *identity = &session->agreed.params.psk_identity;

    if (identity->size == 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *out = (gnutls_datum_t){ identity->data, (unsigned)identity->size };
    return 0;
}

/**
 * gnutls_psk_set_server_dh_params:
 * @res: the credentials
 * @dh_params: parameters, which must live as long as the credentials
 *
 * Sets the parameters of DHE-PSK for clients that name no group of RFC 7919.
 **/
API void gnutls_psk_set_server_dh_params(gnutls_psk_server_credentials_t res,
                                         gnutls_dh_params_t dh_params)
{
    res->dh = (struct dh_source){ .params = dh_params };
}

/**
 * gnutls_psk_set_server_known_dh_params:
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
API int gnutls_psk_set_server_known_dh_params(gnutls_psk_server_credentials_t res,
                                              gnutls_sec_param_t sec_param)
{
    return dh_source_set_known(&res->dh, sec_param);
}

/**
 * gnutls_psk_set_server_params_function:
 * @res: the credentials
 * @func: gives parameters
 *
 * Lets a function of the application give the parameters of DHE-PSK for
 * clients that name no group of RFC 7919.
 **/
API void gnutls_psk_set_server_params_function(gnutls_psk_server_credentials_t res,
                                               gnutls_params_function *func)
{
    res->dh = (struct dh_source){ .function = func };
}

/**
 * gnutls_psk_set_params_function:
 * @res: the credentials
 * @func: gives parameters
 *
 * Does what gnutls_psk_set_server_params_function() does.
 **/
API void gnutls_psk_set_params_function(gnutls_psk_server_credentials_t res,
                                        gnutls_params_function *func)
{
    gnutls_psk_set_server_params_function(res, func);
}
