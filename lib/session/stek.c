/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stek.c - which ticket key at which time: a pure function of master key, period and now
 *
 * Servers that share a master key and a lifetime have the same keys at the same time, without a
 * word between them. A ticket outlives no more than one change of key, since a period is three
 * lifetimes long; so the predecessor is all that must be kept.
 *
 *   prk      = HKDF-Extract("reprise ticket keys", master)               with SHA-256
 *   name|key = HKDF-Expand(prk, "stek 1" | period length s | number, 48)
 */

#include "session/stek.h"

#include "base/errors.h"
#include "base/lock.h"
#include "base/memory.h"
#include "crypto/hkdf.h"
#include "wire/tls.h"

#include <assert.h>

enum {
    STEK_KEY_SIZE = 32,
    LIFETIMES_PER_PERIOD = 3,
    DEFAULT_LIFETIME_S = 6 * 60 * 60,
    MS_PER_S = 1000,
    INFO_TAG_SIZE = 6,
    INFO_SIZE = INFO_TAG_SIZE + 4 + 8,
};

/* Nobody's random key is one byte repeated; memory that was never written is (CVE-2020-13777).
 * In constant time: it is a key. */
static bool is_one_byte_repeated(struct bytes key)
{
    uint8_t difference = 0;
    for (size_t i = 1; i < key.size; i++)
        difference |= (uint8_t)(key.data[i] ^ key.data[0]);
    return difference == 0;
}

int stek_master_set(struct stek_master *master, struct bytes key)
{
    if (key.data == NULL || key.size != STEK_MASTER_SIZE || is_one_byte_repeated(key))
        return fail(GNUTLS_E_INVALID_REQUEST);
    memcpy(master->bytes, key.data, STEK_MASTER_SIZE);
    return 0;
}

void stek_master_wipe(struct stek_master *master)
{
    memory_wipe(master, sizeof(*master));
}

bool stek_master_is_set(const struct stek_master *master)
{
    return !is_one_byte_repeated(bytes_of(master->bytes, STEK_MASTER_SIZE));
}

static uint32_t period_length_s(const struct stek_master *master)
{
    uint32_t lifetime_s = master->lifetime_s;
    if (lifetime_s == 0)
        lifetime_s = DEFAULT_LIFETIME_S;
    if (lifetime_s > TICKET_LIFETIME_MAX_S)
        lifetime_s = TICKET_LIFETIME_MAX_S;
    return lifetime_s * LIFETIMES_PER_PERIOD;
}

static void put_big_endian(uint64_t number, size_t size, uint8_t *out)
{
    for (size_t i = size; i > 0; number >>= 8)
        out[--i] = (uint8_t)number;
}

static void derive(const struct hkdf_key *prk, uint32_t period_s, int64_t number, struct stek *out)
{
    uint8_t info[INFO_SIZE] = { 's', 't', 'e', 'k', ' ', '1' };
    uint8_t name_and_key[STEK_NAME_SIZE + STEK_KEY_SIZE];

    put_big_endian(period_s, 4, info + INFO_TAG_SIZE);
    put_big_endian((uint64_t)number, 8, info + INFO_TAG_SIZE + 4);
    int result = hkdf_expand(prk, bytes_of(info, sizeof(info)), name_and_key, sizeof(name_and_key));
    assert(result == 0); /* it is far from 255 blocks */
    (void)result;

    memcpy(out->name, name_and_key, STEK_NAME_SIZE);
    secret_set(&out->key, bytes_of(name_and_key + STEK_NAME_SIZE, STEK_KEY_SIZE));
    memory_wipe(name_and_key, sizeof(name_and_key));
}

static int64_t period_at(uint32_t period_s, int64_t now_ms)
{
    return now_ms > 0 ? now_ms / MS_PER_S / period_s : 0;
}

void stek_at(const struct stek_master *master, int64_t now_ms, struct stek_pair *out)
{
    SCOPED(secret) struct secret prk = { 0 };
    SCOPED(hkdf_key) struct hkdf_key key;

    hkdf_extract(&hash_sha256, bytes_of_text("reprise ticket keys"),
                 bytes_of(master->bytes, STEK_MASTER_SIZE), &prk);
    hkdf_prepare(&key, &hash_sha256, &prk);
    uint32_t period_s = period_length_s(master);
    out->period = period_at(period_s, now_ms);
    derive(&key, period_s, out->period, &out->current);
    derive(&key, period_s, out->period - 1, &out->previous);
}

/* What this thread derived last. A server asks for the same keys with each connection, and to
 * derive them costs more than to open a ticket. Of each thread its own: nothing to lock, and
 * nothing that a fork could tear. */
static _Thread_local struct {
    bool set;
    struct stek_master master;
    struct stek_pair pair;
} last;

static bool last_serves(const struct stek_master *master, int64_t now_ms)
{
    return last.set && last.master.lifetime_s == master->lifetime_s &&
           last.pair.period == period_at(period_length_s(master), now_ms) &&
           memory_equal(last.master.bytes, master->bytes, STEK_MASTER_SIZE);
}

static struct once watch_is_set = ONCE_INIT;
static struct thread_end thread_end;

static void forget_at_end(void *unused)
{
    (void)unused;
    stek_forget();
}

static void watch_ends(void)
{
    thread_end_make(&thread_end, forget_at_end);
}

const struct stek_pair *stek_recall(const struct stek_master *master, int64_t now_ms)
{
    if (!last_serves(master, now_ms)) {
        once_run(&watch_is_set, watch_ends);
        thread_end_mark(&thread_end);
        last.master = *master;
        stek_at(master, now_ms, &last.pair);
        last.set = true;
    }
    return &last.pair;
}

void stek_forget(void)
{
    memory_wipe(&last, sizeof last);
}

void stek_unload(void)
{
    thread_end_drop(&thread_end);
}

void stek_pair_wipe(struct stek_pair *pair)
{
    memory_wipe(pair, sizeof(*pair));
}
