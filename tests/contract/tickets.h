/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tickets.h - tickets as hooks see them */
#ifndef TESTS_CONTRACT_TICKETS_H
#define TESTS_CONTRACT_TICKETS_H

#include "suite.h"

static struct {
    unsigned count;
    unsigned lifetime_s[64];
    unsigned char nonce[64][8];
    size_t nonce_size[64];
    unsigned age_add[64];
} got;

static inline int note_ticket(gnutls_session_t session, unsigned type, unsigned when,
                              unsigned incoming, const gnutls_datum_t *body)
{
    assert_true(got.count < COUNT(got.lifetime_s));
    assert_true(body->size > 9);
    size_t i = got.count++;
    got.lifetime_s[i] = u32_at(body->data);
    got.age_add[i] = u32_at(body->data + 4);
    got.nonce_size[i] = body->data[8];
    memcpy(got.nonce[i], body->data + 9, got.nonce_size[i] < 8 ? got.nonce_size[i] : 8);
    return 0;
}

static inline void watch(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_handshake_set_hook_function(client->session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                       GNUTLS_HOOK_PRE, note_ticket);
}

static inline void begin(void)
{
    memset(&got, 0, sizeof got);
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
}

#define WITH_KEY .ticket_key = &pair_ticket_key

#endif
