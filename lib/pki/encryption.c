/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* encryption.c - what is locked with a password */

#include "pki/encryption.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/pbe.h"
#include "crypto/random.h"
#include "pki/algorithm_pss.h"
#include "pki/der.h"
#include "pki/oid.h"

#define PKCS5  "\x2a\x86\x48\x86\xf7\x0d\x01\x05"
#define PKCS12 "\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01"
#define RSADSI "\x2a\x86\x48\x86\xf7\x0d"
#define AES    "\x60\x86\x48\x01\x65\x03\x04\x01"

static const struct bytes oid_pbes2 = OID(PKCS5 "\x0d");
static const struct bytes oid_pbkdf2 = OID(PKCS5 "\x0c");

/* clang-format off */
static const struct encryption_scheme schemes[] = {
    { GNUTLS_PKCS_PBES2_AES_256, "PBES2-AES256-CBC", "2.16.840.1.101.3.4.1.42",
      OID(AES "\x2a"), ENCRYPTION_PBES2, &pbe_aes_256_cbc },
    { GNUTLS_PKCS_PBES2_AES_192, "PBES2-AES192-CBC", "2.16.840.1.101.3.4.1.22",
      OID(AES "\x16"), ENCRYPTION_PBES2, &pbe_aes_192_cbc },
    { GNUTLS_PKCS_PBES2_AES_128, "PBES2-AES128-CBC", "2.16.840.1.101.3.4.1.2",
      OID(AES "\x02"), ENCRYPTION_PBES2, &pbe_aes_128_cbc },
    { GNUTLS_PKCS_PBES2_3DES, "PBES2-3DES-CBC", "1.2.840.113549.3.7",
      OID(RSADSI "\x03\x07"), ENCRYPTION_PBES2, &pbe_des3_cbc },
    { GNUTLS_PKCS_PBES2_DES, "PBES2-DES-CBC", "1.3.14.3.2.7",
      OID("\x2b\x0e\x03\x02\x07"), ENCRYPTION_PBES2, &pbe_des_cbc },
    { GNUTLS_PKCS_PKCS12_3DES, "PKCS12-3DES-SHA1", "1.2.840.113549.1.12.1.3",
      OID(PKCS12 "\x03"), ENCRYPTION_PKCS12, &pbe_des3_cbc },
    { GNUTLS_PKCS_PKCS12_ARCFOUR, "PKCS12-ARCFOUR-SHA1", "1.2.840.113549.1.12.1.1",
      OID(PKCS12 "\x01"), ENCRYPTION_PKCS12, &pbe_rc4 },
    { GNUTLS_PKCS_PKCS12_RC2_40, "PKCS12-RC2-40-SHA1", "1.2.840.113549.1.12.1.6",
      OID(PKCS12 "\x06"), ENCRYPTION_PKCS12, &pbe_rc2_40_cbc },
    { GNUTLS_PKCS_PBES1_DES_MD5, "PBES1-DES-CBC-MD5", "1.2.840.113549.1.5.3",
      OID(PKCS5 "\x03"), ENCRYPTION_PBES1, &pbe_des_cbc },
    { GNUTLS_PKCS_PBES2_GOST_TC26Z, "PBES2-GOST28147-89-TC26Z", "1.2.643.7.1.2.5.1.1", { 0 }, ENCRYPTION_PBES2, NULL },
    { GNUTLS_PKCS_PBES2_GOST_CPA, "PBES2-GOST28147-89-CPA", "1.2.643.2.2.31.1", { 0 }, ENCRYPTION_PBES2, NULL },
    { GNUTLS_PKCS_PBES2_GOST_CPB, "PBES2-GOST28147-89-CPB", "1.2.643.2.2.31.2", { 0 }, ENCRYPTION_PBES2, NULL },
    { GNUTLS_PKCS_PBES2_GOST_CPC, "PBES2-GOST28147-89-CPC", "1.2.643.2.2.31.3", { 0 }, ENCRYPTION_PBES2, NULL },
    { GNUTLS_PKCS_PBES2_GOST_CPD, "PBES2-GOST28147-89-CPD", "1.2.643.2.2.31.4", { 0 }, ENCRYPTION_PBES2, NULL },
};

