/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* inbound.c - bytes to records to content */

#include "record/inbound.h"

#include "base/errors.h"
#include "base/log.h"
#include "base/memory.h"
#include "record/datagram.h"
#include "wire/tls.h"

/* Empty records cost us a decryption each and the peer next to nothing. */
enum { EMPTY_IN_A_ROW_MAX = 32 };

/* Tag and inner type that most suites add: skipped early data is counted without them. */
enum { SKIPPED_OVERHEAD = 17 };

/* Looked at all over: what to do with a record. */
enum fate { GIVE, PASS_OVER };

static uint8_t *front(const struct inbound *in)
{
    return in->raw.data + in->used;
}

static size_t here(const struct inbound *in)
{
    return in->raw.size - in->used;
}

static size_t fragment_size(const struct inbound *in)
{
    return (size_t)front(in)[3] << 8 | front(in)[4];
}

/* ---- pulling ---- */

static int pull_once(struct inbound *in, struct transport *transport, size_t at_most)
{
    size_t got;

    if (transport->at_end)
        return fail(GNUTLS_E_PREMATURE_TERMINATION);
    TRY(transport_pull(transport, in->raw.data + in->raw.size, at_most, &got));
    if (got == 0)
        return fail(GNUTLS_E_PREMATURE_TERMINATION);
    in->raw.size += got;
    return 0;
}

/* Until `need` bytes of the record are here; `extra` more are taken if they come along. */
static int pull_until(struct inbound *in, struct transport *transport, size_t need, size_t extra)
{
    if (here(in) >= need)
        return 0;

    TRY(buffer_reserve(&in->raw, need + extra - here(in)));
    while (here(in) < need)
        TRY(pull_once(in, transport, need + extra - here(in)));
    return 0;
}

/* Done with what was lent. What came behind moves to the front: a header at most, as a rule. */
static int let_go(struct inbound *in)
{
    if (in->rest.size > 0) {
        struct bytes rest = in->rest;

        in->rest = bytes_none();
        TRY(inbound_keep_application(in, rest));
    }
    if (in->used > 0)
        buffer_drop_front(&in->raw, in->used);
    in->used = 0;
    return 0;
}

/* ---- what may come ---- */

static int check_type(const struct inbound *in, const struct record_keys *keys, uint8_t type)
{
    switch (type) {
    case CONTENT_CHANGE_CIPHER_SPEC:
        if (in->expect_tls13 && !in->allow_ccs)
            return fail(GNUTLS_E_UNEXPECTED_PACKET);
        return 0;
    case CONTENT_ALERT:
    case CONTENT_HANDSHAKE:
        if (in->expect_tls13 && record_keys_are_on(keys))
            return fail(GNUTLS_E_UNEXPECTED_PACKET);
        return 0;
    case CONTENT_APPLICATION_DATA:
        if (!record_keys_are_on(keys) && in->skip_left == 0)
            return fail(GNUTLS_E_UNEXPECTED_PACKET);
        return 0;
    default:
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    }
}

static size_t expansion_max(const struct inbound *in, const struct record_keys *keys, uint8_t type)
{
    if (type == CONTENT_APPLICATION_DATA && !record_keys_are_on(keys))
        return RECORD_TLS13_EXPANSION_MAX; /* early data that is skipped */
    if (!record_keys_are_on(keys))
        return 0;
    return in->expect_tls13 ? RECORD_TLS13_EXPANSION_MAX : RECORD_TLS12_EXPANSION_MAX;
}

/* The version in the header counts for nothing (RFC 8446, 5.1), but another first byte is no TLS.
 * The type is judged first: it tells other protocols best. */
