/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* public_key.c - public keys, plain private keys, and certificates ready to be sent, as handles */

#include "credentials/public_key.h"

#include "base/errors.h"
#include "base/memory.h"

struct gnutls_pubkey_st {
    struct public_key key;
    unsigned usage;
};

struct gnutls_x509_privkey_int {
    struct private_key key;
};

int pubkey_new(struct gnutls_pubkey_st **out)
{
    *out = memory_get_zeroed(sizeof **out);
    return *out != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

void pubkey_free(struct gnutls_pubkey_st *key)
{
    if (key == NULL)
        return;
    public_key_wipe(&key->key);
    memory_free(key);
}

int pubkey_set(struct gnutls_pubkey_st *key, const struct public_key *from, unsigned usage)
{
    SCOPED(public_key) struct public_key copy = { 0 };
    TRY(public_key_copy(from, &copy));
    public_key_wipe(&key->key);
    key->key = copy;
    key->usage = usage;
    copy = (struct public_key){ 0 };
    return 0;
}

const struct public_key *pubkey_key(const struct gnutls_pubkey_st *key)
{
    return &key->key;
}

unsigned pubkey_usage(const struct gnutls_pubkey_st *key)
{
    return key->usage;
}

void pubkey_set_usage(struct gnutls_pubkey_st *key, unsigned usage)
{
    key->usage = usage;
}

int x509_privkey_new(struct gnutls_x509_privkey_int **out)
{
    *out = memory_get_zeroed(sizeof **out);
    return *out != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

void x509_privkey_free(struct gnutls_x509_privkey_int *key)
{
    if (key == NULL)
        return;
    private_key_wipe(&key->key);
    memory_free(key);
}

const struct private_key *x509_privkey_key(const struct gnutls_x509_privkey_int *key)
{
    return &key->key;
}

void x509_privkey_set(struct gnutls_x509_privkey_int *key, struct private_key *owned)
{
    private_key_wipe(&key->key);
    key->key = *owned;
    *owned = (struct private_key){ 0 };
}

void pcert_wipe(gnutls_pcert_st *pcert)
{
    pubkey_free(pcert->pubkey);
    memory_free(pcert->cert.data);
    *pcert = (gnutls_pcert_st){ 0 };
}

const struct hash *preferred_hash(const struct public_key *key)
{
    switch (key->curve) {
    case GNUTLS_ECC_CURVE_SECP384R1:
        return &hash_sha384;
    case GNUTLS_ECC_CURVE_SECP521R1:
    case GNUTLS_ECC_CURVE_ED25519:
        return &hash_sha512;
    default:
        return key->kind == KEY_RSA_PSS && key->pss.hash != NULL ? key->pss.hash : &hash_sha256;
    }
}
