/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* password_none.c - passwords in ASCII only: built without libunistring */

#include "base/errors.h"
#include "pki/password.h"

int password_compose(struct bytes utf8, struct buffer *out)
{
    return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
}
