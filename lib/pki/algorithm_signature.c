/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithm_signature.c - AlgorithmIdentifiers of signatures and hashes, with what RSA-PSS adds */

#include "base/errors.h"
#include "pki/algorithm.h"
#include "pki/algorithm_pss.h"
#include "pki/der.h"
#include "pki/oid.h"

enum { SALT_SIZE_MAX = 0xffff };

const struct bytes oid_pss = OID("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a");
const struct bytes null_element = OID("\x05\x00");
static const struct bytes oid_mgf1 = OID("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08");

struct signature_oid {
    struct bytes oid;
    gnutls_sign_algorithm_t id;
    enum key_kind key;
    struct sign_how how;
};

/* clang-format off */
#define PKCS1  "\x2a\x86\x48\x86\xf7\x0d\x01\x01"
#define X962   "\x2a\x86\x48\xce\x3d\x04"
#define X957   "\x2a\x86\x48\xce\x38\x04"
#define TC26   "\x2a\x85\x03\x07\x01\x01\x03"
#define NIST   "\x60\x86\x48\x01\x65\x03\x04\x03"

static const struct signature_oid signature_oids[] = {
    { OID(PKCS1 "\x0b"),    GNUTLS_SIGN_RSA_SHA256,     KEY_RSA,     { SIGN_RSA_PKCS1, &hash_sha256 } },
    { OID(PKCS1 "\x0c"),    GNUTLS_SIGN_RSA_SHA384,     KEY_RSA,     { SIGN_RSA_PKCS1, &hash_sha384 } },
    { OID(PKCS1 "\x0d"),    GNUTLS_SIGN_RSA_SHA512,     KEY_RSA,     { SIGN_RSA_PKCS1, &hash_sha512 } },
    { OID(PKCS1 "\x0e"),    GNUTLS_SIGN_RSA_SHA224,     KEY_RSA,     { SIGN_RSA_PKCS1, &hash_sha224 } },
    { OID(PKCS1 "\x05"),    GNUTLS_SIGN_RSA_SHA1,       KEY_RSA,     { SIGN_RSA_PKCS1, &hash_sha1 } },
    { OID(PKCS1 "\x04"),    GNUTLS_SIGN_RSA_MD5,        KEY_RSA,     { SIGN_RSA_PKCS1, &hash_md5 } },
    { OID(PKCS1 "\x02"),    GNUTLS_SIGN_RSA_MD2,        KEY_RSA,     { SIGN_RSA_PKCS1, NULL } },
    { OID(NIST "\x0d"),     GNUTLS_SIGN_RSA_SHA3_224,   KEY_RSA,     { SIGN_RSA_PKCS1, &hash_sha3_224 } },
    { OID(NIST "\x0e"),     GNUTLS_SIGN_RSA_SHA3_256,   KEY_RSA,     { SIGN_RSA_PKCS1, &hash_sha3_256 } },
    { OID(NIST "\x0f"),     GNUTLS_SIGN_RSA_SHA3_384,   KEY_RSA,     { SIGN_RSA_PKCS1, &hash_sha3_384 } },
    { OID(NIST "\x10"),     GNUTLS_SIGN_RSA_SHA3_512,   KEY_RSA,     { SIGN_RSA_PKCS1, &hash_sha3_512 } },
    { OID(X962 "\x03\x02"), GNUTLS_SIGN_ECDSA_SHA256,   KEY_EC,      { SIGN_ECDSA, &hash_sha256 } },
    { OID(X962 "\x03\x03"), GNUTLS_SIGN_ECDSA_SHA384,   KEY_EC,      { SIGN_ECDSA, &hash_sha384 } },
    { OID(X962 "\x03\x04"), GNUTLS_SIGN_ECDSA_SHA512,   KEY_EC,      { SIGN_ECDSA, &hash_sha512 } },
    { OID(X962 "\x03\x01"), GNUTLS_SIGN_ECDSA_SHA224,   KEY_EC,      { SIGN_ECDSA, &hash_sha224 } },
    { OID(X962 "\x01"),     GNUTLS_SIGN_ECDSA_SHA1,     KEY_EC,      { SIGN_ECDSA, &hash_sha1 } },
    { OID(NIST "\x09"),     GNUTLS_SIGN_ECDSA_SHA3_224, KEY_EC,      { SIGN_ECDSA, &hash_sha3_224 } },
    { OID(NIST "\x0a"),     GNUTLS_SIGN_ECDSA_SHA3_256, KEY_EC,      { SIGN_ECDSA, &hash_sha3_256 } },
    { OID(NIST "\x0b"),     GNUTLS_SIGN_ECDSA_SHA3_384, KEY_EC,      { SIGN_ECDSA, &hash_sha3_384 } },
    { OID(NIST "\x0c"),     GNUTLS_SIGN_ECDSA_SHA3_512, KEY_EC,      { SIGN_ECDSA, &hash_sha3_512 } },
    { OID(X957 "\x03"),     GNUTLS_SIGN_DSA_SHA1,       KEY_DSA,     { SIGN_DSA, &hash_sha1 } },
    { OID(NIST "\x01"),     GNUTLS_SIGN_DSA_SHA224,     KEY_DSA,     { SIGN_DSA, &hash_sha224 } },
    { OID(NIST "\x02"),     GNUTLS_SIGN_DSA_SHA256,     KEY_DSA,     { SIGN_DSA, &hash_sha256 } },
    { OID(NIST "\x03"),     GNUTLS_SIGN_DSA_SHA384,     KEY_DSA,     { SIGN_DSA, &hash_sha384 } },
    { OID(NIST "\x04"),     GNUTLS_SIGN_DSA_SHA512,     KEY_DSA,     { SIGN_DSA, &hash_sha512 } },
    { OID(TC26 "\x03"),     GNUTLS_SIGN_GOST_512,   KEY_GOST_12_512, { SIGN_GOST, &hash_streebog512 } },
    { OID(TC26 "\x02"),     GNUTLS_SIGN_GOST_256,   KEY_GOST_12_256, { SIGN_GOST, &hash_streebog256 } },
    { OID("\x2a\x85\x03\x02\x02\x03"), GNUTLS_SIGN_GOST_94, KEY_GOST_01, { SIGN_GOST, &hash_gosthash94cp } },
    { OID("\x2b\x65\x70"),  GNUTLS_SIGN_EDDSA_ED25519,  KEY_ED25519, { SIGN_EDDSA, NULL } },
    { OID("\x2b\x65\x71"),  GNUTLS_SIGN_EDDSA_ED448,    KEY_ED448,   { SIGN_EDDSA, NULL } },
};
/* clang-format on */

