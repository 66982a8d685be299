/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* password_libunistring.c - passwords outside ASCII, by libunistring's tables
 *
 * It is loaded when the first such password comes. What libunistring allocates for itself is its
 * affair; passwords are composed in memory that is ours, and is wiped.
 */

#include "base/errors.h"
#include "base/late_library.h"
#include "base/lock.h"
#include "pki/password.h"
#include "pki/sonames.h"

#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

LATE_LIBRARY_NOTE(LIBUNISTRING_SONAME, "idn", "passwords outside ASCII");

static struct {
    __typeof__(uc_is_general_category_withtable) *has_category;
    __typeof__(uc_is_property_default_ignorable_code_point) *is_ignorable;
    __typeof__(u8_mbtouc) *take;
    __typeof__(u8_uctomb) *put;
    __typeof__(u8_normalize) *normalize;
    uninorm_t composed;
} unicode;

static bool is_there;

static void load(void)
{
    static const struct late_symbol symbols[] = {
        { "uc_is_general_category_withtable", &unicode.has_category },
        { "uc_is_property_default_ignorable_code_point", &unicode.is_ignorable },
        { "u8_mbtouc", &unicode.take },
        { "u8_uctomb", &unicode.put },
        { "u8_normalize", &unicode.normalize },
        { "uninorm_nfc", &unicode.composed },
    };
    is_there = late_library_load(LIBUNISTRING_SONAME, symbols, ARRAY_SIZE(symbols));
}

static int demand_unicode(void)
{
    static struct once is_loaded = ONCE_INIT;
    once_run(&is_loaded, load);
    return is_there ? 0 : fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
}

/* RFC 8264, 4.3: letters, marks, numbers, punctuation, symbols and spaces; nothing that is not
 * seen. */
static bool may_be_in_password(ucs4_t character)
{
    static const uint32_t allowed = UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N |
                                    UC_CATEGORY_MASK_P | UC_CATEGORY_MASK_S | UC_CATEGORY_MASK_Zs;
    return unicode.has_category(character, allowed) && !unicode.is_ignorable(character);
}

/* RFC 8265, 4.2.2, 2: every space is that of ASCII. */
static ucs4_t map_space(ucs4_t character)
{
    return unicode.has_category(character, UC_CATEGORY_MASK_Zs) ? ' ' : character;
}

static int map_characters(struct bytes utf8, struct buffer *out)
{
    while (utf8.size > 0) {
        ucs4_t character;
        uint8_t mapped[6];
        int size = unicode.take(&character, utf8.data, utf8.size);
        if (!may_be_in_password(character))
            return fail(GNUTLS_E_INVALID_PASSWORD_STRING);
        int mapped_size = unicode.put(mapped, map_space(character), sizeof mapped);
        if (size <= 0 || mapped_size <= 0)
            return fail(GNUTLS_E_INVALID_UTF8_STRING);
        TRY(buffer_append(out, bytes_of(mapped, (size_t)mapped_size)));
        utf8 = bytes_from(utf8, (size_t)size);
    }
    return 0;
}

int password_compose(struct bytes utf8, struct buffer *out)
{
    /* Composing never makes text more than three times as long (UAX 15, 9). */
    enum { GROWTH = 3 };
    SCOPED(buffer) struct buffer mapped = { 0 };
    uint8_t *room;
    size_t start = out->size;
    TRY(demand_unicode());
    TRY(map_characters(utf8, &mapped));
    size_t size = GROWTH * mapped.size;
    TRY(buffer_extend(out, size, &room));
    uint8_t *composed = unicode.normalize(unicode.composed, mapped.data, mapped.size, room, &size);
    if (composed != room) {
        buffer_cut(out, start);
        return fail(GNUTLS_E_INTERNAL_ERROR);
    }
    buffer_cut(out, start + size);
    return 0;
}
