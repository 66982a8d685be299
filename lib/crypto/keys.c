/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keys.c - raw key material: what all kinds have in common */

#include "crypto/keys.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/keys_internal.h"

void public_key_wipe(struct public_key *key)
{
    buffer_wipe(&key->modulus);
    buffer_wipe(&key->exponent);
    buffer_wipe(&key->point);
    buffer_wipe(&key->prime);
    buffer_wipe(&key->order);
    buffer_wipe(&key->generator);
    *key = (struct public_key){ 0 };
}

void private_key_wipe(struct private_key *key)
{
    public_key_wipe(&key->public);
    buffer_wipe(&key->d);
    buffer_wipe(&key->p);
    buffer_wipe(&key->q);
    buffer_wipe(&key->dp);
    buffer_wipe(&key->dq);
    buffer_wipe(&key->qinv);
    buffer_wipe(&key->seed);
    key->seed_hash = NULL;
}

static int copy_public_parts(const struct public_key *from, struct public_key *to)
{
    to->kind = from->kind;
    to->curve = from->curve;
    to->pss = from->pss;
    to->paramset = from->paramset;
    TRY(buffer_set(&to->modulus, buffer_bytes(&from->modulus)));
    TRY(buffer_set(&to->exponent, buffer_bytes(&from->exponent)));
    TRY(buffer_set(&to->point, buffer_bytes(&from->point)));
    TRY(buffer_set(&to->prime, buffer_bytes(&from->prime)));
    TRY(buffer_set(&to->order, buffer_bytes(&from->order)));
    return buffer_set(&to->generator, buffer_bytes(&from->generator));
}

static int copy_private_parts(const struct private_key *from, struct private_key *to)
{
    TRY(copy_public_parts(&from->public, &to->public));
    TRY(buffer_set(&to->d, buffer_bytes(&from->d)));
    TRY(buffer_set(&to->p, buffer_bytes(&from->p)));
    TRY(buffer_set(&to->q, buffer_bytes(&from->q)));
    TRY(buffer_set(&to->dp, buffer_bytes(&from->dp)));
    TRY(buffer_set(&to->dq, buffer_bytes(&from->dq)));
    to->seed_hash = from->seed_hash;
    TRY(buffer_set(&to->seed, buffer_bytes(&from->seed)));
    return buffer_set(&to->qinv, buffer_bytes(&from->qinv));
}

int public_key_copy(const struct public_key *key, struct public_key *out)
{
    struct public_key fresh = { 0 };

    int result = copy_public_parts(key, &fresh);
    if (result < 0) {
        public_key_wipe(&fresh);
        return result;
    }
    public_key_wipe(out);
    *out = fresh;
    return 0;
}

int private_key_copy(const struct private_key *key, struct private_key *out)
{
    struct private_key fresh = { 0 };

    int result = copy_private_parts(key, &fresh);
    if (result < 0) {
        private_key_wipe(&fresh);
        return result;
    }
    private_key_wipe(out);
    *out = fresh;
    return 0;
}

bool public_key_equal(const struct public_key *a, const struct public_key *b)
{
    return a->kind == b->kind && a->curve == b->curve && a->paramset == b->paramset &&
           bytes_equal(buffer_bytes(&a->modulus), buffer_bytes(&b->modulus)) &&
           bytes_equal(buffer_bytes(&a->exponent), buffer_bytes(&b->exponent)) &&
           bytes_equal(buffer_bytes(&a->point), buffer_bytes(&b->point)) &&
           bytes_equal(buffer_bytes(&a->prime), buffer_bytes(&b->prime)) &&
           bytes_equal(buffer_bytes(&a->order), buffer_bytes(&b->order)) &&
           bytes_equal(buffer_bytes(&a->generator), buffer_bytes(&b->generator));
}

static unsigned modulus_bits(struct bytes modulus)
{
    if (modulus.size == 0)
        return 0;
    unsigned bits = (unsigned)modulus.size * 8;
    for (uint8_t first = modulus.data[0]; bits > 0 && !(first & 0x80);
         first = (uint8_t)(first << 1))
        bits--;
    return bits;
}

