/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* idna_none.c - no IDNA: built without libidn2 */

#include "base/errors.h"
#include "pki/idna.h"

int idna_map(const char *utf8, struct buffer *out)
{
    return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
}

int idna_unmap(const char *ascii, struct buffer *out)
{
    return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
}
