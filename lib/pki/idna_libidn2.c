/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* idna_libidn2.c - IDNA by libidn2 */

#include "base/errors.h"
#include "pki/idna.h"

#include <idn2.h>

/* What libidn2 made; released with the scope. */
struct made {
    char *text;
};

static void made_wipe(struct made *made)
{
    idn2_free(made->text);
}

static int take(int result, const struct made *made, struct buffer *out)
{
    if (result == IDN2_MALLOC)
        return fail(GNUTLS_E_MEMORY_ERROR);
    if (result != IDN2_OK)
        return fail(GNUTLS_E_INVALID_UTF8_STRING);
    return buffer_append(out, bytes_of_text(made->text));
}

int idna_map(const char *utf8, struct buffer *out)
{
    SCOPED(made) struct made made = { NULL };
    int result = idn2_to_ascii_8z(utf8, &made.text, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    /* Names that only the older mapping knows, such as those of symbols (UTS 46, 4). */
    if (result == IDN2_DISALLOWED)
        result = idn2_to_ascii_8z(utf8, &made.text, IDN2_NFC_INPUT | IDN2_TRANSITIONAL);
    return take(result, &made, out);
}

int idna_unmap(const char *ascii, struct buffer *out)
{
    SCOPED(made) struct made made = { NULL };
    int result = idn2_to_unicode_8z8z(ascii, &made.text, 0);
    return take(result, &made, out);
}
