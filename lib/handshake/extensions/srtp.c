/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* srtp.c - which protection media get under keys of this handshake, RFC 5764, 4.1 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"

static bool wanted(const struct handshake *hs, enum place place)
{
    if (place == IN_CLIENT_HELLO)
        return hs->config->datagram && hs->config->srtp_profiles.size > 0;
    return hs->agreed->srtp_profile != 0;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    struct wire_mark list;

    if (place == IN_CLIENT_HELLO) {
        wire_write_vec16(w, buffer_bytes(&hs->config->srtp_profiles));
        wire_write_vec8(w, buffer_bytes(&hs->config->srtp_mki));
        return 0;
    }
    list = wire_open_vec16(w);
    wire_write_u16(w, hs->agreed->srtp_profile);
    wire_close(w, list);
    wire_write_vec8(w, buffer_bytes(&hs->agreed->srtp_mki));
    return 0;
}

static bool is_ours(const struct handshake *hs, uint16_t profile)
{
    struct wire_reader r = wire_reader(buffer_bytes(&hs->config->srtp_profiles));

    while (wire_more(&r))
        if (wire_read_u16(&r) == profile)
            return true;
    return false;
}

/* RFC 5764, 4.1.1: the first of the client's that the server has; none: the handshake goes on
 * without. */
static int choose(struct handshake *hs, struct bytes profiles, struct bytes mki)
{
    struct wire_reader r = wire_reader(profiles);

    while (wire_more(&r) && hs->agreed->srtp_profile == 0) {
        uint16_t profile = wire_read_u16(&r);

        if (is_ours(hs, profile))
            hs->agreed->srtp_profile = profile;
    }
    return hs->agreed->srtp_profile != 0 ? buffer_set(&hs->agreed->srtp_mki, mki) : 0;
}

/* One of those offered, and our MKI or none. */
static int check_choice(struct handshake *hs, struct bytes profiles, struct bytes mki)
{
    struct wire_reader r = wire_reader(profiles);
    uint16_t profile = wire_read_u16(&r);

    if (wire_more(&r) || !is_ours(hs, profile))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (mki.size > 0 && !bytes_equal(mki, buffer_bytes(&hs->config->srtp_mki)))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    hs->agreed->srtp_profile = profile;
    return buffer_set(&hs->agreed->srtp_mki, mki);
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    struct bytes profiles = wire_read_vec16(r);
    struct bytes mki = wire_read_vec8(r);

    TRY(wire_read_end(r));
    if (profiles.size < 2 || profiles.size % 2 != 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    if (place != IN_CLIENT_HELLO)
        return check_choice(hs, profiles, mki);
    return hs->config->datagram ? choose(hs, profiles, mki) : 0;
}

const struct extension extension_srtp = {
    EXT_USE_SRTP, "use_srtp", IN_CLIENT_HELLO | IN_SERVER_HELLO12, wanted, write, read, NULL,
};
