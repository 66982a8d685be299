/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* psk.c - keys that both sides hold beforehand: a client, and what is made of a key */

#include "algorithms/algorithms.h"
#include "base/errors.h"
#include "connection/connection.h"
#include "credentials/psk_import.h"

/**
 * gnutls_psk_allocate_client_credentials:
 * @sc: receives the credentials
 *
 * Makes credentials for a client that shares a key with its server, to be
 * released with gnutls_psk_free_client_credentials().
 *
 * Besides these credentials the priorities must name PSK, DHE-PSK or
 * ECDHE-PSK. In TLS 1.3 the first means no further key exchange, and
 * the others one over a curve or a finite field.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_psk_allocate_client_credentials(gnutls_psk_client_credentials_t *sc)
{
    return psk_client_new(sc);
}

/**
 * gnutls_psk_free_client_credentials:
 * @sc: the credentials; may be %NULL
 *
 * Releases credentials of a client and wipes the key.
 **/
API void gnutls_psk_free_client_credentials(gnutls_psk_client_credentials_t sc)
{
    psk_client_free(sc);
}

/**
 * gnutls_psk_set_client_credentials2:
 * @res: the credentials
 * @username: the identity, any bytes
 * @key: the key
 * @flags: %GNUTLS_PSK_KEY_RAW, or %GNUTLS_PSK_KEY_HEX for a key in
 *   hexadecimal digits; with %GNUTLS_PSK_KEY_EXT the key is imported
 *
 * Sets who the client is, and its key.
 *
 * A key that is imported (RFC 9258) goes under an identity made by
 * gnutls_psk_format_imported_identity(). It serves TLS 1.3 only, and the
 * server must import it too.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an identity or a
 *   key that is empty or too long; %GNUTLS_E_PARSING_ERROR for what is no
 *   hexadecimal number.
 *
 * Since: 3.6.13
 **/
API int gnutls_psk_set_client_credentials2(gnutls_psk_client_credentials_t res,
                                           const gnutls_datum_t *username,
                                           const gnutls_datum_t *key, gnutls_psk_key_flags flags)
{
    if (username == NULL || key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return psk_client_set(res, bytes_of_datum(username), bytes_of_datum(key), flags);
}

/**
 * gnutls_psk_set_client_credentials:
 * @res: the credentials
 * @username: the identity
 * @key: the key
 * @flags: %GNUTLS_PSK_KEY_RAW, or %GNUTLS_PSK_KEY_HEX for a key in
 *   hexadecimal digits
 *
 * Sets who the client is, by a name that is text, and its key.
 *
 * Returns: what gnutls_psk_set_client_credentials2() returns.
 **/
API int gnutls_psk_set_client_credentials(gnutls_psk_client_credentials_t res, const char *username,
                                          const gnutls_datum_t *key, gnutls_psk_key_flags flags)
{
    if (username == NULL || key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return psk_client_set(res, bytes_of_text(username), bytes_of_datum(key), flags);
}

/**
 * gnutls_psk_set_client_credentials_function:
 * @cred: the credentials
 * @func: gives a name that is text, and a key, both in memory of
 *   gnutls_malloc()
 *
 * Lets a function of the application say who the client is, during the
 * handshake, where the credentials hold no identity. It may look at
 * gnutls_psk_client_get_hint(), which TLS 1.3 does not have. A negative result
 * ends the handshake.
 **/
API void gnutls_psk_set_client_credentials_function(gnutls_psk_client_credentials_t cred,
                                                    gnutls_psk_client_credentials_function *func)
{
    cred->function = func;
    cred->function2 = NULL;
    cred->function3 = NULL;
}

/**
 * gnutls_psk_set_client_credentials_function2:
 * @cred: the credentials
 * @func: gives an identity of any bytes, and a key, both in memory of
 *   gnutls_malloc()
 *
 * Lets a function of the application say who the client is, as
 * gnutls_psk_set_client_credentials_function() does.
 *
 * Since: 3.6.13
 **/
API void gnutls_psk_set_client_credentials_function2(gnutls_psk_client_credentials_t cred,
                                                     gnutls_psk_client_credentials_function2 *func)
{
    cred->function = NULL;
    cred->function2 = func;
    cred->function3 = NULL;
}

/**
 * gnutls_psk_set_client_credentials_function3:
 * @cred: the credentials
 * @func: gives an identity of any bytes, and a key, both in memory of
 *   gnutls_malloc(), and says how the key is to be taken
 *
 * Lets a function of the application say who the client is, as
 * gnutls_psk_set_client_credentials_function2() does.
 *
 * What the function leaves in its last argument is %GNUTLS_PSK_KEY_RAW, or
 * %GNUTLS_PSK_KEY_HEX, with %GNUTLS_PSK_KEY_EXT for a key that is imported:
 * see gnutls_psk_set_client_credentials2().
 *
 * Since: 3.8.1
 **/
API void gnutls_psk_set_client_credentials_function3(gnutls_psk_client_credentials_t cred,
                                                     gnutls_psk_client_credentials_function3 *func)
{
    cred->function = NULL;
    cred->function2 = NULL;
    cred->function3 = func;
}

/**
 * gnutls_psk_client_get_hint:
 * @session: the connection
 *
 * Tells what the server said to help the client choose an identity.
 *
 * Returns: the hint, as long as the session lives; %NULL when there was none,
 *   or none that is text.
 *
 * Since: 2.4.0
 **/
API const char *gnutls_psk_client_get_hint(gnutls_session_t session)
{
    return buffer_text(&session->agreed.psk_hint);
}

/**
 * gnutls_psk_format_imported_identity:
 * @identity: of the key that both sides hold, any bytes
 * @context: of the use that is made of it, any bytes; may be empty or %NULL
 * @version: the protocol that the key is imported for
 * @hash: of the suites that it is to be used with: %GNUTLS_DIG_SHA256 or
 *   %GNUTLS_DIG_SHA384
 * @imported_identity: receives the identity; free it with gnutls_free()
 *
 * Makes the identity under which a key is imported into a protocol, RFC 9258,
 * 4.1.
 *
 * The key that is used under it is derived from the one that both hold and
 * from all that is given here, when it comes with %GNUTLS_PSK_KEY_EXT.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty identity,
 *   an unknown version, or a hash for which nothing is defined;
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.8.1
 **/
API int gnutls_psk_format_imported_identity(const gnutls_datum_t *identity,
                                            const gnutls_datum_t *context,
                                            gnutls_protocol_t version,
                                            gnutls_digest_algorithm_t hash,
                                            gnutls_datum_t *imported_identity)
{
    SCOPED(buffer) struct buffer out = { 0 };
    const struct version *protocol = version_by_id(version);
    struct imported_identity parts = { .hash = hash_by_digest_id(hash) };

    if (identity == NULL || imported_identity == NULL || protocol == NULL || parts.hash == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    parts.protocol = protocol->wire;
    parts.external = bytes_of_datum(identity);
    if (context != NULL)
        parts.context = bytes_of_datum(context);
    TRY(imported_identity_write(&parts, &out));
    return buffer_give(&out, imported_identity);
}
