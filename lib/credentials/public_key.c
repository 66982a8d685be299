/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* public_key.c - public keys, plain private keys, and certificates ready to be sent, as handles */

#include "credentials/public_key.h"

#include "base/errors.h"
#include "base/memory.h"
#include "pki/spki.h"

struct gnutls_pubkey_st {
    struct public_key key;
    unsigned usage;
};

struct gnutls_x509_privkey_int {
    struct private_key key;
    _Atomic bool proved; /* its halves belong together */
    struct pin_source pin;
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

int scheme_check_key(const struct signature_scheme *scheme, const struct public_key *key)
{
    bool pss = scheme->how.padding == SIGN_RSA_PSS;
    bool fits = pss ? key->kind == KEY_RSA || key->kind == KEY_RSA_PSS : key->kind == scheme->key;
    return fits ? 0 : fail(GNUTLS_E_CONSTRAINT_ERROR);
}

/* RFC 4055, 3.1, lets a signer choose the salt, from what the key says upwards. There are two
 * lengths in use: that of the key, and that of the hash. */
static int verify(const struct public_key *key, const struct signature_scheme *scheme,
                  struct bytes digest, struct bytes signature)
{
    struct sign_how how = scheme->how;
    if (how.padding != SIGN_RSA_PSS || key->pss.hash == NULL)
        return key_verify_digest(key, how, digest, signature);
    if (key->pss.hash != how.hash)
        return fail(GNUTLS_E_CONSTRAINT_ERROR);
    how.salt_size = key->pss.salt_size;
    int result = key_verify_digest(key, how, digest, signature);
    if (result == GNUTLS_E_PK_SIG_VERIFY_FAILED && how.salt_size < how.hash->size)
        result = key_verify_digest(key, scheme->how, digest, signature);
    return result;
}

int pubkey_verify_digest(const struct gnutls_pubkey_st *key, const struct signature_scheme *scheme,
                         struct bytes digest, struct bytes signature)
{
    if (scheme->how.hash == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return verify(&key->key, scheme, digest, signature);
}

int pubkey_verify(const struct gnutls_pubkey_st *key, const struct signature_scheme *scheme,
                  struct bytes message, struct bytes signature)
{
    struct digest digest;
    if (scheme->how.hash == NULL)
        return key_verify(&key->key, scheme->how, message, signature);
    hash_once(scheme->how.hash, message, &digest);
    return verify(&key->key, scheme, digest_bytes(&digest), signature);
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

struct pin_source *x509_privkey_pin(struct gnutls_x509_privkey_int *key)
{
    return &key->pin;
}

void x509_privkey_set(struct gnutls_x509_privkey_int *key, struct private_key *owned)
{
    private_key_wipe(&key->key);
    key->key = *owned;
    key->proved = false;
    *owned = (struct private_key){ 0 };
}

int x509_privkey_proved(struct gnutls_x509_privkey_int *key, const struct private_key **out)
{
    if (!key->proved)
        TRY(private_key_check_halves(&key->key));
    key->proved = true;
    *out = &key->key;
    return 0;
}

void pcert_wipe(gnutls_pcert_st *pcert)
{
    pubkey_free(pcert->pubkey);
    memory_free(pcert->cert.data);
    *pcert = (gnutls_pcert_st){ 0 };
}

const struct hash *preferred_hash(const struct public_key *key)
{
    const struct hash *bound = gost_hash(key->kind);
    if (bound != NULL)
        return bound;
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

gnutls_digest_algorithm_t preferred_digest(const struct public_key *key)
{
    return key->kind == KEY_ED448 ? GNUTLS_DIG_SHAKE_256 : preferred_hash(key)->digest_id;
}

const struct hash *key_id_hash(unsigned flags)
{
    if ((flags & GNUTLS_KEYID_USE_SHA512) != 0)
        return &hash_sha512;
    if ((flags & (GNUTLS_KEYID_USE_SHA256 | GNUTLS_KEYID_USE_BEST_KNOWN)) != 0)
        return &hash_sha256;
    return &hash_sha1;
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

/* Each kind has one size: only a curve makes a difference. */
static int make_gost(enum key_kind kind, unsigned bits, struct private_key *out)
{
    gnutls_ecc_curve_t curve =
        kind == KEY_GOST_12_512 ? GNUTLS_ECC_CURVE_GOST512A : GNUTLS_ECC_CURVE_GOST256CPA;
    if (GNUTLS_BITS_ARE_CURVE(bits))
        curve = (gnutls_ecc_curve_t)GNUTLS_BITS_TO_CURVE(bits);
    return private_key_generate(kind, 0, curve, out);
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
    case GNUTLS_PK_ECDH_X25519:
        return private_key_generate(KEY_X25519, 0, GNUTLS_ECC_CURVE_X25519, out);
    case GNUTLS_PK_ECDH_X448:
        return private_key_generate(KEY_X448, 0, GNUTLS_ECC_CURVE_X448, out);
    case GNUTLS_PK_GOST_01:
        return make_gost(KEY_GOST_01, bits, out);
    case GNUTLS_PK_GOST_12_256:
        return make_gost(KEY_GOST_12_256, bits, out);
    case GNUTLS_PK_GOST_12_512:
        return make_gost(KEY_GOST_12_512, bits, out);
    case GNUTLS_PK_DSA:
        return private_key_generate(KEY_DSA, bits, GNUTLS_ECC_CURVE_INVALID, out);
    default:
        return fail(GNUTLS_E_INVALID_REQUEST);
    }
}

/* What of the hints counts. */
struct key_hints {
    const struct gnutls_x509_spki_st *spki;
    struct bytes seed;
    gnutls_digest_algorithm_t seed_digest;
};

static struct key_hints read_hints(const struct key_recipe *recipe)
{
    struct key_hints hints = { .seed_digest = GNUTLS_DIG_SHA384 };
    for (size_t i = 0; i < recipe->count; i++) {
        const gnutls_keygen_data_st *hint = &recipe->data[i];
        if (hint->type == GNUTLS_KEYGEN_SPKI)
            hints.spki = (const void *)hint->data;
        else if (hint->type == GNUTLS_KEYGEN_SEED)
            hints.seed = bytes_of(hint->data, hint->size);
        else if (hint->type == GNUTLS_KEYGEN_DIGEST)
            hints.seed_digest = (gnutls_digest_algorithm_t)hint->size;
    }
    return hints;
}

/* FIPS 186-4 leaves the hash open; the API names one. */
static int make_provable(const struct key_recipe *recipe, const struct key_hints *hints,
                         struct private_key *out)
{
    SCOPED(buffer) struct buffer drawn = { 0 };
    struct bytes seed = hints->seed;
    enum key_kind kind;
    switch (recipe->algorithm) {
    case GNUTLS_PK_RSA:
        kind = KEY_RSA;
        break;
    case GNUTLS_PK_RSA_PSS:
        kind = KEY_RSA_PSS;
        break;
    case GNUTLS_PK_DSA:
        return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
    default:
        return fail(GNUTLS_E_INVALID_REQUEST);
    }
    if (hints->seed_digest != GNUTLS_DIG_SHA384)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (seed.size == 0) {
        TRY(private_key_seed_draw(recipe->bits, &drawn));
        seed = buffer_bytes(&drawn);
    }
    return private_key_from_seed(kind, recipe->bits, seed, out);
}

int private_key_make_as(const struct key_recipe *recipe, struct private_key *out)
{
    SCOPED(private_key) struct private_key fresh = { 0 };
    const struct key_hints hints = read_hints(recipe);
    if ((recipe->flags & GNUTLS_PRIVKEY_FLAG_PROVABLE) != 0)
        TRY(make_provable(recipe, &hints, &fresh));
    else
        TRY(private_key_make(recipe->algorithm, recipe->bits, &fresh));
    if (hints.spki != NULL)
        TRY(spki_bind(hints.spki, &fresh.public));
    private_key_wipe(out);
    *out = fresh;
    fresh = (struct private_key){ 0 };
    return 0;
}
