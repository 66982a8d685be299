/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* first_byte.c - when the first byte of an answer comes, over a simulated network
 *
 * The client shakes hands, asks, and reads the answer. As many programs do, it
 * may store its session before it asks, which in TLS 1.3 may mean to wait for
 * a ticket. Time is virtual, so the figures are of round trips and waits only;
 * TCP's own round trip is not in them. Prints lines key=value.
 */

#include "measure.h"
#include "pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char request[] = "GET /\n";
static const char answer[] = "here\n";

/* The server shakes hands, then answers what it is asked. */
static void serve(struct sim_end *end)
{
    char heard[sizeof request];

    if (!end->done)
        end_turn(end);
    if (!end->done || end->result < 0)
        return;
    ssize_t n = gnutls_record_recv(end->session, heard, sizeof heard);
    if (n > 0)
        must((int)gnutls_record_send(end->session, answer, sizeof answer), "answer");
}

struct outcome {
    double first_byte_ms;
    bool stored; /* a session that can be resumed */
};

static struct outcome visit(int64_t rtt_ms, const gnutls_datum_t *session_data, bool store)
{
    struct sim sim;
    struct pair pair;
    gnutls_datum_t data = { NULL, 0 };
    struct outcome outcome = { 0, false };
    char byte;
    int code;

    sim_init(&sim, &(struct sim_options){ .rtt_ms = rtt_ms });
    must(pair_open(&pair, &sim,
                   &(struct pair_options){ .tickets = true,
                                           .ticket_key = &pair_ticket_key,
                                           .session_data = session_data,
                                           .blocking = true }),
         "open");
    pair.server.work = serve;
    do
        code = gnutls_handshake(pair.client.session);
    while (code < 0 && !gnutls_error_is_fatal(code));
    must(code, "handshake");
    if (store) {
        must(gnutls_session_get_data2(pair.client.session, &data), "get_data2");
        outcome.stored = data.size > 4;
        gnutls_free(data.data);
    }
    must((int)gnutls_record_send(pair.client.session, request, sizeof request), "ask");
    do
        code = (int)gnutls_record_recv(pair.client.session, &byte, 1);
    while (code < 0 && !gnutls_error_is_fatal(code));
    must(code == 1 && byte == answer[0] ? 0 : GNUTLS_E_UNEXPECTED_PACKET, "answer");
    must((gnutls_session_is_resumed(pair.client.session) != 0) == (session_data != NULL)
             ? 0
             : GNUTLS_E_INVALID_SESSION,
         "resumption");
    outcome.first_byte_ms = (double)sim_now_us() / 1e3;
    pair_close(&pair);
    sim_end(&sim);
    return outcome;
}

static gnutls_datum_t first_session(void)
{
    struct sim sim;
    gnutls_datum_t data = { NULL, 0 };

    sim_init(&sim, &(struct sim_options){ .rtt_ms = 0 });
    must(
        pair_first_session(
            &sim, &(struct pair_options){ .tickets = true, .ticket_key = &pair_ticket_key }, &data),
        "first session");
    sim_end(&sim);
    return data;
}

static void print(const char *name, int rtt_ms, struct outcome outcome, bool store)
{
    printf("%s_%d_ms=%.1f\n", name, rtt_ms, outcome.first_byte_ms);
    if (store)
        printf("%s_%d_stored=%d\n", name, rtt_ms, outcome.stored);
}

int main(void)
{
    static const int round_trips_ms[] = { 0, 20, 50, 100, 200, 300 };
    gnutls_datum_t data = first_session();

    printf("version=%s\n", gnutls_check_version(NULL));
    for (size_t i = 0; i < sizeof round_trips_ms / sizeof round_trips_ms[0]; i++) {
        int rtt_ms = round_trips_ms[i];
        print("full", rtt_ms, visit(rtt_ms, NULL, false), false);
        print("full_store", rtt_ms, visit(rtt_ms, NULL, true), true);
        print("resumed", rtt_ms, visit(rtt_ms, &data, false), false);
        print("resumed_store", rtt_ms, visit(rtt_ms, &data, true), true);
    }
    gnutls_free(data.data);
    return 0;
}
