/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* errors.c - what error codes and alerts mean */

#include "base/errors.h"

#include <stdio.h>

/**
 * gnutls_strerror:
 * @error: an error code of the library
 *
 * Says in a sentence what the code means.
 *
 * Returns: a text that is never released; also for a number that is no code.
 **/
API const char *gnutls_strerror(int error)
{
    const struct error_facts *facts = error_find(error);
    return facts == NULL ? "(unknown error code)" : facts->text;
}

/**
 * gnutls_strerror_name:
 * @error: an error code of the library
 *
 * Gives the code's name, as it stands in the header.
 *
 * Returns: a text that is never released, or %NULL for a number that is no code.
 *
 * Since: 2.6.0
 **/
API const char *gnutls_strerror_name(int error)
{
    const struct error_facts *facts = error_find(error);
    return facts == NULL ? NULL : facts->name;
}

/**
 * gnutls_perror:
 * @error: an error code of the library
 *
 * Writes what the code means to the standard error stream.
 **/
API void gnutls_perror(int error)
{
    fprintf(stderr, "GnuTLS error: %s\n", gnutls_strerror(error));
}

/**
 * gnutls_error_is_fatal:
 * @error: an error code of the library
 *
 * Tells whether the session is of no use after this result. It is of use after
 * %GNUTLS_E_AGAIN, %GNUTLS_E_INTERRUPTED, a warning alert, and what is no error at all.
 *
 * Returns: 1 if the error is fatal, else 0.
 **/
API int gnutls_error_is_fatal(int error)
{
    if (error >= 0)
        return 0;
    const struct error_facts *facts = error_find(error);
    return facts == NULL || facts->fatal;
}

/**
 * gnutls_error_to_alert:
 * @err: an error code of the library
 * @level: receives %GNUTLS_AL_FATAL or %GNUTLS_AL_WARNING; may be %NULL
 *
 * Tells which alert would inform the peer of this error.
 *
 * Returns: the alert; %GNUTLS_A_INTERNAL_ERROR where no other fits.
 **/
API int gnutls_error_to_alert(int err, int *level)
{
    int alert = error_alert(err);
    if (alert == NO_ALERT)
        alert = GNUTLS_A_INTERNAL_ERROR;
    if (level != NULL)
        *level = alert == GNUTLS_A_NO_RENEGOTIATION ? GNUTLS_AL_WARNING : GNUTLS_AL_FATAL;
    return alert;
}

struct alert_names {
    int alert;
    const char *name, *text;
};

#define ALERT(alert, text) { GNUTLS_A_##alert, "GNUTLS_A_" #alert, text },

/* clang-format off */
static const struct alert_names alerts[] = {
    ALERT(CLOSE_NOTIFY,             "Close notify")
    ALERT(UNEXPECTED_MESSAGE,       "Unexpected message")
    ALERT(BAD_RECORD_MAC,           "Bad record MAC")
    ALERT(DECRYPTION_FAILED,        "Decryption failed")
    ALERT(RECORD_OVERFLOW,          "Record overflow")
    ALERT(DECOMPRESSION_FAILURE,    "Decompression failure")
    ALERT(HANDSHAKE_FAILURE,        "Handshake failure")
    ALERT(SSL3_NO_CERTIFICATE,      "No certificate (SSL 3.0)")
    ALERT(BAD_CERTIFICATE,          "Bad certificate")
    ALERT(UNSUPPORTED_CERTIFICATE,  "Unsupported certificate")
    ALERT(CERTIFICATE_REVOKED,      "Certificate revoked")
    ALERT(CERTIFICATE_EXPIRED,      "Certificate expired")
    ALERT(CERTIFICATE_UNKNOWN,      "Certificate unknown")
    ALERT(ILLEGAL_PARAMETER,        "Illegal parameter")
    ALERT(UNKNOWN_CA,               "Unknown CA")
    ALERT(ACCESS_DENIED,            "Access denied")
    ALERT(DECODE_ERROR,             "Decode error")
    ALERT(DECRYPT_ERROR,            "Decrypt error")
    ALERT(EXPORT_RESTRICTION,       "Export restriction")
    ALERT(PROTOCOL_VERSION,         "Protocol version")
    ALERT(INSUFFICIENT_SECURITY,    "Insufficient security")
    ALERT(INTERNAL_ERROR,           "Internal error")
    ALERT(INAPPROPRIATE_FALLBACK,   "Inappropriate fallback")
    ALERT(USER_CANCELED,            "User canceled")
    ALERT(NO_RENEGOTIATION,         "No renegotiation")
    ALERT(MISSING_EXTENSION,        "Missing extension")
    ALERT(UNSUPPORTED_EXTENSION,    "Unsupported extension")
    ALERT(CERTIFICATE_UNOBTAINABLE, "Certificate unobtainable")
    ALERT(UNRECOGNIZED_NAME,        "Unrecognized name")
    ALERT(UNKNOWN_PSK_IDENTITY,     "Unknown PSK identity")
    ALERT(CERTIFICATE_REQUIRED,     "Certificate required")
    ALERT(NO_APPLICATION_PROTOCOL,  "No application protocol")
};
/* clang-format on */

static const struct alert_names *find_alert(int alert)
{
    for (size_t i = 0; i < ARRAY_SIZE(alerts); i++)
        if (alerts[i].alert == alert)
            return &alerts[i];
    return NULL;
}

/**
 * gnutls_alert_get_name:
 * @alert: the number of an alert
 *
 * Describes an alert in a few words.
 *
 * Returns: a text that is never released, or %NULL for an unknown alert.
 **/
API const char *gnutls_alert_get_name(gnutls_alert_description_t alert)
{
    const struct alert_names *names = find_alert((int)alert);
    return names == NULL ? NULL : names->text;
}

/**
 * gnutls_alert_get_strname:
 * @alert: the number of an alert
 *
 * Gives the alert's name, as it stands in the header.
 *
 * Returns: a text that is never released, or %NULL for an unknown alert.
 *
 * Since: 3.0
 **/
API const char *gnutls_alert_get_strname(gnutls_alert_description_t alert)
{
    const struct alert_names *names = find_alert((int)alert);
    return names == NULL ? NULL : names->name;
}
