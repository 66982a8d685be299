/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* evil.c - a peer that breaks the rules */

#include "evil.h"

#include "base/errors.h"

#include <assert.h>

struct evil evil;

void __real_flight_set_length(struct flight *);
void __wrap_flight_set_length(struct flight *);
int __real_outbound_queue(struct outbound *, struct record_keys *, uint8_t, struct bytes);
int __wrap_outbound_queue(struct outbound *, struct record_keys *, uint8_t, struct bytes);

int __real_kex_generate(const struct kex *, struct kex_private *, uint8_t *);
int __wrap_kex_generate(const struct kex *, struct kex_private *, uint8_t *);

/* Of the handshake, or of what comes after it. */
static bool is_of(const struct handshake *hs, const struct flight *f)
{
    return hs && f == &hs->flight;
}

static bool is_due(const struct flight *f)
{
    if (evil.did || !evil.change || !evil.who)
        return false;
    return (is_of(evil.who->handshake, f) || is_of(evil.who->reauth.exchange, f)) &&
           f->plain.data[f->message_at] == evil.message;
}

void __wrap_flight_set_length(struct flight *f)
{
    if (is_due(f)) {
        if (evil.pass > 0) {
            evil.pass--;
        } else {
            struct buffer message = { 0 };

            evil.did = true;
            assert(buffer_append(&message, flight_message(f)) == 0);
            evil.change(&message, &evil);
            buffer_cut(&f->plain, f->message_at);
            assert(buffer_append(&f->plain, buffer_bytes(&message)) == 0);
            buffer_wipe(&message);
            if (evil.who->handshake) /* what binders were made over is not what is sent */
                evil.who->handshake->transcript.begun.size = 0;
        }
    }
    __real_flight_set_length(f);
}

int __wrap_outbound_queue(struct outbound *out, struct record_keys *keys, uint8_t type,
                          struct bytes content)
{
    if (evil.content && evil.who && out == &evil.who->out && !evil.did) {
        if (evil.content_pass > 0)
            evil.content_pass--;
        else
            return evil.content(out, keys, type, content, &evil);
    }
    return __real_outbound_queue(out, keys, type, content);
}

int __wrap_kex_generate(const struct kex *kex, struct kex_private *out, uint8_t *share)
{
    int result = __real_kex_generate(kex, out, share);

    if (evil.share.size > 0 && evil.who && evil.who->handshake &&
        out == &evil.who->handshake->own_share.key) {
        assert(evil.share.size == kex->share_size);
        memcpy(share, evil.share.data, evil.share.size);
        evil.did = true;
    }
    return result;
}

int evil_queue(struct outbound *out, struct record_keys *keys, uint8_t type, struct bytes content)
{
    return __real_outbound_queue(out, keys, type, content);
}

/* ---- where things lie ---- */

static unsigned u16_at(const struct buffer *m, size_t at)
{
    return (unsigned)m->data[at] << 8 | m->data[at + 1];
}

enum { SESSION_ID_AT = HANDSHAKE_HEADER_SIZE + 2 + HELLO_RANDOM_SIZE };

static size_t suites_at(const struct buffer *m)
{
    return SESSION_ID_AT + 1u + m->data[SESSION_ID_AT];
}

static size_t compression_at(const struct buffer *m)
{
    size_t at = suites_at(m);

    return m->data[0] == CLIENT_HELLO ? at + 2 + u16_at(m, at) : at + 2;
}

/* The length of the block of extensions. */
static size_t block_at(const struct buffer *m)
{
    switch (m->data[0]) {
    case CLIENT_HELLO:
        return compression_at(m) + 1u + m->data[compression_at(m)];
    case SERVER_HELLO:
        return compression_at(m) + 1;
    case CERTIFICATE_REQUEST:
        return HANDSHAKE_HEADER_SIZE + 1u + m->data[HANDSHAKE_HEADER_SIZE];
    default:
        return HANDSHAKE_HEADER_SIZE;
    }
}