/* The hash of an AlgorithmIdentifier; its parameters are NULL or absent (RFC 4055, 2.1). */
static int read_hash(struct wire_reader *reader, const struct hash **out)
{
    struct wire_reader fields = der_enter(reader, DER_SEQUENCE);
    *out = oid_hash(der_read_oid(&fields));
    struct bytes parameters = wire_read_rest(&fields);
    TRY(der_end(&fields));
    if (parameters.size > 0 && !bytes_equal(parameters, null_element))
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    return *out != NULL ? 0 : fail(GNUTLS_E_UNKNOWN_HASH_ALGORITHM);
}

/* [1] of RSASSA-PSS-params: mask generation function 1 over some hash. */
static int read_mask(struct bytes content, const struct hash **out)
{
    struct wire_reader reader = wire_reader(content);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    bool mgf1 = bytes_equal(der_read_oid(&fields), oid_mgf1);
    TRY(der_end(&reader));
    if (!mgf1)
        return fail(GNUTLS_E_UNKNOWN_ALGORITHM);
    TRY(read_hash(&fields, out));
    return der_end(&fields);
}

/* What is absent is SHA-1 and 20 bytes of salt. */
int pss_params_read(struct bytes der, struct pss_params *out)
{
    enum { DEFAULT_SALT = 20, TRAILER = 1 };
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    const struct hash *mask_hash = &hash_sha1;
    struct bytes content;
    *out = (struct pss_params){ &hash_sha1, DEFAULT_SALT };

    if (der_read_optional(&fields, DER_CONTEXT_DEEP(0), &content)) {
        struct wire_reader inner = wire_reader(content);
        TRY(read_hash(&inner, &out->hash));
        TRY(der_end(&inner));
    }
    if (der_read_optional(&fields, DER_CONTEXT_DEEP(1), &content))
        TRY(read_mask(content, &mask_hash));
    if (der_read_optional(&fields, DER_CONTEXT_DEEP(2), &content)) {
        struct wire_reader inner = wire_reader(content);
        out->salt_size = (uint16_t)der_read_small(&inner, SALT_SIZE_MAX);
        TRY(der_end(&inner));
    }
    if (der_read_optional(&fields, DER_CONTEXT_DEEP(3), &content)) {
        struct wire_reader inner = wire_reader(content);
        if (der_read_small(&inner, TRAILER) != TRAILER)
            wire_read_fail(&inner);
        TRY(der_end(&inner));
    }
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    return mask_hash == out->hash ? 0 : fail(GNUTLS_E_UNKNOWN_ALGORITHM);
}

/* A salt of nothing can not be said in a `struct sign_how`, where 0 is as long as the hash. */
static gnutls_sign_algorithm_t pss_sign_id(const struct pss_params *pss)
{
    if (pss->salt_size == 0)
        return GNUTLS_SIGN_UNKNOWN;
    if (pss->hash == &hash_sha256)
        return GNUTLS_SIGN_RSA_PSS_SHA256;
    if (pss->hash == &hash_sha384)
        return GNUTLS_SIGN_RSA_PSS_SHA384;
    return pss->hash == &hash_sha512 ? GNUTLS_SIGN_RSA_PSS_SHA512 : GNUTLS_SIGN_UNKNOWN;
}

