/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kex_ffdhe.c - Diffie-Hellman over the groups of RFC 7919
 *
 * On plain limbs in one block of our own: gmp's functions for secrets take the same time for
 * every exponent of a size, and nothing is left behind in memory that gmp gave back.
 */

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/bignum.h"
#include "crypto/ffdhe_groups.h"
#include "crypto/internal.h"
#include "crypto/random.h"

/* One power, with all that is needed to compute it. The arrays lie behind the struct. */
struct power {
    size_t count; /* limbs of the prime, of the base and of the result */
    size_t memory_size;
    mp_limb_t *prime, *base, *result, *exponent, *scratch;
};

static size_t limbs_for(size_t size)
{
    return (size + sizeof(mp_limb_t) - 1) / sizeof(mp_limb_t);
}

static void power_wipe(struct power **power)
{
    if (*power)
        memory_free_secret(*power, (*power)->memory_size);
}

static struct power *power_new(const struct kex_private *key)
{
    const struct ffdhe_group *group = key->kex->group;
    size_t count = limbs_for(group->prime.size), exponent_count = limbs_for(key->size);
    size_t scratch_count =
        (size_t)mpn_sec_powm_itch((mp_size_t)count, (mp_bitcnt_t)key->size * 8, (mp_size_t)count);
    size_t size =
        sizeof(struct power) + (3 * count + exponent_count + scratch_count) * sizeof(mp_limb_t);
    struct power *power = memory_get(size);

    if (!power)
        return NULL;
    power->count = count;
    power->memory_size = size;
    power->prime = (mp_limb_t *)(power + 1);
    power->base = power->prime + count;
    power->result = power->base + count;
    power->exponent = power->result + count;
    power->scratch = power->exponent + exponent_count;
    limbs_read(power->prime, count, group->prime);
    limbs_read(power->exponent, exponent_count, bytes_of(key->bytes, key->size));
    return power;
}

static void power_compute(struct power *power, const struct kex_private *key, uint8_t *out)
{
    mpn_sec_powm(power->result, power->base, (mp_size_t)power->count, power->exponent,
                 (mp_bitcnt_t)key->size * 8, power->prime, (mp_size_t)power->count, power->scratch);
    limbs_write(power->result, out, key->kex->share_size);
}

/* RFC 7919, 5.1: 1 < base < p - 1. The prime is odd: p - 1 is p with its lowest bit cleared. */
static bool base_is_in_range(const struct power *power)
{
    mp_limb_t *above = power->scratch;

    mpn_copyi(above, power->prime, (mp_size_t)power->count);
    above[0] &= ~(mp_limb_t)1;
    if (mpn_cmp(power->base, above, (mp_size_t)power->count) >= 0)
        return false;
    return power->base[0] > 1 || !mpn_zero_p(power->base + 1, (mp_size_t)power->count - 1);
}

/* With the highest bit set, exponents take the same number of limbs and never are small. */
static int draw(const struct kex *kex, uint8_t *private_bytes)
{
    TRY(random_fill(RANDOM_SECRET, private_bytes, kex->methods->private_size));
    private_bytes[0] |= 0x80;
    return 0;
}

static int share(const struct kex_private *key, uint8_t *out)
{
    const struct ffdhe_group *group = key->kex->group;

    if (bytes_are_zero(key->bytes, key->size))
        return fail(GNUTLS_E_INVALID_REQUEST);
    SCOPED(power) struct power *power = power_new(key);
    if (!power)
        return fail(GNUTLS_E_MEMORY_ERROR);
    limbs_read(power->base, power->count, group->generator);
    power_compute(power, key, out);
    return 0;
}

static int derive(const struct kex_private *key, const uint8_t *peer, uint8_t *out)
{
    SCOPED(power) struct power *power = power_new(key);

    if (!power)
        return fail(GNUTLS_E_MEMORY_ERROR);
    limbs_read(power->base, power->count, bytes_of(peer, key->kex->share_size));
    if (!base_is_in_range(power))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    power_compute(power, key, out);
    return 0;
}

/* RFC 7919, appendix A, asks for 225, 275, 325, 375 and 400 bits at least. */
static const struct kex_methods of_2048 = { 256 / 8, draw, share, derive };
static const struct kex_methods of_3072 = { 288 / 8, draw, share, derive };
static const struct kex_methods of_4096 = { 336 / 8, draw, share, derive };
static const struct kex_methods of_6144 = { 384 / 8, draw, share, derive };
static const struct kex_methods of_8192 = { 512 / 8, draw, share, derive };

/* clang-format off */
const struct kex kex_ffdhe2048 = { "FFDHE2048", 2048 / 8, 2048 / 8, &of_2048, &ffdhe_2048 };
const struct kex kex_ffdhe3072 = { "FFDHE3072", 3072 / 8, 3072 / 8, &of_3072, &ffdhe_3072 };
const struct kex kex_ffdhe4096 = { "FFDHE4096", 4096 / 8, 4096 / 8, &of_4096, &ffdhe_4096 };
const struct kex kex_ffdhe6144 = { "FFDHE6144", 6144 / 8, 6144 / 8, &of_6144, &ffdhe_6144 };
const struct kex kex_ffdhe8192 = { "FFDHE8192", 8192 / 8, 8192 / 8, &of_8192, &ffdhe_8192 };
/* clang-format on */

const struct kex_methods *ffdhe_methods(size_t prime_size)
{
    if (prime_size <= 2048 / 8)
        return &of_2048;
    if (prime_size <= 3072 / 8)
        return &of_3072;
    if (prime_size <= 4096 / 8)
        return &of_4096;
    return prime_size <= 6144 / 8 ? &of_6144 : &of_8192;
}

struct bytes kex_prime(const struct kex *kex)
{
    const struct ffdhe_group *group = kex->group;

    return kex->methods->draw == draw ? group->prime : bytes_none();
}

struct bytes kex_generator(const struct kex *kex)
{
    const struct ffdhe_group *group = kex->group;

    return kex->methods->draw == draw ? group->generator : bytes_none();
}
