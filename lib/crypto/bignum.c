/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* bignum.c - gmp in a glove: from and to bytes, wiped */

#include "crypto/bignum.h"

#include "base/errors.h"
#include "base/memory.h"

enum { MOST_SIGNIFICANT_FIRST = 1, NATIVE_ENDIAN = 0 };

void number_init(mpz_t out, struct bytes bytes)
{
    mpz_init(out);
    number_read(out, bytes);
}

void number_read(mpz_t out, struct bytes bytes)
{
    mpz_set_ui(out, 0);
    if (bytes.size > 0)
        mpz_import(out, bytes.size, MOST_SIGNIFICANT_FIRST, 1, NATIVE_ENDIAN, 0, bytes.data);
}

/* All that is allocated, not only what is in use: the number may have been larger before. */
void number_wipe(mpz_t *number)
{
    if ((*number)->_mp_alloc > 0)
        memory_wipe((*number)->_mp_d, (size_t)(*number)->_mp_alloc * sizeof(mp_limb_t));
    mpz_clear(*number);
}

static size_t number_size(const mpz_t number)
{
    return (mpz_sizeinbase(number, 2) + 7) / 8;
}

bool number_write(const mpz_t number, uint8_t *out, size_t size)
{
    size_t used = number_size(number);

    memset(out, 0, size);
    if (mpz_sgn(number) == 0)
        return true;
    if (used > size)
        return false;
    mpz_export(out + size - used, NULL, MOST_SIGNIFICANT_FIRST, 1, NATIVE_ENDIAN, 0, number);
    return true;
}

int number_store(const mpz_t number, struct buffer *out)
{
    size_t size = mpz_sgn(number) == 0 ? 0 : number_size(number);
    uint8_t *at;

    buffer_clear(out);
    TRY(buffer_extend(out, size, &at));
    bool fits = number_write(number, at, size);
    (void)fits;
    return 0;
}

void limbs_read(mp_limb_t *out, size_t count, struct bytes bytes)
{
    memset(out, 0, count * sizeof(*out));
    for (size_t i = 0; i < bytes.size; i++)
        out[i / sizeof(*out)] |= (mp_limb_t)bytes.data[bytes.size - 1 - i]
                                 << (8 * (i % sizeof(*out)));
}

void limbs_write(const mp_limb_t *limbs, uint8_t *out, size_t size)
{
    for (size_t i = 0; i < size; i++)
        out[size - 1 - i] = (uint8_t)(limbs[i / sizeof(*limbs)] >> (8 * (i % sizeof(*limbs))));
}
