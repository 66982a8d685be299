/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_handshake.c - one end's words are changed before they are sealed
 *
 * The first bytes say what: who speaks, over which scene, in which of its contents, where, how many
 * bytes go, and the rest takes their place. So the other end reads deep into messages that are
 * wrong. Promise: both ends come to an end, and data flows only if both say so.
 */

#include "base/errors.h"
#include "protocol/evil.h"
#include "sim/pair.h"
#include "target.h"

enum { HEAD_SIZE = 7 };

struct plan {
    unsigned scene, content;
    enum role who;
    size_t at, remove;
    struct bytes insert;
};

static struct plan plan;

static int change(struct outbound *out, struct record_keys *keys, uint8_t type,
                  struct bytes content, const struct evil *e)
{
    SCOPED(buffer) struct buffer all = { 0 };
    size_t at = content.size > 0 ? plan.at % content.size : 0;
    size_t remove = plan.remove < content.size - at ? plan.remove : content.size - at;

    evil.did = true;
    TRY(buffer_append(&all, bytes_of(content.data, at)));
    TRY(buffer_append(&all, plan.insert));
    TRY(buffer_append(&all, bytes_from(content, at + remove)));
    if (all.size == 0)
        return 0;
    return evil_queue(out, keys, type, buffer_bytes(&all));
}

static void take_plan(const uint8_t *data, size_t size)
{
    plan = (struct plan){
        .scene = data[0] % 4,
        .who = data[1] % 2 ? SERVER : CLIENT,
        .content = data[2] % 6,
        .at = (size_t)data[3] << 8 | data[4],
        .remove = (size_t)data[5] << 8 | data[6],
        .insert = bytes_of(data + HEAD_SIZE, size - HEAD_SIZE),
    };
}

static struct pair_options scene_options(void)
{
    struct pair_options o = { .tickets = true, .ticket_key = &pair_ticket_key };

    o.client_priority = o.server_priority = "NORMAL";
    if (plan.scene == 1)
        o.server_priority = "NORMAL:-GROUP-ALL:+GROUP-SECP256R1";
    if (plan.scene == 2) {
        o.request = GNUTLS_CERT_REQUEST;
        o.client_identity = "client-p256";
    }
    if (plan.scene == 3)
        o.server_priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2";
    return o;
}

static void run(struct sim *sim, const gnutls_datum_t *session)
{
    struct pair_options o = scene_options();
    struct pair pair;
    int result;

    o.session_data = session;
    PROMISE(pair_open(&pair, sim, &o) == 0);
    evil = (struct evil){ .who = (plan.who == CLIENT ? &pair.client : &pair.server)->session,
                          .content = change,
                          .content_pass = plan.content };
    result = pair_handshake(&pair);
    if (result == 0)
        pair_ping(&pair);
    PROMISE(pair.client.result <= 0 && pair.server.result <= 0);
    evil = (struct evil){ 0 };
    pair_close(&pair);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static gnutls_datum_t sessions[4];
    struct sim_options network = { .seed = 1 };
    struct sim sim;

    if (size < HEAD_SIZE)
        return 0;
    take_plan(data, size);
    sim_init(&sim, &network);
    if (!sessions[plan.scene].data) {
        struct pair_options first = scene_options();

        PROMISE(pair_first_session(&sim, &first, &sessions[plan.scene]) == 0);
    }
    run(&sim, data[0] & 0x80 ? &sessions[plan.scene] : NULL);
    sim_end(&sim);
    return 0;
}