static int check_header(const struct inbound *in, const struct record_keys *keys)
{
    uint8_t type = front(in)[0];
    size_t size = fragment_size(in);

    TRY(check_type(in, keys, type));
    if (front(in)[1] != 3)
        return fail(GNUTLS_E_UNSUPPORTED_VERSION_PACKET);
    if (size > RECORD_PLAIN_MAX + expansion_max(in, keys, type))
        return fail(GNUTLS_E_RECORD_OVERFLOW);
    if (size == 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    return 0;
}

/* ---- one record ---- */

static int skip(struct inbound *in, size_t size, int otherwise)
{
    size_t counted = size > SKIPPED_OVERHEAD ? size - SKIPPED_OVERHEAD : 1;

    if (counted > in->skip_left)
        return fail(otherwise);
    in->skip_left -= (uint32_t)counted;
    log_write(LOG_RECORDS, "record of early data passed over, %zu bytes", size);
    return 0;
}

int inbound_check_ccs(const struct record *record)
{
    if (record->size != 1 || record->data[0] != 1)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    return 0;
}

static int take_ccs(struct inbound *in, const struct record *record, enum fate *out)
{
    TRY(inbound_check_ccs(record));
    *out = GIVE;
    if (in->expect_tls13) {
        in->allow_ccs = false;
        *out = PASS_OVER;
    }
    return 0;
}

/* RFC 8446, 5.4 and 5.1: empty content is for application data alone. */
static int check_empty(struct inbound *in, const struct record *record, enum fate *out)
{
    if (record->size > 0) {
        in->empty_records = 0;
        return 0;
    }
    if (record->type != CONTENT_APPLICATION_DATA || in->empty_records >= EMPTY_IN_A_ROW_MAX)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    in->empty_records++;
    *out = PASS_OVER;
    return 0;
}

static bool is_content(uint8_t type)
{
    return type == CONTENT_ALERT || type == CONTENT_HANDSHAKE || type == CONTENT_APPLICATION_DATA;
}

int inbound_check_content(const struct inbound *in, const struct record_keys *keys,
                          const struct record *record)
{
    size_t limit = in->plain_limit + (in->expect_tls13 ? 1 : 0);

    if (!record_keys_are_on(keys))
        return 0;
    if (record->inner_size > limit)
        return fail(GNUTLS_E_RECORD_OVERFLOW);
    if (in->expect_tls13 && !is_content(record->type))
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    return 0;
}

/* In TLS 1.3 it always is. In TLS 1.2 it is sealed as all else once keys are on: that of a
 * renegotiation. */
static bool ccs_is_in_the_clear(const struct inbound *in, const struct record_keys *keys)
{
    return in->expect_tls13 || !record_keys_are_on(keys);
}

static int open_record(struct inbound *in, struct record_keys *keys, struct record *record,
                       enum fate *out)
{
    size_t sealed_size = record->size;
    int result;

    *out = GIVE;
    if (record->type == CONTENT_CHANGE_CIPHER_SPEC && ccs_is_in_the_clear(in, keys))
        return take_ccs(in, record, out);
    if (record->type == CONTENT_APPLICATION_DATA && !record_keys_are_on(keys)) {
        *out = PASS_OVER;
        return skip(in, sealed_size, GNUTLS_E_UNEXPECTED_PACKET);
    }

    result = keys->protection->open(keys, record);
    if (result == GNUTLS_E_DECRYPTION_FAILED && in->skip_left > 0) {
        *out = PASS_OVER;
        return skip(in, sealed_size, GNUTLS_E_DECRYPTION_FAILED);
    }
    TRY(result);
    in->skip_left = 0;
    TRY(inbound_check_content(in, keys, record));
    if (record->type == CONTENT_CHANGE_CIPHER_SPEC)
        return inbound_check_ccs(record);
    return check_empty(in, record, out);
}

int inbound_next(struct inbound *in, struct transport *transport, struct record_keys *keys,
                 struct record *out)
{
    size_t extra = in->look_ahead ? RECORD_HEADER_SIZE : 0;
    enum fate fate;

    if (in->datagrams != NULL) {
        TRY(let_go(in));
        return datagrams_next(in, transport, keys, out);
    }
    do {
        TRY(let_go(in));
        TRY(pull_until(in, transport, RECORD_HEADER_SIZE, 0));
        TRY(check_header(in, keys));
        TRY(pull_until(in, transport, RECORD_HEADER_SIZE + fragment_size(in), extra));

        *out = (struct record){
            .type = front(in)[0],
            .wire_version = (uint16_t)(front(in)[1] << 8 | front(in)[2]),
            .data = front(in) + RECORD_HEADER_SIZE,
            .size = fragment_size(in),
        };
        in->used += RECORD_HEADER_SIZE + out->size;
        TRY(open_record(in, keys, out, &fate));
    } while (fate == PASS_OVER);

    log_write(LOG_RECORDS, "record read: type %u, %zu bytes", out->type, out->size);
    return 0;
}

bool inbound_has_record(const struct inbound *in)
{
    return here(in) >= RECORD_HEADER_SIZE && here(in) >= RECORD_HEADER_SIZE + fragment_size(in);
}

bool inbound_is_partial(const struct inbound *in)
{
    return here(in) > 0 && !inbound_has_record(in);
}

/* ---- application data kept for later ---- */

int inbound_keep_application(struct inbound *in, struct bytes data)
{
    if (in->datagrams != NULL && in->application.size > in->application_used) {
        in->datagrams->discarded++; /* one is not to run into another */
        return 0;
    }
    if (data.size > INBOUND_KEEP_MAX - (in->application.size - in->application_used))
        return fail(GNUTLS_E_LARGE_PACKET);
    if (in->application_used > 0)
        buffer_drop_front(&in->application, in->application_used);
    in->application_used = 0;
    return buffer_append(&in->application, data);
}

void inbound_leave_application(struct inbound *in, struct bytes rest)
{
    in->rest = rest;
}

size_t inbound_application_size(const struct inbound *in)
{
    return in->application.size - in->application_used + in->rest.size;
}

static size_t take_kept(struct inbound *in, uint8_t *out, size_t size)
{
    size_t kept = in->application.size - in->application_used;
    size_t take = size < kept ? size : kept;

    if (take == 0)
        return 0;
    memcpy(out, in->application.data + in->application_used, take);
    in->application_used += take;
    if (take == kept) {
        buffer_wipe(&in->application);
        in->application_used = 0;
    }
    return take;
}

static size_t take_rest(struct inbound *in, uint8_t *out, size_t size)
{
    size_t take = size < in->rest.size ? size : in->rest.size;

    if (take == 0)
        return 0;
    memcpy(out, in->rest.data, take);
    in->rest = bytes_from(in->rest, take);
    return take;
}

size_t inbound_take_application(struct inbound *in, void *out, size_t size)
{
    size_t taken = take_kept(in, out, size);

    return taken + take_rest(in, (uint8_t *)out + taken, size - taken);
}

/* ---- life ---- */

void inbound_idle(struct inbound *in)
{
    if (here(in) > 0 || in->rest.size > 0)
        return;
    buffer_wipe(&in->raw);
    in->used = 0;
}

void inbound_init(struct inbound *in)
{
    *in = (struct inbound){ .plain_limit = RECORD_PLAIN_MAX };
}

int inbound_use_datagrams(struct inbound *in)
{
    in->datagrams = memory_get_zeroed(sizeof(*in->datagrams));
    return in->datagrams != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

void inbound_wipe(struct inbound *in)
{
    if (in->datagrams != NULL)
        datagrams_wipe(in->datagrams);
    memory_free(in->datagrams);
    buffer_wipe(&in->raw);
    buffer_wipe(&in->application);
    inbound_init(in);
}
