/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension_find.h - the extension of a certificate that a getter is about */

#ifndef API_EXTENSION_FIND_H
#define API_EXTENSION_FIND_H

#include "base/errors.h"
#include "pki/certificate.h"

/* Is it there, and is it critical (which need not be asked)? Its value may be unwanted, too.
 * GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when it is not there. */
MUST_USE static inline int find_extension(gnutls_x509_crt_t cert, struct bytes oid,
                                          unsigned *critical, struct bytes *out)
{
    struct certificate_extension extension;
    if (!certificate_find_extension(cert, oid, &extension))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (critical != NULL)
        *critical = extension.critical;
    if (out != NULL)
        *out = extension.value;
    return 0;
}

#endif
