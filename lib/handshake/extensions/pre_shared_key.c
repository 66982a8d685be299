/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pre_shared_key.c - RFC 8446, 4.2.11
 *
 * The client offers a ticket, then a key that both hold by other means. The binders are made over
 * the hello up to them, so they are written as zeros here and filled in when the hello is complete
 * (client_hello.c).
 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "session/ticket_age.h"

enum { BINDER_MIN = 32 };

static bool wanted(const struct handshake *hs, enum place place)
{
    if (place == IN_CLIENT_HELLO)
        return hs->resumption.ticket.hash || hs->resumption.external.hash;
    return hs->agreed->from_psk;
}

static void write_identities(struct handshake *hs, struct wire_writer *w)
{
    const struct resumption *res = &hs->resumption;

    if (res->ticket.hash) {
        const struct ticket_facts *t = &res->session->ticket;

        wire_write_vec16(w, buffer_bytes(&t->ticket));
        wire_write_u32(w, ticket_age_obfuscate(t->received_ms, hs->now_ms, t->age_add));
    }
    if (res->external.hash) {
        wire_write_vec16(w, buffer_bytes(&res->external_identity));
        wire_write_u32(w, 0); /* a key that did not come in a ticket has no age */
    }
}

static void write_binder(const struct early_psk *psk, struct wire_writer *w)
{
    struct wire_mark binder;

    if (!psk->hash)
        return;
    binder = wire_open_vec8(w);
    wire_write_zeros(w, psk->hash->size);
    wire_close(w, binder);
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    struct wire_mark identities, binders;
    size_t begin;

    if (place == IN_SERVER_HELLO) {
        wire_write_u16(w, hs->resumption.selected);
        return 0;
    }
    identities = wire_open_vec16(w);
    write_identities(hs, w);
    wire_close(w, identities);

    begin = w->out->size;
    binders = wire_open_vec16(w);
    write_binder(&hs->resumption.ticket, w);
    write_binder(&hs->resumption.external, w);
    wire_close(w, binders);
    hs->resumption.binders_size = w->out->size - begin;
    hs->resumption.offered = true;
    return 0;
}

/* Counts the identities; each has at least a byte. */
static int check_identities(struct bytes identities, size_t *out_count)
{
    struct wire_reader r = wire_reader(identities);

    for (*out_count = 0; wire_more(&r); ++*out_count) {
        if (wire_read_vec16(&r).size == 0)
            wire_read_fail(&r);
        wire_read_u32(&r);
    }
    return *out_count > 0 ? wire_read_end(&r) : fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
}

static int check_binders(struct bytes binders, size_t count)
{
    struct wire_reader r = wire_reader(binders);
    size_t found = 0;

    for (; wire_more(&r); found++) {
        if (wire_read_vec8(&r).size < BINDER_MIN)
            wire_read_fail(&r);
    }
    TRY(wire_read_end(&r));
    return found == count ? 0 : fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
}

static int read_hello(struct handshake *hs, struct wire_reader *r)
{
    struct resumption *res = &hs->resumption;
    size_t count;

    res->identities = wire_read_vec16(r);
    res->binders = wire_read_vec16(r);
    TRY(wire_read_end(r));
    TRY(check_identities(res->identities, &count));
    TRY(check_binders(res->binders, count));
    res->binders_size = 2 + res->binders.size;
    /* RFC 8446, 4.2.9. */
    if (!hs->offered.psk_modes_extension)
        return fail(GNUTLS_E_MISSING_EXTENSION);
    hs->offered.psk_extension = true;
    res->tried = 0;
    res->unknown = false;
    return 0;
}

/* Of those that we offered, by its place among them. */
static const struct early_psk *offered_at(const struct resumption *res, uint16_t index)
{
    if (res->ticket.hash && index == 0)
        return &res->ticket;
    if (res->external.hash && index == (res->ticket.hash ? 1 : 0))
        return &res->external;
    return NULL;
}

static int read_answer(struct handshake *hs, struct wire_reader *r)
{
    struct resumption *res = &hs->resumption;
    uint16_t selected = wire_read_u16(r);

    TRY(wire_read_end(r));
    res->psk = res->offered ? offered_at(res, selected) : NULL;
    if (!res->psk)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    res->selected = selected;
    hs->agreed->from_psk = true;
    hs->agreed->resumed = res->psk == &res->ticket;
    return 0;
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    return place == IN_CLIENT_HELLO ? read_hello(hs, r) : read_answer(hs, r);
}

const struct extension extension_pre_shared_key = {
    EXT_PRE_SHARED_KEY,
    "pre_shared_key",
    IN_CLIENT_HELLO | IN_SERVER_HELLO,
    wanted,
    write,
    read,
    NULL,
};
