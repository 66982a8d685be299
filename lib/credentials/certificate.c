/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate.c - certificate credentials: identities, trust, settings */

#include "credentials/certificate.h"

#include "base/errors.h"
#include "base/memory.h"
#include "credentials/internal.h"
#include "credentials/public_key.h"
#include "pki/key_import.h"
#include "pki/pem.h"
#include "wire/writer.h"

enum {
    CHAIN_LENGTH_MAX = 64,
    IDENTITIES_MAX = 4096,
    AUTHORITIES_SIZE_MAX = 0xffff - 2, /* RFC 8446, 4.2.4 */
};

int credentials_new(struct gnutls_certificate_credentials_st **out)
{
    struct gnutls_certificate_credentials_st *credentials = memory_get_zeroed(sizeof *credentials);
    if (credentials == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    int result = trust_new(&credentials->trust);
    if (result < 0) {
        memory_free(credentials);
        return result;
    }
    *out = credentials;
    return 0;
}

static void own_identity_wipe(struct own_identity *own)
{
    identity_wipe(&own->identity);
    for (size_t i = 0; i < own->name_count; i++)
        memory_free(own->names[i]);
    memory_free(own->names);
    *own = (struct own_identity){ 0 };
}

void credentials_clear(struct gnutls_certificate_credentials_st *credentials)
{
    for (size_t i = 0; i < credentials->count; i++)
        own_identity_wipe(&credentials->identities[i]);
    memory_free(credentials->identities);
    credentials->identities = NULL;
    credentials->count = 0;
}

void credentials_free(struct gnutls_certificate_credentials_st *credentials)
{
    if (credentials == NULL)
        return;
    credentials_clear(credentials);
    trust_free(credentials->trust);
    buffer_wipe(&credentials->authorities);
    memory_free(credentials);
}

void identity_wipe(struct identity *identity)
{
    for (size_t i = 0; i < identity->count; i++)
        certificate_free(identity->chain[i]);
    for (size_t i = 0; i < identity->staple_count; i++)
        buffer_wipe(&identity->staples[i].response);
    memory_free(identity->chain);
    memory_free(identity->staples);
    privkey_free(identity->key);
    *identity = (struct identity){ 0 };
}

int identity_add_certificate(struct identity *identity, struct gnutls_x509_crt_int *certificate)
{
    if (identity->count == CHAIN_LENGTH_MAX)
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    void *chain = memory_resize_array(identity->chain, identity->count + 1,
                                      sizeof(struct gnutls_x509_crt_int *));
    if (chain == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    identity->chain = chain;
    identity->chain[identity->count++] = certificate_hold(certificate);
    return 0;
}

static int certificate_of_pcert(const gnutls_pcert_st *pcert, struct gnutls_x509_crt_int **out)
{
    if (pcert->type == GNUTLS_CRT_X509)
        return certificate_new(bytes_of_datum(&pcert->cert), out);
    return certificate_new_raw(bytes_of_datum(&pcert->cert),
                               pcert->pubkey != NULL ? pubkey_usage(pcert->pubkey) : 0, out);
}

int identity_add_pcerts(struct identity *identity, const gnutls_pcert_st *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct gnutls_x509_crt_int *certificate = NULL;
        if (list[i].type != GNUTLS_CRT_X509 && list[i].type != GNUTLS_CRT_RAWPK)
            return fail(GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE);
        if (list[i].type == GNUTLS_CRT_RAWPK && count > 1)
            return fail(GNUTLS_E_INVALID_REQUEST);
        TRY(certificate_of_pcert(&list[i], &certificate));
        int result = identity_add_certificate(identity, certificate);
        certificate_free(certificate);
        TRY(result);
    }
    return 0;
}

static int add_der(struct identity *identity, struct bytes der)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    TRY(certificate_new(der, &certificate));
    int result = identity_add_certificate(identity, certificate);
    certificate_free(certificate);
    return result;
}

int identity_read_chain(struct identity *identity, struct bytes content,
                        gnutls_x509_crt_fmt_t format)
{
    SCOPED(buffer) struct buffer der = { 0 };
    size_t label;
    if (format == GNUTLS_X509_FMT_DER)
        return add_der(identity, content);
    for (;;) {
        int result = pem_next(&content, pem_certificate_labels, &der, &label);
        if (result == GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR)
            /* Programs know this code for a file without a certificate. */
            return identity->count > 0 ? 0 : fail(GNUTLS_E_BASE64_DECODING_ERROR);
        TRY(result);
        TRY(add_der(identity, buffer_bytes(&der)));
    }
}

int identity_read_key(struct identity *identity, struct bytes content, gnutls_x509_crt_fmt_t format,
                      const struct key_opening *opening)
{
    SCOPED(private_key) struct private_key key = { 0 };
    TRY(private_key_open(format, content, opening, &key));
    TRY(privkey_new(&identity->key));
    return privkey_fill(identity->key, &key);
}

/* An application's key that does not tell its public half is believed. */
static int check_match(const struct gnutls_certificate_credentials_st *credentials,
                       const struct identity *identity)
{
    const struct public_key *of_key = privkey_public(identity->key), *of_certificate = NULL;
    if (of_key == NULL || (credentials->flags & GNUTLS_CERTIFICATE_SKIP_KEY_CERT_MATCH) != 0)
        return 0;
    TRY(certificate_public_key(identity->chain[0], &of_certificate));
    TRY(privkey_prove(identity->key));
    return public_key_equal(of_key, of_certificate) ? 0 : fail(GNUTLS_E_CERTIFICATE_KEY_MISMATCH);
}

