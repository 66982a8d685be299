/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_share.c - RFC 8446, 4.2.8
 *
 * A client sends one share. A server notes which groups have one, and looks the share up when it
 * has chosen a group.
 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

static bool wanted(const struct handshake *hs, enum place place)
{
    if (place == IN_CLIENT_HELLO)
        return hs->own_share.group != NULL;
    if (place == IN_HELLO_RETRY)
        return hs->retry.group != NULL;
    return hs->agreed->group != NULL;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    const struct group *group = hs->own_share.group;
    struct wire_mark list = { 0 };

    if (place == IN_HELLO_RETRY) {
        wire_write_u16(w, hs->retry.group->id);
        return 0;
    }
    if (place == IN_CLIENT_HELLO)
        list = wire_open_vec16(w);
    wire_write_u16(w, group->id);
    wire_write_vec16(w, bytes_of(hs->shares.own, group->kex->share_size));
    if (place == IN_CLIENT_HELLO)
        wire_close(w, list);
    return 0;
}

static uint64_t group_bit(const struct group *group)
{
    size_t i = 0;

    while (group_at(i) != group)
        i++;
    return UINT64_C(1) << i;
}

/* Groups that we do not know may repeat themselves: they are passed over. Who was asked for one share
 * sends that alone: RFC 8446, 4.1.2. */
static int read_hello(struct handshake *hs, struct wire_reader *r)
{
    struct bytes shares = wire_read_vec16(r);
    struct wire_reader list = wire_reader(shares);
    uint64_t seen = 0;

    for (size_t count = 0; wire_more(&list); count++) {
        const struct group *group = group_by_id(wire_read_u16(&list));
        struct bytes share = wire_read_vec16(&list);

        if (list.failed || share.size == 0)
            return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
        if (count > 0 && hs->retry.group)
            return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
        if (!group)
            continue;
        if (seen & group_bit(group))
            return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
        seen |= group_bit(group);
    }
    TRY(wire_read_end(&list));
    hs->offered.shares_extension = true;
    hs->offered.shares = shares;
    return 0;
}

bool key_share_find(const struct handshake *hs, const struct group *group, struct bytes *out)
{
    struct wire_reader list = wire_reader(hs->offered.shares);

    while (wire_more(&list)) {
        uint16_t id = wire_read_u16(&list);
        struct bytes share = wire_read_vec16(&list);

        if (id == group->id) {
            *out = share;
            return true;
        }
    }
    return false;
}

/* RFC 8446, 4.2.8: the group of our share, and none but that. */
static int read_answer(struct handshake *hs, struct wire_reader *r)
{
    uint16_t id = wire_read_u16(r);
    struct bytes share = wire_read_vec16(r);

    TRY(wire_read_end(r));
    if (!hs->own_share.group || id != hs->own_share.group->id)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (share.size != hs->own_share.group->kex->share_size)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    hs->agreed->group = hs->own_share.group;
    memcpy(hs->shares.peer, share.data, share.size);
    return 0;
}

/* RFC 8446, 4.1.4: one that we offered and did not share already. */
static int read_retry(struct handshake *hs, struct wire_reader *r)
{
    const struct group *group = group_by_id(wire_read_u16(r));

    TRY(wire_read_end(r));
    if (!group || !priority_has_group(hs->config->priority, group))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (group == hs->own_share.group)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    hs->retry.group = group;
    return 0;
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    if (place == IN_CLIENT_HELLO)
        return read_hello(hs, r);
    return place == IN_HELLO_RETRY ? read_retry(hs, r) : read_answer(hs, r);
}

const struct extension extension_key_share = {
    EXT_KEY_SHARE, "key_share", IN_CLIENT_HELLO | IN_SERVER_HELLO | IN_HELLO_RETRY, wanted, write,
    read,          NULL,
};
