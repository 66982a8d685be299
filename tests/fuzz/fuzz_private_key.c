/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_private_key.c - any bytes as a private key in its containers, locked or not */

#include "base/errors.h"
#include "fuzz/target.h"
#include "pki/key_import.h"
#include "pki/pkcs8.h"

/* A file may ask for minutes of stretching; a fuzzer has none. */
static bool is_slow(struct bytes der)
{
    struct encryption how;
    struct bytes encrypted;
    return pkcs8_is_locked(der) && pkcs8_locked_read(der, &how, &encrypted) == 0 &&
           how.iterations > 5000;
}

/* What was read is written, and read as the same. */
static void expect_round_trip(const struct private_key *key)
{
    SCOPED(buffer) struct buffer der = { 0 };
    SCOPED(private_key) struct private_key again = { 0 };
    PROMISE(private_key_write_pkcs8(key, &der) == 0);
    PROMISE(private_key_read(buffer_bytes(&der), (struct key_lock){ 0 }, &again) == 0);
    PROMISE(public_key_equal(&key->public, &again.public));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED(private_key) struct private_key key = { 0 };
    const struct key_lock lock = { "secret", false };
    struct bytes input = bytes_of(data, size);
    if (is_slow(input))
        return 0;
    if (private_key_read(input, lock, &key) == 0)
        expect_round_trip(&key);
    if (private_key_read_openssl(input, "secret", &key) == 0)
        expect_round_trip(&key);
    return 0;
}
