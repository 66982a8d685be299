/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* serialize.c - the blob: frame, fields, check
 *
 *   magic 4 | established_ms 8 | lifetime_s 4 | format 1 | kind 1 | size 3 | fields | check 16
 *
 * The times stand at fixed places, so that a cache can read expiry without understanding the
 * rest. The check guards against accident: a cut between two optional fields would otherwise go
 * unseen. Against attack a ticket is sealed besides.
 */

#include "session/serialize.h"

#include "algorithms/algorithms.h"
#include "base/errors.h"
#include "session/check.h"
#include "session/fields.h"
#include "wire/reader.h"
#include "wire/tls.h"
#include "wire/writer.h"

enum {
    MAGIC = 0x52655072, /* "RePr" */
    FORMAT = 1,
    MAGIC_SIZE = 4,
    HEAD_SIZE = 4 + 8 + 4 + 1 + 1 + 3,
    TLS12_SECRET_SIZE = 48,
    MS_PER_S = 1000,

    /* A length byte below this is the length; these two announce 2 and 3 bytes of it. */
    LENGTH_IS_U16 = 0xfe,
    LENGTH_IS_U24 = 0xff,
    LENGTH_U16_MAX = 0xffff,
};

static const int64_t established_max_ms = 253402300799999; /* the year 9999 */

const uint8_t session_dummy[4] = { 0, 0, 0, 0 };

bool session_is_dummy(struct bytes blob)
{
    return bytes_equal(blob, bytes_of(session_dummy, sizeof(session_dummy)));
}

/* ---- what the table cannot say of one field alone ---- */

static bool version_and_suite_fit(const struct session_params *params)
{
    const struct version *version = version_by_wire(params->version);
    if (version == NULL || !version->spoken || version->datagram != params->datagram ||
        version->tls13_or_later != session_kind_is_tls13(params->kind))
        return false;

    const struct cipher_suite *suite = suite_by_id(params->cipher_suite);
    if (suite == NULL || !suite_fits_version(suite, version))
        return false;
    size_t secret_size = version->tls13_or_later ? suite->hash->size : TLS12_SECRET_SIZE;
    return params->secret.size == secret_size;
}

static bool params_fit_together(const struct session_params *params)
{
    if (params->established_ms < 0 || params->established_ms > established_max_ms ||
        params->lifetime_s > TICKET_LIFETIME_MAX_S)
        return false;
    if (params->kind == SESSION_CLIENT13 && params->ticket.lifetime_s == 0)
        return false;
    return version_and_suite_fit(params);
}

static bool kind_is_known(uint8_t kind)
{
    return kind >= SESSION_CLIENT13 && kind <= SESSION_SERVER12;
}

/* ---- packing ---- */

static size_t length_size(size_t length)
{
    if (length < LENGTH_IS_U16)
        return 1;
    return length <= LENGTH_U16_MAX ? 1 + 2 : 1 + 3;
}

static size_t field_size(struct bytes value)
{
    return 1 + length_size(value.size) + value.size;
}

/* Gives where the value begins. */
static uint8_t *put_length(uint8_t *at, size_t length)
{
    if (length < LENGTH_IS_U16) {
        *at++ = (uint8_t)length;
        return at;
    }
    *at++ = length <= LENGTH_U16_MAX ? LENGTH_IS_U16 : LENGTH_IS_U24;
    if (length > LENGTH_U16_MAX)
        *at++ = (uint8_t)(length >> 16);
    *at++ = (uint8_t)(length >> 8);
    *at++ = (uint8_t)length;
    return at;
}

/* Whatever its value is. Only a number can be required and empty: it is zero. */
static bool may_be_there(const struct session_field *field, enum session_kind kind, bool empty)
{
    if (empty)
        return field->form == FIELD_NUMBER && session_field_is_required(field, kind);
    return session_field_is_possible(field, kind);
}

/* What will be written, in views of the params. */
struct facts {
    struct {
        const struct session_field *field;
        struct bytes value;
        uint8_t scratch[8];
    } list[SESSION_FIELD_COUNT];
    size_t count;
    size_t size;  /* of all, as fields */
    bool damaged; /* one that may not be left out may not stand either */
};

