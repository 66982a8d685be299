/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fragments.c - handshake messages out of fragments, in order */

#include "handshake/dtls/fragments.h"

#include "base/errors.h"
#include "base/log.h"
#include "wire/reader.h"
#include "wire/tls.h"

#include <string.h>

struct fragment {
    uint8_t type;
    uint32_t size; /* of the message */
    uint16_t sequence;
    uint32_t offset;
    struct bytes body;
};

static bool read_fragment(struct wire_reader *r, struct fragment *out)
{
    out->type = wire_read_u8(r);
    out->size = wire_read_u24(r);
    out->sequence = wire_read_u16(r);
    out->offset = wire_read_u24(r);
    out->body = wire_read_vec24(r);
    return !r->failed && out->body.size <= out->size && out->offset <= out->size - out->body.size;
}

/* ---- what is there of a message ---- */

static void remove_range(struct partial_message *m, size_t at)
{
    m->range_count--;
    memmove(&m->ranges[at], &m->ranges[at + 1], (m->range_count - at) * sizeof(m->ranges[0]));
}

/* Makes one of all ranges that the new one touches. False: there is no room for one more. */
static bool add_range(struct partial_message *m, struct fragment_range added)
{
    size_t at = 0;

    while (at < m->range_count && m->ranges[at].end < added.begin)
        at++;
    while (at < m->range_count && m->ranges[at].begin <= added.end) {
        if (m->ranges[at].begin < added.begin)
            added.begin = m->ranges[at].begin;
        if (m->ranges[at].end > added.end)
            added.end = m->ranges[at].end;
        remove_range(m, at);
    }
    if (m->range_count == FRAGMENT_RANGES_MAX)
        return false;
    memmove(&m->ranges[at + 1], &m->ranges[at], (m->range_count - at) * sizeof(m->ranges[0]));
    m->ranges[at] = added;
    m->range_count++;
    return true;
}

static bool is_complete(const struct partial_message *m)
{
    if (!m->begun)
        return false;
    return m->size == 0 ||
           (m->range_count == 1 && m->ranges[0].begin == 0 && m->ranges[0].end == m->size);
}

/* ---- keeping ---- */

static struct partial_message *place_of(struct fragments *f, uint16_t sequence)
{
    return &f->messages[sequence % FRAGMENTS_AHEAD];
}

/* RFC 6347, 4.2.6: what is hashed is the message as if it had come in one piece. */
static int begin_message(struct partial_message *m, const struct fragment *fragment)
{
    uint8_t header[FRAGMENT_HEADER_SIZE] = { fragment->type };

    for (int i = 0; i < 3; i++)
        header[1 + i] = header[9 + i] = (uint8_t)(fragment->size >> (16 - 8 * i));
    header[4] = (uint8_t)(fragment->sequence >> 8);
    header[5] = (uint8_t)fragment->sequence;
    TRY(buffer_append(&m->whole, bytes_of(header, sizeof(header))));
    m->begun = true;
    m->type = fragment->type;
    m->size = fragment->size;
    m->sequence = fragment->sequence;
    return 0;
}

/* The first that says something of a message is believed: its other fragments must say the same. */
static bool contradicts(const struct partial_message *m, const struct fragment *fragment)
{
    return m->begun && (m->type != fragment->type || m->size != fragment->size);
}

static size_t kept_ahead(const struct fragments *f)
{
    size_t sum = 0;

    for (size_t i = 0; i < FRAGMENTS_AHEAD; i++)
        if (f->messages[i].sequence != f->next)
            sum += f->messages[i].whole.size;
    return sum;
}

/* Bytes that are there already stay as they came first. */
static void fill_gaps(struct partial_message *m, uint32_t begin, struct bytes body)
{
    uint32_t at = begin, end = begin + (uint32_t)body.size;
    uint8_t *to = m->whole.data + FRAGMENT_HEADER_SIZE;

    for (size_t i = 0; i <= m->range_count; i++) {
        uint32_t gap_end = i < m->range_count ? m->ranges[i].begin : end;

        if (gap_end > end)
            gap_end = end;
        if (at < gap_end)
            memcpy(to + at, body.data + (at - begin), gap_end - at);
        if (i < m->range_count && m->ranges[i].end > at)
            at = m->ranges[i].end;
    }
}

