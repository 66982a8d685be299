/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fields.c - the field table: one row per remembered fact, used both ways */

#include "session/fields.h"

#include "base/memory.h"
#include "wire/reader.h"
#include "wire/tls.h"

#include <assert.h>

/* Bits of kinds, for the table. */
enum {
    NO_KIND = 0,
    C13 = 1 << SESSION_CLIENT13,
    S13 = 1 << SESSION_SERVER13,
    C12 = 1 << SESSION_CLIENT12,
    S12 = 1 << SESSION_SERVER12,
    ALL = C13 | S13 | C12 | S12,
};

/* The end of the year 9999: what is later is no date but damage. */
#define TIME_MAX_MS UINT64_C(253402300799999)

enum {
    NUMBER_SIZE_MAX = 8,
    CHAIN_MAX = 0x800000, /* all fields together stay below 2^24 bytes */
    STAPLE_MAX = 0x100000,
    ALPN_MAX = 255,
    RECORD_SIZE_LIMIT_MAX = RECORD_PLAIN_MAX + 1, /* RFC 8449, 4 */
};

static bool chain_is_whole(struct bytes chain);

#define MEMBER(member) ((struct session_params *)0)->member
#define NUMBER(tag, member, max, required, possible)                                               \
    {                                                                                              \
        tag, FIELD_NUMBER, sizeof(MEMBER(member)), offsetof(struct session_params, member),        \
            required, possible, max, NULL                                                          \
    }
#define SHORT(tag, member, required, possible)                                                     \
    {                                                                                              \
        tag, FIELD_SHORT, 0, offsetof(struct session_params, member), required, possible,          \
            sizeof(MEMBER(member.bytes)), NULL                                                     \
    }
#define LONG(tag, member, max, required, possible, is_whole)                                       \
    {                                                                                              \
        tag, FIELD_LONG, 0, offsetof(struct session_params, member), required, possible, max,      \
            is_whole                                                                               \
    }

/* Tags are part of the format: never used again for anything else. doc/formats.md. */
/* clang-format off */
const struct session_field session_fields[SESSION_FIELD_COUNT] = {
    /*     tag   member                  at most                  required in  possible in */
    NUMBER(0x01, version,                UINT16_MAX,              ALL,         ALL),
    NUMBER(0x02, cipher_suite,           UINT16_MAX,              ALL,         ALL),
    SHORT (0x03, secret,                                          ALL,         ALL),
    SHORT (0x04, id,                                              NO_KIND,     S13 | C12 | S12),
    NUMBER(0x05, extended_master_secret, 1,                       NO_KIND,     C12 | S12),
    NUMBER(0x06, encrypt_then_mac,       1,                       NO_KIND,     C12 | S12),
    NUMBER(0x07, client_auth,            AUTH_ANONYMOUS,          NO_KIND,     ALL),
    NUMBER(0x08, server_auth,            AUTH_ANONYMOUS,          NO_KIND,     ALL),
    NUMBER(0x09, peer_verified,          PEER_VERIFIED_AS_SERVER_NAME, NO_KIND,     ALL),
    LONG  (0x0a, server_name,            UINT16_MAX,              NO_KIND,     ALL,       NULL),
    LONG  (0x0b, peer_chain,             CHAIN_MAX,               NO_KIND,     ALL,       chain_is_whole),
    LONG  (0x0c, psk_identity,           UINT16_MAX,              NO_KIND,     ALL,       NULL),
    LONG  (0x0d, verified_name,          UINT16_MAX,              NO_KIND,     C13 | C12, NULL),
    LONG  (0x10, ticket.ticket,          UINT16_MAX,              C13,         C13 | C12, NULL),
    NUMBER(0x11, ticket.age_add,         UINT32_MAX,              C13 | S13,   C13 | S13),
    NUMBER(0x12, ticket.lifetime_s,      TICKET_LIFETIME_MAX_S,   C13,         C13 | C12),
    NUMBER(0x13, ticket.received_ms,     TIME_MAX_MS,             C13,         C13 | S13 | C12),
    NUMBER(0x20, group,                  UINT16_MAX,              NO_KIND,     ALL),
    LONG  (0x21, alpn,                   ALPN_MAX,                NO_KIND,     ALL,       NULL),
    LONG  (0x22, peer_ocsp,              STAPLE_MAX,              NO_KIND,     ALL,       NULL),
    NUMBER(0x23, record_size_limit,      RECORD_SIZE_LIMIT_MAX,   NO_KIND,     ALL),
    NUMBER(0x24, ticket.max_early_data,  UINT32_MAX,              NO_KIND,     C13 | S13),
    NUMBER(0x25, client_raw,             1,                       NO_KIND,     ALL),
    NUMBER(0x26, server_raw,             1,                       NO_KIND,     ALL),
};
/* clang-format on */

/* A short field begins with its size, in secrets and in ids alike. */
static_assert(offsetof(struct secret, size) == 0 && offsetof(struct secret, bytes) == 1,
              "secret is a short field");
static_assert(offsetof(struct session_params, id.bytes) - offsetof(struct session_params, id) == 1,
              "id is a short field");
static_assert(sizeof(enum auth_kind) == 4 && sizeof(enum peer_verified) == 4 && sizeof(bool) == 1,
              "numbers are of 1, 2, 4 or 8 bytes");

