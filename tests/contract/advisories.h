/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* advisories.h - what the suites about advisories share */

#ifndef CONTRACT_ADVISORIES_H
#define CONTRACT_ADVISORIES_H

#include "suite.h"

#include <gnutls/x509.h>
#include <stdio.h>

static inline gnutls_x509_crt_t load_certificate(const char *path)
{
    gnutls_x509_crt_t certificate;
    gnutls_datum_t file;

    assert_int_equal(pair_load(path, &file), 0);
    assert_code(gnutls_x509_crt_init(&certificate), 0);
    assert_code(gnutls_x509_crt_import(certificate, &file, GNUTLS_X509_FMT_PEM), 0);
    free(file.data);
    return certificate;
}

static inline gnutls_x509_trust_list_t trust_in(gnutls_x509_crt_t trusted)
{
    gnutls_x509_trust_list_t list;

    assert_code(gnutls_x509_trust_list_init(&list, 0), 0);
    if (trusted != NULL)
        assert_code(gnutls_x509_trust_list_add_cas(list, &trusted, 1, 0), 1);
    return list;
}

#endif
