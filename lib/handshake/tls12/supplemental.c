/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* supplemental.c - the message of supplemental data, RFC 4680, 2
 *
 * The application is asked in a row of its own before the message, and given what came in one
 * behind it, once all of it was found good.
 */

#include "base/errors.h"
#include "handshake/extensions/custom.h"
#include "handshake/tls12/internal.h"

static int gather_kind(struct handshake *hs, const struct supplemental_kind *kind,
                       struct wire_writer *w)
{
    struct gnutls_buffer_st content = { 0 };
    int result = answer_of_application(kind->send(hs->session, &content));

    if (result == 0 && content.size > 0) {
        wire_write_u16(w, kind->type);
        wire_write_vec16(w, bytes_of(content.data, content.size));
    }
    public_buffer_wipe(&content);
    return result;
}

/* Kinds without content are left out; where none has any the peer will not be content. */
int gather_supplemental(struct handshake *hs)
{
    const struct supplemental *list = &hs->config->supplemental;
    struct wire_writer w;

    buffer_clear(&hs->tls12.supplemental);
    w = wire_writer(&hs->tls12.supplemental);
    for (size_t i = 0; i < list->count; i++) {
        if (list->rows[i].send)
            TRY(gather_kind(hs, &list->rows[i], &w));
    }
    return wire_write_end(&w);
}

int write_supplemental(struct handshake *hs, struct wire_writer *w)
{
    wire_write_vec24(w, buffer_bytes(&hs->tls12.supplemental));
    return 0;
}

struct entry {
    const struct supplemental_kind *kind;
    struct bytes content;
};

/* Each of a kind that is known, and none twice: so there are no more than there are kinds. */
static int parse_entries(const struct handshake *hs, struct bytes list,
                         struct entry out[SUPPLEMENTAL_MAX], size_t *out_count)
{
    struct wire_reader r = wire_reader(list);
    size_t count = 0;

    while (wire_more(&r)) {
        uint16_t type = wire_read_u16(&r);
        struct bytes content = wire_read_vec16(&r);
        struct entry entry = { supplemental_find(&hs->config->supplemental, type), content };

        if (r.failed)
            break;
        if (!entry.kind)
            return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
        for (size_t i = 0; i < count; i++) {
            if (out[i].kind == entry.kind)
                return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
        }
        out[count++] = entry;
    }
    *out_count = count;
    return wire_read_end(&r);
}

int read_supplemental(struct handshake *hs, struct wire_reader *r)
{
    struct bytes list = wire_read_vec24(r);
    struct entry entries[SUPPLEMENTAL_MAX];
    size_t count;

    TRY(wire_read_end(r));
    if (list.size == 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    TRY(parse_entries(hs, list, entries, &count));
    return buffer_set(&hs->tls12.supplemental, list);
}

int hand_supplemental_over(struct handshake *hs)
{
    struct entry entries[SUPPLEMENTAL_MAX];
    size_t count;

    TRY(parse_entries(hs, buffer_bytes(&hs->tls12.supplemental), entries, &count));
    for (size_t i = 0; i < count; i++) {
        const struct entry *e = &entries[i];

        if (e->kind->receive)
            TRY(answer_of_application(
                e->kind->receive(hs->session, e->content.data, e->content.size)));
    }
    buffer_wipe(&hs->tls12.supplemental);
    return 0;
}
