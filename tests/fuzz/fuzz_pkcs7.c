/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_pkcs7.c - any bytes as signed data */

#include "base/errors.h"
#include "fuzz/target.h"
#include "pki/certificate.h"
#include "pki/pkcs7.h"

/* Every signature is looked at with the keys that came along. */
static void check_signers(const struct gnutls_pkcs7_int *self)
{
    struct bytes content = bytes_none();
    int has_content = pkcs7_content(self, &content);
    for (size_t i = 0; i < self->signers.count && i < 3; i++) {
        struct pkcs7_signer signer;
        if (pkcs7_signer_at(self, i, &signer) < 0 || has_content < 0)
            continue;
        for (size_t k = 0; k < self->certificates.count && k < 3; k++) {
            struct gnutls_x509_crt_int *certificate = NULL;
            const struct public_key *key;
            if (certificate_new(buffer_bytes(&self->certificates.items[k]), &certificate) < 0)
                continue;
            if (certificate_public_key(certificate, &key) == 0)
                PROMISE(pkcs7_check(self, &signer, key, content) <= 0);
            certificate_free(certificate);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED(pkcs7) struct gnutls_pkcs7_int self = { 0 };
    SCOPED(pkcs7) struct gnutls_pkcs7_int again = { 0 };
    SCOPED(buffer) struct buffer out = { 0 }, twice = { 0 };
    if (pkcs7_read(&self, bytes_of(data, size)) < 0)
        return 0;
    check_signers(&self);
    /* Written in one way, whatever way it came. */
    PROMISE(pkcs7_write(&self, &out) == 0);
    PROMISE(pkcs7_read(&again, buffer_bytes(&out)) == 0);
    PROMISE(pkcs7_write(&again, &twice) == 0);
    PROMISE(bytes_equal(buffer_bytes(&out), buffer_bytes(&twice)));
    return 0;
}
