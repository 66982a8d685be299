/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* aead.c - authenticated encryption: AES in GCM and CCM, and the common checks
 *
 * A context is made for each call and wiped after it: that is a tenth of a microsecond, and an
 * idle connection then holds a key of 32 bytes instead of a context of 4 KiB.
 */

#include "crypto/aead.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/internal.h"

#include <assert.h>
#include <nettle/aes.h>
#include <nettle/ccm.h>
#include <nettle/gcm.h>
#include <nettle/nettle-meta.h>

enum { NONCE_SIZE = 12, TAG_SIZE = 16, SHORT_TAG_SIZE = 8 };

/* RFC 8446, 5.5: 2^24.5 full-size records keep the advantage of an attacker below 2^-57. */
enum { GCM_RECORD_LIMIT = 23726566 };

/* RFC 9147, 4.5.3, from the bounds on CBC-MAC. */
enum { CCM_RECORD_LIMIT = 1 << 23 };

/* The key schedule of any AES that is used here. */
union aes_key {
    struct aes128_ctx of_128;
    struct aes256_ctx of_256;
};

struct gcm {
    union aes_key aes;
    struct gcm_key table;
    struct gcm_ctx ctx;
};

static void gcm_wipe(struct gcm *gcm)
{
    memory_wipe(gcm, sizeof(*gcm));
}

static void aes_key_wipe(union aes_key *aes)
{
    memory_wipe(aes, sizeof(*aes));
}

static void gcm_begin(struct gcm *gcm, const struct nettle_cipher *cipher, const uint8_t *key,
                      const uint8_t *nonce, struct bytes associated)
{
    cipher->set_encrypt_key(&gcm->aes, key);
    gcm_set_key(&gcm->table, &gcm->aes, cipher->encrypt);
    gcm_set_iv(&gcm->ctx, &gcm->table, NONCE_SIZE, nonce);
    gcm_update(&gcm->ctx, &gcm->table, associated.size, associated.data);
}

static void gcm_seal(const struct aead *aead, const uint8_t *key, const uint8_t *nonce,
                     struct bytes associated, struct bytes plain, uint8_t *out)
{
    const struct nettle_cipher *cipher = aead->methods->cipher;
    SCOPED(gcm) struct gcm gcm;

    gcm_begin(&gcm, cipher, key, nonce, associated);
    gcm_encrypt(&gcm.ctx, &gcm.table, &gcm.aes, cipher->encrypt, plain.size, out, plain.data);
    gcm_digest(&gcm.ctx, &gcm.table, &gcm.aes, cipher->encrypt, TAG_SIZE, out + plain.size);
}

static bool gcm_open(const struct aead *aead, const uint8_t *key, const uint8_t *nonce,
                     struct bytes associated, struct bytes sealed, uint8_t *out)
{
    const struct nettle_cipher *cipher = aead->methods->cipher;
    size_t size = sealed.size - TAG_SIZE;
    uint8_t tag[TAG_SIZE];
    SCOPED(gcm) struct gcm gcm;

    gcm_begin(&gcm, cipher, key, nonce, associated);
    gcm_decrypt(&gcm.ctx, &gcm.table, &gcm.aes, cipher->encrypt, size, out, sealed.data);
    gcm_digest(&gcm.ctx, &gcm.table, &gcm.aes, cipher->encrypt, TAG_SIZE, tag);
    return memory_equal(tag, sealed.data + size, TAG_SIZE);
}

static void ccm_seal(const struct aead *aead, const uint8_t *key, const uint8_t *nonce,
                     struct bytes associated, struct bytes plain, uint8_t *out)
{
    const struct nettle_cipher *cipher = aead->methods->cipher;
    SCOPED(aes_key) union aes_key aes;

    cipher->set_encrypt_key(&aes, key);
    ccm_encrypt_message(&aes, cipher->encrypt, NONCE_SIZE, nonce, associated.size, associated.data,
                        aead->tag_size, plain.size + aead->tag_size, out, plain.data);
}