/* Is there something to write? An optional fact that is out of range is as good as none. */
static void facts_collect(const struct session_params *params, struct facts *out)
{
    out->count = out->size = 0;
    out->damaged = false;
    for (size_t i = 0; i < SESSION_FIELD_COUNT; i++) {
        const struct session_field *field = &session_fields[i];
        if (!session_field_is_possible(field, params->kind))
            continue;
        uint8_t *scratch = out->list[out->count].scratch;
        struct bytes value = session_field_value(field, params, scratch);
        if (value.size == 0 && !session_field_is_required(field, params->kind))
            continue;
        bool stands = may_be_there(field, params->kind, value.size == 0) &&
                      session_field_accepts(field, value);
        if (!stands && !session_field_tag_is_vital(field->tag))
            continue;

        out->damaged |= !stands;
        out->size += field_size(value);
        out->list[out->count].field = field;
        out->list[out->count].value = value;
        out->count++;
    }
}

static void facts_write(const struct facts *facts, struct wire_writer *writer)
{
    uint8_t *at = wire_write_room(writer, facts->size);

    for (size_t i = 0; i < facts->count && at != NULL; i++) {
        struct bytes value = facts->list[i].value;
        *at++ = facts->list[i].field->tag;
        at = put_length(at, value.size);
        if (value.size > 0)
            memcpy(at, value.data, value.size);
        at += value.size;
    }
}

static size_t packed_size(const struct facts *facts)
{
    return HEAD_SIZE + facts->size + SESSION_CHECK_SIZE;
}

size_t session_packed_size(const struct session_params *params)
{
    struct facts facts;
    facts_collect(params, &facts);
    return packed_size(&facts);
}

int session_pack(const struct session_params *params, struct buffer *out)
{
    if (!kind_is_known((uint8_t)params->kind) || !params_fit_together(params))
        return fail(GNUTLS_E_INTERNAL_ERROR);
    struct facts facts;
    facts_collect(params, &facts);
    if (facts.damaged)
        return fail(GNUTLS_E_INTERNAL_ERROR);
    TRY(buffer_reserve(out, packed_size(&facts)));

    size_t begin = out->size;
    struct wire_writer writer = wire_writer(out);
    wire_write_u32(&writer, MAGIC);
    wire_write_u64(&writer, (uint64_t)params->established_ms);
    wire_write_u32(&writer, params->lifetime_s);
    wire_write_u8(&writer, FORMAT);
    wire_write_u8(&writer, (uint8_t)params->kind);
    wire_write_u24(&writer, (uint32_t)facts.size);
    facts_write(&facts, &writer);
    struct session_check check = session_check(bytes_from(buffer_bytes(out), begin));
    wire_write_bytes(&writer, bytes_of(check.bytes, sizeof(check.bytes)));
    int result = wire_write_end(&writer);
    if (result < 0)
        buffer_cut(out, begin);
    return result;
}

/* ---- unpacking ---- */

struct frame {
    uint64_t established_ms;
    uint32_t lifetime_s;
    uint8_t format, kind;
    struct bytes fields;
};

static bool has_our_mark(struct bytes blob)
{
    struct wire_reader reader = wire_reader(blob);
    return wire_read_u32(&reader) == MAGIC;
}

static int read_frame(struct bytes blob, struct frame *out)
{
    if (blob.size < MAGIC_SIZE)
        return fail(GNUTLS_E_PARSING_ERROR);
    if (!has_our_mark(blob))
        return fail(GNUTLS_E_DB_ERROR);

    struct wire_reader reader = wire_reader(bytes_from(blob, MAGIC_SIZE));
    out->established_ms = wire_read_u64(&reader);
    out->lifetime_s = wire_read_u32(&reader);
    out->format = wire_read_u8(&reader);
    out->kind = wire_read_u8(&reader);
    out->fields = wire_read_vec24(&reader);
    struct bytes check = wire_read_bytes(&reader, SESSION_CHECK_SIZE);
    if (reader.failed)
        return fail(GNUTLS_E_PARSING_ERROR);

    if (!session_check_matches(bytes_of(blob.data, HEAD_SIZE + out->fields.size), check.data))
        return fail(GNUTLS_E_PARSING_ERROR);
    return 0;
}

