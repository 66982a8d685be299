/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* raw.c - shows the application the extensions of a message */

#include "handshake/extensions/custom.h"

#include "base/errors.h"
#include "wire/reader.h"
#include "wire/tls.h"

enum { DATAGRAM_MAJOR = 0xfe };

static int bad_list(void)
{
    return fail(GNUTLS_E_UNEXPECTED_EXTENSIONS_LENGTH);
}

int hello_find_extensions(struct bytes hello, bool datagram, struct bytes *out)
{
    struct wire_reader r = wire_reader(hello);
    uint16_t version = wire_read_u16(&r);

    if (!r.failed && datagram && version >> 8 != DATAGRAM_MAJOR)
        return fail(GNUTLS_E_UNSUPPORTED_VERSION_PACKET);
    wire_read_bytes(&r, HELLO_RANDOM_SIZE);
    wire_read_vec8(&r); /* session id */
    if (datagram)
        wire_read_vec8(&r); /* cookie */
    wire_read_vec16(&r);    /* suites */
    wire_read_vec8(&r);     /* compression methods */
    if (r.failed)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    if (!wire_more(&r))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *out = wire_read_rest(&r);
    return 0;
}

/* Everything is read once before anything is shown. */
static int check(struct bytes list)
{
    struct wire_reader r = wire_reader(list);

    while (wire_more(&r)) {
        wire_read_u16(&r);
        wire_read_vec16(&r);
    }
    return wire_read_end(&r) < 0 ? bad_list() : 0;
}

int extensions_show(struct bytes block, gnutls_ext_raw_process_func show, void *context)
{
    struct wire_reader whole = wire_reader(block);
    struct bytes list = wire_read_vec16(&whole);

    if (block.size == 0)
        return 0;
    if (wire_read_end(&whole) < 0)
        return bad_list();
    TRY(check(list));

    struct wire_reader r = wire_reader(list);
    while (wire_more(&r)) {
        uint16_t type = wire_read_u16(&r);
        struct bytes data = wire_read_vec16(&r);
        int result = show(context, type, data.data, (unsigned)data.size);

        if (result < 0)
            return result;
    }
    return 0;
}
