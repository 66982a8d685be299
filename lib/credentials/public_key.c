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

const struct hash *key_id_hash(unsigned flags)
{
    if ((flags & GNUTLS_KEYID_USE_SHA512) != 0)
        return &hash_sha512;
    if ((flags & (GNUTLS_KEYID_USE_SHA256 | GNUTLS_KEYID_USE_BEST_KNOWN)) != 0)
        return &hash_sha256;
    return &hash_sha1;
}

int give_number(struct bytes number, gnutls_datum_t *out, unsigned flags)
{
    static const uint8_t zero[1];
    SCOPED(buffer) struct buffer whole = { 0 };
    if (out == NULL)
        return 0;
    while (number.size > 1 && number.data[0] == 0)
        number = bytes_from(number, 1);
    bool lead =
        number.size > 0 && number.data[0] >= 0x80 && (flags & GNUTLS_EXPORT_FLAG_NO_LZ) == 0;
    TRY(buffer_append(&whole, bytes_of(zero, lead)));
    TRY(buffer_append(&whole, number));
    return buffer_give(&whole, out);
}

/* Two numbers, or neither. */
static int give_two(struct bytes one, gnutls_datum_t *out_one, struct bytes two,
                    gnutls_datum_t *out_two, unsigned flags)
{
    TRY(give_number(one, out_one, flags));
    int result = give_number(two, out_two, flags);
    if (result < 0 && out_one != NULL) {
        memory_free(out_one->data);
        *out_one = (gnutls_datum_t){ 0 };
    }
    return result;
}

int give_rsa(const struct public_key *key, gnutls_datum_t *modulus, gnutls_datum_t *exponent,
             unsigned flags)
{
    if (key->kind != KEY_RSA && key->kind != KEY_RSA_PSS)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return give_two(buffer_bytes(&key->modulus), modulus, buffer_bytes(&key->exponent), exponent,
                    flags);
}

int give_curve_point(const struct public_key *key, gnutls_ecc_curve_t *curve, gnutls_datum_t *x,
                     gnutls_datum_t *y, unsigned flags)
{
    struct bytes point = buffer_bytes(&key->point);
    if (key->kind != KEY_EC && key->kind != KEY_ED25519 && key->kind != KEY_ED448)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (curve != NULL)
        *curve = key->curve;
    if (key->kind == KEY_EC) {
        size_t size = point.size / 2;
        return give_two(bytes_of(point.data + 1, size), x, bytes_from(point, 1 + size), y, flags);
    }
    /* An EdDSA key is a string of bytes, not a number. */
    if (y != NULL)
        *y = (gnutls_datum_t){ 0 };
    return x != NULL ? bytes_give(point, x) : 0;
}

/* The smallest curve that is as strong as these bits say. */
static gnutls_ecc_curve_t curve_of(unsigned bits)
{
    if (GNUTLS_BITS_ARE_CURVE(bits))
        return (gnutls_ecc_curve_t)GNUTLS_BITS_TO_CURVE(bits);
    if (bits <= 256)
        return GNUTLS_ECC_CURVE_SECP256R1;
    return bits <= 384 ? GNUTLS_ECC_CURVE_SECP384R1 : GNUTLS_ECC_CURVE_SECP521R1;
}

int private_key_make(gnutls_pk_algorithm_t algorithm, unsigned bits, struct private_key *out)
{
    switch (algorithm) {
    case GNUTLS_PK_RSA:
        return private_key_generate(KEY_RSA, bits, GNUTLS_ECC_CURVE_INVALID, out);
    case GNUTLS_PK_RSA_PSS:
        return private_key_generate(KEY_RSA_PSS, bits, GNUTLS_ECC_CURVE_INVALID, out);
    case GNUTLS_PK_ECDSA:
        return private_key_generate(KEY_EC, 0, curve_of(bits), out);
    case GNUTLS_PK_EDDSA_ED25519:
        return private_key_generate(KEY_ED25519, 0, GNUTLS_ECC_CURVE_ED25519, out);
    case GNUTLS_PK_EDDSA_ED448:
        return private_key_generate(KEY_ED448, 0, GNUTLS_ECC_CURVE_ED448, out);
    default:
        return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
    }
}
