/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keys.h - keys of tests/data as handles, and whether two halves belong together */
#ifndef TESTS_CONTRACT_KEYS_H
#define TESTS_CONTRACT_KEYS_H

#include "suite.h"

#include <gnutls/abstract.h>
#include <stdio.h>

static const char said_text[] = "said";
static const gnutls_datum_t said = { (unsigned char *)said_text, 4 };

static inline gnutls_privkey_t load_key(const char *name)
{
    gnutls_privkey_t key;
    gnutls_datum_t file;
    char path[64];

    snprintf(path, sizeof path, "%s-key.pem", name);
    assert_int_equal(pair_load(path, &file), 0);
    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_import_x509_raw(key, &file, GNUTLS_X509_FMT_PEM, NULL, 0), 0);
    free(file.data);
    return key;
}

static inline gnutls_pubkey_t public_half(gnutls_privkey_t key)
{
    gnutls_pubkey_t half;

    assert_code(gnutls_pubkey_init(&half), 0);
    assert_code(gnutls_pubkey_import_privkey(half, key, 0, 0), 0);
    return half;
}

/* What the private key signs, the public one accepts. */
static inline void assert_pair(gnutls_privkey_t key, gnutls_pubkey_t half,
                               gnutls_sign_algorithm_t scheme)
{
    gnutls_datum_t signature;

    assert_code(gnutls_privkey_sign_data2(key, scheme, 0, &said, &signature), 0);
    assert_true(gnutls_pubkey_verify_data2(half, scheme, 0, &said, &signature) >= 0);
    gnutls_free(signature.data);
}

static inline void free_all(gnutls_datum_t *data, size_t count)
{
    for (size_t i = 0; i < count; i++)
        gnutls_free(data[i].data);
}

#endif