static int keep(struct fragments *f, struct partial_message *m, const struct fragment *fragment)
{
    size_t end = FRAGMENT_HEADER_SIZE + fragment->offset + fragment->body.size;
    struct fragment_range range = { fragment->offset,
                                    fragment->offset + (uint32_t)fragment->body.size };
    uint8_t *grown;

    if (!m->begun)
        TRY(begin_message(m, fragment));
    if (fragment->body.size == 0)
        return 0;
    if (m->whole.size < end)
        TRY(buffer_extend(&m->whole, end - m->whole.size, &grown));
    fill_gaps(m, fragment->offset, fragment->body);
    if (!add_range(m, range))
        f->dropped++;
    return 0;
}

/* ---- which fragments are of use ---- */

/* RFC 5246, 7.4.1.1: a request within a handshake asks for nothing. Without one, nothing but the
 * beginning of another counts; a Finished is one that we have had. */
static bool is_wanted(struct fragments *f, const struct fragment *fragment)
{
    if (!f->idle)
        return fragment->type != HELLO_REQUEST;
    if (fragment->type == FINISHED)
        f->repeated = true;
    return fragment->type == HELLO_REQUEST || fragment->type == CLIENT_HELLO;
}

static bool is_bounded(const struct fragments *f, const struct fragment *fragment)
{
    size_t end = FRAGMENT_HEADER_SIZE + fragment->offset + fragment->body.size;

    return fragment->sequence == f->next || end <= FRAGMENTS_AHEAD_SIZE - kept_ahead(f);
}

static int take_fragment(struct fragments *f, const struct fragment *fragment, size_t max_size)
{
    struct partial_message *m = place_of(f, fragment->sequence);
    bool useless = fragment->body.size == 0 && fragment->size > 0;

    if (!is_wanted(f, fragment))
        return 0;
    if (fragment->sequence < f->next) {
        f->repeated = true;
        return 0;
    }
    if (fragment->size > max_size && fragment->sequence == f->next)
        return fail(GNUTLS_E_HANDSHAKE_TOO_LARGE);
    if (useless || fragment->size > max_size || contradicts(m, fragment) ||
        fragment->sequence - f->next >= FRAGMENTS_AHEAD || !is_bounded(f, fragment)) {
        f->dropped++;
        return 0;
    }
    return keep(f, m, fragment);
}

int fragments_take(struct fragments *f, struct bytes content, size_t max_size)
{
    struct wire_reader r = wire_reader(content);
    struct fragment fragment;

    while (wire_more(&r)) {
        if (!read_fragment(&r, &fragment)) {
            f->dropped++;
            return 0;
        }
        TRY(take_fragment(f, &fragment, max_size));
    }
    return 0;
}

struct bytes fragments_peek(const struct fragments *f)
{
    const struct partial_message *m = &f->messages[f->next % FRAGMENTS_AHEAD];

    return is_complete(m) ? buffer_bytes(&m->whole) : bytes_none();
}

static void clear(struct partial_message *m)
{
    buffer_wipe(&m->whole);
    *m = (struct partial_message){ 0 };
}

void fragments_done(struct fragments *f)
{
    clear(place_of(f, f->next));
    f->next++;
}

void fragments_drop(struct fragments *f)
{
    for (size_t i = 0; i < FRAGMENTS_AHEAD; i++)
        clear(&f->messages[i]);
}

void fragments_restart(struct fragments *f)
{
    fragments_drop(f);
    f->next = 0;
    f->repeated = false;
}

void fragments_wipe(struct fragments *f)
{
    fragments_drop(f);
    *f = (struct fragments){ 0 };
}
