/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate_identities.c - what certificate credentials hold, and the functions that give more */

#include "api/output.h"
#include "base/memory.h"
#include "credentials/certificate.h"
#include "credentials/public_key.h"

/**
 * gnutls_certificate_get_crt_raw:
 * @sc: the credentials
 * @idx1: the number of the identity
 * @idx2: the place in its chain; 0 is our own certificate
 * @cert: receives the certificate in DER; it belongs to the credentials
 *
 * Gives a certificate of the credentials.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is none of these numbers.
 **/
API int gnutls_certificate_get_crt_raw(gnutls_certificate_credentials_t sc, unsigned int idx1,
                                       unsigned int idx2, gnutls_datum_t *cert)
{
    const struct identity *identity = credentials_at(sc, idx1);
    if (identity == NULL || idx2 >= identity->count)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    struct bytes der = certificate_der(identity->chain[idx2]);
    *cert = (gnutls_datum_t){ (unsigned char *)der.data, (unsigned)der.size };
    return 0;
}

/**
 * gnutls_certificate_get_x509_crt:
 * @res: the credentials
 * @index: the number of the identity
 * @crt_list: receives a list of handles
 * @crt_list_size: receives how many
 *
 * Gives the chain of an identity.
 *
 * Release each with gnutls_x509_crt_deinit() and the list with
 * gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is no such identity; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_certificate_get_x509_crt(gnutls_certificate_credentials_t res, unsigned int index,
                                        gnutls_x509_crt_t **crt_list, unsigned int *crt_list_size)
{
    const struct identity *identity = credentials_at(res, index);
    if (identity == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *crt_list = memory_get_array(identity->count, sizeof **crt_list);
    if (*crt_list == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    for (size_t i = 0; i < identity->count; i++)
        (*crt_list)[i] = certificate_hold(identity->chain[i]);
    *crt_list_size = (unsigned)identity->count;
    return 0;
}

/**
 * gnutls_certificate_get_x509_key:
 * @res: the credentials
 * @index: the number of the identity
 * @key: receives a copy of its key; release it with
 *   gnutls_x509_privkey_deinit()
 *
 * Gives the private key of an identity.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is no such identity; %GNUTLS_E_INVALID_REQUEST when its key is the
 *   application's.
 **/
API int gnutls_certificate_get_x509_key(gnutls_certificate_credentials_t res, unsigned int index,
                                        gnutls_x509_privkey_t *key)
{
    const struct identity *identity = credentials_at(res, index);
    if (identity == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    const struct private_key *software = privkey_software(identity->key);
    if (software == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    SCOPED(private_key) struct private_key copy = { 0 };
    TRY(private_key_copy(software, &copy));
    TRY(x509_privkey_new(key));
    x509_privkey_set(*key, &copy);
    return 0;
}

/* One kind of function takes the place of the others. */
static void set_retrieve(gnutls_certificate_credentials_t cred, struct credential_functions one)
{
    struct credential_functions functions = *credentials_functions(cred);
    functions.retrieve1 = one.retrieve1;
    functions.retrieve2 = one.retrieve2;
    functions.retrieve3 = one.retrieve3;
    credentials_set_functions(cred, &functions);
}

/**
 * gnutls_certificate_set_retrieve_function:
 * @cred: the credentials
 * @func: is asked which certificate to show; %NULL: none
 *
 * Lets a function of the application choose the identity, with handles for
 * certificates and keys.
 *
 * It replaces the choice among the identities that were added, and functions
 * of the other kinds. It gets the authorities that the peer named and the
 * kinds of key that the peer can check; giving no certificates is an
 * answer. A negative result ends the handshake.
 **/
API void gnutls_certificate_set_retrieve_function(gnutls_certificate_credentials_t cred,
                                                  gnutls_certificate_retrieve_function *func)
{
    set_retrieve(cred, (struct credential_functions){ .retrieve1 = func });
}

/**
 * gnutls_certificate_set_retrieve_function2:
 * @cred: the credentials
 * @func: is asked which certificate to show; %NULL: none
 *
 * Lets a function of the application choose the identity, with a key that
 * may be anywhere.
 *
 * As gnutls_certificate_set_retrieve_function(). What the function gives
 * stays the application's and has to live as long as the handshake.
 **/
API void gnutls_certificate_set_retrieve_function2(gnutls_certificate_credentials_t cred,
                                                   gnutls_certificate_retrieve_function2 *func)
{
    set_retrieve(cred, (struct credential_functions){ .retrieve2 = func });
}

/**
 * gnutls_certificate_set_retrieve_function3:
 * @cred: the credentials
 * @func: is asked which certificate to show; %NULL: none
 *
 * Lets a function of the application choose the identity, with OCSP
 * responses to staple.
 *
 * As gnutls_certificate_set_retrieve_function2(). With
 * %GNUTLS_CERT_RETR_DEINIT_ALL in its flags the function gives all that it
 * gave away, to be released here.
 *
 * Since: 3.6.3
 **/
API void gnutls_certificate_set_retrieve_function3(gnutls_certificate_credentials_t cred,
                                                   gnutls_certificate_retrieve_function3 *func)
{
    set_retrieve(cred, (struct credential_functions){ .retrieve3 = func });
}
