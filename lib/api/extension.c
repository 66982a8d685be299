/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension.c - extensions of the application, and for those who look for themselves */

#include "base/errors.h"
#include "connection/calls.h"

/**
 * gnutls_ext_raw_parse:
 * @ctx: is given to @cb
 * @cb: is called for each extension, with its number and content
 * @data: what to read
 * @flags: %GNUTLS_EXT_RAW_FLAG_TLS_CLIENT_HELLO or
 *   %GNUTLS_EXT_RAW_FLAG_DTLS_CLIENT_HELLO when @data is a client's hello, as
 *   hooks are given it; 0 when it is a block of extensions
 *
 * Shows the extensions of a hello one by one.
 *
 * A server that wants to know what a client sent, before it is acted upon,
 * calls this in a hook for %GNUTLS_HANDSHAKE_CLIENT_HELLO. A negative answer
 * of @cb ends the call and is returned.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for a
 *   hello without extensions; another negative code when @data is broken.
 *
 * Since: 3.6.3
 **/
API int gnutls_ext_raw_parse(void *ctx, gnutls_ext_raw_process_func cb, const gnutls_datum_t *data,
                             unsigned int flags)
{
    const unsigned hello =
        GNUTLS_EXT_RAW_FLAG_TLS_CLIENT_HELLO | GNUTLS_EXT_RAW_FLAG_DTLS_CLIENT_HELLO;

    if (cb == NULL || data == NULL || (flags & ~hello) != 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    struct bytes block = bytes_of_datum(data);
    if (flags != 0)
        TRY(hello_find_extensions(block, (flags & GNUTLS_EXT_RAW_FLAG_TLS_CLIENT_HELLO) == 0,
                                  &block));
    return extensions_show(block, cb, ctx);
}

/**
 * gnutls_session_ext_register:
 * @session: the connection
 * @name: of the extension; copied; may be NULL
 * @type: its number on the wire
 * @parse_point: when it is read
 * @recv_func: is given the content; NULL: it is of no interest
 * @send_func: writes the content with gnutls_buffer_append_data(); NULL: the
 *   extension is never sent
 * @deinit_func: releases data set with gnutls_ext_set_data(); may be NULL
 * @pack_func: is kept for compatibility, and not called
 * @unpack_func: likewise
 * @flags: #gnutls_ext_flags_t; 0: in the client's hello and what answers it
 *
 * Adds an extension of the application to a connection.
 *
 * The flags say in which messages it may stand; none of them means the
 * client's hello, the encrypted extensions of TLS 1.3 and the server's hello
 * of TLS 1.2. A server answers only what the client asked for, and a client
 * refuses an answer it did not ask for, unless
 * %GNUTLS_EXT_FLAG_IGNORE_CLIENT_REQUEST is given. In the client's hello
 * %GNUTLS_EXT_VERSION_NEG is read first, then %GNUTLS_EXT_MANDATORY, then
 * %GNUTLS_EXT_APPLICATION, and %GNUTLS_EXT_TLS after the function set with
 * gnutls_handshake_set_post_client_hello_function() was called; %GNUTLS_EXT_ANY
 * and %GNUTLS_EXT_NONE are not read. When a session of TLS 1.2 is resumed a
 * server sends only %GNUTLS_EXT_MANDATORY.
 *
 * @send_func returns 0, and what it appended is sent; with nothing appended
 * the extension is left out, unless it returns %GNUTLS_E_INT_RET_0. A negative
 * result of either function ends the handshake with it. They cannot stall: a
 * code that is not fatal becomes %GNUTLS_E_USER_ERROR.
 *
 * An extension of the library itself is replaced with
 * %GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL, where nothing of the protocol rests on it.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ALREADY_REGISTERED; or
 *   %GNUTLS_E_MEMORY_ERROR, also when there are too many.
 *
 * Since: 3.5.5
 **/
API int gnutls_session_ext_register(gnutls_session_t session, const char *name, int type,
                                    gnutls_ext_parse_type_t parse_point,
                                    gnutls_ext_recv_func recv_func, gnutls_ext_send_func send_func,
                                    gnutls_ext_deinit_data_func deinit_func,
                                    gnutls_ext_pack_func pack_func,
                                    gnutls_ext_unpack_func unpack_func, unsigned int flags)
{
    const struct custom_extension row = {
        .name = name,
        .type = (uint16_t)type,
        .order = parse_point,
        .flags = flags,
        .receive = recv_func,
        .send = send_func,
        .release = deinit_func,
    };

    if (type < 0 || type > UINT16_MAX || parse_point > GNUTLS_EXT_VERSION_NEG)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return custom_register(&session->config.custom, &row);
}

/**
 * gnutls_ext_register:
 * @name: of the extension; copied; may be NULL
 * @type: its number on the wire
 * @parse_point: when it is read
 * @recv_func: is given the content
 * @send_func: writes the content
 * @deinit_func: releases data set with gnutls_ext_set_data(); may be NULL
 * @pack_func: is kept for compatibility, and not called
 * @unpack_func: likewise
 *
 * Adds an extension of the application to all connections that are made from
 * now on: see gnutls_session_ext_register(), which is to be preferred. It
 * stays until the program ends.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ALREADY_REGISTERED; or
 *   %GNUTLS_E_MEMORY_ERROR, also when there are too many.
 *
 * Since: 3.4.0
 **/
API int gnutls_ext_register(const char *name, int type, gnutls_ext_parse_type_t parse_point,
                            gnutls_ext_recv_func recv_func, gnutls_ext_send_func send_func,
                            gnutls_ext_deinit_data_func deinit_func, gnutls_ext_pack_func pack_func,
                            gnutls_ext_unpack_func unpack_func)
{
    const struct custom_extension row = {
        .name = name,
        .type = (uint16_t)type,
        .order = parse_point,
        .receive = recv_func,
        .send = send_func,
        .release = deinit_func,
    };

    if (type < 0 || type > UINT16_MAX || parse_point > GNUTLS_EXT_VERSION_NEG)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return custom_register_for_all(&row);
}

/**
 * gnutls_ext_set_data:
 * @session: the connection
 * @type: the number of an extension that the application registered
 * @data: of the application
 *
 * Keeps data beside an extension, for its functions.
 *
 * Data that was there before is released with the extension's deinit_func,
 * as it is when the connection ends. Nothing happens when no such extension
 * is registered.
 *
 * Since: 3.4.0
 **/
API void gnutls_ext_set_data(gnutls_session_t session, unsigned type, gnutls_ext_priv_data_t data)
{
    struct custom_extension *row = custom_find(&session->config.custom, type);

    if (row != NULL)
        custom_set_data(row, data);
}

/**
 * gnutls_ext_get_data:
 * @session: the connection
 * @type: the number of an extension that the application registered
 * @data: receives what gnutls_ext_set_data() kept
 *
 * Gives the data that is kept beside an extension.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE.
 *
 * Since: 3.4.0
 **/
API int gnutls_ext_get_data(gnutls_session_t session, unsigned type, gnutls_ext_priv_data_t *data)
{
    const struct custom_extension *row = custom_find(&session->config.custom, type);

    if (row == NULL || row->data == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *data = row->data;
    return 0;
}

/**
 * gnutls_ext_get_current_msg:
 * @session: the connection
 *
 * Tells an extension's functions which message they are called for.
 *
 * Returns: the flag of the message, of #gnutls_ext_flags_t; 0 outside them.
 *
 * Since: 3.6.3
 **/
API unsigned gnutls_ext_get_current_msg(gnutls_session_t session)
{
    return session->handshake != NULL ? session->handshake->custom.message : 0;
}

/**
 * gnutls_ext_get_name:
 * @ext: the number of an extension
 *
 * Gives an extension's name: the library's, or one registered with
 * gnutls_ext_register().
 *
 * Returns: the name, or NULL.
 **/
API const char *gnutls_ext_get_name(unsigned int ext)
{
    const char *name = extension_name(ext, GNUTLS_EXT_ANY);

    return name != NULL ? name : custom_name_for_all(ext);
}

/**
 * gnutls_ext_get_name2:
 * @session: the connection; NULL: only the library's own are looked at
 * @tls_id: the number of an extension
 * @parse_point: when it is read; %GNUTLS_EXT_ANY: does not matter
 *
 * Gives an extension's name: the library's, or one registered for this
 * connection.
 *
 * Returns: the name, or NULL.
 *
 * Since: 3.6.14
 **/
API const char *gnutls_ext_get_name2(gnutls_session_t session, unsigned int tls_id,
                                     gnutls_ext_parse_type_t parse_point)
{
    const char *name = extension_name(tls_id, parse_point);
    const struct custom_extension *row = NULL;

    if (name == NULL && session != NULL)
        row = custom_find(&session->config.custom, tls_id);
    if (row != NULL && (parse_point == GNUTLS_EXT_ANY || row->order == parse_point))
        name = row->name;
    return name;
}

/**
 * gnutls_buffer_append_data:
 * @dest: what a function of the application was given to write to
 * @data: is copied behind what is there
 * @data_size: in bytes
 *
 * Writes the content of an extension.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.4.0
 **/
API int gnutls_buffer_append_data(gnutls_buffer_t dest, const void *data, size_t data_size)
{
    return public_buffer_append(dest, bytes_of(data, data_size));
}
