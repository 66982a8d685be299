/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* containers.h - what lies in tests/data/containers, and whose key is in it */
#ifndef TESTS_CONTRACT_CONTAINERS_H
#define TESTS_CONTRACT_CONTAINERS_H

#include "suite.h"

#include <gnutls/x509.h>

static inline gnutls_datum_t container_in(const char *name)
{
    return file_in("containers/%s", name);
}

static inline void key_id(gnutls_x509_privkey_t key, unsigned char id[20])
{
    size_t size = 20;

    assert_code(gnutls_x509_privkey_get_key_id(key, 0, id, &size), 0);
}

/* Is it the key of tests/data/server-p256-key.pem? */
static inline void assert_our_key(gnutls_x509_privkey_t key)
{
    unsigned char id[20], own_id[20];
    gnutls_x509_privkey_t own;
    gnutls_datum_t file;

    assert_int_equal(pair_load("server-p256-key.pem", &file), 0);
    assert_code(gnutls_x509_privkey_init(&own), 0);
    assert_code(gnutls_x509_privkey_import(own, &file, GNUTLS_X509_FMT_PEM), 0);
    key_id(own, own_id);
    key_id(key, id);
    assert_memory_equal(id, own_id, 20);
    free(file.data);
    gnutls_x509_privkey_deinit(own);
}

static inline gnutls_x509_privkey_t our_key(void)
{
    gnutls_datum_t file;
    gnutls_x509_privkey_t key;

    assert_int_equal(pair_load("server-p256-key.pem", &file), 0);
    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(gnutls_x509_privkey_import(key, &file, GNUTLS_X509_FMT_PEM), 0);
    free(file.data);
    return key;
}

#endif
