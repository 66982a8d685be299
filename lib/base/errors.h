/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* errors.h - error codes: their origin, their text, their alert
 *
 * 0 is success, negative is a GNUTLS_E_ code. The alert follows from the code by the table in
 * errors.c; no handler names an alert.
 */

#ifndef BASE_ERRORS_H
#define BASE_ERRORS_H

#include "base/attributes.h"

#include <gnutls/gnutls.h>
#include <stdbool.h>

/* Says in the log where an error began, and is its code. */
#define fail(code) error_began((code), __FILE__, __LINE__)

/* Returns an error upwards, unchanged. Only where all that needs releasing is SCOPED. */
#define TRY(expression)                                                                            \
    do {                                                                                           \
        int try_result_ = (expression);                                                            \
        if (try_result_ < 0)                                                                       \
            return try_result_;                                                                    \
    } while (0)

int error_began(int code, const char *file, int line);

struct error_facts {
    int code;
    const char *name; /* "GNUTLS_E_AGAIN" */
    const char *text; /* a sentence for people */
    bool fatal;
    int alert; /* to be sent to the peer, or NO_ALERT */
};

enum { NO_ALERT = -1 };

/* NULL for a number that is no code. */
const struct error_facts *error_find(int code);

/* The alert to send for this error; NO_ALERT where none is due (the transport is gone, the peer
 * sent an alert itself). Unknown codes give internal_error. */
int error_alert(int code);

/* True for the codes after which the same call is to be repeated: AGAIN and INTERRUPTED. */
static inline bool error_is_stall(int code)
{
    return code == GNUTLS_E_AGAIN || code == GNUTLS_E_INTERRUPTED;
}

#endif
