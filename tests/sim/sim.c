/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sim.c - virtual time, links, events */

#include "sim.h"

#include "clock.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct sim_segment {
    struct sim_segment *next;
    int64_t at_us;
    size_t size, taken;
    uint8_t data[];
};

void sim_init(struct sim *sim, const struct sim_options *options)
{
    *sim = (struct sim){ .options = *options, .random_state = options->seed + 1 };
    if (getenv("SIM_STALLING") != NULL) {
        sim->options.chunk = 1;
        sim->options.stall = SIM_STALL_EACH;
    }
    sim_clock_reset();
}

void sim_end(struct sim *sim)
{
    sim->event_count = 0;
    while (sim->links != NULL)
        sim_link_free(sim->links);
}

/* splitmix64 */
uint32_t sim_random(struct sim *sim)
{
    uint64_t z = sim->random_state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ (z >> 31)) >> 32);
}

void sim_after(struct sim *sim, int64_t ms, void (*act)(void *), void *context)
{
    assert(sim->event_count < SIM_EVENTS_MAX);
    sim->events[sim->event_count++] =
        (struct sim_event){ .at_us = sim_now_us() + ms * 1000, .act = act, .context = context };
}

static bool take_due_event(struct sim *sim, struct sim_event *out)
{
    for (size_t i = 0; i < sim->event_count; i++) {
        if (sim->events[i].at_us > sim_now_us())
            continue;
        *out = sim->events[i];
        sim->event_count--;
        memmove(&sim->events[i], &sim->events[i + 1],
                (sim->event_count - i) * sizeof(struct sim_event));
        return true;
    }
    return false;
}

static void earlier(int64_t *best, int64_t at_us)
{
    if (at_us > sim_now_us() && at_us < *best)
        *best = at_us;
}

/* When something happens next; SIM_FOREVER if nothing is to come. */
static int64_t next_happening(const struct sim *sim)
{
    int64_t best = SIM_FOREVER;
    for (const struct sim_link *link = sim->links; link != NULL; link = link->next) {
        for (const struct sim_segment *s = link->first; s != NULL; s = s->next)
            earlier(&best, s->at_us);
        if (link->closed)
            earlier(&best, link->closed_at_us);
    }
    for (size_t i = 0; i < sim->event_count; i++)
        earlier(&best, sim->events[i].at_us);
    return best;
}

bool sim_advance(struct sim *sim, int64_t limit_us)
{
    if (sim_now_us() >= limit_us)
        return false;

    int64_t at_us = next_happening(sim);
    if (at_us > limit_us)
        at_us = limit_us;
    if (at_us == SIM_FOREVER)
        return false;

    sim_clock_set_us(at_us);
    struct sim_event event;
    while (take_due_event(sim, &event))
        event.act(event.context);
    return true;
}

void sim_pass(struct sim *sim, int64_t ms)
{
    int64_t limit_us = sim_now_us() + ms * 1000;
    while (sim_advance(sim, limit_us))
        continue;
}

void sim_link_open(struct sim *sim, struct sim_link *link)
{
    *link = (struct sim_link){ .sim = sim,
                               .next = sim->links,
                               .latency_us = sim->options.rtt_ms * 500 };
    sim->links = link;
}

size_t sim_link_drop(struct sim_link *link)
{
    size_t dropped = 0;
    while (link->first != NULL) {
        struct sim_segment *s = link->first;
        link->first = s->next;
        dropped += s->size - s->taken;
        free(s);
    }
    link->last = NULL;
    return dropped;
}

void sim_link_free(struct sim_link *link)
{
    if (link->sim == NULL)
        return;
    sim_link_drop(link);
    struct sim_link **at = &link->sim->links;
    while (*at != NULL && *at != link)
        at = &(*at)->next;
    if (*at != NULL)
        *at = link->next;
    link->sim = NULL;
}

/* Latency, bandwidth and the hold decide when a piece arrives; order is kept. */
static int64_t arrival(struct sim_link *link, size_t size, int64_t extra_us)
{
    int64_t begin = sim_now_us() > link->free_at_us ? sim_now_us() : link->free_at_us;
    unsigned rate = link->sim->options.bytes_per_ms;
    if (rate > 0)
        begin += ((int64_t)size * 1000 + rate - 1) / rate;
    link->free_at_us = begin;

    int64_t at_us = begin + link->latency_us + extra_us;
    if (at_us < link->last_at_us)
        at_us = link->last_at_us;
    link->last_at_us = at_us;
    return at_us;
}

