/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pre_shared_key.c - RFC 8446, 4.2.11
 *
 * The client offers one ticket. Its binder is made over the hello up to the binders, so they
 * are written as zeros here and filled in when the hello is complete (client_hello.c).
 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "session/ticket_age.h"

enum { BINDER_MIN = 32 };

static bool wanted(const struct handshake *hs, enum place place)
{
    if (place == IN_CLIENT_HELLO)
        return hs->resumption.session && hs->resumption.session->kind == SESSION_CLIENT13;
    return hs->agreed->resumed;
}

static void write_identity(struct handshake *hs, struct wire_writer *w)
{
    const struct ticket_facts *t = &hs->resumption.session->ticket;

    wire_write_vec16(w, buffer_bytes(&t->ticket));
    wire_write_u32(w, ticket_age_obfuscate(t->received_ms, hs->now_ms, t->age_add));
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    size_t binder_size = 0;
    struct wire_mark identities, binders, binder;

    if (place == IN_SERVER_HELLO) {
        wire_write_u16(w, hs->resumption.selected);
        return 0;
    }
    binder_size = hs->resumption.hash->size;
    identities = wire_open_vec16(w);
    write_identity(hs, w);
    wire_close(w, identities);

    binders = wire_open_vec16(w);
    binder = wire_open_vec8(w);
    wire_write_zeros(w, binder_size);
    wire_close(w, binder);
    wire_close(w, binders);
    hs->resumption.binders_size = 2 + 1 + binder_size;
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
    return 0;
}

/* We offered one, so its index is 0. */
static int read_answer(struct handshake *hs, struct wire_reader *r)
{
    uint16_t selected = wire_read_u16(r);

    TRY(wire_read_end(r));
    if (!hs->resumption.offered || selected != 0)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    hs->agreed->resumed = true;
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
