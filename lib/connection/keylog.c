/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keylog.c - secrets for a debugger, where the environment asks for it
 *
 * Lines as programs that decrypt captures read them: label, client random, secret. Each line is
 * one write to a file opened for appending, so that many threads and programs can share it.
 */

#include "base/errors.h"
#include "base/log.h"
#include "base/text.h"
#include "connection/calls.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static const char *file_name(void)
{
    return secure_getenv("SSLKEYLOGFILE");
}

static int make_line(const struct gnutls_session_int *session, const char *label,
                     const gnutls_datum_t *secret, struct buffer *out)
{
    struct bytes random = bytes_of(session->agreed.client_random, HELLO_RANDOM_SIZE);

    TRY(buffer_append(out, bytes_of_text(label)));
    TRY(buffer_append(out, bytes_of_text(" ")));
    TRY(hex_encode(random, "", out));
    TRY(buffer_append(out, bytes_of_text(" ")));
    TRY(hex_encode(bytes_of_datum(secret), "", out));
    return buffer_append(out, bytes_of_text("\n"));
}

/* A log that cannot be written never stops a handshake. */
static int append_line(gnutls_session_t session, const char *label, const gnutls_datum_t *secret)
{
    SCOPED(buffer) struct buffer line = { 0 };
    const char *name = file_name();
    int file;

    if (name == NULL || make_line(session, label, secret, &line) < 0)
        return 0;
    file = open(name, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return 0;
    if (write(file, line.data, line.size) < 0)
        log_write(LOG_ERRORS, "the key log cannot be written");
    close(file);
    return 0;
}

gnutls_keylog_func keylog_of_environment(void)
{
    const char *name = file_name();

    return name != NULL && name[0] != 0 ? append_line : NULL;
}
