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
#include <nettle/camellia.h>
#include <nettle/ccm.h>
#include <nettle/gcm.h>
#include <nettle/nettle-meta.h>

enum { NONCE_SIZE = 12, TAG_SIZE = 16, SHORT_TAG_SIZE = 8 };

/* RFC 8446, 5.5: 2^24.5 full-size records keep the advantage of an attacker below 2^-57. */
enum { GCM_RECORD_LIMIT = 23726566 };

/* RFC 9147, 4.5.3, from the bounds on CBC-MAC. */
enum { CCM_RECORD_LIMIT = 1 << 23 };

/* The key schedule of any AES that is used here, and of any block cipher. */
union aes_key {
    struct aes128_ctx of_128;
    struct aes256_ctx of_256;
};

union block_key {
    union aes_key aes;
    struct camellia256_ctx camellia;
};

struct gcm {
    union block_key block;
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
                      struct bytes nonce, struct bytes associated)
{
    cipher->set_encrypt_key(&gcm->block, key);
    gcm_set_key(&gcm->table, &gcm->block, cipher->encrypt);
    gcm_set_iv(&gcm->ctx, &gcm->table, nonce.size, nonce.data);
    gcm_update(&gcm->ctx, &gcm->table, associated.size, associated.data);
}

static void gcm_seal(const struct aead *aead, const uint8_t *key, struct bytes nonce,
                     struct bytes associated, struct bytes plain, uint8_t *out)
{
    const struct nettle_cipher *cipher = aead->methods->cipher;
    SCOPED(gcm) struct gcm gcm;

    gcm_begin(&gcm, cipher, key, nonce, associated);
    gcm_encrypt(&gcm.ctx, &gcm.table, &gcm.block, cipher->encrypt, plain.size, out, plain.data);
    gcm_digest(&gcm.ctx, &gcm.table, &gcm.block, cipher->encrypt, aead->tag_size, out + plain.size);
}

static bool gcm_open(const struct aead *aead, const uint8_t *key, struct bytes nonce,
                     struct bytes associated, struct bytes sealed, uint8_t *out)
{
    const struct nettle_cipher *cipher = aead->methods->cipher;
    size_t size = sealed.size - aead->tag_size;
    uint8_t tag[TAG_SIZE];
    SCOPED(gcm) struct gcm gcm;

    gcm_begin(&gcm, cipher, key, nonce, associated);
    gcm_decrypt(&gcm.ctx, &gcm.table, &gcm.block, cipher->encrypt, size, out, sealed.data);
    gcm_digest(&gcm.ctx, &gcm.table, &gcm.block, cipher->encrypt, aead->tag_size, tag);
    return memory_equal(tag, sealed.data + size, aead->tag_size);
}

static void ccm_seal(const struct aead *aead, const uint8_t *key, struct bytes nonce,
                     struct bytes associated, struct bytes plain, uint8_t *out)
{
    const struct nettle_cipher *cipher = aead->methods->cipher;
    SCOPED(aes_key) union aes_key aes;

    cipher->set_encrypt_key(&aes, key);
    ccm_encrypt_message(&aes, cipher->encrypt, nonce.size, nonce.data, associated.size,
                        associated.data, aead->tag_size, plain.size + aead->tag_size, out,
                        plain.data);
}

static bool ccm_open(const struct aead *aead, const uint8_t *key, struct bytes nonce,
                     struct bytes associated, struct bytes sealed, uint8_t *out)
{
    const struct nettle_cipher *cipher = aead->methods->cipher;
    SCOPED(aes_key) union aes_key aes;

    cipher->set_encrypt_key(&aes, key);
    return ccm_decrypt_message(&aes, cipher->encrypt, nonce.size, nonce.data, associated.size,
                               associated.data, aead->tag_size, sealed.size - aead->tag_size, out,
                               sealed.data) == 1;
}

/* SP 800-38D allows nonces of any size and names tags of 4, 8 and 12 to 16 bytes. */
#define GCM_OVER(block)                                                                            \
    {                                                                                              \
        .seal = gcm_seal, .open = gcm_open, .cipher = &block, .nonce_least = 1, .nonce_most = 255, \
        .tag_least = 1, .tag_step = 1                                                              \
    }

/* SP 800-38C, appendix A.1. */
#define CCM_OVER(block)                                                                            \
    {                                                                                              \
        .seal = ccm_seal, .open = ccm_open, .cipher = &block, .nonce_least = 7, .nonce_most = 13,  \
        .tag_least = 4, .tag_step = 2, .counts_message = true                                      \
    }

static const struct aead_methods gcm_128 = GCM_OVER(nettle_aes128);
static const struct aead_methods gcm_192 = GCM_OVER(nettle_aes192);
static const struct aead_methods gcm_256 = GCM_OVER(nettle_aes256);
static const struct aead_methods gcm_camellia_128 = GCM_OVER(nettle_camellia128);
static const struct aead_methods gcm_camellia_256 = GCM_OVER(nettle_camellia256);
static const struct aead_methods ccm_128 = CCM_OVER(nettle_aes128);
static const struct aead_methods ccm_256 = CCM_OVER(nettle_aes256);

