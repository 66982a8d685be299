/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_pkcs12.c - any bytes as a PFX, and as BER */

#include "base/errors.h"
#include "fuzz/target.h"
#include "pki/ber.h"
#include "pki/pkcs12_parse.h"

/* What is in DER already comes out as it went in. */
static void expect_der_to_stay(struct bytes input)
{
    SCOPED(buffer) struct buffer once = { 0 }, twice = { 0 };
    if (ber_normalise(input, &once) < 0)
        return;
    PROMISE(ber_normalise(buffer_bytes(&once), &twice) == 0);
    PROMISE(bytes_equal(buffer_bytes(&once), buffer_bytes(&twice)));
}

/* A file may ask for minutes of stretching; a fuzzer has none. */
static bool is_slow(const struct gnutls_pkcs12_int *pfx)
{
    struct gnutls_pkcs12_bag_int bag = { 0 };
    struct encryption how;
    bool slow = pfx->mac.hash != NULL && pfx->mac.iterations > 5000;
    for (size_t i = 0; pkcs12_bag_at(pfx, i, &bag) == 0; i++) {
        slow = slow || (bag_how(&bag, &how) == 0 && how.iterations > 5000);
        for (size_t k = 0; k < bag.count; k++)
            slow = slow || bag.elements[k].type == GNUTLS_BAG_PKCS8_ENCRYPTED_KEY;
    }
    bag_wipe(&bag);
    return slow;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED(pkcs12) struct gnutls_pkcs12_int pfx = { 0 };
    SCOPED(buffer) struct buffer again = { 0 };
    struct pkcs12_parts parts = { 0 };
    expect_der_to_stay(bytes_of(data, size));
    if (pkcs12_read(&pfx, bytes_of(data, size)) < 0)
        return 0;
    PROMISE(pkcs12_write(&pfx, &again) == 0);
    if (is_slow(&pfx))
        return 0;
    int result = pkcs12_check_mac(&pfx, "secret");
    PROMISE(result <= 0);
    if (pkcs12_parse(&pfx, "secret", 0, &parts) == 0)
        PROMISE(parts.key.public.kind != KEY_NONE);
    pkcs12_parts_wipe(&parts);
    return 0;
}