/* RFC 8018, B.1.2: HMAC with a hash. */
static const struct {
    struct bytes oid;
    const struct hash *hash;
} prf_oids[] = {
    { OID(RSADSI "\x02\x07"), &hash_sha1 },
    { OID(RSADSI "\x02\x08"), &hash_sha224 },
    { OID(RSADSI "\x02\x09"), &hash_sha256 },
    { OID(RSADSI "\x02\x0a"), &hash_sha384 },
    { OID(RSADSI "\x02\x0b"), &hash_sha512 },
};
/* clang-format on */

const struct encryption_scheme *encryption_scheme_by_flag(unsigned flag)
{
    for (size_t i = 0; i < ARRAY_SIZE(schemes); i++)
        if (schemes[i].flag == flag)
            return &schemes[i];
    return NULL;
}

static const struct encryption_scheme *scheme_by_oid(struct bytes oid, bool pbes2)
{
    for (size_t i = 0; i < ARRAY_SIZE(schemes); i++)
        if (schemes[i].cipher != NULL && (schemes[i].kind == ENCRYPTION_PBES2) == pbes2 &&
            bytes_equal(oid, schemes[i].oid))
            return &schemes[i];
    return NULL;
}

/* ---- reading ---- */

/* PBKDF2-params, RFC 8018, A.2. The length of the key says nothing that the cipher does not. */
static int read_pbkdf2(struct bytes der, struct encryption *out)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    if (!bytes_equal(der_read_oid(&fields), oid_pbkdf2))
        return fail(fields.failed ? GNUTLS_E_ASN1_DER_ERROR : GNUTLS_E_UNKNOWN_CIPHER_TYPE);
    struct wire_reader params = der_enter(&fields, DER_SEQUENCE);
    TRY(der_end(&fields));
    TRY(der_end(&reader));

    out->salt = der_read(&params, DER_OCTET_STRING);
    out->iterations = der_read_small(&params, PBE_ITERATIONS_MAX);
    if (der_peek(&params) == DER_INTEGER &&
        der_read_small(&params, PBE_KEY_MAX) != out->scheme->cipher->key_size)
        wire_read_fail(&params);
    out->hash = &hash_sha1;
    if (wire_more(&params)) {
        struct wire_reader prf = der_enter(&params, DER_SEQUENCE);
        struct bytes oid = der_read_oid(&prf), rest = wire_read_rest(&prf);
        out->hash = NULL;
        for (size_t i = 0; i < ARRAY_SIZE(prf_oids); i++)
            if (bytes_equal(oid, prf_oids[i].oid))
                out->hash = prf_oids[i].hash;
        if (rest.size > 0 && !bytes_equal(rest, null_element))
            wire_read_fail(&params);
    }
    TRY(der_end(&params));
    return out->hash != NULL ? 0 : fail(GNUTLS_E_UNKNOWN_HASH_ALGORITHM);
}

/* PBES2-params, RFC 8018, A.4: key derivation, then cipher. */
static int read_pbes2(struct bytes parameters, struct encryption *out)
{
    struct wire_reader reader = wire_reader(parameters);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes derivation = der_read_whole(&fields, DER_SEQUENCE);
    struct wire_reader cipher = der_enter(&fields, DER_SEQUENCE);
    TRY(der_end(&fields));
    TRY(der_end(&reader));

    struct bytes oid = der_read_oid(&cipher);
    out->scheme = scheme_by_oid(oid, true);
    if (out->scheme == NULL)
        return fail(cipher.failed ? GNUTLS_E_ASN1_DER_ERROR : GNUTLS_E_UNKNOWN_CIPHER_TYPE);
    out->iv = der_read(&cipher, DER_OCTET_STRING);
    if (out->iv.size != out->scheme->cipher->block_size)
        wire_read_fail(&cipher);
    TRY(der_end(&cipher));
    return read_pbkdf2(derivation, out);
}

/* pkcs-12PbeParams, RFC 7292, C, and PBEParameter, RFC 8018, A.3: salt and iterations. */
static int read_salted(struct bytes parameters, struct encryption *out)
{
    struct wire_reader reader = wire_reader(parameters);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    out->salt = der_read(&fields, DER_OCTET_STRING);
    out->iterations = der_read_small(&fields, PBE_ITERATIONS_MAX);
    out->hash = out->scheme->kind == ENCRYPTION_PKCS12 ? &hash_sha1 : &hash_md5;
    TRY(der_end(&fields));
    return der_end(&reader);
}

