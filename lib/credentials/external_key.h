/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* external_key.h - a key behind functions of the application */

#ifndef CREDENTIALS_EXTERNAL_KEY_H
#define CREDENTIALS_EXTERNAL_KEY_H

#include <gnutls/abstract.h>

/* A key that the application keeps: its functions, and what it said of the key. */
struct external_key {
    gnutls_pk_algorithm_t pk; /* GNUTLS_PK_UNKNOWN: `info` knows */
    void *userdata;
    gnutls_privkey_sign_func sign_raw;
    gnutls_privkey_sign_data_func sign_data;
    gnutls_privkey_sign_hash_func sign_hash;
    gnutls_privkey_decrypt_func decrypt;
    gnutls_privkey_deinit_func deinit;
    gnutls_privkey_info_func info;
};

#endif
