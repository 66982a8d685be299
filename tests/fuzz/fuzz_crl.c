/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_crl.c - any bytes as a revocation list */

#include "base/errors.h"
#include "fuzz/target.h"
#include "pki/certificate.h"
#include "pki/crl.h"
#include "pki/print.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gnutls_x509_crl_int *crl = NULL;
    struct crl_entry entry;
    SCOPED(buffer) struct buffer text = { 0 };
    struct printer p = printer(&text, "");
    if (crl_new(bytes_of(data, size), &crl) < 0)
        return 0;
    PROMISE(bytes_equal(crl_der(crl), bytes_of(data, size)));
    for (size_t i = 0; i < crl_count(crl); i++)
        PROMISE(crl_entry_at(crl, i, &entry));
    PROMISE(!crl_entry_at(crl, crl_count(crl), &entry));
    PROMISE(crl_check(crl, NULL, 0, 0, 0) != 0);
    crl_print(crl, GNUTLS_CRT_PRINT_FULL, &p);
    PROMISE(p.error == 0);
    crl_free(crl);
    return 0;
}
