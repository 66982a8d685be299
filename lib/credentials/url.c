/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* url.c - certificates and keys by URL, through functions of the application's */

#include "credentials/url.h"

#include "base/errors.h"
#include "base/lock.h"
#include "base/memory.h"
#include "pki/certificate.h"

#include <strings.h>

/* As many as a chain may have that is sent (chain.c bounds what is verified). */
enum { CHAIN_MAX = 16 };

static struct lock schemes_lock = LOCK_INIT;
static struct gnutls_custom_url_st schemes[URL_SCHEMES_MAX];
static size_t schemes_count;

static bool starts_with(const char *url, const char *scheme, size_t size)
{
    return strlen(url) >= size && strncasecmp(url, scheme, size) == 0;
}

/* Copied, so that nobody waits for an application's function under the lock. */
static bool find_scheme(const char *url, struct gnutls_custom_url_st *out)
{
    bool found = false;
    lock_take(&schemes_lock);
    for (size_t i = 0; i < schemes_count && !found; i++) {
        found = starts_with(url, schemes[i].name, schemes[i].name_size);
        if (found)
            *out = schemes[i];
    }
    lock_give(&schemes_lock);
    return found;
}

int url_register(const struct gnutls_custom_url_st *scheme)
{
    int result = 0;
    lock_take(&schemes_lock);
    for (size_t i = 0; i < schemes_count; i++) {
        if (schemes[i].name_size == scheme->name_size &&
            strncasecmp(schemes[i].name, scheme->name, scheme->name_size) == 0)
            result = GNUTLS_E_INVALID_REQUEST;
    }
    if (result == 0 && schemes_count == URL_SCHEMES_MAX)
        result = GNUTLS_E_UNIMPLEMENTED_FEATURE;
    if (result == 0)
        schemes[schemes_count++] = *scheme;
    lock_give(&schemes_lock);
    return result == 0 ? 0 : fail(result);
}

bool url_is_supported(const char *url)
{
    struct gnutls_custom_url_st scheme;
    return find_scheme(url, &scheme);
}

/* Why nobody serves this URL. */
static int refuse(const char *url)
{
    static const char *const tokens[] = { "pkcs11:", "tpmkey:", "system:" };
    for (size_t i = 0; i < ARRAY_SIZE(tokens); i++) {
        if (starts_with(url, tokens[i], strlen(tokens[i])))
            return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
    }
    return fail(GNUTLS_E_INVALID_REQUEST);
}

int url_import_certificate(const char *url, unsigned flags, gnutls_x509_crt_t crt)
{
    struct gnutls_custom_url_st scheme;
    if (!find_scheme(url, &scheme) || scheme.import_crt == NULL)
        return refuse(url);
    return scheme.import_crt(crt, url, flags);
}

int url_import_private_key(const char *url, unsigned flags, gnutls_privkey_t key)
{
    struct gnutls_custom_url_st scheme;
    if (!find_scheme(url, &scheme) || scheme.import_key == NULL)
        return refuse(url);
    return scheme.import_key(key, url, flags);
}

int url_import_public_key(const char *url, unsigned flags, gnutls_pubkey_t key)
{
    struct gnutls_custom_url_st scheme;
    if (!find_scheme(url, &scheme) || scheme.import_pubkey == NULL)
        return refuse(url);
    return scheme.import_pubkey(key, url, flags);
}

struct chain {
    gnutls_x509_crt_t certificates[CHAIN_MAX];
    unsigned count;
};

static void chain_wipe(struct chain *chain)
{
    for (unsigned i = 0; i < chain->count; i++)
        certificate_free(chain->certificates[i]);
    chain->count = 0;
}

/* The issuer of the last one; that there is none ends the chain. */
static int add_issuer(const struct gnutls_custom_url_st *scheme, const char *url, unsigned flags,
                      struct chain *chain)
{
    gnutls_datum_t der = { NULL, 0 };
    gnutls_x509_crt_t last = chain->certificates[chain->count - 1];
    if (bytes_equal(certificate_subject(last), certificate_issuer(last)))
        return GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;
    TRY(scheme->get_issuer(url, last, &der, flags));
    int result = certificate_new(bytes_of_datum(&der), &chain->certificates[chain->count]);
    memory_free(der.data);
    chain->count += result == 0;
    return result;
}

int url_import_chain(const char *url, unsigned flags, gnutls_x509_crt_t **out, unsigned *out_count)
{
    SCOPED(chain) struct chain chain = { .count = 0 };
    struct gnutls_custom_url_st scheme = { .name = NULL };
    TRY(certificate_new_empty(&chain.certificates[0]));
    chain.count = 1;
    TRY(url_import_certificate(url, flags, chain.certificates[0]));
    bool goes_on = find_scheme(url, &scheme) && scheme.get_issuer != NULL;
    while (goes_on && chain.count < CHAIN_MAX)
        goes_on = add_issuer(&scheme, url, flags, &chain) == 0;
    *out = memory_copy(chain.certificates, chain.count * sizeof *chain.certificates);
    if (*out == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    *out_count = chain.count;
    chain.count = 0;
    return 0;
}
