/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificates.h - certificates made here: drafts, fingerprints */
#ifndef TESTS_CONTRACT_CERTIFICATES_H
#define TESTS_CONTRACT_CERTIFICATES_H

#include "suite.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

enum { BEGIN = 1577836800, END = 1893456000 }; /* 2020-01-01, 2030-01-01 */

static inline gnutls_x509_crt_t empty(void)
{
    gnutls_x509_crt_t certificate;

    assert_code(gnutls_x509_crt_init(&certificate), 0);
    return certificate;
}

/* All that a certificate needs. */
static inline gnutls_x509_crt_t draft(gnutls_x509_privkey_t key)
{
    gnutls_x509_crt_t certificate = empty();

    assert_code(gnutls_x509_crt_set_version(certificate, 3), 0);
    assert_code(gnutls_x509_crt_set_serial(certificate, "\x01\x02", 2), 0);
    assert_code(gnutls_x509_crt_set_activation_time(certificate, BEGIN), 0);
    assert_code(gnutls_x509_crt_set_expiration_time(certificate, END), 0);
    assert_code(gnutls_x509_crt_set_key(certificate, key), 0);
    return certificate;
}

static inline const char *fingerprint(gnutls_x509_crt_t certificate)
{
    unsigned char hash[20];
    size_t size = sizeof hash;

    assert_code(gnutls_x509_crt_get_fingerprint(certificate, GNUTLS_DIG_SHA1, hash, &size), 0);
    return hex_of(hash, size);
}

/* Does the certificate verify with itself as the authority? */
static inline bool verifies(gnutls_x509_crt_t certificate)
{
    unsigned status = 0;

    assert_code(gnutls_x509_crt_list_verify(
                    &certificate, 1, &certificate, 1, NULL, 0,
                    GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_ALLOW_BROKEN, &status),
                0);
    return status == 0;
}

#endif