static bool chain_is_whole(struct bytes chain)
{
    struct wire_reader reader = wire_reader(chain);
    while (wire_more(&reader)) {
        if (wire_read_vec24(&reader).size == 0)
            return false;
    }
    return !reader.failed;
}

static const void *member_of(const struct session_field *field, const struct session_params *params)
{
    return (const uint8_t *)params + field->offset;
}

static void *member_in(const struct session_field *field, struct session_params *params)
{
    return (uint8_t *)params + field->offset;
}

static uint64_t number_load(const struct session_field *field, const struct session_params *params)
{
    const void *member = member_of(field, params);
    switch (field->width) {
    case sizeof(uint8_t):
        return *(const uint8_t *)member;
    case sizeof(uint16_t):
        return *(const uint16_t *)member;
    case sizeof(uint32_t):
        return *(const uint32_t *)member;
    default:
        return *(const uint64_t *)member;
    }
}

static void number_store(const struct session_field *field, uint64_t number,
                         struct session_params *out)
{
    void *member = member_in(field, out);
    switch (field->width) {
    case sizeof(uint8_t):
        *(uint8_t *)member = (uint8_t)number;
        break;
    case sizeof(uint16_t):
        *(uint16_t *)member = (uint16_t)number;
        break;
    case sizeof(uint32_t):
        *(uint32_t *)member = (uint32_t)number;
        break;
    default:
        *(uint64_t *)member = number;
    }
}

static struct bytes number_value(uint64_t number, uint8_t scratch[NUMBER_SIZE_MAX])
{
    size_t at = NUMBER_SIZE_MAX;
    for (; number > 0; number >>= 8)
        scratch[--at] = (uint8_t)number;
    return bytes_of(scratch + at, NUMBER_SIZE_MAX - at);
}

static uint64_t number_of(struct bytes value)
{
    uint64_t number = 0;
    for (size_t i = 0; i < value.size; i++)
        number = number << 8 | value.data[i];
    return number;
}

struct bytes session_field_value(const struct session_field *field,
                                 const struct session_params *params, uint8_t scratch[8])
{
    if (field->form == FIELD_NUMBER)
        return number_value(number_load(field, params), scratch);

    const uint8_t *member = member_of(field, params);
    if (field->form == FIELD_SHORT)
        return bytes_of(member + 1, member[0]);
    return buffer_bytes((const struct buffer *)(const void *)member);
}

/* In its shortest form. */
static bool number_read(const struct session_field *field, struct bytes value, uint64_t *out)
{
    if (value.size > NUMBER_SIZE_MAX || (value.size > 0 && value.data[0] == 0))
        return false;
    *out = number_of(value);
    return *out <= field->max;
}

static bool bytes_are_accepted(const struct session_field *field, struct bytes value)
{
    return value.size <= field->max && (field->is_whole == NULL || field->is_whole(value));
}

bool session_field_accepts(const struct session_field *field, struct bytes value)
{
    uint64_t number;

    return field->form == FIELD_NUMBER ? number_read(field, value, &number)
                                       : bytes_are_accepted(field, value);
}

static void short_store(const struct session_field *field, struct bytes value,
                        struct session_params *out)
{
    uint8_t *member = member_in(field, out);
    member[0] = (uint8_t)value.size;
    if (value.size > 0)
        memcpy(member + 1, value.data, value.size);
}

/* Nothing is changed through the view: who has lent params has them const. */
static struct buffer view_as_buffer(struct bytes value)
{
    return (struct buffer){ (uint8_t *)(uintptr_t)value.data, value.size, 0 };
}

bool session_field_lend(const struct session_field *field, struct bytes value,
                        struct session_params *out)
{
    if (field->form == FIELD_NUMBER) {
        uint64_t number;
        if (!number_read(field, value, &number))
            return false;
        number_store(field, number, out);
        return true;
    }
    if (!bytes_are_accepted(field, value))
        return false;
    if (field->form == FIELD_SHORT)
        short_store(field, value, out);
    else
        *session_field_buffer(field, out) = view_as_buffer(value);
    return true;
}

int session_field_set(const struct session_field *field, struct bytes value,
                      struct session_params *out)
{
    switch (field->form) {
    case FIELD_NUMBER:
        number_store(field, number_of(value), out);
        return 0;
    case FIELD_SHORT:
        short_store(field, value, out);
        return 0;
    default:
        return buffer_set(session_field_buffer(field, out), value);
    }
}

int session_field_copy(const struct session_field *field, const struct session_params *params,
                       struct session_params *out)
{
    uint8_t scratch[NUMBER_SIZE_MAX];
    return session_field_set(field, session_field_value(field, params, scratch), out);
}

bool session_field_equal(const struct session_field *field, const struct session_params *a,
                         const struct session_params *b)
{
    uint8_t scratch_a[NUMBER_SIZE_MAX], scratch_b[NUMBER_SIZE_MAX];
    struct bytes value_a = session_field_value(field, a, scratch_a);
    struct bytes value_b = session_field_value(field, b, scratch_b);
    return value_a.size == value_b.size && memory_equal(value_a.data, value_b.data, value_a.size);
}