static int pss_signature(struct bytes parameters, struct signature_algorithm *out)
{
    struct pss_params pss = { 0 };
    int result = pss_params_read(parameters, &pss);
    if (result == GNUTLS_E_UNKNOWN_HASH_ALGORITHM || result == GNUTLS_E_UNKNOWN_ALGORITHM)
        return 0;
    TRY(result);
    out->id = pss_sign_id(&pss);
    out->key = KEY_RSA;
    if (out->id != GNUTLS_SIGN_UNKNOWN)
        out->how = (struct sign_how){ SIGN_RSA_PSS, pss.hash, pss.salt_size };
    return 0;
}

int signature_algorithm_read(struct bytes der, struct signature_algorithm *out)
{
    *out = (struct signature_algorithm){ .id = GNUTLS_SIGN_UNKNOWN };
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes oid = der_read_oid(&fields), parameters = wire_read_rest(&fields);
    TRY(der_end(&fields));
    TRY(der_end(&reader));

    if (bytes_equal(oid, oid_pss))
        return pss_signature(parameters, out);
    for (size_t i = 0; i < ARRAY_SIZE(signature_oids); i++) {
        const struct signature_oid *row = &signature_oids[i];
        if (!bytes_equal(oid, row->oid))
            continue;
        bool may_have_null = row->key == KEY_RSA;
        if (parameters.size > 0 && !(may_have_null && bytes_equal(parameters, null_element)))
            return fail(GNUTLS_E_ASN1_DER_ERROR);
        *out = (struct signature_algorithm){ row->id, row->key, row->how };
        return 0;
    }
    return 0;
}

int hash_algorithm_write(const struct hash *hash, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    TRY(der_write(&fields, DER_OID, oid_of_hash(hash)));
    TRY(buffer_append(&fields, null_element));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

int digest_info_write(const struct hash *hash, struct bytes digest, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    TRY(hash_algorithm_write(hash, &fields));
    TRY(der_write(&fields, DER_OCTET_STRING, digest));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

int digest_info_read(struct bytes der, const struct hash **out_hash, struct bytes *out_digest)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes algorithm = der_read_whole(&fields, DER_SEQUENCE);
    *out_digest = der_read(&fields, DER_OCTET_STRING);
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    reader = wire_reader(algorithm);
    return read_hash(&reader, out_hash);
}

int pss_params_write(const struct pss_params *pss, struct buffer *out)
{
    SCOPED(buffer) struct buffer hash = { 0 }, mask = { 0 }, salt = { 0 }, fields = { 0 };
    TRY(hash_algorithm_write(pss->hash, &hash));
    TRY(der_write(&mask, DER_OID, oid_mgf1));
    TRY(buffer_append(&mask, buffer_bytes(&hash)));
    TRY(der_wrap(&mask, DER_SEQUENCE));
    TRY(der_write_small(&salt, pss->salt_size));

    TRY(der_write(&fields, DER_CONTEXT_DEEP(0), buffer_bytes(&hash)));
    TRY(der_write(&fields, DER_CONTEXT_DEEP(1), buffer_bytes(&mask)));
    TRY(der_write(&fields, DER_CONTEXT_DEEP(2), buffer_bytes(&salt)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

void signature_algorithm_name(struct signature_algorithm *inout)
{
    for (size_t i = 0; i < ARRAY_SIZE(signature_oids); i++) {
        const struct signature_oid *row = &signature_oids[i];
        if (row->key == inout->key && row->how.padding == inout->how.padding &&
            row->how.hash == inout->how.hash) {
            inout->id = row->id;
            return;
        }
    }
}

int signature_algorithm_write(enum key_kind key, const struct sign_how *how, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    if (how->padding == SIGN_RSA_PSS) {
        struct pss_params pss = { how->hash,
                                  how->salt_size > 0 ? how->salt_size : how->hash->size };
        TRY(der_write(&fields, DER_OID, oid_pss));
        TRY(pss_params_write(&pss, &fields));
        return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
    }
    for (size_t i = 0; i < ARRAY_SIZE(signature_oids); i++) {
        const struct signature_oid *row = &signature_oids[i];
        if (row->key != key || row->how.padding != how->padding || row->how.hash != how->hash)
            continue;
        TRY(der_write(&fields, DER_OID, row->oid));
        /* RFC 4055, 5: NULL with PKCS#1; RFC 5758, 3.2, RFC 8410, 3 and
         * RFC 4491, 2.2: else nothing. */
        if (key == KEY_RSA)
            TRY(buffer_append(&fields, null_element));
        return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
    }
    return fail(GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM);
}
