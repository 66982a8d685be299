/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* strict_records.c - content and records that break a rule, and what the victim does */

#include "strict.h"

#include "base/errors.h"
#include "base/text.h"

#include "unit/test.h"

enum { TURNS_MAX = 1000 };

static void judge(const char *name, enum role who, int result, int alert)
{
    if (alert == MUST_SUCCEED) {
        if (result < 0)
            fail_msg("%s: refused with %s", name, gnutls_strerror_name(result));
    } else if (result >= 0 || error_alert(result) != alert) {
        fail_msg("%s (by %s): %s, alert %d instead of %d", name,
                 who == CLIENT ? "client" : "server",
                 result < 0 ? gnutls_strerror_name(result) : "taken",
                 result < 0 ? error_alert(result) : 0, alert);
    }
}

static enum role other(enum role role)
{
    return role == CLIENT ? SERVER : CLIENT;
}

/* ---- within the handshake ---- */

/* The application is told of a warning, and goes on. */
static int handshake_over_warnings(struct strict_run *run, enum role victim)
{
    int result;

    do
        result = strict_handshake(run, victim);
    while (result == GNUTLS_E_WARNING_ALERT_RECEIVED);
    return result;
}

static void assert_content_rule(const struct content_rule *rule, const struct sim_options *network)
{
    SCOPED(buffer) struct buffer bytes = { 0 };
    struct strict_run run;
    int result;

    assert_int_equal(hex_decode(bytes_of_text(rule->hex), &bytes), 0);
    strict_begin(&run, rule->scene, network);
    evil = (struct evil){
        .who = strict_end_of(&run, rule->who)->session,
        .content = rule->content,
        .content_pass = rule->content_pass,
        .pass = rule->more,
        .type = rule->type,
        .bytes = buffer_bytes(&bytes),
    };
    result = handshake_over_warnings(&run, other(rule->who));

    if (!evil.did && rule->content != in_single_bytes)
        fail_msg("%s: the rule was not broken", rule->name);
    judge(rule->name, rule->who, result, rule->alert);
    strict_end(&run);
}

void assert_content_rules(const struct content_rule *rules, size_t count)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < count; i++)
            assert_content_rule(&rules[i], &strict_networks[n]);
    }
}

/* ---- first of all, or on an open connection ---- */

static void put(struct sim_end *end, unsigned type, struct bytes content)
{
    struct record_keys *keys = &end->session->keys.out;
    SCOPED(buffer) struct buffer record = { 0 };

    if (type == IN_THE_CLEAR) {
        sim_link_push(&end->out, content.data, content.size);
        return;
    }
    assert_int_equal(keys->protection->seal(keys, (uint8_t)type, content, 0, &record), 0);
    sim_link_push(&end->out, record.data, record.size);
}

static int shake_alone(struct strict_run *run, struct sim_end *victim)
{
    for (int turns = 0; turns < TURNS_MAX; turns++) {
        end_turn(victim);
        if (victim->result != GNUTLS_E_AGAIN)
            break;
        sim_advance(&run->sim, SIM_FOREVER);
    }
    return victim->result;
}

static int read_over_warnings(struct sim_end *victim)
{
    ssize_t got;
    char byte;

    do
        got = pair_receive(victim, &byte, 1);
    while (got == GNUTLS_E_WARNING_ALERT_RECEIVED);
    return got == GNUTLS_E_AGAIN ? 0 : (int)got;
}

static void assert_record_rule(const struct record_rule *rule, enum role who,
                               const struct sim_options *network)
{
    SCOPED(buffer) struct buffer content = { 0 };
    bool first = rule->when == FIRST_OF_ALL;
    struct strict_run run;
    struct sim_end *victim;
    int result;

    assert_int_equal(hex_decode(bytes_of_text(rule->hex), &content), 0);
    strict_begin(&run, rule->scene, network);
    victim = strict_end_of(&run, other(who));
    if (!first) {
        assert_int_equal(pair_handshake(&run.pair), 0);
        pair_settle(&run.pair);
    }
    for (unsigned i = 0; i < rule->times; i++)
        put(strict_end_of(&run, who), rule->type, buffer_bytes(&content));
    result = first ? shake_alone(&run, victim) : read_over_warnings(victim);

    judge(rule->name, who, result, rule->alert);
    strict_end(&run);
}

void assert_record_rules(const struct record_rule *rules, size_t count)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < count; i++) {
            assert_record_rule(&rules[i], CLIENT, &strict_networks[n]);
            assert_record_rule(&rules[i], SERVER, &strict_networks[n]);
        }
    }
}