unsigned public_key_bits(const struct public_key *key)
{
    const struct curve *curve;

    switch (key->kind) {
    case KEY_RSA:
    case KEY_RSA_PSS:
        return modulus_bits(buffer_bytes(&key->modulus));
    case KEY_EC:
    case KEY_GOST_01:
    case KEY_GOST_12_256:
    case KEY_GOST_12_512:
        curve = key_curve(key);
        return curve ? curve->size * 8u : 0;
    case KEY_ED25519:
    case KEY_ED448:
        return eddsa_of(key->kind)->key_size * 8u;
    case KEY_X25519:
    case KEY_X448:
        return montgomery_of(key->kind)->share_size * 8u;
    case KEY_DSA:
    case KEY_DH:
        return modulus_bits(buffer_bytes(&key->prime));
    case KEY_NONE:
        break;
    }
    return 0;
}

int public_key_check(const struct public_key *key)
{
    switch (key->kind) {
    case KEY_RSA:
    case KEY_RSA_PSS:
        return rsa_public_check(key);
    case KEY_EC:
    case KEY_GOST_01:
    case KEY_GOST_12_256:
    case KEY_GOST_12_512:
        return ec_public_check(key);
    case KEY_ED25519:
    case KEY_ED448:
        return eddsa_public_check(key);
    case KEY_X25519:
    case KEY_X448:
        return montgomery_public_check(key);
    case KEY_DSA:
    case KEY_DH:
        return field_public_check(key);
    case KEY_NONE:
        break;
    }
    return fail(GNUTLS_E_ILLEGAL_PARAMETER);
}

int private_key_check_parts(const struct private_key *key)
{
    switch (key->public.kind) {
    case KEY_RSA:
    case KEY_RSA_PSS:
        return rsa_private_check(key);
    case KEY_EC:
    case KEY_GOST_01:
    case KEY_GOST_12_256:
    case KEY_GOST_12_512:
        return ec_private_check_parts(key);
    case KEY_ED25519:
    case KEY_ED448:
        return eddsa_private_check(key);
    case KEY_X25519:
    case KEY_X448:
        return montgomery_private_check(key);
    case KEY_DSA:
    case KEY_DH:
        return field_private_check(key);
    case KEY_NONE:
        break;
    }
    return fail(GNUTLS_E_ILLEGAL_PARAMETER);
}

int private_key_check_halves(const struct private_key *key)
{
    bool is_on_curve = key->public.kind == KEY_EC || gost_hash(key->public.kind);
    return is_on_curve ? ec_private_check_halves(key) : 0;
}

int private_key_check(const struct private_key *key)
{
    TRY(private_key_check_parts(key));
    return private_key_check_halves(key);
}

int private_key_complete(struct private_key *key)
{
    switch (key->public.kind) {
    case KEY_RSA:
    case KEY_RSA_PSS:
        return rsa_private_complete(key);
    case KEY_EC:
    case KEY_GOST_01:
    case KEY_GOST_12_256:
    case KEY_GOST_12_512:
        return ec_private_complete(key);
    case KEY_ED25519:
    case KEY_ED448:
        return eddsa_private_complete(key);
    case KEY_X25519:
    case KEY_X448:
        return montgomery_private_complete(key);
    case KEY_DSA:
    case KEY_DH:
        return field_private_complete(key);
    case KEY_NONE:
        break;
    }
    return fail(GNUTLS_E_ILLEGAL_PARAMETER);
}

static int generate(enum key_kind kind, unsigned bits, gnutls_ecc_curve_t curve,
                    struct private_key *out)
{
    out->public.kind = kind;
    switch (kind) {
    case KEY_RSA:
    case KEY_RSA_PSS:
        return rsa_private_generate(bits, out);
    case KEY_EC:
    case KEY_GOST_01:
    case KEY_GOST_12_256:
    case KEY_GOST_12_512:
        return ec_private_generate(curve, out);
    case KEY_ED25519:
    case KEY_ED448:
        return eddsa_private_generate(kind, out);
    case KEY_X25519:
    case KEY_X448:
        return montgomery_private_generate(kind, out);
    case KEY_DSA:
        return dsa_private_generate(bits, out);
    case KEY_DH:
    case KEY_NONE:
        break;
    }
    return fail(GNUTLS_E_INVALID_REQUEST);
}

int private_key_generate(enum key_kind kind, unsigned bits, gnutls_ecc_curve_t curve,
                         struct private_key *out)
{
    struct private_key fresh = { 0 };

    int result = generate(kind, bits, curve, &fresh);
    if (result < 0) {
        private_key_wipe(&fresh);
        return result;
    }
    private_key_wipe(out);
    *out = fresh;
    return 0;
}
