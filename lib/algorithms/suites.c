/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* suites.c - cipher suites
 *
 * The API names a suite without the word WITH and its hash by the full name; the standards' names
 * stand in the table.
 */

#include "algorithms/algorithms.h"

/* Suites without a word on their hash use SHA-256 for the PRF (RFC 5246, 5). */
#define TLS13(id, tail, cipher, aead, hash)                                                        \
    { id,                                                                                          \
      "TLS_" tail,                                                                                 \
      "TLS_" tail,                                                                                 \
      GNUTLS_TLS1_3,                                                                               \
      GNUTLS_TLS1_3,                                                                               \
      GNUTLS_KX_UNKNOWN,                                                                           \
      GNUTLS_CIPHER_##cipher,                                                                      \
      GNUTLS_MAC_AEAD,                                                                             \
      PROTECT_AEAD,                                                                                \
      &aead_##aead,                                                                                \
      &hash_##hash },
#define AEAD(id, kx, rfc_name, tail, cipher, aead, hash)                                           \
    { id,                                                                                          \
      "TLS_" #kx "_" tail,                                                                         \
      rfc_name,                                                                                    \
      GNUTLS_TLS1_2,                                                                               \
      GNUTLS_TLS1_2,                                                                               \
      GNUTLS_KX_##kx,                                                                              \
      GNUTLS_CIPHER_##cipher,                                                                      \
      GNUTLS_MAC_AEAD,                                                                             \
      PROTECT_AEAD,                                                                                \
      &aead_##aead,                                                                                \
      &hash_##hash },
#define CBC(id, kx, rfc_name, tail, min, cipher, mac, hash)                                        \
    { id,                                                                                          \
      "TLS_" #kx "_" tail,                                                                         \
      rfc_name,                                                                                    \
      GNUTLS_TLS##min,                                                                             \
      GNUTLS_TLS1_2,                                                                               \
      GNUTLS_KX_##kx,                                                                              \
      GNUTLS_CIPHER_##cipher,                                                                      \
      GNUTLS_MAC_##mac,                                                                            \
      PROTECT_CBC,                                                                                 \
      NULL,                                                                                        \
      &hash_##hash },

/* The API's names of the suites say DH_ANON where its ids say ANON_DH. */
#define GNUTLS_KX_DH_ANON   GNUTLS_KX_ANON_DH
#define GNUTLS_KX_ECDH_ANON GNUTLS_KX_ANON_ECDH

/* clang-format off */
#define AES_128_GCM(id, kx, rfc) \
    AEAD(id, kx, rfc, "AES_128_GCM_SHA256", AES_128_GCM, aes_128_gcm, sha256)
#define AES_256_GCM(id, kx, rfc) \
    AEAD(id, kx, rfc, "AES_256_GCM_SHA384", AES_256_GCM, aes_256_gcm, sha384)
#define AES_128_CCM(id, kx, rfc) \
    AEAD(id, kx, rfc, "AES_128_CCM", AES_128_CCM, aes_128_ccm, sha256)
#define AES_256_CCM(id, kx, rfc) \
    AEAD(id, kx, rfc, "AES_256_CCM", AES_256_CCM, aes_256_ccm, sha256)
#define AES_128_CCM_8(id, kx, rfc) \
    AEAD(id, kx, rfc, "AES_128_CCM_8", AES_128_CCM_8, aes_128_ccm_8, sha256)
#define AES_256_CCM_8(id, kx, rfc) \
    AEAD(id, kx, rfc, "AES_256_CCM_8", AES_256_CCM_8, aes_256_ccm_8, sha256)
#define CHACHA20_POLY1305(id, kx, rfc) \
    AEAD(id, kx, rfc, "CHACHA20_POLY1305", CHACHA20_POLY1305, chacha20_poly1305, sha256)
#define AES_128_CBC_SHA1(id, kx, rfc) \
    CBC(id, kx, rfc, "AES_128_CBC_SHA1", 1_0, AES_128_CBC, SHA1, sha256)
#define AES_256_CBC_SHA1(id, kx, rfc) \
    CBC(id, kx, rfc, "AES_256_CBC_SHA1", 1_0, AES_256_CBC, SHA1, sha256)
#define AES_128_CBC_SHA256(id, kx, rfc) \
    CBC(id, kx, rfc, "AES_128_CBC_SHA256", 1_2, AES_128_CBC, SHA256, sha256)
#define AES_256_CBC_SHA256(id, kx, rfc) \
    CBC(id, kx, rfc, "AES_256_CBC_SHA256", 1_2, AES_256_CBC, SHA256, sha256)
#define AES_256_CBC_SHA384(id, kx, rfc) \
    CBC(id, kx, rfc, "AES_256_CBC_SHA384", 1_2, AES_256_CBC, SHA384, sha384)

static const struct cipher_suite table[] = {
    TLS13(0x1301, "AES_128_GCM_SHA256",       AES_128_GCM,       aes_128_gcm,       sha256)
    TLS13(0x1302, "AES_256_GCM_SHA384",       AES_256_GCM,       aes_256_gcm,       sha384)
    TLS13(0x1303, "CHACHA20_POLY1305_SHA256", CHACHA20_POLY1305, chacha20_poly1305, sha256)
    TLS13(0x1304, "AES_128_CCM_SHA256",       AES_128_CCM,       aes_128_ccm,       sha256)
    TLS13(0x1305, "AES_128_CCM_8_SHA256",     AES_128_CCM_8,     aes_128_ccm_8,     sha256)

    AES_128_CBC_SHA1(    0xc009, ECDHE_ECDSA, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA")
    AES_256_CBC_SHA1(    0xc00a, ECDHE_ECDSA, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA")
    AES_128_CBC_SHA256(  0xc023, ECDHE_ECDSA, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256")
    AES_128_GCM(         0xc02b, ECDHE_ECDSA, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")
    AES_256_GCM(         0xc02c, ECDHE_ECDSA, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")
    AES_256_CBC_SHA384(  0xc024, ECDHE_ECDSA, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384")
    CHACHA20_POLY1305(   0xcca9, ECDHE_ECDSA, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256")
    AES_128_CCM(         0xc0ac, ECDHE_ECDSA, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM")
    AES_256_CCM(         0xc0ad, ECDHE_ECDSA, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM")
    AES_128_CCM_8(       0xc0ae, ECDHE_ECDSA, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8")
    AES_256_CCM_8(       0xc0af, ECDHE_ECDSA, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8")

    AES_128_CBC_SHA1(    0xc013, ECDHE_RSA,   "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA")
    AES_256_CBC_SHA1(    0xc014, ECDHE_RSA,   "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA")
    AES_256_CBC_SHA384(  0xc028, ECDHE_RSA,   "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384")
    AES_128_CBC_SHA256(  0xc027, ECDHE_RSA,   "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256")
    AES_128_GCM(         0xc02f, ECDHE_RSA,   "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
    AES_256_GCM(         0xc030, ECDHE_RSA,   "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")
    CHACHA20_POLY1305(   0xcca8, ECDHE_RSA,   "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256")

    AES_128_CBC_SHA1(    0x0033, DHE_RSA,     "TLS_DHE_RSA_WITH_AES_128_CBC_SHA")
    AES_256_CBC_SHA1(    0x0039, DHE_RSA,     "TLS_DHE_RSA_WITH_AES_256_CBC_SHA")
    AES_128_CBC_SHA256(  0x0067, DHE_RSA,     "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256")
    AES_256_CBC_SHA256(  0x006b, DHE_RSA,     "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256")
    AES_128_GCM(         0x009e, DHE_RSA,     "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256")
    AES_256_GCM(         0x009f, DHE_RSA,     "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384")
    CHACHA20_POLY1305(   0xccaa, DHE_RSA,     "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256")
    AES_128_CCM(         0xc09e, DHE_RSA,     "TLS_DHE_RSA_WITH_AES_128_CCM")
    AES_256_CCM(         0xc09f, DHE_RSA,     "TLS_DHE_RSA_WITH_AES_256_CCM")
    AES_128_CCM_8(       0xc0a2, DHE_RSA,     "TLS_DHE_RSA_WITH_AES_128_CCM_8")
    AES_256_CCM_8(       0xc0a3, DHE_RSA,     "TLS_DHE_RSA_WITH_AES_256_CCM_8")

    AES_128_CBC_SHA1(    0x002f, RSA,         "TLS_RSA_WITH_AES_128_CBC_SHA")
    AES_256_CBC_SHA1(    0x0035, RSA,         "TLS_RSA_WITH_AES_256_CBC_SHA")
    AES_128_CBC_SHA256(  0x003c, RSA,         "TLS_RSA_WITH_AES_128_CBC_SHA256")
    AES_256_CBC_SHA256(  0x003d, RSA,         "TLS_RSA_WITH_AES_256_CBC_SHA256")
    AES_128_GCM(         0x009c, RSA,         "TLS_RSA_WITH_AES_128_GCM_SHA256")
    AES_256_GCM(         0x009d, RSA,         "TLS_RSA_WITH_AES_256_GCM_SHA384")
    AES_128_CCM(         0xc09c, RSA,         "TLS_RSA_WITH_AES_128_CCM")
    AES_256_CCM(         0xc09d, RSA,         "TLS_RSA_WITH_AES_256_CCM")
    AES_128_CCM_8(       0xc0a0, RSA,         "TLS_RSA_WITH_AES_128_CCM_8")
    AES_256_CCM_8(       0xc0a1, RSA,         "TLS_RSA_WITH_AES_256_CCM_8")

    AES_128_CBC_SHA1(    0xc035, ECDHE_PSK,   "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA")
    AES_256_CBC_SHA1(    0xc036, ECDHE_PSK,   "TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA")
    AES_128_CBC_SHA256(  0xc037, ECDHE_PSK,   "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256")
    AES_256_CBC_SHA384(  0xc038, ECDHE_PSK,   "TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA384")
    CHACHA20_POLY1305(   0xccac, ECDHE_PSK,   "TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256")

    AES_128_CBC_SHA1(    0x0090, DHE_PSK,     "TLS_DHE_PSK_WITH_AES_128_CBC_SHA")
    AES_256_CBC_SHA1(    0x0091, DHE_PSK,     "TLS_DHE_PSK_WITH_AES_256_CBC_SHA")
    AES_128_CBC_SHA256(  0x00b2, DHE_PSK,     "TLS_DHE_PSK_WITH_AES_128_CBC_SHA256")
    AES_128_GCM(         0x00aa, DHE_PSK,     "TLS_DHE_PSK_WITH_AES_128_GCM_SHA256")
    AES_256_CBC_SHA384(  0x00b3, DHE_PSK,     "TLS_DHE_PSK_WITH_AES_256_CBC_SHA384")
    AES_256_GCM(         0x00ab, DHE_PSK,     "TLS_DHE_PSK_WITH_AES_256_GCM_SHA384")
    AES_128_CCM(         0xc0a6, DHE_PSK,     "TLS_DHE_PSK_WITH_AES_128_CCM")
    AES_256_CCM(         0xc0a7, DHE_PSK,     "TLS_DHE_PSK_WITH_AES_256_CCM")
    AES_128_CCM_8(       0xc0aa, DHE_PSK,     "TLS_PSK_DHE_WITH_AES_128_CCM_8")
    AES_256_CCM_8(       0xc0ab, DHE_PSK,     "TLS_PSK_DHE_WITH_AES_256_CCM_8")
    CHACHA20_POLY1305(   0xccad, DHE_PSK,     "TLS_DHE_PSK_WITH_CHACHA20_POLY1305_SHA256")

    AES_128_CBC_SHA1(    0x008c, PSK,         "TLS_PSK_WITH_AES_128_CBC_SHA")
    AES_256_CBC_SHA1(    0x008d, PSK,         "TLS_PSK_WITH_AES_256_CBC_SHA")
    AES_128_CBC_SHA256(  0x00ae, PSK,         "TLS_PSK_WITH_AES_128_CBC_SHA256")
    AES_256_GCM(         0x00a9, PSK,         "TLS_PSK_WITH_AES_256_GCM_SHA384")
    AES_128_GCM(         0x00a8, PSK,         "TLS_PSK_WITH_AES_128_GCM_SHA256")
    AES_256_CBC_SHA384(  0x00af, PSK,         "TLS_PSK_WITH_AES_256_CBC_SHA384")
    AES_128_CCM(         0xc0a4, PSK,         "TLS_PSK_WITH_AES_128_CCM")
    AES_256_CCM(         0xc0a5, PSK,         "TLS_PSK_WITH_AES_256_CCM")
    AES_128_CCM_8(       0xc0a8, PSK,         "TLS_PSK_WITH_AES_128_CCM_8")
    AES_256_CCM_8(       0xc0a9, PSK,         "TLS_PSK_WITH_AES_256_CCM_8")
    CHACHA20_POLY1305(   0xccab, PSK,         "TLS_PSK_WITH_CHACHA20_POLY1305_SHA256")

    AES_128_CBC_SHA1(    0x0094, RSA_PSK,     "TLS_RSA_PSK_WITH_AES_128_CBC_SHA")
    AES_256_CBC_SHA1(    0x0095, RSA_PSK,     "TLS_RSA_PSK_WITH_AES_256_CBC_SHA")
    AES_128_GCM(         0x00ac, RSA_PSK,     "TLS_RSA_PSK_WITH_AES_128_GCM_SHA256")
    AES_128_CBC_SHA256(  0x00b6, RSA_PSK,     "TLS_RSA_PSK_WITH_AES_128_CBC_SHA256")
    AES_256_GCM(         0x00ad, RSA_PSK,     "TLS_RSA_PSK_WITH_AES_256_GCM_SHA384")
    AES_256_CBC_SHA384(  0x00b7, RSA_PSK,     "TLS_RSA_PSK_WITH_AES_256_CBC_SHA384")
    CHACHA20_POLY1305(   0xccae, RSA_PSK,     "TLS_RSA_PSK_WITH_CHACHA20_POLY1305_SHA256")

    AES_128_CBC_SHA1(    0xc018, ECDH_ANON,   "TLS_ECDH_anon_WITH_AES_128_CBC_SHA")
    AES_256_CBC_SHA1(    0xc019, ECDH_ANON,   "TLS_ECDH_anon_WITH_AES_256_CBC_SHA")

    AES_128_CBC_SHA1(    0x0034, DH_ANON,     "TLS_DH_anon_WITH_AES_128_CBC_SHA")
    AES_256_CBC_SHA1(    0x003a, DH_ANON,     "TLS_DH_anon_WITH_AES_256_CBC_SHA")
    AES_128_CBC_SHA256(  0x006c, DH_ANON,     "TLS_DH_anon_WITH_AES_128_CBC_SHA256")
    AES_256_CBC_SHA256(  0x006d, DH_ANON,     "TLS_DH_anon_WITH_AES_256_CBC_SHA256")
    AES_128_GCM(         0x00a6, DH_ANON,     "TLS_DH_anon_WITH_AES_128_GCM_SHA256")
    AES_256_GCM(         0x00a7, DH_ANON,     "TLS_DH_anon_WITH_AES_256_GCM_SHA384")
};
/* clang-format on */

const struct cipher_suite *suite_at(size_t index)
{
    return index < ARRAY_SIZE(table) ? &table[index] : NULL;
}

size_t suite_index(const struct cipher_suite *suite)
{
    return (size_t)(suite - table);
}

const struct cipher_suite *suite_by_id(uint16_t id)
{
    for (size_t i = 0; i < ARRAY_SIZE(table); i++)
        if (table[i].id == id)
            return &table[i];
    return NULL;
}

const struct cipher_suite *suite_by_parts(gnutls_kx_algorithm_t kx,
                                          gnutls_cipher_algorithm_t cipher,
                                          gnutls_mac_algorithm_t mac)
{
    for (size_t i = 0; i < ARRAY_SIZE(table); i++)
        if (table[i].kx == kx && table[i].cipher == cipher && table[i].mac == mac)
            return &table[i];
    return NULL;
}

const struct cipher_suite *suite_by_cipher(gnutls_cipher_algorithm_t cipher,
                                           gnutls_mac_algorithm_t mac)
{
    for (size_t i = 0; i < ARRAY_SIZE(table); i++)
        if (table[i].cipher == cipher && table[i].mac == mac)
            return &table[i];
    return NULL;
}

bool suite_fits_version(const struct cipher_suite *suite, const struct version *version)
{
    gnutls_protocol_t id = version->id == GNUTLS_DTLS1_2 ? GNUTLS_TLS1_2 : version->id;
    return suite->min_version <= id && id <= suite->max_version;
}
