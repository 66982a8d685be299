/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* replay_guard.c - a bounded record of hellos in memory that processes share
 *
 * A hello belongs to the window in which it expected to arrive: a number that is the same for
 * each copy of it, whoever reads it and when. There are as many rings of slots as windows can be
 * live at once. A slot is one word, the window's number over a hash of the binder, and its window
 * only ever grows. Whoever looks for a place passes slots of his own window with other hashes and
 * takes the first slot of an older window by one compare-and-swap. So two copies meet in the same
 * slot: nothing before it can have become free between them. One that comes so late that a newer
 * window has reached its ring sees that and is refused. No lock, nothing to repair after a death,
 * and no entry to sweep out: a window's slots expire together.
 *
 * Hashes that agree in all their bits refuse a hello that is fresh, about once in 2^32; never the
 * other way round. They are keyed, so that nobody can make entries crowd at one place.
 *
 * What other processes may have written is never used as a size or an index: these are checked
 * and copied when the memory is taken up.
 */

#include "session/replay_guard.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/hash.h"
#include "crypto/random.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    /* Of one window copies are live until another has passed, and the tolerance lets the next
     * begin before its time. */
    RINGS = 3,
    KEY_SIZE = 32,
    SLOTS_MIN = 64,
    NO_FILE = -1,
};

static const uint64_t magic = UINT64_C(0x5265507247753031); /* "RePrGu01" */
static const uint64_t window_settled = UINT64_C(1) << 32;
static const int64_t time_max_ms = 253402300799999; /* the year 9999 */

static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "a lock inside an atomic would not be shared");

/* The shared memory. The words of slots and counts have a window's number in their upper half. */
struct table {
    uint64_t magic;
    uint64_t max_entries; /* of one window */
    int64_t start_ms;
    uint8_t key[KEY_SIZE];
    _Atomic uint64_t window; /* milliseconds; window_settled above */
    _Atomic int64_t latest_ms;
    _Atomic uint64_t counts[RINGS];
    _Atomic uint64_t slots[];
};

struct replay_guard {
    struct table *table;
    size_t size; /* of the mapping */
    size_t max_entries, ring_size;
    int64_t start_ms;
    uint8_t key[KEY_SIZE];
    int file; /* held open and locked, so that nobody begins it anew; or NO_FILE */
};

static uint64_t word_of(uint32_t window, uint32_t low)
{
    return (uint64_t)window << 32 | low;
}

static uint32_t window_of(uint64_t word)
{
    return (uint32_t)(word >> 32);
}

/* ---- taking the memory up ---- */

/* A power of two, and at most half of it will be used, so that searches are short. */
static size_t ring_size_for(size_t max_entries)
{
    size_t size = SLOTS_MIN;
    while (size < 2 * max_entries)
        size *= 2;
    return size;
}

static size_t table_size_for(size_t max_entries)
{
    return sizeof(struct table) + RINGS * ring_size_for(max_entries) * sizeof(uint64_t);
}

static int table_begin(struct table *head, size_t max_entries, int64_t now_ms)
{
    *head = (struct table){ .magic = magic, .max_entries = max_entries, .start_ms = now_ms };
    atomic_init(&head->window, REPLAY_WINDOW_MS);
    atomic_init(&head->latest_ms, now_ms);
    return random_fill(RANDOM_KEY, head->key, sizeof(head->key));
}

/* `head` is a copy: nobody changes it between check and use. */
static int table_check(const struct table *head, size_t size)
{
    if (head->magic != magic || head->max_entries == 0 ||
        head->max_entries > REPLAY_GUARD_ENTRIES_MAX)
        return fail(GNUTLS_E_DB_ERROR);
    if (size != table_size_for((size_t)head->max_entries))
        return fail(GNUTLS_E_DB_ERROR);
    if (head->start_ms < 0 || head->start_ms > time_max_ms)
        return fail(GNUTLS_E_DB_ERROR);
    return 0;
}

static int guard_map(struct replay_guard *guard, const struct table *head)
{
    int flags = guard->file == NO_FILE ? MAP_SHARED | MAP_ANONYMOUS : MAP_SHARED;

    guard->max_entries = (size_t)head->max_entries;
    guard->ring_size = ring_size_for(guard->max_entries);
    guard->size = table_size_for(guard->max_entries);
    guard->start_ms = head->start_ms;
    memcpy(guard->key, head->key, KEY_SIZE);

    void *memory = mmap(NULL, guard->size, PROT_READ | PROT_WRITE, flags, guard->file, 0);
    if (memory == MAP_FAILED)
        return fail(GNUTLS_E_MEMORY_ERROR);
    guard->table = memory;
    return 0;
}

