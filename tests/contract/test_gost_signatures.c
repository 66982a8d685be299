/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_gost_signatures.c - what keys of GOST R 34.10 sign, and how far it is believed */

#include "gost.h"

#include <gnutls/pkcs7.h>

#define BROKEN        GNUTLS_VERIFY_ALLOW_BROKEN
#define WEAK          GNUTLS_E_INSUFFICIENT_SECURITY
#define ANY_TIME      GNUTLS_VERIFY_DISABLE_TIME_CHECKS
#define PROFILE(name) GNUTLS_PROFILE_TO_VFLAGS(GNUTLS_PROFILE_##name)

static const struct scheme_row {
    const char *name;
    gnutls_pk_algorithm_t pk;
    gnutls_digest_algorithm_t hash;
    gnutls_sign_algorithm_t scheme, other;
    size_t size;
    int verified; /* without flags */
} scheme_rows[] = {
    { "2001", GNUTLS_PK_GOST_01, GNUTLS_DIG_GOSTR_94, GNUTLS_SIGN_GOST_94, GNUTLS_SIGN_GOST_256, 64,
      WEAK },
    { "2012-256", GNUTLS_PK_GOST_12_256, GNUTLS_DIG_STREEBOG_256, GNUTLS_SIGN_GOST_256,
      GNUTLS_SIGN_GOST_512, 64, 0 },
    { "2012-512", GNUTLS_PK_GOST_12_512, GNUTLS_DIG_STREEBOG_512, GNUTLS_SIGN_GOST_512,
      GNUTLS_SIGN_ECDSA_SHA512, 128, 0 },
};

static gnutls_privkey_t fresh_key(gnutls_pk_algorithm_t pk)
{
    gnutls_privkey_t key;

    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_generate(key, pk, 256, 0), 0);
    return key;
}

/* ---- messages ---- */