/* The shortest form only: one session has one encoding. */
static struct bytes read_value(struct wire_reader *reader)
{
    size_t length = wire_read_u8(reader);
    if (length == LENGTH_IS_U16) {
        length = wire_read_u16(reader);
        if (length < LENGTH_IS_U16)
            wire_read_fail(reader);
    } else if (length == LENGTH_IS_U24) {
        length = wire_read_u24(reader);
        if (length <= LENGTH_U16_MAX)
            wire_read_fail(reader);
    }
    return wire_read_bytes(reader, length);
}

/* One field that has been read; `field` is NULL for a tag that no row has. Out of range is as
 * little understood as an unknown tag. */
static int take_field(const struct session_field *field, uint8_t tag, struct bytes value,
                      struct session_params *out)
{
    if (field != NULL && may_be_there(field, out->kind, value.size == 0) &&
        session_field_lend(field, value, out))
        return 0;
    return session_field_tag_is_vital(tag) ? fail(GNUTLS_E_INVALID_REQUEST) : 0;
}

/* Goes on to the first row that has this tag or a later one; none that is passed over may be
 * required. */
static int skip_rows(int tag, enum session_kind kind, const struct session_field **row)
{
    for (; *row < session_fields + SESSION_FIELD_COUNT && (*row)->tag < tag; ++*row) {
        if (session_field_is_required(*row, kind))
            return fail(GNUTLS_E_INVALID_REQUEST);
    }
    return 0;
}

/* In the table as in the blob tags rise: both are walked in step. */
static int read_fields(struct bytes fields, struct session_params *out)
{
    const struct session_field *row = session_fields;
    const struct session_field *end = session_fields + SESSION_FIELD_COUNT;
    int previous_tag = -1;

    struct wire_reader reader = wire_reader(fields);
    while (wire_more(&reader)) {
        uint8_t tag = wire_read_u8(&reader);
        struct bytes value = read_value(&reader);
        if (reader.failed || tag <= previous_tag)
            return fail(GNUTLS_E_PARSING_ERROR);
        previous_tag = tag;
        TRY(skip_rows(tag, out->kind, &row));
        bool known = row < end && row->tag == tag;
        TRY(take_field(known ? row++ : NULL, tag, value, out));
    }
    return skip_rows(UINT8_MAX + 1, out->kind, &row);
}

int session_unpack_lent(struct bytes blob, struct session_params *out)
{
    struct frame frame = { 0 };

    memset(out, 0, sizeof(*out));
    TRY(read_frame(blob, &frame));
    if (frame.format != FORMAT || !kind_is_known(frame.kind) ||
        frame.established_ms > (uint64_t)established_max_ms)
        return fail(GNUTLS_E_INVALID_REQUEST);

    out->kind = frame.kind;
    out->established_ms = (int64_t)frame.established_ms;
    out->lifetime_s = frame.lifetime_s;
    TRY(read_fields(frame.fields, out));
    const struct version *version = version_by_wire(out->version);
    out->datagram = version != NULL && version->datagram;
    return params_fit_together(out) ? 0 : fail(GNUTLS_E_INVALID_REQUEST);
}

int session_unpack(struct bytes blob, struct session_params *out)
{
    SCOPED(session_lent) struct session_params lent;
    TRY(session_unpack_lent(blob, &lent));
    return session_params_copy(&lent, out);
}

/* ---- times without the rest ---- */

int64_t session_blob_established_s(struct bytes blob)
{
    struct wire_reader reader = wire_reader(blob);
    bool ours = wire_read_u32(&reader) == MAGIC;
    uint64_t established_ms = wire_read_u64(&reader);
    if (reader.failed || !ours || established_ms > (uint64_t)established_max_ms)
        return 0;
    return (int64_t)established_ms / MS_PER_S;
}

int64_t session_blob_expires_s(struct bytes blob)
{
    struct wire_reader reader = wire_reader(blob);
    bool ours = wire_read_u32(&reader) == MAGIC;
    uint64_t established_ms = wire_read_u64(&reader);
    uint32_t lifetime_s = wire_read_u32(&reader);
    if (reader.failed || !ours || established_ms > (uint64_t)established_max_ms)
        return 0;
    return (int64_t)(established_ms / MS_PER_S + lifetime_s);
}
