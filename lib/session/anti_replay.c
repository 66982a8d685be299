/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* anti_replay.c - early data: has this hello been here before?
 *
 * The moment at which a hello expected to arrive is the ticket's issue plus the claimed age. Both
 * are under the binder, so a copy has the same moment. It heads the key under which the hello is
 * stored, and the entry stays until one window after it. Nothing depends on when our record
 * began or rolls over, so a ticket of any age keeps its early data.
 *
 * Time does not go back here. If the clock does, entries that the store has dropped would fit
 * again; early data waits until the clock has caught up.
 */

#include "session/anti_replay.h"

#include "base/errors.h"
#include "base/lock.h"
#include "base/memory.h"
#include "session/replay_guard.h"
#include "wire/reader.h"

#include <assert.h>

enum {
    MS_PER_S = 1000,
    NS_PER_MS = 1000000,
    MOMENT_SIZE = 8 + 4,
    BINDER_MIN = 32,
    BINDER_MAX = 64,
    ENTRY_MAGIC = 0x52655061, /* "RePa" */
};

struct gnutls_anti_replay_st {
    struct replay_guard *shared; /* NULL: none */
    struct lock lock;            /* over all below */
    int64_t window_ms;
    int64_t start_ms;  /* tickets from then on were never seen by anybody before */
    int64_t latest_ms; /* the greatest time we were told */
    bool used;         /* something may have been stored */
    gnutls_db_add_func add;
    void *ptr;
};

/* What one check needs, taken under the lock. */
struct settings {
    int64_t window_ms, start_ms, now_ms;
    gnutls_db_add_func add;
    void *ptr;
};

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int anti_replay_new(int64_t now_ms, struct gnutls_anti_replay_st **out)
{
    struct gnutls_anti_replay_st *self = memory_get_zeroed(sizeof(*self));
    if (self == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);

    lock_init(&self->lock);
    self->window_ms = REPLAY_WINDOW_MS;
    self->start_ms = self->latest_ms = now_ms;
    *out = self;
    return 0;
}

int anti_replay_new_shared(const char *path_or_null, size_t max_entries, int64_t now_ms,
                           struct gnutls_anti_replay_st **out)
{
    struct replay_guard *shared;
    TRY(replay_guard_new(path_or_null, max_entries, now_ms, &shared));

    int result = anti_replay_new(now_ms, out);
    if (result < 0) {
        replay_guard_free(shared);
        return result;
    }
    (*out)->shared = shared;
    return 0;
}

void anti_replay_free(struct gnutls_anti_replay_st *self)
{
    if (self == NULL)
        return;
    replay_guard_free(self->shared);
    lock_wipe(&self->lock);
    memory_free(self);
}

void anti_replay_set_window(struct gnutls_anti_replay_st *self, uint32_t window_ms, int64_t now_ms)
{
    if (self->shared != NULL) {
        replay_guard_set_window(self->shared, window_ms);
        return;
    }
    lock_take(&self->lock);
    if (window_ms > self->window_ms && self->used)
        self->start_ms = (now_ms > self->latest_ms ? now_ms : self->latest_ms) + 1;
    self->window_ms = window_ms;
    lock_give(&self->lock);
}

void anti_replay_set_ptr(struct gnutls_anti_replay_st *self, void *ptr)
{
    lock_take(&self->lock);
    self->ptr = ptr;
    lock_give(&self->lock);
}

void anti_replay_set_add_function(struct gnutls_anti_replay_st *self, gnutls_db_add_func add)
{
    lock_take(&self->lock);
    self->add = add;
    lock_give(&self->lock);
}

/* ---- is it the hello's time? ---- */

/* False if the clock went back. */
static bool take_settings(struct gnutls_anti_replay_st *self, int64_t now_ms, struct settings *out)
{
    lock_take(&self->lock);
    bool in_order = now_ms >= self->latest_ms - REPLAY_TOLERANCE_MS;
    if (now_ms > self->latest_ms)
        self->latest_ms = now_ms;
    self->used = true;
    *out =
        (struct settings){ self->window_ms, self->start_ms, self->latest_ms, self->add, self->ptr };
    lock_give(&self->lock);

    if (self->shared == NULL)
        return in_order;
    out->window_ms = replay_guard_window_ms(self->shared);
    out->start_ms = replay_guard_start_ms(self->shared);
    return replay_guard_tell_time(self->shared, now_ms, &out->now_ms);
}

static enum replay_verdict time_verdict(const struct settings *settings,
                                        const struct replay_question *question,
                                        int64_t *out_expected_ms)
{
    int64_t tolerance_ms = smaller(REPLAY_TOLERANCE_MS, settings->window_ms);

    if (question->issued_ms > settings->now_ms + tolerance_ms)
        return REPLAY_TOO_EARLY;
    if (question->issued_ms < 0)
        return REPLAY_TOO_LATE;

    int64_t expected_ms = question->issued_ms + question->claimed_age_ms;
    if (expected_ms > settings->now_ms + tolerance_ms)
        return REPLAY_TOO_EARLY;
    if (settings->now_ms - expected_ms > settings->window_ms)
        return REPLAY_TOO_LATE;
    /* Who kept the record before us may have taken it up to the tolerance before its time. A
     * ticket of our own time was never shown to anybody else. */
    if (question->issued_ms < settings->start_ms &&
        expected_ms <= settings->start_ms + tolerance_ms)
        return REPLAY_BEFORE_START;
    *out_expected_ms = expected_ms;
    return REPLAY_FRESH;
}