bool message_extension(const struct buffer *m, uint16_t type, size_t *out_at, size_t *out_size)
{
    size_t at = block_at(m) + 2;

    while (at + 4 <= m->size) {
        *out_size = u16_at(m, at + 2);
        *out_at = at + 4;
        if (u16_at(m, at) == type)
            return true;
        at = *out_at + *out_size;
    }
    return false;
}

static void splice(struct buffer *m, size_t at, size_t remove, struct bytes insert)
{
    struct buffer result = { 0 };

    assert(buffer_append(&result, bytes_of(m->data, at)) == 0);
    assert(buffer_append(&result, insert) == 0);
    assert(buffer_append(&result, bytes_from(buffer_bytes(m), at + remove)) == 0);
    buffer_move(&result, m);
}

static void set_block_size(struct buffer *m)
{
    size_t at = block_at(m), size = m->size - at - 2;

    m->data[at] = (uint8_t)(size >> 8);
    m->data[at + 1] = (uint8_t)size;
}

static void insert_extension(struct buffer *m, size_t at, uint16_t type, struct bytes body)
{
    uint8_t header[4] = { (uint8_t)(type >> 8), (uint8_t)type, (uint8_t)(body.size >> 8),
                          (uint8_t)body.size };

    splice(m, at, 0, body);
    splice(m, at, 0, bytes_of(header, sizeof header));
    set_block_size(m);
}

/* ---- changes ---- */

void append_extension(struct buffer *m, const struct evil *e)
{
    insert_extension(m, m->size, e->type, e->bytes);
}

void prepend_extension(struct buffer *m, const struct evil *e)
{
    insert_extension(m, block_at(m) + 2, e->type, e->bytes);
}

void remove_extension(struct buffer *m, const struct evil *e)
{
    size_t at, size;

    assert(message_extension(m, e->type, &at, &size));
    splice(m, at - 4, size + 4, bytes_none());
    set_block_size(m);
}

void replace_extension(struct buffer *m, const struct evil *e)
{
    size_t at, size;

    assert(message_extension(m, e->type, &at, &size));
    splice(m, at - 4, size + 4, bytes_none());
    insert_extension(m, at - 4, e->type, e->bytes);
}

void repeat_extension(struct buffer *m, const struct evil *e)
{
    struct buffer body = { 0 };
    size_t at, size;

    assert(message_extension(m, e->type, &at, &size));
    assert(buffer_append(&body, bytes_of(m->data + at, size)) == 0);
    insert_extension(m, block_at(m) + 2, e->type, buffer_bytes(&body));
    buffer_wipe(&body);
}

void cut_last_byte(struct buffer *m, const struct evil *e)
{
    buffer_cut(m, m->size - 1);
}

void add_a_byte(struct buffer *m, const struct evil *e)
{
    static const uint8_t zero;

    assert(buffer_append(m, bytes_of(&zero, 1)) == 0);
}

void flip_last_byte(struct buffer *m, const struct evil *e)
{
    m->data[m->size - 1] ^= 1;
}

void replace_session_id(struct buffer *m, const struct evil *e)
{
    uint8_t size = (uint8_t)e->bytes.size;

    splice(m, SESSION_ID_AT, 1u + m->data[SESSION_ID_AT], e->bytes);
    splice(m, SESSION_ID_AT, 0, bytes_of(&size, 1));
}

void replace_suites(struct buffer *m, const struct evil *e)
{
    size_t at = suites_at(m);
    uint8_t size[2] = { (uint8_t)(e->bytes.size >> 8), (uint8_t)e->bytes.size };

    if (m->data[0] == SERVER_HELLO) {
        splice(m, at, 2, e->bytes);
        return;
    }
    splice(m, at, 2 + u16_at(m, at), e->bytes);
    splice(m, at, 0, bytes_of(size, 2));
}

