/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_signer.c - a private key as the signer of certificates, requests and lists */

#include "credentials/key_signer.h"

#include "base/errors.h"
#include "credentials/internal.h"

#include <assert.h>

/* EdDSA hashes by itself. Its hash may be named, and no other. */
static bool eddsa_has(gnutls_pk_algorithm_t pk, gnutls_digest_algorithm_t digest)
{
    return digest == GNUTLS_DIG_UNKNOWN ||
           digest == (pk == GNUTLS_PK_EDDSA_ED25519 ? GNUTLS_DIG_SHA512 : GNUTLS_DIG_SHAKE_256);
}

/* `key` is NULL when an application's key does not tell. */
static int choose_hash(const struct public_key *key, gnutls_digest_algorithm_t digest,
                       const struct hash **out)
{
    static const struct public_key unknown = { 0 };
    *out = hash_by_digest_id(digest);
    if (digest == GNUTLS_DIG_UNKNOWN)
        *out = preferred_hash(key != NULL ? key : &unknown);
    if (*out == NULL)
        return fail(GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM);
    bool is_bound = key != NULL && key->kind == KEY_RSA_PSS && key->pss.hash != NULL;
    return is_bound && key->pss.hash != *out ? fail(GNUTLS_E_CONSTRAINT_ERROR) : 0;
}

/* How a key signs certificates; `key` may be NULL. */
static int choose_scheme(gnutls_pk_algorithm_t pk, const struct public_key *key,
                         gnutls_digest_algorithm_t digest, unsigned flags,
                         const struct signature_scheme **out)
{
    const struct hash *hash = NULL;
    bool is_eddsa = pk == GNUTLS_PK_EDDSA_ED25519 || pk == GNUTLS_PK_EDDSA_ED448;
    bool pss = (flags & GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS) != 0;
    if (pss && pk != GNUTLS_PK_RSA && pk != GNUTLS_PK_RSA_PSS)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (is_eddsa && !eddsa_has(pk, digest))
        return fail(GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM);
    if (!is_eddsa)
        TRY(choose_hash(key, digest, &hash));
    *out = scheme_for_key(pk, hash, pss);
    return *out != NULL ? 0 : fail(GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM);
}

/* RFC 4055, 3.1: the salt of a key's parameters is the least it may sign with. */
static void fill(const struct signature_scheme *scheme, const struct public_key *key,
                 struct signer *out)
{
    *out = (struct signer){ .key = scheme->key, .how = scheme->how, .id = scheme->api_id };
    if (scheme->how.padding == SIGN_RSA_PSS)
        out->how.salt_size = scheme->how.hash->size;
    if (scheme->how.padding == SIGN_RSA_PSS && key != NULL &&
        key->pss.salt_size > out->how.salt_size)
        out->how.salt_size = key->pss.salt_size;
}

static int sign_in_software(const struct signer *signer, struct bytes data, struct buffer *out)
{
    return key_sign(signer->context, signer->how, data, out);
}

static int sign_outside(const struct signer *signer, struct bytes data, struct buffer *out)
{
    const struct signature_scheme *scheme = scheme_by_api_id(signer->id);
    assert(scheme != NULL);
    return privkey_sign(signer->context, scheme, data, out);
}

/* `as` is what the world knows of the key. */
static int software_signer(const struct private_key *key, const struct public_key *as,
                           gnutls_digest_algorithm_t digest, unsigned flags, struct signer *out)
{
    const struct signature_scheme *scheme = NULL;
    if (key->public.kind == KEY_NONE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(choose_scheme(key_pk_algorithm(&key->public), as, digest, flags, &scheme));
    fill(scheme, as, out);
    out->sign = sign_in_software;
    out->context = (void *)key;
    return 0;
}

static int any_signer(struct gnutls_privkey_st *key, const struct public_key *as,
                      gnutls_digest_algorithm_t digest, unsigned flags, struct signer *out)
{
    const struct signature_scheme *scheme = NULL;
    const struct private_key *software = privkey_software(key);
    if (software != NULL) {
        TRY(privkey_prove(key));
        return software_signer(software, as, digest, flags, out);
    }
    if (!privkey_is_external(key))
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(choose_scheme(privkey_algorithm(key), as, digest, flags, &scheme));
    if (!privkey_can(key, scheme))
        return fail(GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM);
    fill(scheme, as, out);
    out->sign = sign_outside;
    out->context = key;
    return 0;
}

int privkey_signer(struct gnutls_privkey_st *key, gnutls_digest_algorithm_t digest, unsigned flags,
                   struct signer *out)
{
    return any_signer(key, privkey_public(key), digest, flags, out);
}

int x509_privkey_signer(struct gnutls_x509_privkey_int *key, gnutls_digest_algorithm_t digest,
                        unsigned flags, struct signer *out)
{
    const struct private_key *software = NULL;
    TRY(x509_privkey_proved(key, &software));
    return software_signer(software, &software->public, digest, flags, out);
}

/* The key of a certificate that is to have been signed for by a key of kind `pk`. */
static int issuer_key(const struct gnutls_x509_crt_int *issuer, gnutls_pk_algorithm_t pk,
                      unsigned *flags, const struct public_key **out)
{
    TRY(certificate_public_key(issuer, out));
    gnutls_pk_algorithm_t wanted = key_pk_algorithm(*out);
    if (wanted == GNUTLS_PK_RSA_PSS && pk == GNUTLS_PK_RSA)
        *flags |= GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS;
    else if (wanted != pk)
        return fail(GNUTLS_E_CONSTRAINT_ERROR);
    return 0;
}

int issuer_signer(const struct gnutls_x509_crt_int *issuer, struct gnutls_privkey_st *key,
                  gnutls_digest_algorithm_t digest, unsigned flags, struct signer *out)
{
    const struct public_key *as = NULL;
    TRY(issuer_key(issuer, privkey_algorithm(key), &flags, &as));
    return any_signer(key, as, digest, flags, out);
}

int x509_issuer_signer(const struct gnutls_x509_crt_int *issuer,
                       struct gnutls_x509_privkey_int *key, gnutls_digest_algorithm_t digest,
                       unsigned flags, struct signer *out)
{
    const struct private_key *software = NULL;
    const struct public_key *as = NULL;
    TRY(x509_privkey_proved(key, &software));
    TRY(issuer_key(issuer, key_pk_algorithm(&software->public), &flags, &as));
    return software_signer(software, as, digest, flags, out);
}
