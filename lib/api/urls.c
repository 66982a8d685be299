/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* urls.c - certificates and keys by URL */

#include "base/errors.h"
#include "credentials/url.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/**
 * gnutls_url_is_supported:
 * @url: a URL
 *
 * Tells whether keys and certificates can be had by such a URL. Those of
 * schemes that the application has registered can; PKCS#11 tokens, TPMs and
 * keys of the system are not supported.
 *
 * Returns: non-zero if so.
 **/
API unsigned int gnutls_url_is_supported(const char *url)
{
    return url_is_supported(url);
}

/**
 * gnutls_register_custom_url:
 * @st: a scheme of URLs, such as "myurl:", and the functions that serve it
 *
 * Lets the application serve URLs of a scheme of its own. The struct is
 * copied; the name in it must stay. There is room for eight schemes, for the
 * whole program. Case does not count.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a scheme that is
 *   there already; %GNUTLS_E_UNIMPLEMENTED_FEATURE when there is no room.
 **/
API int gnutls_register_custom_url(const gnutls_custom_url_st *st)
{
    return url_register(st);
}

/**
 * gnutls_x509_crt_import_url:
 * @crt: receives the certificate
 * @url: its URL, of a scheme that was registered with
 *   gnutls_register_custom_url()
 * @flags: given to the application's function
 *
 * Gets a certificate by URL.
 *
 * Returns: what the application's function returns;
 *   %GNUTLS_E_INVALID_REQUEST for a scheme that is not known;
 *   %GNUTLS_E_UNIMPLEMENTED_FEATURE for one of tokens.
 **/
API int gnutls_x509_crt_import_url(gnutls_x509_crt_t crt, const char *url, unsigned int flags)
{
    return url_import_certificate(url, flags, crt);
}

/**
 * gnutls_x509_crt_list_import_url:
 * @certs: receives a list of certificates
 * @size: receives how many
 * @url: the URL of the first, of a scheme that was registered with
 *   gnutls_register_custom_url()
 * @pin_fn: not used: no certificate here asks for a PIN
 * @pin_fn_userdata: not used
 * @flags: given to the application's functions
 *
 * Gets a certificate by URL, and those that issued it, as far as the
 * application gives them.
 *
 * Release each with gnutls_x509_crt_deinit() and the list with
 * gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; what the application's function returns for
 *   the first; %GNUTLS_E_INVALID_REQUEST for a scheme that is not known;
 *   %GNUTLS_E_UNIMPLEMENTED_FEATURE for one of tokens.
 *
 * Since: 3.6.3
 **/
API int gnutls_x509_crt_list_import_url(gnutls_x509_crt_t **certs, unsigned int *size,
                                        const char *url, gnutls_pin_callback_t pin_fn,
                                        void *pin_fn_userdata, unsigned int flags)
{
    return url_import_chain(url, flags, certs, size);
}

/**
 * gnutls_privkey_import_url:
 * @key: receives the key
 * @url: its URL, of a scheme that was registered with
 *   gnutls_register_custom_url()
 * @flags: given to the application's function
 *
 * Gets a private key by URL.
 *
 * Returns: what the application's function returns;
 *   %GNUTLS_E_INVALID_REQUEST for a scheme that is not known;
 *   %GNUTLS_E_UNIMPLEMENTED_FEATURE for one of tokens.
 **/
API int gnutls_privkey_import_url(gnutls_privkey_t key, const char *url, unsigned int flags)
{
    return url_import_private_key(url, flags, key);
}

/**
 * gnutls_pubkey_import_url:
 * @key: receives the key
 * @url: its URL, of a scheme that was registered with
 *   gnutls_register_custom_url()
 * @flags: given to the application's function
 *
 * Gets a public key by URL.
 *
 * Returns: what the application's function returns;
 *   %GNUTLS_E_INVALID_REQUEST for a scheme that is not known;
 *   %GNUTLS_E_UNIMPLEMENTED_FEATURE for one of tokens.
 **/
API int gnutls_pubkey_import_url(gnutls_pubkey_t key, const char *url, unsigned int flags)
{
    return url_import_public_key(url, flags, key);
}
