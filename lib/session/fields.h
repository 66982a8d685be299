/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fields.h - the field table: one row per remembered fact, used both ways
 *
 * Packing, unpacking, copying, comparing and wiping all walk these rows. doc/formats.md shows
 * the same table for readers of the format.
 */

#ifndef SESSION_FIELDS_H
#define SESSION_FIELDS_H

#include "session/params.h"

enum field_form {
    FIELD_NUMBER, /* as few bytes as it needs, big endian; 0 is empty */
    FIELD_SHORT,  /* a size byte, then the bytes, inline: secrets and ids */
    FIELD_LONG,   /* a struct buffer */
};

/* A blob with a tag below this that is unknown is refused; from here on it is passed over. */
enum { FIELD_FIRST_OPTIONAL_TAG = 0x20 };

struct session_field {
    uint8_t tag;
    enum field_form form;
    uint8_t width;                        /* of a number's member */
    uint16_t offset;                      /* of the member in struct session_params */
    uint8_t required, possible;           /* bits of kinds */
    uint64_t max;                         /* value of a number, size of bytes */
    bool (*is_whole)(struct bytes value); /* NULL: any bytes will do */
};

enum { SESSION_FIELD_COUNT = 24 };

extern const struct session_field session_fields[SESSION_FIELD_COUNT]; /* tags rise */

static inline bool session_field_is_possible(const struct session_field *field,
                                             enum session_kind kind)
{
    return (field->possible >> kind & 1) != 0;
}

static inline bool session_field_is_required(const struct session_field *field,
                                             enum session_kind kind)
{
    return (field->required >> kind & 1) != 0;
}

/* A blob that has this tag is refused by who does not understand it. */
static inline bool session_field_tag_is_vital(uint8_t tag)
{
    return tag < FIELD_FIRST_OPTIONAL_TAG;
}

/* The value as it stands in a blob. Numbers are written into `scratch`; all else is a view of
 * the params. Empty for what is not set. */
struct bytes session_field_value(const struct session_field *, const struct session_params *,
                                 uint8_t scratch[8]);

/* In its shortest form, in range, of sound structure. */
bool session_field_accepts(const struct session_field *, struct bytes value);

/* Sets the fact; the value has been accepted. */
int session_field_set(const struct session_field *, struct bytes value, struct session_params *out)
    MUST_USE;

/* Sets the fact if the value is accepted, and says so. Long values are lent: `out` has views of
 * them in place of copies. */
bool session_field_lend(const struct session_field *, struct bytes value,
                        struct session_params *out);

int session_field_copy(const struct session_field *, const struct session_params *,
                       struct session_params *out) MUST_USE;
bool session_field_equal(const struct session_field *, const struct session_params *,
                         const struct session_params *);

/* The buffer behind a long field; NULL for others. */
static inline struct buffer *session_field_buffer(const struct session_field *field,
                                                  struct session_params *params)
{
    if (field->form != FIELD_LONG)
        return NULL;
    return (struct buffer *)(void *)((uint8_t *)params + field->offset);
}

#endif
