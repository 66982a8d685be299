/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* urls.h - schemes of the application for keys and certificates */

#ifndef GNUTLS_URLS_H
#define GNUTLS_URLS_H

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * URLs that the application serves
 */

typedef int (*gnutls_get_raw_issuer_func)(const char *url, gnutls_x509_crt_t crt,
                                          gnutls_datum_t *issuer, unsigned int flags);
typedef int (*gnutls_privkey_import_url_func)(gnutls_privkey_t pkey, const char *url,
                                              unsigned int flags);
typedef int (*gnutls_pubkey_import_url_func)(gnutls_pubkey_t pubkey, const char *url,
                                             unsigned int flags);
typedef int (*gnutls_x509_crt_import_url_func)(gnutls_x509_crt_t crt, const char *url,
                                               unsigned int flags);

/* A scheme of URLs and the functions that serve it. */
typedef struct gnutls_custom_url_st {
    const char *name;
    unsigned int name_size;
    gnutls_privkey_import_url_func import_key;
    gnutls_x509_crt_import_url_func import_crt;
    gnutls_pubkey_import_url_func import_pubkey;
    gnutls_get_raw_issuer_func get_issuer;
    void *future1;
    void *future2;
} gnutls_custom_url_st;

int gnutls_register_custom_url(const gnutls_custom_url_st *st);

#ifdef __cplusplus
}
#endif

#endif
