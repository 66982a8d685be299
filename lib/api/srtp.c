/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* srtp.c - keys for media that go beside DTLS, RFC 5764 */

#include "connection/srtp.h"
#include "base/errors.h"
#include "connection/calls.h"

enum { MKI_MAX = 255 };

/**
 * gnutls_srtp_get_profile_id:
 * @name: a profile's name, such as "SRTP_AES128_CM_HMAC_SHA1_80"
 * @profile: receives its number
 *
 * Finds a protection profile by its name.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_ILLEGAL_PARAMETER when there is none.
 *
 * Since: 3.1.4
 **/
API int gnutls_srtp_get_profile_id(const char *name, gnutls_srtp_profile_t *profile)
{
    const struct srtp_profile *found = srtp_profile_by_name(bytes_of_text(name));

    *profile = found != NULL ? found->id : (gnutls_srtp_profile_t)0;
    return found != NULL ? 0 : fail(GNUTLS_E_ILLEGAL_PARAMETER);
}

/**
 * gnutls_srtp_get_profile_name:
 * @profile: a protection profile
 *
 * Gives a profile's name.
 *
 * Returns: a constant string, or NULL when there is no such profile.
 *
 * Since: 3.1.4
 **/
API const char *gnutls_srtp_get_profile_name(gnutls_srtp_profile_t profile)
{
    const struct srtp_profile *found = srtp_profile_by_id(profile);

    return found != NULL ? found->name : NULL;
}

/**
 * gnutls_srtp_set_profile:
 * @session: a connection made with %GNUTLS_DATAGRAM, before the handshake
 * @profile: a protection profile
 *
 * Adds a profile to those that may be agreed on. The server takes the first
 * of the client's that it has too; where there is none the connection is made
 * without.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ILLEGAL_PARAMETER when there is no such
 *   profile; or another negative error code.
 *
 * Since: 3.1.4
 **/
API int gnutls_srtp_set_profile(gnutls_session_t session, gnutls_srtp_profile_t profile)
{
    const struct srtp_profile *found = srtp_profile_by_id(profile);

    if (found == NULL)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    return srtp_list_add(&session->config.srtp_profiles, found);
}

/**
 * gnutls_srtp_set_profile_direct:
 * @session: a connection made with %GNUTLS_DATAGRAM, before the handshake
 * @profiles: names with colons between them, best first
 * @err_pos: receives where a name is none; may be NULL
 *
 * Sets the profiles that may be agreed on, in place of those set before.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a name that is
 *   none, and then nothing is changed; or another negative error code.
 *
 * Since: 3.1.4
 **/
API int gnutls_srtp_set_profile_direct(gnutls_session_t session, const char *profiles,
                                       const char **err_pos)
{
    SCOPED(buffer) struct buffer list = { 0 };
    const char *error_at;
    int result = srtp_list_read(profiles, &error_at, &list);

    if (result == 0)
        buffer_move(&list, &session->config.srtp_profiles);
    else if (err_pos != NULL)
        *err_pos = error_at;
    return result;
}

/**
 * gnutls_srtp_get_selected_profile:
 * @session: the connection
 * @profile: receives the profile
 *
 * Tells which profile was agreed on.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when none was.
 *
 * Since: 3.1.4
 **/
API int gnutls_srtp_get_selected_profile(gnutls_session_t session, gnutls_srtp_profile_t *profile)
{
    if (session->agreed.srtp_profile == 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *profile = (gnutls_srtp_profile_t)session->agreed.srtp_profile;
    return 0;
}

/**
 * gnutls_srtp_get_keys:
 * @session: the connection, after the handshake
 * @key_material: receives all keys and salts, which are secret
 * @key_material_size: its room, in bytes
 * @client_key: receives where the client's key stands in it; may be NULL, as the others
 * @client_salt: receives where the client's salt stands
 * @server_key: receives where the server's key stands
 * @server_salt: receives where the server's salt stands
 *
 * Makes the keys for the media, RFC 5764, 4.2.
 *
 * Returns: how many bytes @key_material has got;
 *   %GNUTLS_E_SHORT_MEMORY_BUFFER when its room is too small;
 *   %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when no profile was agreed on; or
 *   another negative error code.
 *
 * Since: 3.1.4
 **/
API int gnutls_srtp_get_keys(gnutls_session_t session, void *key_material,
                             unsigned int key_material_size, gnutls_datum_t *client_key,
                             gnutls_datum_t *client_salt, gnutls_datum_t *server_key,
                             gnutls_datum_t *server_salt)
{
    struct srtp_keys keys;

    TRY(srtp_make_keys(session, key_material, key_material_size, &keys));
    if (client_key != NULL)
        *client_key = keys.client_key;
    if (client_salt != NULL)
        *client_salt = keys.client_salt;
    if (server_key != NULL)
        *server_key = keys.server_key;
    if (server_salt != NULL)
        *server_salt = keys.server_salt;
    return (int)keys.size;
}

/**
 * gnutls_srtp_set_mki:
 * @session: a client's connection, before the handshake
 * @mki: at most 255 bytes, which are copied
 *
 * Sets the identifier of the master key, which the server may send back.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for more bytes; or
 *   another negative error code.
 *
 * Since: 3.1.4
 **/
API int gnutls_srtp_set_mki(gnutls_session_t session, const gnutls_datum_t *mki)
{
    if (mki->size > MKI_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return buffer_set(&session->config.srtp_mki, bytes_of_datum(mki));
}

/**
 * gnutls_srtp_get_mki:
 * @session: the connection, after the handshake
 * @mki: receives the identifier, which lives as long as the session
 *
 * Gives the identifier of the master key: on a server what the client sent, on
 * a client its own when the server has sent it back.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when there is none.
 *
 * Since: 3.1.4
 **/
API int gnutls_srtp_get_mki(gnutls_session_t session, gnutls_datum_t *mki)
{
    const struct buffer *agreed = &session->agreed.srtp_mki;

    if (session->agreed.srtp_profile == 0 || agreed->size == 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *mki = (gnutls_datum_t){ agreed->data, (unsigned)agreed->size };
    return 0;
}
