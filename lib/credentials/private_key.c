/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* private_key.c - a key that can sign, wherever it lives */

#include "credentials/private_key.h"

#include "base/errors.h"
#include "base/memory.h"
#include "credentials/internal.h"
#include "crypto/decrypt.h"
#include "pki/algorithm.h"

int privkey_new(struct gnutls_privkey_st **out)
{
    struct gnutls_privkey_st *key = memory_get_zeroed(sizeof *key);
    if (key == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    key->holds = 1;
    *out = key;
    return 0;
}

struct gnutls_privkey_st *privkey_hold(struct gnutls_privkey_st *key)
{
    key->holds++;
    return key;
}

void privkey_free(struct gnutls_privkey_st *key)
{
    if (key == NULL || --key->holds > 0)
        return;
    if (key->external.deinit != NULL)
        key->external.deinit(key, key->external.userdata);
    private_key_wipe(&key->software);
    memory_free(key);
}

int privkey_fill(struct gnutls_privkey_st *key, struct private_key *owned)
{
    if (key->home != HOME_NOWHERE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    key->home = HOME_SOFTWARE;
    key->software = *owned;
    *owned = (struct private_key){ 0 };
    return 0;
}

int privkey_fill_external(struct gnutls_privkey_st *key, const struct external_key *external)
{
    if (key->home != HOME_NOWHERE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (external->sign_raw == NULL && external->sign_data == NULL && external->sign_hash == NULL &&
        external->decrypt == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    key->home = HOME_EXTERNAL;
    key->external = *external;
    return 0;
}

const struct private_key *privkey_software(const struct gnutls_privkey_st *key)
{
    return key->home == HOME_SOFTWARE ? &key->software : NULL;
}

const struct public_key *privkey_public(const struct gnutls_privkey_st *key)
{
    return key->home == HOME_SOFTWARE ? &key->software.public : NULL;
}

bool privkey_is_external(const struct gnutls_privkey_st *key)
{
    return key->home == HOME_EXTERNAL;
}

/* What the application's function says of its key; negative when it does not. */
static int ask(const struct gnutls_privkey_st *key, unsigned flags)
{
    if (key->external.info == NULL)
        return GNUTLS_E_UNKNOWN_PK_ALGORITHM;
    return key->external.info((struct gnutls_privkey_st *)key, flags, key->external.userdata);
}

gnutls_pk_algorithm_t privkey_algorithm(const struct gnutls_privkey_st *key)
{
    if (key->home == HOME_SOFTWARE)
        return key_pk_algorithm(&key->software.public);
    if (key->external.pk != GNUTLS_PK_UNKNOWN)
        return key->external.pk;
    int pk = ask(key, GNUTLS_PRIVKEY_INFO_PK_ALGO);
    return pk > 0 ? (gnutls_pk_algorithm_t)pk : GNUTLS_PK_UNKNOWN;
}

unsigned privkey_bits(const struct gnutls_privkey_st *key)
{
    if (key->home == HOME_SOFTWARE)
        return public_key_bits(&key->software.public);
    int bits = ask(key, GNUTLS_PRIVKEY_INFO_PK_ALGO_BITS);
    return bits > 0 ? (unsigned)bits : 0;
}

static gnutls_pk_algorithm_t pk_of(enum key_kind kind)
{
    const struct public_key key = { .kind = kind };
    return key_pk_algorithm(&key);
}

const struct signature_scheme *scheme_for_key(gnutls_pk_algorithm_t pk, const struct hash *hash,
                                              bool pss)
{
    const struct signature_scheme *scheme;
    for (size_t i = 0; (scheme = scheme_at(i)) != NULL; i++) {
        switch (pk) {
        case GNUTLS_PK_RSA:
            if (scheme->key == KEY_RSA && scheme->how.hash == hash &&
                scheme->how.padding == (pss ? SIGN_RSA_PSS : SIGN_RSA_PKCS1))
                return scheme;
            break;
        case GNUTLS_PK_RSA_PSS:
            if (scheme->key == KEY_RSA_PSS && scheme->how.hash == hash)
                return scheme;
            break;
        case GNUTLS_PK_ECDSA:
            /* The generic scheme comes before those of TLS 1.3, which name a curve. */
            if (scheme->key == KEY_EC && scheme->how.hash == hash)
                return scheme;
            break;
        case GNUTLS_PK_EDDSA_ED25519:
        case GNUTLS_PK_EDDSA_ED448:
            if (scheme->key == (pk == GNUTLS_PK_EDDSA_ED25519 ? KEY_ED25519 : KEY_ED448))
                return scheme;
            break;
        case GNUTLS_PK_DSA:
        case GNUTLS_PK_GOST_01:
        case GNUTLS_PK_GOST_12_256:
        case GNUTLS_PK_GOST_12_512:
            if (pk_of(scheme->key) == pk && scheme->how.hash == hash)
                return scheme;
            break;
        default:
            return NULL;
        }
    }
    return NULL;
}

/* Functions of the first kind get a digest and know no padding but their own: they can make what
 * TLS 1.2 wants, not PSS and not EdDSA. */
static bool external_can(const struct gnutls_privkey_st *key, const struct signature_scheme *scheme)
{
    const struct external_key *external = &key->external;
    if (external->sign_data == NULL && external->sign_hash == NULL)
        return external->sign_raw != NULL &&
               (scheme->how.padding == SIGN_RSA_PKCS1 || scheme->how.padding == SIGN_ECDSA);
    if (external->sign_data == NULL && scheme->how.padding == SIGN_EDDSA)
        return false;
    int answer =
        ask(key, GNUTLS_SIGN_ALGO_TO_FLAGS(scheme->api_id) | GNUTLS_PRIVKEY_INFO_HAVE_SIGN_ALGO);
    /* A function that does not know the question gives an error: then it is tried. */
    return answer != 0;
}

bool privkey_can(const struct gnutls_privkey_st *key, const struct signature_scheme *scheme)
{
    return key->home == HOME_SOFTWARE || (key->home == HOME_EXTERNAL && external_can(key, scheme));
}

/* Takes over what the application's function gave. */
static int take_signature(int result, gnutls_datum_t *given, struct buffer *out)
{
    if (result < 0)
        return fail(result);
    int appended = buffer_append(out, bytes_of_datum(given));
    memory_free(given->data);
    return appended;
}

static int external_sign_digest(struct gnutls_privkey_st *key,
                                const struct signature_scheme *scheme, struct bytes digest,
                                struct buffer *out)
{
    const struct external_key *external = &key->external;
    SCOPED(buffer) struct buffer info = { 0 };
    gnutls_datum_t given = { NULL, 0 }, input = datum_of(digest);
    if (external->sign_hash != NULL)
        return take_signature(
            external->sign_hash(key, scheme->api_id, external->userdata, 0, &input, &given), &given,
            out);
    if (external->sign_raw == NULL)
        return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
    if (scheme->how.padding == SIGN_RSA_PKCS1) {
        TRY(digest_info_write(scheme->how.hash, digest, &info));
        input = datum_of(buffer_bytes(&info));
    }
    return take_signature(external->sign_raw(key, external->userdata, &input, &given), &given, out);
}

static int external_sign(struct gnutls_privkey_st *key, const struct signature_scheme *scheme,
                         struct bytes message, struct buffer *out)
{
    const struct external_key *external = &key->external;
    if (external->sign_data != NULL) {
        gnutls_datum_t given = { NULL, 0 }, input = datum_of(message);
        return take_signature(
            external->sign_data(key, scheme->api_id, external->userdata, 0, &input, &given), &given,
            out);
    }
    if (scheme->how.hash == NULL)
        return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
    struct digest digest;
    hash_once(scheme->how.hash, message, &digest);
    return external_sign_digest(key, scheme, digest_bytes(&digest), out);
}

/* RFC 4055, 3.1: the salt of a key's parameters is the least it may sign with. */
static struct sign_how how_of(const struct signature_scheme *scheme, const struct public_key *key)
{
    struct sign_how how = scheme->how;
    if (how.padding == SIGN_RSA_PSS && key->pss.salt_size > how.hash->size)
        how.salt_size = key->pss.salt_size;
    return how;
}

/* Two threads may both look, and find the same. */
int privkey_prove(struct gnutls_privkey_st *key)
{
    if (key->home != HOME_SOFTWARE || key->proved)
        return 0;
    TRY(private_key_check_halves(&key->software));
    key->proved = true;
    return 0;
}

int privkey_sign(struct gnutls_privkey_st *key, const struct signature_scheme *scheme,
                 struct bytes message, struct buffer *out)
{
    if (key->home == HOME_EXTERNAL)
        return external_sign(key, scheme, message, out);
    if (key->home == HOME_NOWHERE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(privkey_prove(key));
    return key_sign(&key->software, how_of(scheme, &key->software.public), message, out);
}

int privkey_sign_digest(struct gnutls_privkey_st *key, const struct signature_scheme *scheme,
                        struct bytes digest, struct buffer *out)
{
    bool fits = scheme->how.hash != NULL ? scheme->how.hash->size == digest.size
                                         : scheme->how.padding == SIGN_RSA_RAW;
    if (!fits)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (key->home == HOME_EXTERNAL)
        return external_sign_digest(key, scheme, digest, out);
    if (key->home == HOME_NOWHERE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(privkey_prove(key));
    return key_sign_digest(&key->software, how_of(scheme, &key->software.public), digest, out);
}

bool privkey_can_decrypt(const struct gnutls_privkey_st *key)
{
    return key->home == HOME_SOFTWARE ? key->software.public.kind == KEY_RSA
                                      : key->home == HOME_EXTERNAL && key->external.decrypt != NULL;
}

/* How long the application's function takes, and for what, is not in our hands. */
static int external_decrypt(struct gnutls_privkey_st *key, struct bytes encrypted,
                            struct secret *inout)
{
    gnutls_datum_t given = { NULL, 0 }, input = datum_of(encrypted);
    int result = key->external.decrypt(key, key->external.userdata, &input, &given);
    if (error_is_stall(result))
        return result;
    if (result >= 0 && given.size == inout->size)
        memcpy(inout->bytes, given.data, given.size);
    if (given.data != NULL)
        memory_free_secret(given.data, given.size);
    return 0;
}

int privkey_decrypt_secret(struct gnutls_privkey_st *key, struct bytes encrypted,
                           struct secret *inout)
{
    if (!privkey_can_decrypt(key))
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (key->home == HOME_EXTERNAL)
        return external_decrypt(key, encrypted, inout);
    return key_decrypt_secret(&key->software, encrypted, inout);
}
