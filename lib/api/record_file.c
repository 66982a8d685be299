/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* record_file.c - a part of a file as application data */

#include "connection/calls.h"

/**
 * gnutls_record_send_file:
 * @session: the connection
 * @fd: a file that can be read
 * @offset: where to begin, in bytes behind the place where the file stands; receives where the next
 * part begins. %NULL begins where the file stands, and moves it
 * @count: how many bytes to send
 *
 * Sends a part of a file, or less if the file ends before. With @offset the place where the file
 * stands does not move.
 *
 * The call returns when all has gone: over a transport that does not block it tries again and
 * again until the transport takes the data.
 *
 * Returns: how many bytes were sent, or a negative error code when none were;
 * %GNUTLS_E_FILE_ERROR when the file can not be read.
 *
 * Since: 3.7.4
 **/
API ssize_t gnutls_record_send_file(gnutls_session_t session, int fd, off_t *offset, size_t count)
{
    size_t sent;
    int result = connection_send_file(session, fd, offset, count, &sent);

    return result < 0 && sent == 0 ? result : (ssize_t)sent;
}
