/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* server_name.c - which of a server's names is meant, RFC 6066, 3 */

#include "base/errors.h"
#include "connection/calls.h"
#include "pki/idna.h"

enum { NAME_MAX_SIZE = 255 };

static int check_name(struct bytes name)
{
    bool has_zero = name.size > 0 && memchr(name.data, 0, name.size) != NULL;

    return name.size > NAME_MAX_SIZE || has_zero ? fail(GNUTLS_E_INVALID_REQUEST) : 0;
}

/**
 * gnutls_server_name_set:
 * @session: the connection
 * @type: %GNUTLS_NAME_DNS
 * @name: the server's name
 * @name_length: its length; 0 takes back a name that was set
 *
 * Sets the name that a client asks for.
 *
 * Servers with several names choose their certificate by it, and a session
 * resumes under its own name only. The name is copied. A name outside ASCII, in
 * UTF-8, goes in its ASCII form: see gnutls_idna_map().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST on a server, for another
 *   type, a name over 255 bytes or with a zero byte; for a name outside ASCII
 *   what gnutls_idna_map() returns.
 **/
API int gnutls_server_name_set(gnutls_session_t session, gnutls_server_name_type_t type,
                               const void *name, size_t name_length)
{
    SCOPED(buffer) struct buffer mapped = { 0 };
    struct bytes bytes = bytes_of(name, name_length);

    if (session->config.role != CLIENT || type != GNUTLS_NAME_DNS)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(check_name(bytes));
    TRY(idna_host(bytes, &mapped));
    TRY(check_name(buffer_bytes(&mapped)));
    buffer_move(&mapped, &session->config.server_name);
    return 0;
}

/**
 * gnutls_server_name_get:
 * @session: the connection
 * @data: receives the name, ended by a zero byte
 * @data_length: room in @data; receives the length without the zero byte
 * @type: receives %GNUTLS_NAME_DNS
 * @indx: which name: 0
 *
 * Gives a server the name that the client asked for. It is known from the
 * moment on when the client's hello has been read.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @data_length what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   no name came; %GNUTLS_E_INVALID_REQUEST on a client.
 **/
API int gnutls_server_name_get(gnutls_session_t session, void *data, size_t *data_length,
                               unsigned int *type, unsigned int indx)
{
    const struct buffer *name = &session->agreed.params.server_name;

    if (session->config.role != SERVER)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (name->size == 0 || indx > 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);

    *type = GNUTLS_NAME_DNS;
    if (*data_length <= name->size) {
        *data_length = name->size + 1;
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    }
    memcpy(data, name->data, name->size);
    ((char *)data)[name->size] = 0;
    *data_length = name->size;
    return 0;
}