/* ---- the application's store ---- */

static void put_number(uint8_t *out, size_t size, uint64_t value)
{
    for (size_t i = size; i > 0; i--, value >>= 8)
        out[i - 1] = (uint8_t)value;
}

static enum replay_verdict ask_application(const struct settings *settings, struct bytes binder,
                                           int64_t expected_ms)
{
    /* Whole seconds, and not one too few: an entry at its expiry may be gone. */
    int64_t expires_s = (expected_ms + settings->window_ms) / MS_PER_S + 1;
    int64_t made_s = settings->now_ms / MS_PER_S;
    uint8_t key[MOMENT_SIZE + BINDER_MAX], entry[REPLAY_ENTRY_SIZE];

    put_number(key, 8, (uint64_t)(expected_ms / MS_PER_S));
    put_number(key + 8, 4, (uint64_t)(expected_ms % MS_PER_S * NS_PER_MS));
    memcpy(key + MOMENT_SIZE, binder.data, binder.size);
    put_number(entry, 4, ENTRY_MAGIC);
    put_number(entry + 4, 4, (uint64_t)made_s);
    put_number(entry + 8, 4, (uint64_t)(expires_s - made_s));

    gnutls_datum_t key_datum = { key, (unsigned)(MOMENT_SIZE + binder.size) };
    gnutls_datum_t entry_datum = { entry, sizeof(entry) };
    int answer = settings->add(settings->ptr, (time_t)expires_s, &key_datum, &entry_datum);
    if (answer >= 0)
        return REPLAY_FRESH;
    return answer == GNUTLS_E_DB_ENTRY_EXISTS ? REPLAY_SEEN : REPLAY_STORE_FAILED;
}

/* ---- all together ---- */

/* The shared table first; the application's store, if there is one too, may reach further. */
static enum replay_verdict ask_stores(struct gnutls_anti_replay_st *self,
                                      const struct settings *settings, struct bytes binder,
                                      int64_t expected_ms)
{
    enum replay_verdict verdict = REPLAY_NO_STORE;

    if (self->shared != NULL) {
        verdict =
            replay_guard_add(self->shared, binder, expected_ms, (uint32_t)settings->window_ms);
        if (verdict != REPLAY_FRESH)
            return verdict;
    }
    if (settings->add != NULL)
        verdict = ask_application(settings, binder, expected_ms);
    return verdict;
}

enum replay_verdict anti_replay_check(struct gnutls_anti_replay_st *self,
                                      const struct replay_question *question, int64_t now_ms)
{
    struct settings settings;
    int64_t expected_ms = 0;

    if (self == NULL)
        return REPLAY_NO_GUARD;
    if (question->binder.size < BINDER_MIN || question->binder.size > BINDER_MAX)
        return REPLAY_BAD_BINDER;
    if (!take_settings(self, now_ms, &settings))
        return REPLAY_CLOCK_BACK;
    /* RFC 8446, 8.2: what came before the record may come again for as long as a window. */
    if (self->shared != NULL && settings.now_ms - settings.start_ms <= settings.window_ms)
        return REPLAY_QUIET;

    enum replay_verdict verdict = time_verdict(&settings, question, &expected_ms);
    if (verdict != REPLAY_FRESH)
        return verdict;
    return ask_stores(self, &settings, question->binder, expected_ms);
}

static const char *const names[] = {
    [REPLAY_FRESH] = "fresh",
    [REPLAY_NO_GUARD] = "no guard against replay",
    [REPLAY_NO_STORE] = "the guard has no store",
    [REPLAY_BAD_BINDER] = "no binder",
    [REPLAY_CLOCK_BACK] = "the clock went back",
    [REPLAY_TOO_EARLY] = "before its time",
    [REPLAY_TOO_LATE] = "after its time",
    [REPLAY_BEFORE_START] = "older than the record",
    [REPLAY_QUIET] = "the record has just begun",
    [REPLAY_SEEN] = "seen before",
    [REPLAY_STORE_FAILED] = "not stored",
    [REPLAY_STORE_FULL] = "the record is full",
};
static_assert(ARRAY_SIZE(names) == REPLAY_VERDICT_COUNT, "each verdict has a name");

const char *replay_verdict_name(enum replay_verdict verdict)
{
    if ((unsigned)verdict >= REPLAY_VERDICT_COUNT)
        return "unknown";
    return names[verdict];
}

/* ---- times of an entry ---- */

static bool read_entry(struct bytes entry, uint32_t *out_made_s, uint32_t *out_lifetime_s)
{
    struct wire_reader reader = wire_reader(entry);
    bool ours = wire_read_u32(&reader) == ENTRY_MAGIC;
    *out_made_s = wire_read_u32(&reader);
    *out_lifetime_s = wire_read_u32(&reader);
    return ours && !reader.failed;
}

int64_t replay_entry_made_s(struct bytes entry)
{
    uint32_t made_s, lifetime_s;
    return read_entry(entry, &made_s, &lifetime_s) ? made_s : 0;
}

int64_t replay_entry_expires_s(struct bytes entry)
{
    uint32_t made_s, lifetime_s;
    return read_entry(entry, &made_s, &lifetime_s) ? (int64_t)made_s + lifetime_s : 0;
}
