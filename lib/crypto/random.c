/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* random.c - random bytes: ChaCha20 with fast key erasure, seeded by the system
 *
 * Each thread has generators of its own: no lock to wait for, and none that a fork could leave
 * taken for ever. A generator fills a pool of key stream whose first bytes at once replace its
 * key, and erases what it gives out: whoever sees its state later learns nothing of what it gave
 * before. What others will see comes from another generator than what must stay secret.
 */

#include "crypto/random.h"

#include "base/errors.h"
#include "base/lock.h"
#include "base/memory.h"
#include "crypto/hash.h"

#include <assert.h>
#include <errno.h>
#include <nettle/chacha.h>
#include <stdatomic.h>
#include <sys/random.h>

enum {
    SEED_SIZE = 32,
    POOL_SIZE = 512,
    /* A process learns new entropy from the system after about ten thousand handshakes. */
    POOLS_PER_SEED = 2048,
};

struct generator {
    bool seeded;
    unsigned fork_generation, refresh_count; /* at the time of seeding */
    unsigned pools;                          /* since then */
    uint16_t left;                           /* at the end of the pool, not yet given */
    uint8_t key[CHACHA_KEY_SIZE];
    uint8_t pool[POOL_SIZE]; /* zero where given */
};

static_assert(CHACHA_KEY_SIZE == SEED_SIZE, "a seed is a key");

static _Thread_local struct generator for_nonces, for_secrets;

static atomic_uint refresh_count;

static int system_random(uint8_t *out, size_t size)
{
    while (size > 0) {
        ssize_t got = getrandom(out, size, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail(GNUTLS_E_RANDOM_FAILED);
        out += got;
        size -= (size_t)got;
    }
    return 0;
}

static bool is_fresh(const struct generator *generator)
{
    return generator->seeded && generator->pools < POOLS_PER_SEED &&
           generator->fork_generation == fork_generation() &&
           generator->refresh_count == atomic_load_explicit(&refresh_count, memory_order_relaxed);
}

/* The old key is kept in the mix: a system that gives poor bytes makes nothing worse. */
static int seed(struct generator *generator)
{
    uint8_t mix[CHACHA_KEY_SIZE + SEED_SIZE];
    SCOPED(digest) struct digest key = { 0 };

    generator->fork_generation = fork_generation();
    generator->refresh_count = atomic_load_explicit(&refresh_count, memory_order_relaxed);
    generator->seeded = false;
    TRY(system_random(mix + CHACHA_KEY_SIZE, SEED_SIZE));

    memcpy(mix, generator->key, CHACHA_KEY_SIZE);
    hash_once(&hash_sha256, bytes_of(mix, sizeof(mix)), &key);
    memory_wipe(mix, sizeof(mix));
    memcpy(generator->key, key.bytes, CHACHA_KEY_SIZE);
    memory_wipe(generator->pool, POOL_SIZE);
    generator->left = 0;
    generator->pools = 0;
    generator->seeded = true;
    return 0;
}

static void fill_pool(struct generator *generator)
{
    static const uint8_t nonce[CHACHA_NONCE_SIZE];
    struct chacha_ctx ctx;

    /* The pool is all zero here, so that what comes out is the key stream itself. */
    chacha_set_key(&ctx, generator->key);
    chacha_set_nonce(&ctx, nonce);
    chacha_crypt(&ctx, POOL_SIZE, generator->pool, generator->pool);
    memory_wipe(&ctx, sizeof(ctx));

    memcpy(generator->key, generator->pool, CHACHA_KEY_SIZE);
    memory_wipe(generator->pool, CHACHA_KEY_SIZE);
    generator->left = POOL_SIZE - CHACHA_KEY_SIZE;
    generator->pools++;
}

static int generate(struct generator *generator, uint8_t *out, size_t size)
{
    while (size > 0) {
        if (!is_fresh(generator))
            TRY(seed(generator));
        if (generator->left == 0)
            fill_pool(generator);

        size_t part = size < generator->left ? size : generator->left;
        uint8_t *from = generator->pool + POOL_SIZE - generator->left;
        memcpy(out, from, part);
        memory_wipe(from, part);
        generator->left -= (uint16_t)part;
        out += part;
        size -= part;
    }
    return 0;
}

/* The system's bytes and ours, one over the other: as good as the better of the two. */
static int generate_key(uint8_t *out, size_t size)
{
    uint8_t ours[SEED_SIZE];

    TRY(system_random(out, size));
    for (size_t at = 0; at < size; at += sizeof(ours)) {
        size_t part = size - at < sizeof(ours) ? size - at : sizeof(ours);
        TRY(generate(&for_secrets, ours, part));
        for (size_t i = 0; i < part; i++)
            out[at + i] ^= ours[i];
    }
    memory_wipe(ours, sizeof(ours));
    return 0;
}

int random_fill(enum random_grade grade, void *out, size_t size)
{
    switch (grade) {
    case RANDOM_NONCE:
        return generate(&for_nonces, out, size);
    case RANDOM_SECRET:
        return generate(&for_secrets, out, size);
    case RANDOM_KEY:
        return generate_key(out, size);
    }
    return fail(GNUTLS_E_INVALID_REQUEST);
}

void random_refresh(void)
{
    atomic_fetch_add_explicit(&refresh_count, 1, memory_order_relaxed);
}