static bool ccm_open(const struct aead *aead, const uint8_t *key, const uint8_t *nonce,
                     struct bytes associated, struct bytes sealed, uint8_t *out)
{
    const struct nettle_cipher *cipher = aead->methods->cipher;
    SCOPED(aes_key) union aes_key aes;

    cipher->set_encrypt_key(&aes, key);
    return ccm_decrypt_message(&aes, cipher->encrypt, NONCE_SIZE, nonce, associated.size,
                               associated.data, aead->tag_size, sealed.size - aead->tag_size, out,
                               sealed.data) == 1;
}

/* clang-format off */
static const struct aead_methods gcm_128 = { gcm_seal, gcm_open, &nettle_aes128 };
static const struct aead_methods gcm_256 = { gcm_seal, gcm_open, &nettle_aes256 };
static const struct aead_methods ccm_128 = { ccm_seal, ccm_open, &nettle_aes128 };
static const struct aead_methods ccm_256 = { ccm_seal, ccm_open, &nettle_aes256 };

/*                                       name             id                           key  nonce       tag             records           methods  */
const struct aead aead_aes_128_gcm   = { "AES-128-GCM",   GNUTLS_CIPHER_AES_128_GCM,   16, NONCE_SIZE, TAG_SIZE,       GCM_RECORD_LIMIT, &gcm_128 };
const struct aead aead_aes_256_gcm   = { "AES-256-GCM",   GNUTLS_CIPHER_AES_256_GCM,   32, NONCE_SIZE, TAG_SIZE,       GCM_RECORD_LIMIT, &gcm_256 };
const struct aead aead_aes_128_ccm   = { "AES-128-CCM",   GNUTLS_CIPHER_AES_128_CCM,   16, NONCE_SIZE, TAG_SIZE,       CCM_RECORD_LIMIT, &ccm_128 };
const struct aead aead_aes_256_ccm   = { "AES-256-CCM",   GNUTLS_CIPHER_AES_256_CCM,   32, NONCE_SIZE, TAG_SIZE,       CCM_RECORD_LIMIT, &ccm_256 };
const struct aead aead_aes_128_ccm_8 = { "AES-128-CCM-8", GNUTLS_CIPHER_AES_128_CCM_8, 16, NONCE_SIZE, SHORT_TAG_SIZE, CCM_RECORD_LIMIT, &ccm_128 };
const struct aead aead_aes_256_ccm_8 = { "AES-256-CCM-8", GNUTLS_CIPHER_AES_256_CCM_8, 32, NONCE_SIZE, SHORT_TAG_SIZE, CCM_RECORD_LIMIT, &ccm_256 };
/* clang-format on */

const struct aead *aead_by_id(gnutls_cipher_algorithm_t id)
{
    static const struct aead *const all[] = {
        &aead_aes_128_gcm, &aead_aes_256_gcm,   &aead_chacha20_poly1305, &aead_aes_128_ccm,
        &aead_aes_256_ccm, &aead_aes_128_ccm_8, &aead_aes_256_ccm_8,
    };

    for (size_t i = 0; i < ARRAY_SIZE(all); i++)
        if (all[i]->id == id)
            return all[i];
    return NULL;
}

void aead_seal(const struct aead *aead, const struct secret *key, struct bytes nonce,
               struct bytes associated, struct bytes plain, uint8_t *out)
{
    assert(key->size == aead->key_size && nonce.size == aead->nonce_size);
    aead->methods->seal(aead, key->bytes, nonce.data, associated, plain, out);
}

int aead_open(const struct aead *aead, const struct secret *key, struct bytes nonce,
              struct bytes associated, struct bytes sealed, uint8_t *out)
{
    assert(key->size == aead->key_size && nonce.size == aead->nonce_size);
    if (sealed.size < aead->tag_size)
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    bool right = aead->methods->open(aead, key->bytes, nonce.data, associated, sealed, out);
    memory_publish(&right, sizeof(right)); /* the answer is no secret */
    if (!right) {
        /* Nobody shall work with what was not authenticated, even by mistake. */
        memory_wipe(out, sealed.size - aead->tag_size);
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    }
    return 0;
}
