/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* password.c - passwords that look the same are the same bytes, RFC 8265, 4.2 */

#include "pki/password.h"

#include "base/errors.h"
#include "base/text.h"

/* RFC 8264, 9.12. */
static bool has_controls(struct bytes ascii)
{
    for (size_t i = 0; i < ascii.size; i++) {
        if (ascii.data[i] < ' ' || ascii.data[i] == 0x7f)
            return true;
    }
    return false;
}

int password_normalize(struct bytes password, struct buffer *out)
{
    if (!text_is_utf8(password))
        return fail(GNUTLS_E_INVALID_UTF8_STRING);
    if (!text_is_ascii(password))
        return password_compose(password, out);
    if (has_controls(password))
        return fail(GNUTLS_E_INVALID_PASSWORD_STRING);
    return buffer_append(out, password);
}
