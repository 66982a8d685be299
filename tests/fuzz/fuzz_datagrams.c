/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_datagrams.c - any datagrams among those of the peer
 *
 * The first byte says who hears them, a server or a client, and when: before the handshake, or
 * when it is done. Then come datagrams, each behind its length; in one of two kinds the header of
 * a record is made for them, so that its content is what is looked at. Promise: nothing that
 * anybody can send keeps two ends from going on; the handshake itself may fail, and then says so.
 */

#include "sim/pair.h"
#include "target.h"

#include <gnutls/dtls.h>

#include <string.h>

enum { HEARS_SERVER = 1, AFTER_HANDSHAKE = 2, WITH_HEADER = 4, DATAGRAM_MAX = 1500 };

static void push(struct sim_end *talker, uint8_t how, unsigned number, const uint8_t *data,
                 size_t size)
{
    uint8_t datagram[13 + DATAGRAM_MAX] = { 22, 0xfe, 0xfd };

    datagram[9] = 1; /* its numbers are apart from the peer's */
    datagram[10] = (uint8_t)number;
    datagram[11] = (uint8_t)(size >> 8);
    datagram[12] = (uint8_t)size;
    memcpy(datagram + 13, data, size);
    if (how & WITH_HEADER)
        sim_link_push(&talker->out, datagram, 13 + size);
    else
        sim_link_push(&talker->out, data, size);
}

static void push_all(struct sim_end *talker, uint8_t how, const uint8_t *data, size_t size)
{
    for (unsigned number = 0; size > 0; number++) {
        size_t next = data[0] | (number % 4 == 3 ? 0x100 : 0);

        data++;
        size--;
        next = next < size ? next : size;
        if (next > 0)
            push(talker, how, number, data, next);
        data += next;
        size -= next;
    }
}

/* Whatever came before it, a datagram of data comes through. */
static void check_talk(struct pair *pair)
{
    char got[8];
    ssize_t size = 0;

    PROMISE(pair_send(&pair->client, "good", 4) == 0);
    for (int i = 0; i < 8 && size != 4; i++)
        size = pair_receive(&pair->server, got, sizeof got);
    PROMISE(size == 4 && memcmp(got, "good", 4) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pair_options o = { .tickets = true, .ticket_key = &pair_ticket_key };
    struct sim_options network = { .seed = 1, .datagrams = { .on = true } };
    struct sim_end *talker;
    struct pair pair;
    struct sim sim;

    if (size == 0)
        return 0;
    sim_init(&sim, &network);
    PROMISE(pair_open(&pair, &sim, &o) == 0);
    talker = data[0] & HEARS_SERVER ? &pair.client : &pair.server;
    if (data[0] & AFTER_HANDSHAKE) {
        PROMISE(pair_handshake(&pair) == 0);
        push_all(talker, data[0], data + 1, size - 1);
        PROMISE(end_read_all(talker->peer) == 0);
        check_talk(&pair);
    } else {
        push_all(talker, data[0], data + 1, size - 1);
        pair_handshake(&pair);
        PROMISE(pair.client.result <= 0 && pair.server.result <= 0);
    }
    pair_close(&pair);
    sim_end(&sim);
    return 0;
}
