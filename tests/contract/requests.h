/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* requests.h - what the suites about requests for certificates share */

#ifndef TESTS_CONTRACT_REQUESTS_H
#define TESTS_CONTRACT_REQUESTS_H

#include "suite.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509-ext.h>
#include <gnutls/x509.h>

#define MISSING GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE

static inline gnutls_x509_crq_t empty(void)
{
    gnutls_x509_crq_t request;

    assert_code(gnutls_x509_crq_init(&request), 0);
    return request;
}

static inline const char *fingerprint(gnutls_x509_crq_t request)
{
    gnutls_datum_t der;
    unsigned char hash[20];

    assert_code(gnutls_x509_crq_export2(request, GNUTLS_X509_FMT_DER, &der), 0);
    assert_code(gnutls_hash_fast(GNUTLS_DIG_SHA1, der.data, der.size, hash), 0);
    gnutls_free(der.data);
    return hex_of(hash, sizeof hash);
}

static inline gnutls_x509_crq_t draft(gnutls_x509_privkey_t key)
{
    gnutls_x509_crq_t request = empty();

    assert_code(gnutls_x509_crq_set_version(request, 1), 0);
    assert_code(gnutls_x509_crq_set_key(request, key), 0);
    assert_code(gnutls_x509_crq_set_dn(request, "CN=host.example,O=Example", NULL), 0);
    return request;
}

#endif
