/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sim.h - a network and a clock that exist only in memory
 *
 * The simulation owns virtual time and any number of directed links. Nothing
 * sleeps: who waits for a link moves time to the next delivery, or to the
 * limit of the wait. Each run repeats exactly.
 *
 * There is one simulation per process at a time, because the clock is the
 * process's: clock.c defines clock_gettime(), time() and gettimeofday(), so
 * that every library under test lives in virtual time.
 *
 * This file knows neither TLS nor a test framework; ends of a TLS connection
 * are in pair.h.
 */
#ifndef TESTS_SIM_SIM_H
#define TESTS_SIM_SIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

/* Where the wall clock begins: 2027-01-01 00:00:00 UTC. */
#define SIM_EPOCH_S INT64_C(1798761600)
#define SIM_FOREVER INT64_MAX

enum sim_stall {
    SIM_STALL_NEVER,
    SIM_STALL_EACH,   /* every pull and push says EAGAIN once before it works */
    SIM_STALL_RANDOM, /* about every second one does, by the seed */
};

/* What becomes of datagrams: percentages, by the seed. */
struct sim_datagrams {
    bool on;          /* each push is one, and each pull takes one; whatever does not fit is lost */
    unsigned lost;    /* never arrive */
    unsigned doubled; /* arrive twice */
    unsigned late;    /* take up to three times as long, and are overtaken */
    size_t most;      /* larger ones are refused with EMSGSIZE; 0: none */
};

/* How the links of a simulation behave; all zero is a perfect network. */
struct sim_options {
    uint64_t seed;
    int64_t rtt_ms;        /* there and back; each link takes half of it */
    unsigned bytes_per_ms; /* bandwidth of each link; 0: no limit */
    size_t chunk;          /* most bytes that one pull or push moves; 0: no limit */
    enum sim_stall stall;
    struct sim_datagrams datagrams;
};

struct sim_event {
    int64_t at_us;
    void (*act)(void *context);
    void *context;
};

enum { SIM_EVENTS_MAX = 16 };

struct sim {
    struct sim_options options;
    uint64_t random_state;
    struct sim_link *links;
    struct sim_event events[SIM_EVENTS_MAX];
    size_t event_count;
    unsigned activity; /* rises with each byte moved and each stall */
    bool in_wait;      /* an end waits: its peer works, and must not wait itself */
};

struct sim_segment;

/* One direction of a connection: what is pushed arrives later, in order. */
struct sim_link {
    struct sim *sim;
    struct sim_link *next;
    int64_t latency_us; /* may be changed at any time; nothing overtakes */
    int64_t free_at_us; /* when the bandwidth is free again */
    int64_t last_at_us;
    struct sim_segment *first, *last;
    bool closed; /* by the sender, or by sim_link_close() */
    int64_t closed_at_us;
    int close_error; /* 0: end of file; else errno of the pull */
    bool hold_armed;
    size_t hold_after;
    int64_t hold_us;
    uint64_t pushed, pulled; /* bytes since the link was made */
    unsigned datagrams;      /* pushed, whatever became of them */
    /* Sees and may change all bytes on their way in. */
    void (*edit)(void *context, uint8_t *data, size_t size);
    void *edit_context;
};

/* Begins at SIM_EPOCH_S with no links. With SIM_STALLING in the environment,
 * each pull and push moves one byte and stalls before it, whatever the options
 * say: every test that is not about calls and bytes must pass with it too. */
void sim_init(struct sim *sim, const struct sim_options *options);
/* Forgets events to come and releases what is on its way. */
void sim_end(struct sim *sim);

/* Time since sim_init(); only sim_pass() and sim_advance() move it. */
int64_t sim_now_us(void);
int64_t sim_now_ms(void);
/* The wall clock in seconds, for gnutls_global_set_time_function(). */
time_t sim_time(time_t *out);

/* Lets time go by, with all that is due in it. */
void sim_pass(struct sim *sim, int64_t ms);
/* Moves time to the next delivery or event, at most to `limit_us`; false if
 * nothing is to come and the limit is SIM_FOREVER, or it is reached already. */
bool sim_advance(struct sim *sim, int64_t limit_us);
/* Turns the wall clock without letting time go by. */
void sim_turn_wall_clock(int64_t ms);
/* Calls `act` when `ms` from now have gone by, within whoever's wait. */
void sim_after(struct sim *sim, int64_t ms, void (*act)(void *), void *context);
/* The next number of the seeded sequence. */
uint32_t sim_random(struct sim *sim);

void sim_link_open(struct sim *sim, struct sim_link *link);
void sim_link_free(struct sim_link *link);
/* Puts bytes on their way. */
void sim_link_push(struct sim_link *link, const void *data, size_t size);
/* Takes at most `size` bytes that have arrived, of one datagram; 0 if there are none. */
size_t sim_link_pull(struct sim_link *link, void *data, size_t size);
bool sim_link_has_bytes(const struct sim_link *link);
/* True when a pull would not wait: bytes, or the end. */
bool sim_link_is_readable(const struct sim_link *link);
bool sim_link_at_end(const struct sim_link *link);
/* No more bytes: the reader sees the end (error 0) or the given errno. */
void sim_link_close(struct sim_link *link, int error);
/* Of all that is pushed from now on, what follows after `bytes` takes `ms` more. */
void sim_link_hold_after(struct sim_link *link, size_t bytes, int64_t ms);
/* Throws away what is on its way; returns how many bytes that was. */
size_t sim_link_drop(struct sim_link *link);

#endif