static int guard_make_unnamed(struct replay_guard *guard, size_t max_entries, int64_t now_ms)
{
    struct table head;

    TRY(table_begin(&head, max_entries, now_ms));
    TRY(guard_map(guard, &head));
    memcpy(guard->table, &head, sizeof(head));
    return 0;
}

/* ---- a file ---- */

static bool is_ours_alone(const struct stat *facts)
{
    return S_ISREG(facts->st_mode) && facts->st_uid == geteuid() &&
           (facts->st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

static int lock_file(int file, int how)
{
    int result;
    do
        result = flock(file, how);
    while (result != 0 && errno == EINTR);
    return result;
}

/* Nobody else has it open: what is in it may be from before a crash, and is forgotten. But a file
 * that was never a record is not overwritten. The mark comes first, so that what is left when we
 * die here is known as ours; the space is taken now, since a full disk would else be a signal. */
static int file_begin(int file, size_t max_entries, int64_t now_ms)
{
    struct table head;
    uint64_t mark;
    ssize_t got = pread(file, &mark, sizeof(mark), 0);

    if (got < 0)
        return fail(GNUTLS_E_FILE_ERROR);
    if (got != 0 && (got != sizeof(mark) || mark != magic))
        return fail(GNUTLS_E_DB_ERROR);

    TRY(table_begin(&head, max_entries, now_ms));
    if (pwrite(file, &head, sizeof(head), 0) != sizeof(head) ||
        ftruncate(file, sizeof(head)) != 0 ||
        posix_fallocate(file, 0, (off_t)table_size_for(max_entries)) != 0)
        return fail(GNUTLS_E_FILE_ERROR);
    return 0;
}

static int guard_open_file(struct replay_guard *guard, const char *path, size_t max_entries,
                           int64_t now_ms)
{
    struct stat facts;
    struct table head;

    guard->file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (guard->file < 0 || fstat(guard->file, &facts) != 0 || !is_ours_alone(&facts))
        return fail(GNUTLS_E_FILE_ERROR);

    if (lock_file(guard->file, LOCK_EX | LOCK_NB) == 0)
        TRY(file_begin(guard->file, max_entries, now_ms));
    /* From here on nobody begins it anew. Who had it open before us made it whole. */
    if (lock_file(guard->file, LOCK_SH) != 0 || fstat(guard->file, &facts) != 0)
        return fail(GNUTLS_E_FILE_ERROR);
    if (pread(guard->file, &head, sizeof(head), 0) != sizeof(head))
        return fail(GNUTLS_E_DB_ERROR);
    TRY(table_check(&head, (size_t)facts.st_size));
    return guard_map(guard, &head);
}

int replay_guard_new(const char *path_or_null, size_t max_entries, int64_t now_ms,
                     struct replay_guard **out)
{
    if (max_entries == 0 || max_entries > REPLAY_GUARD_ENTRIES_MAX || now_ms < 0)
        return fail(GNUTLS_E_INVALID_REQUEST);

    struct replay_guard *guard = memory_get_zeroed(sizeof(*guard));
    if (guard == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    guard->file = NO_FILE;

    int result = path_or_null == NULL ? guard_make_unnamed(guard, max_entries, now_ms)
                                      : guard_open_file(guard, path_or_null, max_entries, now_ms);
    if (result < 0) {
        replay_guard_free(guard);
        return result;
    }
    *out = guard;
    return 0;
}

void replay_guard_free(struct replay_guard *guard)
{
    if (guard == NULL)
        return;
    if (guard->table != NULL)
        munmap(guard->table, guard->size);
    if (guard->file != NO_FILE)
        close(guard->file);
    memory_free_secret(guard, sizeof(*guard));
}

/* ---- window and time ---- */

void replay_guard_set_window(struct replay_guard *guard, uint32_t window_ms)
{
    uint64_t now = atomic_load(&guard->table->window);
    uint64_t wanted = window_ms > 0 ? window_ms : 1;

    while ((now & window_settled) == 0)
        if (atomic_compare_exchange_weak(&guard->table->window, &now, wanted))
            return;
}

uint32_t replay_guard_window_ms(struct replay_guard *guard)
{
    uint32_t window_ms = (uint32_t)atomic_load(&guard->table->window);
    return window_ms > 0 ? window_ms : 1;
}

static bool settle_window(struct replay_guard *guard, uint32_t window_ms)
{
    uint64_t now = window_ms;
    return atomic_compare_exchange_strong(&guard->table->window, &now,
                                          window_ms | window_settled) ||
           now == (window_ms | window_settled);
}

int64_t replay_guard_start_ms(const struct replay_guard *guard)
{
    return guard->start_ms;
}

bool replay_guard_tell_time(struct replay_guard *guard, int64_t now_ms, int64_t *out_latest_ms)
{
    int64_t latest_ms = atomic_load(&guard->table->latest_ms);

    while (latest_ms < now_ms)
        if (atomic_compare_exchange_weak(&guard->table->latest_ms, &latest_ms, now_ms))
            latest_ms = now_ms;
    *out_latest_ms = latest_ms;
    return latest_ms <= time_max_ms && now_ms >= latest_ms - REPLAY_TOLERANCE_MS;
}

/* ---- the record ---- */

struct fingerprint {
    uint64_t place;
    uint32_t mark;
};

static struct fingerprint fingerprint_of(const struct replay_guard *guard, struct bytes binder)
{
    struct hash_state state;
    struct digest digest;
    struct fingerprint out;

    hash_init(&state, &hash_sha256);
    hash_add(&state, bytes_of(guard->key, KEY_SIZE));
    hash_add(&state, binder);
    hash_end(&state, &digest);
    memcpy(&out.place, digest.bytes, sizeof(out.place));
    memcpy(&out.mark, digest.bytes + sizeof(out.place), sizeof(out.mark));
    return out;
}

static enum replay_verdict take_slot(struct replay_guard *guard, uint32_t window,
                                     struct fingerprint print)
{
    _Atomic uint64_t *ring = guard->table->slots + window % RINGS * guard->ring_size;
    uint64_t mine = word_of(window, print.mark);

    for (size_t i = 0; i < guard->ring_size; i++) {
        _Atomic uint64_t *slot = &ring[(print.place + i) & (guard->ring_size - 1)];
        uint64_t found = atomic_load(slot);

        while (window_of(found) < window)
            if (atomic_compare_exchange_weak(slot, &found, mine))
                return REPLAY_FRESH;
        if (found == mine)
            return REPLAY_SEEN;
        if (window_of(found) > window)
            return REPLAY_TOO_LATE;
    }
    return REPLAY_STORE_FULL;
}

static bool ring_is_full(struct replay_guard *guard, uint32_t window)
{
    uint64_t count = atomic_load(&guard->table->counts[window % RINGS]);
    return window_of(count) == window && (uint32_t)count >= guard->max_entries;
}

/* Who dies before this leaves the count too small by one: half of the slots are spare. */
static void count_entry(struct replay_guard *guard, uint32_t window)
{
    _Atomic uint64_t *counter = &guard->table->counts[window % RINGS];
    uint64_t count = atomic_load(counter), next;

    do {
        if (window_of(count) > window)
            return;
        next = window_of(count) == window ? count + 1 : word_of(window, 1);
    } while (!atomic_compare_exchange_weak(counter, &count, next));
}

enum replay_verdict replay_guard_add(struct replay_guard *guard, struct bytes binder,
                                     int64_t expected_ms, uint32_t window_ms)
{
    if (expected_ms < guard->start_ms)
        return REPLAY_BEFORE_START;

    /* From 1: 0 is the window of slots that were never used. */
    int64_t window = (expected_ms - guard->start_ms) / window_ms + 1;
    if (window > UINT32_MAX)
        return REPLAY_STORE_FULL;
    if (!settle_window(guard, window_ms))
        return REPLAY_STORE_FAILED;
    if (ring_is_full(guard, (uint32_t)window))
        return REPLAY_STORE_FULL;

    enum replay_verdict verdict = take_slot(guard, (uint32_t)window, fingerprint_of(guard, binder));
    if (verdict == REPLAY_FRESH)
        count_entry(guard, (uint32_t)window);
    return verdict;
}
