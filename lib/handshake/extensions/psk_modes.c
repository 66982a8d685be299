/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* psk_modes.c - psk_key_exchange_modes, RFC 8446, 4.2.9 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

static void add_mode(struct psk_modes *modes, uint8_t mode)
{
    for (size_t i = 0; i < modes->count; i++) {
        if (modes->list[i] == mode)
            return;
    }
    if (modes->count < ARRAY_SIZE(modes->list))
        modes->list[modes->count++] = mode;
}

void psk_modes_of(const struct config *config, struct psk_modes *out)
{
    const struct gnutls_priority_st *p = config->priority;

    *out = (struct psk_modes){ 0 };
    for (size_t i = 0; i < p->kx_count; i++) {
        if (p->kx[i] == GNUTLS_KX_PSK)
            add_mode(out, PSK_KE);
        if (p->kx[i] == GNUTLS_KX_DHE_PSK || p->kx[i] == GNUTLS_KX_ECDHE_PSK)
            add_mode(out, PSK_DHE_KE);
    }
    if (out->count > 0 || !config->tickets)
        return;
    /* None asked for: tickets alone. A server then keeps forward secrecy. */
    add_mode(out, PSK_DHE_KE);
    if (config->role == CLIENT)
        add_mode(out, PSK_KE);
}

bool psk_exchange_is_named(const struct config *config)
{
    const struct gnutls_priority_st *p = config->priority;

    for (size_t i = 0; i < p->kx_count; i++) {
        if (p->kx[i] == GNUTLS_KX_PSK || p->kx[i] == GNUTLS_KX_DHE_PSK ||
            p->kx[i] == GNUTLS_KX_ECDHE_PSK)
            return true;
    }
    return false;
}

bool psk_modes_have(const struct psk_modes *modes, uint8_t mode)
{
    for (size_t i = 0; i < modes->count; i++) {
        if (modes->list[i] == mode)
            return true;
    }
    return false;
}

bool psk_modes_choose(const struct handshake *hs, bool *out_dhe)
{
    const struct psk_modes *first = &hs->offered.psk_modes, *second;
    struct psk_modes ours;

    psk_modes_of(hs->config, &ours);
    second = &ours;
    if (hs->config->priority->flags.server_precedence) {
        second = first;
        first = &ours;
    }
    for (size_t i = 0; i < first->count; i++) {
        if (psk_modes_have(second, first->list[i])) {
            *out_dhe = first->list[i] == PSK_DHE_KE;
            return true;
        }
    }
    return false;
}

static bool wanted(const struct handshake *hs, enum place place)
{
    struct psk_modes ours;

    psk_modes_of(hs->config, &ours);
    return ours.count > 0;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    struct psk_modes ours;

    psk_modes_of(hs->config, &ours);
    wire_write_vec8(w, bytes_of(ours.list, ours.count));
    return 0;
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    struct wire_reader list = wire_reader(wire_read_vec8(r));

    TRY(wire_read_end(r));
    if (!wire_more(&list))
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    hs->offered.psk_modes = (struct psk_modes){ 0 };
    while (wire_more(&list)) {
        uint8_t mode = wire_read_u8(&list);

        if (mode == PSK_KE || mode == PSK_DHE_KE)
            add_mode(&hs->offered.psk_modes, mode);
    }
    hs->offered.psk_modes_extension = true;
    return wire_read_end(&list);
}

const struct extension extension_psk_modes = {
    EXT_PSK_KEY_EXCHANGE_MODES,
    "psk_key_exchange_modes",
    IN_CLIENT_HELLO,
    wanted,
    write,
    read,
    NULL,
};