static void test_a_message_is_signed(void **state)
{
    const struct scheme_row *row = *state;
    gnutls_privkey_t key = fresh_key(row->pk);
    gnutls_pubkey_t half = public_half(key);
    gnutls_datum_t signature;

    assert_code(gnutls_privkey_sign_data(key, row->hash, 0, &said, &signature), 0);
    assert_int_equal(signature.size, row->size);
    assert_code(gnutls_pubkey_verify_data2(half, row->scheme, 0, &said, &signature), row->verified);
    assert_code(gnutls_pubkey_verify_data2(half, row->scheme, BROKEN, &said, &signature), 0);
    assert_code(gnutls_pubkey_verify_data2(half, row->other, BROKEN, &said, &signature),
                GNUTLS_E_INCOMPATIBLE_SIG_WITH_KEY);
    signature.data[5] ^= 1;
    assert_code(gnutls_pubkey_verify_data2(half, row->scheme, BROKEN, &said, &signature),
                GNUTLS_E_PK_SIG_VERIFY_FAILED);
    signature.data[5] ^= 1;
    signature.size--;
    assert_code(gnutls_pubkey_verify_data2(half, row->scheme, BROKEN, &said, &signature),
                GNUTLS_E_PK_SIG_VERIFY_FAILED);
    signature.size = 0;
    assert_code(gnutls_pubkey_verify_data2(half, row->scheme, BROKEN, &said, &signature),
                GNUTLS_E_PK_SIG_VERIFY_FAILED);
    gnutls_free(signature.data);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

/* Both bits of what is broken, which stand for the two of MD5 and MD2. */
static void test_one_broken_hash_does_not_stand_for_another(void **state)
{
    gnutls_privkey_t key = fresh_key(GNUTLS_PK_GOST_01);
    gnutls_pubkey_t half = public_half(key);
    gnutls_datum_t signature;

    assert_code(gnutls_privkey_sign_data2(key, GNUTLS_SIGN_GOST_94, 0, &said, &signature), 0);
    assert_code(gnutls_pubkey_verify_data2(half, GNUTLS_SIGN_GOST_94,
                                           GNUTLS_VERIFY_ALLOW_SIGN_RSA_MD5, &said, &signature),
                WEAK);
    assert_code(gnutls_pubkey_verify_data2(half, GNUTLS_SIGN_GOST_94,
                                           GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1, &said, &signature),
                WEAK);
    gnutls_free(signature.data);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

static void test_a_hash_is_signed(void **state)
{
    static unsigned char bytes[64] = "the hash of something that is not known here";
    const struct scheme_row *row = *state;
    gnutls_privkey_t key = fresh_key(row->pk);
    gnutls_pubkey_t half = public_half(key);
    gnutls_datum_t hash = { bytes, (unsigned)row->size / 2 }, signature;

    assert_code(gnutls_privkey_sign_hash(key, row->hash, 0, &hash, &signature), 0);
    assert_code(gnutls_pubkey_verify_hash2(half, row->scheme, BROKEN, &hash, &signature), 0);
    gnutls_free(signature.data);
    hash.size--;
    assert_code(gnutls_privkey_sign_hash2(key, row->scheme, 0, &hash, &signature),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_privkey_sign_data(key, GNUTLS_DIG_SHA256, 0, &said, &signature),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_privkey_sign_data2(key, row->other, 0, &said, &signature),
                GNUTLS_E_CONSTRAINT_ERROR);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

/* ---- certificates ---- */

/* As it is written, read again. */
static gnutls_x509_crt_t issue(gnutls_privkey_t key, const char *name, gnutls_x509_crt_t issuer,
                               gnutls_privkey_t issuer_key)
{
    gnutls_pubkey_t half = public_half(key);
    gnutls_x509_crt_t crt, again;
    gnutls_datum_t der;

    assert_code(gnutls_x509_crt_init(&crt), 0);
    assert_code(gnutls_x509_crt_set_version(crt, 3), 0);
    assert_code(gnutls_x509_crt_set_serial(crt, "\1", 1), 0);
    assert_code(gnutls_x509_crt_set_pubkey(crt, half), 0);
    assert_code(gnutls_x509_crt_set_activation_time(crt, 1000000000), 0);
    assert_code(gnutls_x509_crt_set_expiration_time(crt, 2000000000), 0);
    assert_code(gnutls_x509_crt_set_dn(crt, name, NULL), 0);
    assert_code(gnutls_x509_crt_set_basic_constraints(crt, issuer == NULL, -1), 0);
    assert_code(gnutls_x509_crt_privkey_sign(crt, issuer ? issuer : crt, issuer_key, 0, 0), 0);
    assert_code(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_DER, &der), 0);
    assert_code(gnutls_x509_crt_init(&again), 0);
    assert_code(gnutls_x509_crt_import(again, &der, GNUTLS_X509_FMT_DER), 0);
    gnutls_free(der.data);
    gnutls_pubkey_deinit(half);
    gnutls_x509_crt_deinit(crt);
    return again;
}

enum { INSECURE = GNUTLS_CERT_INVALID | GNUTLS_CERT_INSECURE_ALGORITHM };

static const struct chain_row {
    const char *name;
    gnutls_pk_algorithm_t pk;
    gnutls_sign_algorithm_t scheme;
    unsigned flags, status;
} chain_rows[] = {
    /* clang-format off */
    { "a chain of 2001", GNUTLS_PK_GOST_01, GNUTLS_SIGN_GOST_94, 0, INSECURE },
    { "a chain of 2001, broken ones allowed", GNUTLS_PK_GOST_01, GNUTLS_SIGN_GOST_94, BROKEN, 0 },
    { "a chain of 2001, MD5 allowed", GNUTLS_PK_GOST_01, GNUTLS_SIGN_GOST_94,
      GNUTLS_VERIFY_ALLOW_SIGN_RSA_MD5, INSECURE },
    { "a chain of 2001, broken ones allowed, low", GNUTLS_PK_GOST_01, GNUTLS_SIGN_GOST_94,
      BROKEN | PROFILE(LOW), 0 },
    { "a chain of 2012-256", GNUTLS_PK_GOST_12_256, GNUTLS_SIGN_GOST_256, 0, 0 },
    { "a chain of 2012-256, high", GNUTLS_PK_GOST_12_256, GNUTLS_SIGN_GOST_256, PROFILE(HIGH), 0 },
    { "a chain of 2012-256, ultra", GNUTLS_PK_GOST_12_256, GNUTLS_SIGN_GOST_256, PROFILE(ULTRA),
      INSECURE },
    { "a chain of 2012-256, suite B", GNUTLS_PK_GOST_12_256, GNUTLS_SIGN_GOST_256,
      PROFILE(SUITEB128), INSECURE },
    { "a chain of 2012-512", GNUTLS_PK_GOST_12_512, GNUTLS_SIGN_GOST_512, 0, 0 },
    { "a chain of 2012-512, future", GNUTLS_PK_GOST_12_512, GNUTLS_SIGN_GOST_512, PROFILE(FUTURE),
      0 },
    { "a chain of 2012-512, suite B", GNUTLS_PK_GOST_12_512, GNUTLS_SIGN_GOST_512,
      PROFILE(SUITEB192), INSECURE },
    /* clang-format on */
};

static void test_a_chain_is_believed(void **state)
{
    const struct chain_row *row = *state;
    gnutls_privkey_t ca_key = fresh_key(row->pk), leaf_key = fresh_key(row->pk);
    gnutls_x509_crt_t ca = issue(ca_key, "CN=ca", NULL, ca_key);
    gnutls_x509_crt_t leaf = issue(leaf_key, "CN=leaf", ca, ca_key);
    gnutls_x509_trust_list_t list;
    unsigned status = 1;

    assert_int_equal(gnutls_x509_crt_get_signature_algorithm(leaf), row->scheme);
    assert_code(gnutls_x509_trust_list_init(&list, 0), 0);
    assert_int_equal(gnutls_x509_trust_list_add_cas(list, &ca, 1, 0), 1);
    assert_code(
        gnutls_x509_trust_list_verify_crt(list, &leaf, 1, row->flags | ANY_TIME, &status, NULL), 0);
    assert_int_equal(status, row->status);
    gnutls_x509_trust_list_deinit(list, 0);
    gnutls_x509_crt_deinit(leaf);
    gnutls_x509_crt_deinit(ca);
    gnutls_privkey_deinit(leaf_key);
    gnutls_privkey_deinit(ca_key);
}

/* RFC 4491, 4.2: it signed itself. */
static void test_the_certificate_of_rfc_4491(void **state)
{
    gnutls_x509_crt_t crt = certificate_in("gost/%s.pem", "rfc4491");
    gnutls_datum_t signed_part, signature, text;
    gnutls_pubkey_t key;
    size_t size = 64;
    unsigned char bytes[64];
    gnutls_ecc_curve_t curve;

    assert_code(gnutls_x509_crt_get_pk_gost_raw(crt, &curve, NULL, NULL, NULL, NULL), 0);
    assert_int_equal(curve, GNUTLS_ECC_CURVE_GOST256CPXA);
    assert_code(gnutls_x509_crt_get_signature(crt, (char *)bytes, &size), 0);
    assert_int_equal(size, 64);
    assert_code(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_DER, &text), 0);
    /* The header of the whole takes four bytes, that of what is signed as many. */
    signed_part = (gnutls_datum_t){ text.data + 4, 4 + (text.data[6] << 8 | text.data[7]) };
    signature = (gnutls_datum_t){ bytes, 64 };
    assert_code(gnutls_pubkey_init(&key), 0);
    assert_code(gnutls_pubkey_import_x509(key, crt, 0), 0);
    assert_code(
        gnutls_pubkey_verify_data2(key, GNUTLS_SIGN_GOST_94, BROKEN, &signed_part, &signature), 0);
    bytes[63] ^= 1;
    assert_code(
        gnutls_pubkey_verify_data2(key, GNUTLS_SIGN_GOST_94, BROKEN, &signed_part, &signature),
        GNUTLS_E_PK_SIG_VERIFY_FAILED);
    gnutls_free(text.data);
    gnutls_pubkey_deinit(key);
    gnutls_x509_crt_deinit(crt);
}

/* ---- requests, lists, messages ---- */

static void test_a_request_is_signed(void **state)
{
    const struct scheme_row *row = *state;
    gnutls_privkey_t key = fresh_key(row->pk);
    gnutls_pubkey_t half = public_half(key);
    gnutls_x509_crq_t crq;

    assert_code(gnutls_x509_crq_init(&crq), 0);
    assert_code(gnutls_x509_crq_set_version(crq, 1), 0);
    assert_code(gnutls_x509_crq_set_pubkey(crq, half), 0);
    assert_true(gnutls_x509_crq_privkey_sign(crq, key, GNUTLS_DIG_SHA256, 0) < 0);
    assert_code(gnutls_x509_crq_privkey_sign(crq, key, 0, 0), 0);
    assert_int_equal(gnutls_x509_crq_get_signature_algorithm(crq), row->scheme);
    assert_code(gnutls_x509_crq_verify(crq, 0), row->verified);
    assert_code(gnutls_x509_crq_verify(crq, BROKEN), 0);
    gnutls_x509_crq_deinit(crq);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

static void test_pkcs7_is_signed(void **state)
{
    const struct scheme_row *row = *state;
    gnutls_privkey_t key = fresh_key(row->pk);
    gnutls_x509_crt_t crt = issue(key, "CN=signer", NULL, key);
    gnutls_pkcs7_t pkcs7, again;
    gnutls_datum_t der;

    assert_code(gnutls_pkcs7_init(&pkcs7), 0);
    assert_code(gnutls_pkcs7_init(&again), 0);
    assert_code(gnutls_pkcs7_sign(pkcs7, crt, key, &said, NULL, NULL, row->hash,
                                  GNUTLS_PKCS7_EMBED_DATA | GNUTLS_PKCS7_INCLUDE_TIME),
                0);
    assert_code(gnutls_pkcs7_export2(pkcs7, GNUTLS_X509_FMT_DER, &der), 0);
    assert_code(gnutls_pkcs7_import(again, &der, GNUTLS_X509_FMT_DER), 0);
    assert_code(gnutls_pkcs7_verify_direct(again, crt, 0, NULL, 0), row->verified);
    assert_code(gnutls_pkcs7_verify_direct(again, crt, 0, NULL, BROKEN), 0);
    gnutls_free(der.data);
    gnutls_pkcs7_deinit(again);
    gnutls_pkcs7_deinit(pkcs7);
    gnutls_x509_crt_deinit(crt);
    gnutls_privkey_deinit(key);
}

int main(void)
{
    ADD_ROWS(scheme_rows, test_a_message_is_signed);
    ADD(test_one_broken_hash_does_not_stand_for_another);
    ADD_ROWS(scheme_rows, test_a_hash_is_signed);
    ADD_ROWS(chain_rows, test_a_chain_is_believed);
    ADD(test_the_certificate_of_rfc_4491);
    ADD_ROWS(scheme_rows, test_a_request_is_signed);
    ADD_ROWS(scheme_rows, test_pkcs7_is_signed);
    return suite_run("gost_signatures");
}
