/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* url.h - certificates and keys by URL, through functions of the application's
 *
 * Schemes of tokens are known by name only: there is nothing here that opens one.
 */

#ifndef CREDENTIALS_URL_H
#define CREDENTIALS_URL_H

#include "base/attributes.h"

#include <gnutls/abstract.h>
#include <gnutls/urls.h>
#include <stdbool.h>

enum { URL_SCHEMES_MAX = 8 };

/* Adds a scheme for the whole program; it is copied, its name is not. GNUTLS_E_INVALID_REQUEST for
 * one that is there already, GNUTLS_E_UNIMPLEMENTED_FEATURE when there is no room. */
int url_register(const struct gnutls_custom_url_st *) MUST_USE;

/* Is there a function for this URL? */
bool url_is_supported(const char *url);

/* Each asks the application. GNUTLS_E_INVALID_REQUEST for a scheme that is not known or has no such
 * function, GNUTLS_E_UNIMPLEMENTED_FEATURE for one of tokens. */
int url_import_certificate(const char *url, unsigned flags, gnutls_x509_crt_t crt) MUST_USE;
int url_import_private_key(const char *url, unsigned flags, gnutls_privkey_t key) MUST_USE;
int url_import_public_key(const char *url, unsigned flags, gnutls_pubkey_t key) MUST_USE;

/* The certificate and those that issued it, as far as the application gives them. */
int url_import_chain(const char *url, unsigned flags, gnutls_x509_crt_t **out, unsigned *out_count)
    MUST_USE;

#endif
