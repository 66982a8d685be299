/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* idna_libidn2.c - IDNA by libidn2, which is loaded when the first name outside ASCII comes */

#include "base/errors.h"
#include "base/late_library.h"
#include "base/lock.h"
#include "pki/idna.h"
#include "pki/sonames.h"

#include <idn2.h>

LATE_LIBRARY_NOTE(LIBIDN2_SONAME, "idn", "host names outside ASCII");

static struct {
    __typeof__(idn2_free) *release;
    __typeof__(idn2_to_ascii_8z) *to_ascii;
    __typeof__(idn2_to_unicode_8z8z) *to_unicode;
} idn2;

static bool is_there;

static void load(void)
{
    static const struct late_symbol symbols[] = {
        { "idn2_free", &idn2.release },
        { "idn2_to_ascii_8z", &idn2.to_ascii },
        { "idn2_to_unicode_8z8z", &idn2.to_unicode },
    };
    is_there = late_library_load(LIBIDN2_SONAME, symbols, ARRAY_SIZE(symbols));
}

static int demand_idn2(void)
{
    static struct once is_loaded = ONCE_INIT;
    once_run(&is_loaded, load);
    return is_there ? 0 : fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
}

/* What libidn2 made; released with the scope. */
struct made {
    char *text;
};

static void made_wipe(struct made *made)
{
    if (made->text != NULL)
        idn2.release(made->text);
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
    TRY(demand_idn2());
    int result = idn2.to_ascii(utf8, &made.text, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    /* Names that only the older mapping knows, such as those of symbols (UTS 46, 4). */
    if (result == IDN2_DISALLOWED)
        result = idn2.to_ascii(utf8, &made.text, IDN2_NFC_INPUT | IDN2_TRANSITIONAL);
    return take(result, &made, out);
}

int idna_unmap(const char *ascii, struct buffer *out)
{
    SCOPED(made) struct made made = { NULL };
    TRY(demand_idn2());
    int result = idn2.to_unicode(ascii, &made.text, 0);
    return take(result, &made, out);
}
