/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_stream.c - any bytes as what the peer sends
 *
 * The first byte says who hears them: a server, or a client that has sent its hello. Promise: it
 * comes to an end, and never says that a handshake was made.
 */

#include "sim/pair.h"
#include "target.h"

#include "connection/connection.h"

enum { TURNS_MAX = 200 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pair_options o = { .tickets = true, .ticket_key = &pair_ticket_key };
    struct sim_options network = { .seed = 1 };
    struct sim_end *talker, *hearer;
    struct pair pair;
    struct sim sim;

    if (size == 0)
        return 0;
    sim_init(&sim, &network);
    o.client_priority = o.server_priority = "NORMAL";
    PROMISE(pair_open(&pair, &sim, &o) == 0);
    talker = data[0] & 1 ? &pair.client : &pair.server;
    hearer = talker->peer;
    if (hearer == &pair.client)
        end_turn(hearer);
    sim_link_push(&talker->out, data + 1, size - 1);
    sim_link_close(&talker->out, 0);
    for (int i = 0; i < TURNS_MAX && !hearer->done; i++)
        end_turn(hearer);
    PROMISE(hearer->done && hearer->result < 0);
    pair_close(&pair);
    sim_end(&sim);
    return 0;
}
