/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sign.c - signatures over raw keys: which key goes with which padding */

#include "crypto/sign.h"

#include "base/errors.h"
#include "crypto/keys_internal.h"

static bool is_rsa(const struct public_key *key)
{
    return key->kind == KEY_RSA || key->kind == KEY_RSA_PSS;
}

static uint16_t salt_size_of(struct sign_how how)
{
    if (how.padding != SIGN_RSA_PSS)
        return 0;
    return how.salt_size > 0 ? how.salt_size : how.hash->size;
}

/* RFC 4055, 3.1: the parameters of a key bind its hash, and its salt from below. */
static bool pss_is_allowed(const struct public_key *key, struct sign_how how)
{
    if (!is_rsa(key))
        return false;
    if (key->kind == KEY_RSA || !key->pss.hash)
        return true;
    return key->pss.hash == how.hash && salt_size_of(how) >= key->pss.salt_size;
}

static bool fits(const struct public_key *key, struct sign_how how)
{
    switch (how.padding) {
    case SIGN_RSA_PKCS1:
        return key->kind == KEY_RSA && how.hash;
    case SIGN_RSA_PSS:
        return how.hash && pss_is_allowed(key, how);
    case SIGN_RSA_RAW:
        return key->kind == KEY_RSA && !how.hash;
    case SIGN_ECDSA:
        return key->kind == KEY_EC && how.hash;
    case SIGN_EDDSA:
        return (key->kind == KEY_ED25519 || key->kind == KEY_ED448) && !how.hash;
    case SIGN_DSA:
        return key->kind == KEY_DSA && how.hash;
    case SIGN_GOST:
        return how.hash && gost_hash(key->kind) == how.hash;
    }
    return false;
}

int key_sign(const struct private_key *key, struct sign_how how, struct bytes message,
             struct buffer *out)
{
    struct digest digest;

    if (!fits(&key->public, how) || how.padding == SIGN_RSA_RAW)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (how.padding == SIGN_EDDSA)
        return eddsa_sign(key, message, out);
    hash_once(how.hash, message, &digest);
    return key_sign_digest(key, how, digest_bytes(&digest), out);
}

int key_verify(const struct public_key *key, struct sign_how how, struct bytes message,
               struct bytes signature)
{
    struct digest digest;

    if (!fits(key, how) || how.padding == SIGN_RSA_RAW)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (how.padding == SIGN_EDDSA)
        return eddsa_verify(key, message, signature);
    hash_once(how.hash, message, &digest);
    return key_verify_digest(key, how, digest_bytes(&digest), signature);
}

static bool digest_fits(const struct public_key *key, struct sign_how how, struct bytes digest)
{
    return how.padding != SIGN_EDDSA && fits(key, how) &&
           (how.padding == SIGN_RSA_RAW || digest.size == how.hash->size);
}

int key_sign_digest(const struct private_key *key, struct sign_how how, struct bytes digest,
                    struct buffer *out)
{
    if (!digest_fits(&key->public, how, digest))
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (how.padding == SIGN_ECDSA)
        return ecdsa_sign_der(key, digest, out);
    if (how.padding == SIGN_DSA)
        return dsa_sign_der(key, digest, out);
    if (how.padding == SIGN_GOST)
        return gost_sign(key, digest, out);
    how.salt_size = salt_size_of(how);
    return rsa_sign(key, how, digest, out);
}

int key_verify_digest(const struct public_key *key, struct sign_how how, struct bytes digest,
                      struct bytes signature)
{
    if (!digest_fits(key, how, digest))
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (how.padding == SIGN_ECDSA)
        return ecdsa_verify_der(key, digest, signature);
    if (how.padding == SIGN_DSA)
        return dsa_verify_der(key, digest, signature);
    if (how.padding == SIGN_GOST)
        return gost_verify(key, digest, signature);
    how.salt_size = salt_size_of(how);
    return rsa_verify(key, how, digest, signature);
}
