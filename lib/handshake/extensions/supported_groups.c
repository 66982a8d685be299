/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* supported_groups.c - RFC 8446, 4.2.7 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

/* RFC 7919, 2: code points of finite fields, known or not. */
enum { FINITE_FIELD_FIRST = 256, FINITE_FIELD_LAST = 511 };

static bool wanted(const struct handshake *hs, enum place place)
{
    return place == IN_CLIENT_HELLO && hs->config->priority->group_count > 0;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    const struct gnutls_priority_st *p = hs->config->priority;
    struct wire_mark list = wire_open_vec16(w);

    for (size_t i = 0; i < p->group_count; i++)
        wire_write_u16(w, p->groups[i]->id);
    wire_close(w, list);
    return 0;
}

/* Those that we take too, in the client's order. */
void peer_groups_weigh(struct handshake *hs)
{
    struct wire_reader list = wire_reader(hs->offered.groups);
    struct peer *peer = &hs->peer;

    peer->group_count = 0;
    while (wire_more(&list)) {
        uint16_t id = wire_read_u16(&list);
        const struct group *g = group_by_id(id);

        hs->offered.finite_fields |= id >= FINITE_FIELD_FIRST && id <= FINITE_FIELD_LAST;
        if (g && priority_has_group(hs->config->priority, g) &&
            peer->group_count < ARRAY_SIZE(peer->groups))
            peer->groups[peer->group_count++] = g;
    }
}

/* A server's list in its encrypted extensions is for later connections and means nothing to this
 * one. */
static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    struct bytes groups = wire_read_vec16(r);

    TRY(wire_read_end(r));
    if (groups.size == 0 || groups.size % 2 != 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    if (place != IN_CLIENT_HELLO)
        return 0;
    hs->offered.groups = groups;
    hs->offered.groups_extension = true;
    peer_groups_weigh(hs);
    return 0;
}

const struct extension extension_supported_groups = {
    EXT_SUPPORTED_GROUPS,
    "supported_groups",
    IN_CLIENT_HELLO | IN_ENCRYPTED_EXTENSIONS,
    wanted,
    write,
    read,
    NULL,
};
