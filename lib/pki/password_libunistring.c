/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* password_libunistring.c - passwords outside ASCII, by libunistring's tables
 *
 * What libunistring allocates for itself is its affair; passwords are composed in memory that is
 * ours, and is wiped.
 */

#include "base/errors.h"
#include "pki/password.h"

#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

/* RFC 8264, 4.3: letters, marks, numbers, punctuation, symbols and spaces; nothing that is not
 * seen. */
static bool may_be_in_password(ucs4_t character)
{
    static const uint32_t allowed = UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N |
                                    UC_CATEGORY_MASK_P | UC_CATEGORY_MASK_S | UC_CATEGORY_MASK_Zs;
    return uc_is_general_category_withtable(character, allowed) &&
           !uc_is_property(character, UC_PROPERTY_DEFAULT_IGNORABLE_CODE_POINT);
}

/* RFC 8265, 4.2.2, 2: every space is that of ASCII. */
static ucs4_t map_space(ucs4_t character)
{
    return uc_is_general_category_withtable(character, UC_CATEGORY_MASK_Zs) ? ' ' : character;
}

static int map_characters(struct bytes utf8, struct buffer *out)
{
    while (utf8.size > 0) {
        ucs4_t character;
        uint8_t mapped[6];
        int size = u8_mbtouc(&character, utf8.data, utf8.size);
        if (!may_be_in_password(character))
            return fail(GNUTLS_E_INVALID_PASSWORD_STRING);
        int mapped_size = u8_uctomb(mapped, map_space(character), sizeof mapped);
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
    TRY(map_characters(utf8, &mapped));
    size_t size = GROWTH * mapped.size;
    TRY(buffer_extend(out, size, &room));
    uint8_t *composed = u8_normalize(UNINORM_NFC, mapped.data, mapped.size, room, &size);
    if (composed != room) {
        buffer_cut(out, start);
        return fail(GNUTLS_E_INTERNAL_ERROR);
    }
    buffer_cut(out, start + size);
    return 0;
}
