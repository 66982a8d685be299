/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* custom.c - calls the application for its extensions
 *
 * A server reads those of a client's hello in the order of their kinds: some before the library's
 * own, some after them, and those of GNUTLS_EXT_TLS after the application was asked about the
 * hello. In other messages the order of the wire counts.
 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

static unsigned flag_of(enum place place)
{
    switch (place) {
    case IN_CLIENT_HELLO:
        return GNUTLS_EXT_FLAG_CLIENT_HELLO;
    case IN_SERVER_HELLO:
        return GNUTLS_EXT_FLAG_TLS13_SERVER_HELLO;
    case IN_SERVER_HELLO12:
        return GNUTLS_EXT_FLAG_TLS12_SERVER_HELLO;
    case IN_ENCRYPTED_EXTENSIONS:
        return GNUTLS_EXT_FLAG_EE;
    case IN_HELLO_RETRY:
        return GNUTLS_EXT_FLAG_HRR;
    default:
        return 0;
    }
}

/* In a session of TLS 1.2 that is taken up, only what cannot be done without is agreed anew. */
static bool may_stand(const struct handshake *hs, const struct custom_extension *row,
                      enum place place)
{
    unsigned transport = hs->config->datagram ? GNUTLS_EXT_FLAG_DTLS : GNUTLS_EXT_FLAG_TLS;

    if (place == IN_SERVER_HELLO12 && hs->agreed->resumed && row->order != GNUTLS_EXT_MANDATORY)
        return false;
    return (row->flags & flag_of(place)) != 0 && (row->flags & transport) != 0;
}

static uint32_t bit_of(const struct handshake *hs, const struct custom_extension *row)
{
    return UINT32_C(1) << (row - hs->config->custom.rows);
}

/* ---- out ---- */

static bool is_wanted(const struct handshake *hs, const struct custom_extension *row,
                      enum place place)
{
    if (!row->send || !may_stand(hs, row, place))
        return false;
    return place == IN_CLIENT_HELLO || (hs->custom.came & bit_of(hs, row)) != 0 ||
           (row->flags & GNUTLS_EXT_FLAG_IGNORE_CLIENT_REQUEST) != 0;
}

/* The content, or nothing: `*out_stands` says whether the extension is there at all. */
static int ask_content(struct handshake *hs, const struct custom_extension *row, enum place place,
                       struct gnutls_buffer_st *out, bool *out_stands)
{
    int result;

    hs->custom.message = flag_of(place);
    result = row->send(hs->session, out);
    hs->custom.message = 0;
    *out_stands = result == GNUTLS_E_INT_RET_0 || out->size > 0;
    return result == GNUTLS_E_INT_RET_0 ? 0 : answer_of_application(result);
}

static int write_row(struct handshake *hs, const struct custom_extension *row, enum place place,
                     struct wire_writer *w)
{
    struct gnutls_buffer_st content = { 0 };
    bool stands;
    int result = ask_content(hs, row, place, &content, &stands);

    if (result == 0 && stands) {
        wire_write_u16(w, row->type);
        wire_write_vec16(w, bytes_of(content.data, content.size));
        if (place == IN_CLIENT_HELLO)
            hs->custom.sent |= bit_of(hs, row);
    }
    public_buffer_wipe(&content);
    return result;
}

int custom_write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    const struct custom_extensions *list = &hs->config->custom;

    if (place == IN_CLIENT_HELLO)
        hs->custom.sent = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (is_wanted(hs, &list->rows[i], place))
            TRY(write_row(hs, &list->rows[i], place, w));
    }
    return 0;
}

/* ---- in ---- */

bool custom_replaces(const struct handshake *hs, unsigned type)
{
    const struct custom_extension *row = custom_find(&hs->config->custom, type);

    return row && (row->flags & GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL) != 0;
}

int custom_check_answer(const struct handshake *hs, enum place place, unsigned type)
{
    const struct custom_extension *row = custom_find(&hs->config->custom, type);

    if (!row)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_EXTENSION);
    if ((hs->custom.sent & bit_of(hs, row)) == 0 &&
        (row->flags & GNUTLS_EXT_FLAG_IGNORE_CLIENT_REQUEST) == 0)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_EXTENSION);
    return may_stand(hs, row, place) ? 0 : fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
}

static int read_row(struct handshake *hs, const struct custom_extension *row, enum place place,
                    struct bytes content)
{
    int result = 0;

    hs->custom.came |= bit_of(hs, row);
    hs->custom.message = flag_of(place);
    if (row->receive)
        result = row->receive(hs->session, content.data, content.size);
    hs->custom.message = 0;
    return answer_of_application(result);
}

/* The block has been checked. */
static int read_those(struct handshake *hs, enum place place, struct bytes block, unsigned orders)
{
    struct wire_reader r = wire_reader(block);

    while (wire_more(&r)) {
        unsigned type = wire_read_u16(&r);
        struct bytes content = wire_read_vec16(&r);
        const struct custom_extension *row = custom_find(&hs->config->custom, type);

        if (row && may_stand(hs, row, place) && (orders & 1u << row->order) != 0)
            TRY(read_row(hs, row, place, content));
    }
    return 0;
}

enum {
    FIRST = 1 << GNUTLS_EXT_VERSION_NEG,
    SECOND = 1 << GNUTLS_EXT_MANDATORY,
    THIRD = 1 << GNUTLS_EXT_APPLICATION,
    LAST = 1 << GNUTLS_EXT_TLS,
};

static bool has_order(enum place place)
{
    return place == IN_CLIENT_HELLO || place == IN_SERVER_HELLO12;
}

int custom_read_before(struct handshake *hs, enum place place, struct bytes block)
{
    if (place == IN_CLIENT_HELLO)
        hs->custom.came = 0;
    hs->custom.hello = place == IN_CLIENT_HELLO ? block : bytes_none();
    if (!has_order(place) || hs->config->custom.count == 0)
        return 0;
    TRY(read_those(hs, place, block, FIRST));
    return read_those(hs, place, block, SECOND);
}

int custom_read_behind(struct handshake *hs, enum place place, struct bytes block)
{
    if (hs->config->custom.count == 0)
        return 0;
    if (!has_order(place))
        return read_those(hs, place, block, FIRST | SECOND | THIRD | LAST);
    TRY(read_those(hs, place, block, THIRD));
    return place == IN_CLIENT_HELLO ? 0 : read_those(hs, place, block, LAST);
}

/* The block lies in the transcript until the next message. */
int read_last_extensions(struct handshake *hs)
{
    struct bytes block = hs->custom.hello;

    hs->custom.hello = bytes_none();
    if (hs->config->custom.count == 0)
        return 0;
    return read_those(hs, IN_CLIENT_HELLO, block, LAST);
}
