/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* log.h - levels, audit log, the application's log function
 *
 * Levels as the API documents them: 1 audit, 2 errors and where they began, 3 the steps of a
 * handshake, 4 what is negotiated, 5 records, 9 details. Secrets are never logged.
 */

#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/attributes.h"

#include <gnutls/gnutls.h>
#include <stdbool.h>

enum log_level {
    LOG_AUDIT = 1,
    LOG_ERRORS = 2,
    LOG_HANDSHAKE = 3,
    LOG_NEGOTIATION = 4,
    LOG_RECORDS = 5,
    LOG_DETAILS = 9,
};

/* One message, without a line break at its end: that is added. */
void log_write(enum log_level, const char *format, ...) PRINTF_LIKE(2, 3);

/* True when a message of this level would be heard: to spare making its text. */
bool log_is_on(enum log_level);

/* Also given to the application's audit function, with the session it concerns (may be NULL). */
void log_audit(gnutls_session_t, const char *format, ...) PRINTF_LIKE(2, 3);

void log_set_level(int level);
void log_set_function(gnutls_log_func);
void log_set_audit_function(gnutls_audit_log_func);

#endif