int encryption_read(struct bytes algorithm, struct encryption *out)
{
    *out = (struct encryption){ 0 };
    struct wire_reader reader = wire_reader(algorithm);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    out->oid = der_read_oid(&fields);
    struct bytes parameters = wire_read_rest(&fields);
    TRY(der_end(&fields));
    TRY(der_end(&reader));

    if (bytes_equal(out->oid, oid_pbes2)) {
        TRY(read_pbes2(parameters, out));
    } else {
        out->scheme = scheme_by_oid(out->oid, false);
        if (out->scheme == NULL)
            return fail(GNUTLS_E_UNKNOWN_CIPHER_TYPE);
        TRY(read_salted(parameters, out));
    }
    bool right = out->iterations > 0 && out->salt.size > 0;
    return right ? 0 : fail(GNUTLS_E_ASN1_DER_ERROR);
}

/* ---- keys ---- */

/* The next character of UTF-8; false for what is none. RFC 3629, 4: shortest form, no surrogates. */
static bool take_character(const uint8_t **at, uint32_t *out)
{
    static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
    uint8_t first = *(*at)++;
    size_t more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    if ((first >= 0x80 && first < 0xc2) || first > 0xf4)
        return false;
    uint32_t code = more == 0 ? first : first & (0x3fu >> more);
    for (size_t i = 0; i < more; i++, (*at)++) {
        if ((**at & 0xc0) != 0x80)
            return false;
        code = code << 6 | (**at & 0x3f);
    }
    *out = code;
    return code >= least[more] && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

static int append_utf16(uint32_t code, struct buffer *out)
{
    uint32_t beyond = code - 0x10000;
    const uint8_t plain[] = { (uint8_t)(code >> 8), (uint8_t)code };
    const uint8_t pair[] = { (uint8_t)(0xd8 | beyond >> 18), (uint8_t)(beyond >> 10),
                             (uint8_t)(0xdc | (beyond >> 8 & 3)), (uint8_t)beyond };
    return buffer_append(out, code < 0x10000 ? bytes_of(plain, 2) : bytes_of(pair, 4));
}

int encryption_password(const char *password, struct buffer *out)
{
    const uint8_t *at = (const uint8_t *)password;
    uint32_t code = 0;
    if (password == NULL)
        return 0;
    while (*at != 0) {
        if (!take_character(&at, &code))
            return fail(GNUTLS_E_INVALID_UTF8_STRING);
        TRY(append_utf16(code, out));
    }
    return append_utf16(0, out);
}

struct key_and_iv {
    uint8_t bytes[PBE_KEY_MAX], iv[PBE_BLOCK_MAX];
};

static void key_and_iv_wipe(struct key_and_iv *key)
{
    memory_wipe(key, sizeof *key);
}

static int derive_pkcs12(const struct encryption *how, const char *password, struct key_and_iv *out)
{
    const struct pbe_cipher *cipher = how->scheme->cipher;
    SCOPED(buffer) struct buffer encoded = { 0 };
    TRY(encryption_password(password, &encoded));
    const struct pkcs12_input input = { how->hash, buffer_bytes(&encoded), how->salt,
                                        how->iterations };
    TRY(pkcs12_derive(&input, PKCS12_KEY, out->bytes, cipher->key_size));
    return cipher->block_size > 1 ? pkcs12_derive(&input, PKCS12_IV, out->iv, cipher->block_size)
                                  : 0;
}

static int derive(const struct encryption *how, const char *password, struct key_and_iv *out)
{
    struct bytes plain = bytes_of_text(password != NULL ? password : "");
    uint8_t both[16];
    switch (how->scheme->kind) {
    case ENCRYPTION_PKCS12:
        return derive_pkcs12(how, password, out);
    case ENCRYPTION_PBES1: /* RFC 8018, 6.1: eight bytes of key, eight of IV */
        TRY(pbkdf1_md5(plain, how->salt, how->iterations, both));
        memcpy(out->bytes, both, 8);
        memcpy(out->iv, both + 8, 8);
        memory_wipe(both, sizeof both);
        return 0;
    case ENCRYPTION_PBES2:
        memcpy(out->iv, how->iv.data, how->iv.size);
        return pbkdf2(how->hash, plain, how->salt, how->iterations, out->bytes,
                      how->scheme->cipher->key_size);
    }
    return fail(GNUTLS_E_INTERNAL_ERROR);
}

int encryption_open(const struct encryption *how, const char *password, struct bytes encrypted,
                    struct buffer *out)
{
    SCOPED(key_and_iv) struct key_and_iv key = { 0 };
    TRY(derive(how, password, &key));
    return pbe_cipher_decrypt(how->scheme->cipher, key.bytes, key.iv, encrypted, out);
}

/* ---- writing ---- */

static int write_salt(const struct encryption *how, struct buffer *out)
{
    TRY(der_write(out, DER_OCTET_STRING, how->salt));
    return der_write_small(out, how->iterations);
}

static int write_pbkdf2(const struct encryption *how, struct buffer *out)
{
    SCOPED(buffer) struct buffer params = { 0 }, prf = { 0 }, fields = { 0 };
    TRY(write_salt(how, &params));
    for (size_t i = 0; i < ARRAY_SIZE(prf_oids); i++)
        if (prf_oids[i].hash == how->hash)
            TRY(der_write(&prf, DER_OID, prf_oids[i].oid));
    TRY(buffer_append(&prf, null_element));
    TRY(der_write(&params, DER_SEQUENCE, buffer_bytes(&prf)));
    TRY(der_write(&fields, DER_OID, oid_pbkdf2));
    TRY(der_write(&fields, DER_SEQUENCE, buffer_bytes(&params)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

static int write_algorithm(const struct encryption *how, struct buffer *out)
{
    SCOPED(buffer) struct buffer params = { 0 }, cipher = { 0 }, fields = { 0 };
    if (how->scheme->kind == ENCRYPTION_PBES2) {
        TRY(write_pbkdf2(how, &params));
        TRY(der_write(&cipher, DER_OID, how->scheme->oid));
        TRY(der_write(&cipher, DER_OCTET_STRING, how->iv));
        TRY(der_write(&params, DER_SEQUENCE, buffer_bytes(&cipher)));
    } else {
        TRY(write_salt(how, &params));
    }
    TRY(der_write(&fields, DER_OID,
                  how->scheme->kind == ENCRYPTION_PBES2 ? oid_pbes2 : how->scheme->oid));
    TRY(der_write(&fields, DER_SEQUENCE, buffer_bytes(&params)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

int encryption_seal(unsigned flags, const char *password, struct bytes plain,
                    struct buffer *out_algorithm, struct buffer *out_encrypted)
{
    const unsigned not_schemes = GNUTLS_PKCS_PLAIN | GNUTLS_PKCS_NULL_PASSWORD;
    unsigned flag = flags & ~not_schemes;
    uint8_t salt[ENCRYPTION_SALT_SIZE], iv[PBE_BLOCK_MAX];
    struct encryption how = {
        .scheme = encryption_scheme_by_flag(flag == 0 ? GNUTLS_PKCS_PBES2_AES_256 : flag),
        .iterations = ENCRYPTION_ITERATIONS,
        .salt = bytes_of(salt, sizeof salt),
    };
    if (how.scheme == NULL || how.scheme->cipher == NULL || how.scheme->kind == ENCRYPTION_PBES1)
        return fail(GNUTLS_E_INVALID_REQUEST);
    how.hash = how.scheme->kind == ENCRYPTION_PKCS12 ? &hash_sha1 : &hash_sha256;
    how.iv = bytes_of(iv, how.scheme->cipher->block_size);
    TRY(random_fill(RANDOM_NONCE, salt, sizeof salt));
    TRY(random_fill(RANDOM_NONCE, iv, sizeof iv));

    SCOPED(key_and_iv) struct key_and_iv key = { 0 };
    TRY(derive(&how, password, &key));
    TRY(write_algorithm(&how, out_algorithm));
    return pbe_cipher_encrypt(how.scheme->cipher, key.bytes, key.iv, plain, out_encrypted);
}