void replace_compression(struct buffer *m, const struct evil *e)
{
    size_t at = compression_at(m);
    uint8_t size = (uint8_t)e->bytes.size;

    if (m->data[0] == SERVER_HELLO) {
        splice(m, at, 1, e->bytes);
        return;
    }
    splice(m, at, 1u + m->data[at], e->bytes);
    splice(m, at, 0, bytes_of(&size, 1));
}

void replace_body(struct buffer *m, const struct evil *e)
{
    splice(m, HANDSHAKE_HEADER_SIZE, m->size - HANDSHAKE_HEADER_SIZE, e->bytes);
}

void overwrite_body(struct buffer *m, const struct evil *e)
{
    assert(m->size >= HANDSHAKE_HEADER_SIZE + e->type + e->bytes.size);
    memcpy(m->data + HANDSHAKE_HEADER_SIZE + e->type, e->bytes.data, e->bytes.size);
}

void overwrite_end(struct buffer *m, const struct evil *e)
{
    memcpy(m->data + m->size - e->bytes.size, e->bytes.data, e->bytes.size);
}

/* ---- content in other ways ---- */

int behind_another(struct outbound *out, struct record_keys *keys, uint8_t type,
                   struct bytes content, const struct evil *e)
{
    evil.did = true;
    for (unsigned i = 0; i < e->pass + 1; i++)
        TRY(evil_queue(out, keys, (uint8_t)e->type, e->bytes));
    return evil_queue(out, keys, type, content);
}

int instead(struct outbound *out, struct record_keys *keys, uint8_t type, struct bytes content,
            const struct evil *e)
{
    evil.did = true;
    return evil_queue(out, keys, (uint8_t)e->type, e->bytes);
}

int behind_clear(struct outbound *out, struct record_keys *keys, uint8_t type, struct bytes content,
                 const struct evil *e)
{
    struct record_keys none;

    record_keys_none(&none);
    evil.did = true;
    TRY(evil_queue(out, &none, (uint8_t)e->type, e->bytes));
    return evil_queue(out, keys, type, content);
}

int behind_message(struct outbound *out, struct record_keys *keys, uint8_t type,
                   struct bytes content, const struct evil *e)
{
    size_t size = 0;

    for (unsigned i = 0; i <= e->pass; i++) {
        const uint8_t *message = content.data + size;

        assert(size + HANDSHAKE_HEADER_SIZE <= content.size);
        size += HANDSHAKE_HEADER_SIZE + ((size_t)message[2] << 8 | message[3]);
    }
    evil.did = true;
    TRY(evil_queue(out, keys, type, bytes_of(content.data, size)));
    TRY(evil_queue(out, keys, (uint8_t)e->type, e->bytes));
    return evil_queue(out, keys, type, bytes_from(content, size));
}

int within_message(struct outbound *out, struct record_keys *keys, uint8_t type,
                   struct bytes content, const struct evil *e)
{
    evil.did = true;
    TRY(evil_queue(out, keys, type, bytes_of(content.data, 1)));
    TRY(evil_queue(out, keys, (uint8_t)e->type, e->bytes));
    return evil_queue(out, keys, type, bytes_from(content, 1));
}

int with_a_tail(struct outbound *out, struct record_keys *keys, uint8_t type, struct bytes content,
                const struct evil *e)
{
    SCOPED(buffer) struct buffer all = { 0 };

    evil.did = true;
    TRY(buffer_append(&all, content));
    TRY(buffer_append(&all, e->bytes));
    return evil_queue(out, keys, type, buffer_bytes(&all));
}

int in_single_bytes(struct outbound *out, struct record_keys *keys, uint8_t type,
                    struct bytes content, const struct evil *e)
{
    for (size_t i = 0; i < content.size; i++)
        TRY(evil_queue(out, keys, type, bytes_of(content.data + i, 1)));
    return 0;
}

/* ---- whole messages ---- */

void set_message_type(struct buffer *m, const struct evil *e)
{
    m->data[0] = (uint8_t)e->type;
}
