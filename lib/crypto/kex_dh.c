/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kex_dh.c - Diffie-Hellman over a prime that comes from outside */

#include "crypto/kex_dh.h"

#include "base/errors.h"
#include "crypto/bignum.h"
#include "crypto/internal.h"

enum { PRIME_BITS_MIN = 512, PRIME_BITS_MAX = 8192 };

static struct bytes without_zeros(struct bytes number)
{
    while (number.size > 0 && number.data[0] == 0)
        number = bytes_from(number, 1);
    return number;
}

unsigned number_bits(struct bytes number)
{
    unsigned bits;

    number = without_zeros(number);
    if (number.size == 0)
        return 0;
    bits = (unsigned)(number.size - 1) * 8;
    for (unsigned top = number.data[0]; top > 0; top >>= 1)
        bits++;
    return bits;
}

/* 1 < generator < prime - 1 */
static bool is_usable(struct bytes prime, struct bytes generator)
{
    unsigned bits = number_bits(prime);
    SCOPED(number) mpz_t p;
    SCOPED(number) mpz_t g;

    mpz_inits(p, g, NULL);
    if (bits < PRIME_BITS_MIN || bits > PRIME_BITS_MAX || generator.size > prime.size)
        return false;
    number_read(p, prime);
    number_read(g, generator);
    if (mpz_even_p(p) || mpz_cmp_ui(g, 1) <= 0)
        return false;
    mpz_add_ui(g, g, 1);
    return mpz_cmp(g, p) < 0;
}

int kex_dh_set(struct kex_dh *dh, struct bytes prime, struct bytes generator)
{
    prime = without_zeros(prime);
    generator = without_zeros(generator);
    if (!is_usable(prime, generator))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    kex_dh_wipe(dh);
    TRY(buffer_set(&dh->prime, prime));
    TRY(buffer_set(&dh->generator, generator));
    dh->group = (struct ffdhe_group){ buffer_bytes(&dh->prime), buffer_bytes(&dh->generator) };
    dh->kex = (struct kex){ "DH", (uint16_t)prime.size, (uint16_t)prime.size,
                            ffdhe_methods(prime.size), &dh->group };
    return 0;
}

void kex_dh_wipe(struct kex_dh *dh)
{
    buffer_wipe(&dh->prime);
    buffer_wipe(&dh->generator);
    *dh = (struct kex_dh){ 0 };
}
