/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kx_ecdhe.c - ephemeral Diffie-Hellman over curves, RFC 8422, 5.4 and 5.7 */

#include "handshake/tls12/internal.h"

enum { NAMED_CURVE = 3 };

int ecdhe_write_params(struct handshake *hs, struct wire_writer *w)
{
    const struct group *group = hs->agreed->group;

    TRY(own_share_make(hs, group));
    wire_write_u8(w, NAMED_CURVE);
    wire_write_u16(w, group->id);
    wire_write_vec8(w, bytes_of(hs->shares.own, group->kex->share_size));
    return 0;
}

int ecdhe_read_params(struct handshake *hs, struct wire_reader *r)
{
    uint8_t form = wire_read_u8(r);
    const struct group *group = group_by_id(wire_read_u16(r));
    struct bytes share = wire_read_vec8(r);

    if (r->failed)
        return wire_read_end(r);
    if (form != NAMED_CURVE || !group || group_is_finite_field(group) ||
        !priority_has_group(hs->config->priority, group) || share.size != group->kex->share_size)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    hs->agreed->group = group;
    hs->agreed->params.group = group->id;
    memcpy(hs->shares.peer, share.data, share.size);
    return 0;
}

static int derive(struct handshake *hs, struct bytes share)
{
    int result = kex_derive(&hs->own_share.key, share, &hs->tls12.premaster);

    kex_private_wipe(&hs->own_share.key);
    return result;
}

int ecdhe_write_answer(struct handshake *hs, struct wire_writer *w)
{
    const struct kex *kex = hs->agreed->group->kex;

    TRY(own_share_make(hs, hs->agreed->group));
    wire_write_vec8(w, bytes_of(hs->shares.own, kex->share_size));
    return derive(hs, bytes_of(hs->shares.peer, kex->share_size));
}

int ecdhe_read_answer(struct handshake *hs, struct wire_reader *r)
{
    struct bytes share = wire_read_vec8(r);

    TRY(wire_read_end(r));
    return derive(hs, share);
}

const struct key_exchange kx_ecdhe_ecdsa = {
    .id = GNUTLS_KX_ECDHE_ECDSA,
    .shows_certificate = true,
    .has_params = true,
    .signs_params = true,
    .needs_curve = true,
    .auth = AUTH_CERTIFICATE,
    .write_params = ecdhe_write_params,
    .read_params = ecdhe_read_params,
    .write_answer = ecdhe_write_answer,
    .read_answer = ecdhe_read_answer,
};

const struct key_exchange kx_ecdhe_rsa = {
    .id = GNUTLS_KX_ECDHE_RSA,
    .shows_certificate = true,
    .has_params = true,
    .signs_params = true,
    .needs_curve = true,
    .auth = AUTH_CERTIFICATE,
    .write_params = ecdhe_write_params,
    .read_params = ecdhe_read_params,
    .write_answer = ecdhe_write_answer,
    .read_answer = ecdhe_read_answer,
};