static int copy_names(struct own_identity *own, const char *const *names, size_t count)
{
    if (count == 0)
        return 0;
    own->names = memory_get_array(count, sizeof *own->names);
    if (own->names == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    while (own->name_count < count) {
        own->names[own->name_count] = memory_copy_text(names[own->name_count]);
        if (own->names[own->name_count] == NULL)
            return fail(GNUTLS_E_MEMORY_ERROR);
        own->name_count++;
    }
    return 0;
}

static int add(struct gnutls_certificate_credentials_st *credentials, struct own_identity *own,
               const char *const *names, size_t name_count)
{
    if (own->identity.count == 0 || own->identity.key == NULL ||
        credentials->count == IDENTITIES_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(check_match(credentials, &own->identity));
    TRY(copy_names(own, names, name_count));
    struct own_identity *all = memory_resize_array(credentials->identities, credentials->count + 1,
                                                   sizeof *credentials->identities);
    if (all == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    credentials->identities = all;
    all[credentials->count] = *own;
    *own = (struct own_identity){ 0 };
    return (int)credentials->count++;
}

int credentials_add(struct gnutls_certificate_credentials_st *credentials, struct identity *owned,
                    const char *const *names, size_t name_count)
{
    struct own_identity own = { .identity = *owned };
    *owned = (struct identity){ 0 };
    int index = add(credentials, &own, names, name_count);
    own_identity_wipe(&own);
    return index;
}

struct pin_source *credentials_pin(struct gnutls_certificate_credentials_st *credentials)
{
    return &credentials->pin;
}

struct identity *credentials_at(const struct gnutls_certificate_credentials_st *credentials,
                                size_t index)
{
    return index < credentials->count ? &credentials->identities[index].identity : NULL;
}

const struct credential_functions *
credentials_functions(const struct gnutls_certificate_credentials_st *credentials)
{
    return &credentials->functions;
}

void credentials_set_functions(struct gnutls_certificate_credentials_st *credentials,
                               const struct credential_functions *functions)
{
    credentials->functions = *functions;
}

struct dh_source *credentials_dh(struct gnutls_certificate_credentials_st *credentials)
{
    return &credentials->dh;
}

struct gnutls_x509_trust_list_st *
credentials_trust(const struct gnutls_certificate_credentials_st *credentials)
{
    return credentials->trust;
}

static bool is_first_of_its_name(const struct gnutls_x509_trust_list_st *trust,
                                 const struct gnutls_x509_crt_int *authority)
{
    struct trust_walk walk = { 0 };
    return trust_next(trust, certificate_subject(authority), &walk) == authority;
}

/* In the order they were added. Names that are there already, and those that would make the list
 * too long, are left out. */
int credentials_trust_changed(struct gnutls_certificate_credentials_st *credentials)
{
    SCOPED(buffer) struct buffer all = { 0 };
    struct trust_walk walk = { 0 };
    const struct gnutls_x509_crt_int *authority;
    while ((authority = trust_next(credentials->trust, bytes_none(), &walk)) != NULL) {
        struct bytes name = certificate_subject(authority);
        uint8_t size[2] = { (uint8_t)(name.size >> 8), (uint8_t)name.size };
        if (name.size + 2 > AUTHORITIES_SIZE_MAX - all.size ||
            !is_first_of_its_name(credentials->trust, authority))
            continue;
        TRY(buffer_append(&all, bytes_of(size, sizeof size)));
        TRY(buffer_append(&all, name));
    }
    buffer_move(&all, &credentials->authorities);
    return 0;
}

int credentials_set_trust(struct gnutls_certificate_credentials_st *credentials,
                          struct gnutls_x509_trust_list_st *owned)
{
    if (owned != credentials->trust)
        trust_free(credentials->trust);
    credentials->trust = owned;
    return credentials_trust_changed(credentials);
}

struct bytes credentials_authorities(const struct gnutls_certificate_credentials_st *credentials)
{
    return buffer_bytes(&credentials->authorities);
}

unsigned credentials_verify_flags(const struct gnutls_certificate_credentials_st *credentials)
{
    return credentials->verify_flags;
}

void credentials_set_verify_flags(struct gnutls_certificate_credentials_st *credentials,
                                  unsigned flags)
{
    credentials->verify_flags = flags;
}

unsigned credentials_max_depth(const struct gnutls_certificate_credentials_st *credentials)
{
    return credentials->max_depth;
}

void credentials_set_max_depth(struct gnutls_certificate_credentials_st *credentials,
                               unsigned depth)
{
    credentials->max_depth = depth;
}

void credentials_set_flags(struct gnutls_certificate_credentials_st *credentials, unsigned flags)
{
    credentials->flags = flags;
}

unsigned credentials_flags(const struct gnutls_certificate_credentials_st *credentials)
{
    return credentials->flags;
}

void credentials_forget_authorities(struct gnutls_certificate_credentials_st *credentials)
{
    buffer_clear(&credentials->authorities);
}