static void append(struct sim_link *link, const uint8_t *data, size_t size, int64_t extra_us)
{
    struct sim_segment *s = malloc(sizeof *s + size);
    assert(s != NULL);
    *s = (struct sim_segment){ .at_us = arrival(link, size, extra_us), .size = size };
    memcpy(s->data, data, size);
    if (link->edit != NULL)
        link->edit(link->edit_context, s->data, size);
    if (link->last != NULL)
        link->last->next = s;
    else
        link->first = s;
    link->last = s;
    link->pushed += size;
}

static bool happens(struct sim *sim, unsigned percent)
{
    return percent > 0 && sim_random(sim) % 100 < percent;
}

/* By the time of its arrival: it may overtake others. */
static void insert(struct sim_link *link, const uint8_t *data, size_t size, int64_t at_us)
{
    struct sim_segment *s = malloc(sizeof *s + size), **at = &link->first;
    assert(s != NULL);
    while (*at != NULL && (*at)->at_us <= at_us)
        at = &(*at)->next;
    *s = (struct sim_segment){ .next = *at, .at_us = at_us, .size = size };
    memcpy(s->data, data, size);
    if (link->edit != NULL)
        link->edit(link->edit_context, s->data, size);
    *at = s;
    link->pushed += size;
}

static void push_datagram(struct sim_link *link, const uint8_t *data, size_t size)
{
    struct sim *sim = link->sim;
    const struct sim_datagrams *how = &sim->options.datagrams;
    link->datagrams++;
    if (happens(sim, how->lost))
        return;
    for (unsigned copies = happens(sim, how->doubled) ? 2 : 1; copies > 0; copies--) {
        int64_t late_us = 0;
        if (happens(sim, how->late))
            late_us = sim_random(sim) % (2 * link->latency_us + 1);
        insert(link, data, size, sim_now_us() + link->latency_us + late_us);
    }
}

static size_t pull_datagram(struct sim_link *link, void *data, size_t size)
{
    struct sim_segment *s = link->first;
    size_t part;
    if (!sim_link_has_bytes(link))
        return 0;
    part = s->size < size ? s->size : size;
    memcpy(data, s->data, part);
    link->first = s->next;
    free(s);
    link->pulled += part;
    link->sim->activity++;
    return part;
}

void sim_link_push(struct sim_link *link, const void *data, size_t size)
{
    if (size == 0 || link->closed)
        return;
    link->sim->activity++;
    if (link->sim->options.datagrams.on) {
        push_datagram(link, data, size);
        return;
    }

    size_t prompt = size;
    if (link->hold_armed && link->hold_after < size)
        prompt = link->hold_after;
    if (link->hold_armed)
        link->hold_after -= prompt;
    if (prompt > 0)
        append(link, data, prompt, 0);
    if (prompt < size)
        append(link, (const uint8_t *)data + prompt, size - prompt, link->hold_us);
}

void sim_link_hold_after(struct sim_link *link, size_t bytes, int64_t ms)
{
    link->hold_armed = true;
    link->hold_after = bytes;
    link->hold_us = ms * 1000;
}

bool sim_link_has_bytes(const struct sim_link *link)
{
    return link->first != NULL && link->first->at_us <= sim_now_us();
}

bool sim_link_at_end(const struct sim_link *link)
{
    return link->first == NULL && link->closed && link->closed_at_us <= sim_now_us();
}

bool sim_link_is_readable(const struct sim_link *link)
{
    return sim_link_has_bytes(link) || sim_link_at_end(link);
}

size_t sim_link_pull(struct sim_link *link, void *data, size_t size)
{
    size_t done = 0;
    if (link->sim->options.datagrams.on)
        return pull_datagram(link, data, size);
    while (done < size && sim_link_has_bytes(link)) {
        struct sim_segment *s = link->first;
        size_t part = s->size - s->taken < size - done ? s->size - s->taken : size - done;
        memcpy((uint8_t *)data + done, s->data + s->taken, part);
        s->taken += part;
        done += part;
        if (s->taken < s->size)
            break;
        link->first = s->next;
        if (link->first == NULL)
            link->last = NULL;
        free(s);
    }
    link->pulled += done;
    if (done > 0)
        link->sim->activity++;
    return done;
}

void sim_link_close(struct sim_link *link, int error)
{
    if (link->closed)
        return;
    link->closed = true;
    link->close_error = error;
    link->closed_at_us = sim_now_us() + link->latency_us;
    if (link->closed_at_us < link->last_at_us)
        link->closed_at_us = link->last_at_us;
}