/* clang-format off */
/*                                         name                id                              key  nonce       tag             records           methods  */
const struct aead aead_aes_128_gcm      = { "AES-128-GCM",      GNUTLS_CIPHER_AES_128_GCM,      16, NONCE_SIZE, TAG_SIZE,       GCM_RECORD_LIMIT, &gcm_128 };
const struct aead aead_aes_192_gcm      = { "AES-192-GCM",      GNUTLS_CIPHER_AES_192_GCM,      24, NONCE_SIZE, TAG_SIZE,       GCM_RECORD_LIMIT, &gcm_192 };
const struct aead aead_aes_256_gcm      = { "AES-256-GCM",      GNUTLS_CIPHER_AES_256_GCM,      32, NONCE_SIZE, TAG_SIZE,       GCM_RECORD_LIMIT, &gcm_256 };
const struct aead aead_camellia_128_gcm = { "CAMELLIA-128-GCM", GNUTLS_CIPHER_CAMELLIA_128_GCM, 16, NONCE_SIZE, TAG_SIZE,       GCM_RECORD_LIMIT, &gcm_camellia_128 };
const struct aead aead_camellia_256_gcm = { "CAMELLIA-256-GCM", GNUTLS_CIPHER_CAMELLIA_256_GCM, 32, NONCE_SIZE, TAG_SIZE,       GCM_RECORD_LIMIT, &gcm_camellia_256 };
const struct aead aead_aes_128_ccm      = { "AES-128-CCM",      GNUTLS_CIPHER_AES_128_CCM,      16, NONCE_SIZE, TAG_SIZE,       CCM_RECORD_LIMIT, &ccm_128 };
const struct aead aead_aes_256_ccm      = { "AES-256-CCM",      GNUTLS_CIPHER_AES_256_CCM,      32, NONCE_SIZE, TAG_SIZE,       CCM_RECORD_LIMIT, &ccm_256 };
const struct aead aead_aes_128_ccm_8    = { "AES-128-CCM-8",    GNUTLS_CIPHER_AES_128_CCM_8,    16, NONCE_SIZE, SHORT_TAG_SIZE, CCM_RECORD_LIMIT, &ccm_128 };
const struct aead aead_aes_256_ccm_8    = { "AES-256-CCM-8",    GNUTLS_CIPHER_AES_256_CCM_8,    32, NONCE_SIZE, SHORT_TAG_SIZE, CCM_RECORD_LIMIT, &ccm_256 };
/* clang-format on */

const struct aead *aead_by_id(gnutls_cipher_algorithm_t id)
{
    static const struct aead *const all[] = {
        &aead_aes_128_gcm,      &aead_aes_256_gcm,      &aead_chacha20_poly1305, &aead_aes_128_ccm,
        &aead_aes_256_ccm,      &aead_aes_128_ccm_8,    &aead_aes_256_ccm_8,     &aead_aes_192_gcm,
        &aead_camellia_128_gcm, &aead_camellia_256_gcm, &aead_aes_128_siv,       &aead_aes_256_siv,
    };

    for (size_t i = 0; i < ARRAY_SIZE(all); i++)
        if (all[i]->id == id)
            return all[i];
    return NULL;
}

/* CCM writes the length of the message into what a nonce leaves of 15 bytes. */
static bool message_fits(size_t nonce, size_t message)
{
    size_t bits = 8 * (15 - nonce);

    return bits >= 8 * sizeof(size_t) || message >> bits == 0;
}

int aead_with_sizes(const struct aead *aead, size_t nonce, size_t tag, size_t message,
                    struct aead *out)
{
    const struct aead_methods *methods = aead->methods;

    if (tag == 0)
        tag = aead->tag_size;
    bool whole = tag == aead->tag_size;
    if (nonce < methods->nonce_least || nonce > methods->nonce_most || tag > aead->tag_size ||
        (!whole && (tag < methods->tag_least || tag % methods->tag_step != 0)) ||
        (methods->counts_message && !message_fits(nonce, message)))
        return fail(GNUTLS_E_INVALID_REQUEST);
    *out = *aead;
    out->nonce_size = (uint8_t)nonce;
    out->tag_size = (uint8_t)tag;
    return 0;
}

bool aead_tag_is_first(const struct aead *aead)
{
    return aead->methods->tag_first;
}

void aead_seal(const struct aead *aead, const struct secret *key, struct bytes nonce,
               struct bytes associated, struct bytes plain, uint8_t *out)
{
    assert(key->size == aead->key_size && nonce.size == aead->nonce_size);
    aead->methods->seal(aead, key->bytes, nonce, associated, plain, out);
}

int aead_open(const struct aead *aead, const struct secret *key, struct bytes nonce,
              struct bytes associated, struct bytes sealed, uint8_t *out)
{
    assert(key->size == aead->key_size && nonce.size == aead->nonce_size);
    if (sealed.size < aead->tag_size)
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    bool right = aead->methods->open(aead, key->bytes, nonce, associated, sealed, out);
    memory_publish(&right, sizeof(right)); /* the answer is no secret */
    if (!right) {
        /* Nobody shall work with what was not authenticated, even by mistake. */
        memory_wipe(out, sealed.size - aead->tag_size);
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    }
    return 0;
}
