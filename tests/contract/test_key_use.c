/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_key_use.c - what keys are used for: encryption, what RSA-PSS binds them to, signatures */

#include "keys.h"

#include <gnutls/crypto.h>

/* ---- encryption ---- */

static void test_what_is_encrypted_is_decrypted(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_pubkey_t half = public_half(key);
    gnutls_datum_t encrypted, plain;
    unsigned char room[8];

    assert_code(gnutls_pubkey_encrypt_data(half, 0, &said, &encrypted), 0);
    assert_int_equal(encrypted.size, 256);
    assert_code(gnutls_privkey_decrypt_data(key, 0, &encrypted, &plain), 0);
    assert_int_equal(plain.size, 4);
    assert_memory_equal(plain.data, "said", 4);
    gnutls_free(plain.data);
    memset(room, 'x', sizeof room);
    assert_code(gnutls_privkey_decrypt_data2(key, 0, &encrypted, room, 4), 0);
    assert_memory_equal(room, "saidxxxx", 8);
    gnutls_free(encrypted.data);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

static void test_what_can_not_be_decrypted_changes_nothing(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_pubkey_t half = public_half(key);
    gnutls_datum_t encrypted, plain;
    unsigned char room[8];

    assert_code(gnutls_pubkey_encrypt_data(half, 0, &said, &encrypted), 0);
    memset(room, 'x', sizeof room);
    assert_code(gnutls_privkey_decrypt_data2(key, 0, &encrypted, room, 5),
                GNUTLS_E_DECRYPTION_FAILED);
    assert_code(gnutls_privkey_decrypt_data2(key, 0, &encrypted, room, 3),
                GNUTLS_E_DECRYPTION_FAILED);
    encrypted.data[7] ^= 1;
    assert_code(gnutls_privkey_decrypt_data2(key, 0, &encrypted, room, 4),
                GNUTLS_E_DECRYPTION_FAILED);
    assert_memory_equal(room, "xxxxxxxx", 8);
    assert_code(gnutls_privkey_decrypt_data(key, 0, &encrypted, &plain),
                GNUTLS_E_DECRYPTION_FAILED);
    encrypted.size--;
    assert_code(gnutls_privkey_decrypt_data(key, 0, &encrypted, &plain),
                GNUTLS_E_DECRYPTION_FAILED);
    gnutls_free(encrypted.data);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

static void test_eleven_bytes_of_padding_must_fit(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa"), curve = load_key("server-p256");
    gnutls_pubkey_t half = public_half(key), point = public_half(curve);
    unsigned char bytes[246] = { 0 };
    gnutls_datum_t most = { bytes, 245 }, more = { bytes, 246 }, encrypted;

    assert_code(gnutls_pubkey_encrypt_data(half, 0, &most, &encrypted), 0);
    gnutls_free(encrypted.data);
    assert_code(gnutls_pubkey_encrypt_data(half, 0, &more, &encrypted), GNUTLS_E_ENCRYPTION_FAILED);
    assert_code(gnutls_pubkey_encrypt_data(point, 0, &said, &encrypted), GNUTLS_E_INVALID_REQUEST);
    gnutls_pubkey_deinit(half);
    gnutls_pubkey_deinit(point);
    gnutls_privkey_deinit(key);
    gnutls_privkey_deinit(curve);
}

/* ---- parameters of RSA-PSS ---- */

static void test_parameters_bind_a_key_to_pss(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_pubkey_t half = public_half(key);
    gnutls_digest_algorithm_t digest = GNUTLS_DIG_NULL;
    gnutls_x509_spki_t spki;
    unsigned salt = 0;

    assert_code(gnutls_x509_spki_init(&spki), 0);
    assert_code(gnutls_x509_spki_get_rsa_pss_params(spki, &digest, &salt),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_pubkey_set_spki(half, spki, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_pubkey_get_spki(half, spki, 0), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_x509_spki_set_rsa_pss_params(spki, GNUTLS_DIG_SHA256, 32);
    assert_code(gnutls_pubkey_set_spki(half, spki, 0), 0);
    assert_code(gnutls_privkey_set_spki(key, spki, 0), 0);
    assert_int_equal(gnutls_pubkey_get_pk_algorithm(half, NULL), GNUTLS_PK_RSA_PSS);
    assert_int_equal(gnutls_privkey_get_pk_algorithm(key, NULL), GNUTLS_PK_RSA_PSS);
    assert_code(gnutls_privkey_get_spki(key, spki, 0), 0);
    assert_code(gnutls_x509_spki_get_rsa_pss_params(spki, &digest, &salt), 0);
    assert_int_equal(digest, GNUTLS_DIG_SHA256);
    assert_int_equal(salt, 32);
    gnutls_x509_spki_set_rsa_pss_params(spki, GNUTLS_DIG_SHA256, 300);
    assert_code(gnutls_privkey_set_spki(key, spki, 0), GNUTLS_E_PK_INVALID_PUBKEY_PARAMS);
    gnutls_x509_spki_deinit(spki);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

static void test_a_key_of_pss_that_is_bound_to_nothing_has_no_parameters(void **state)
{
    gnutls_privkey_t key = load_key("server-rsapss");
    gnutls_x509_spki_t spki;

    assert_code(gnutls_x509_spki_init(&spki), 0);
    assert_int_equal(gnutls_privkey_get_pk_algorithm(key, NULL), GNUTLS_PK_RSA_PSS);
    assert_code(gnutls_privkey_get_spki(key, spki, 0), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_x509_spki_deinit(spki);
    gnutls_privkey_deinit(key);
}

/* Made and checked by two handles that went through PKCS#8 and a SubjectPublicKeyInfo. */
static void test_a_key_bound_to_pss_signs_with_its_hash_only(void **state)
{
    gnutls_x509_spki_t spki;
    gnutls_keygen_data_st data = { GNUTLS_KEYGEN_SPKI, NULL, 0 };
    gnutls_x509_privkey_t x509;
    gnutls_privkey_t key;
    gnutls_datum_t der, signature;

    assert_code(gnutls_x509_spki_init(&spki), 0);
    gnutls_x509_spki_set_rsa_pss_params(spki, GNUTLS_DIG_SHA384, 48);
    data.data = (void *)spki;
    data.size = sizeof spki;
    assert_code(gnutls_x509_privkey_init(&x509), 0);
    assert_code(gnutls_x509_privkey_generate2(x509, GNUTLS_PK_RSA, 2048, 0, &data, 1), 0);
    assert_code(gnutls_x509_privkey_export2(x509, GNUTLS_X509_FMT_DER, &der), 0);
    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_import_x509_raw(key, &der, GNUTLS_X509_FMT_DER, NULL, 0), 0);
    gnutls_pubkey_t half = public_half(key);
    assert_pair(key, half, GNUTLS_SIGN_RSA_PSS_SHA384);
    if (library_under_test() == REPRISE)
        assert_code(
            gnutls_privkey_sign_data2(key, GNUTLS_SIGN_RSA_PSS_SHA256, 0, &said, &signature),
            GNUTLS_E_CONSTRAINT_ERROR);
    gnutls_free(der.data);
    gnutls_x509_spki_deinit(spki);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
    gnutls_x509_privkey_deinit(x509);
}

/* ---- signatures ---- */

struct verify_row {
    const char *name;
    gnutls_digest_algorithm_t signed_with;
    gnutls_sign_algorithm_t algorithm;
    unsigned flags;
    int expected;
};

static const struct verify_row verify_rows[] = {
    { "SHA-1", GNUTLS_DIG_SHA1, GNUTLS_SIGN_RSA_SHA1, 0, 0 },
    { "MD5", GNUTLS_DIG_MD5, GNUTLS_SIGN_RSA_MD5, 0, GNUTLS_E_INSUFFICIENT_SECURITY },
    { "MD5, allowed", GNUTLS_DIG_MD5, GNUTLS_SIGN_RSA_MD5, GNUTLS_VERIFY_ALLOW_SIGN_RSA_MD5, 0 },
    { "MD5, all allowed", GNUTLS_DIG_MD5, GNUTLS_SIGN_RSA_MD5, GNUTLS_VERIFY_ALLOW_BROKEN, 0 },
    { "MD5, SHA-1 allowed", GNUTLS_DIG_MD5, GNUTLS_SIGN_RSA_MD5, GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1,
      GNUTLS_E_INSUFFICIENT_SECURITY },
    { "another hash", GNUTLS_DIG_SHA384, GNUTLS_SIGN_RSA_SHA256, 0, GNUTLS_E_PK_SIG_VERIFY_FAILED },
    { "another padding", GNUTLS_DIG_SHA256, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256, 0,
      GNUTLS_E_PK_SIG_VERIFY_FAILED },
    { "another key", GNUTLS_DIG_SHA256, GNUTLS_SIGN_ECDSA_SHA256, 0,
      GNUTLS_E_INCOMPATIBLE_SIG_WITH_KEY },
    { "no algorithm", GNUTLS_DIG_SHA256, GNUTLS_SIGN_UNKNOWN, 0, GNUTLS_E_INVALID_REQUEST },
    { "an unknown algorithm", GNUTLS_DIG_SHA256, 9999, 0, GNUTLS_E_INVALID_REQUEST },
};

static void test_verification(void **state)
{
    const struct verify_row *row = *state;
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_pubkey_t half = public_half(key);
    gnutls_datum_t signature;

    assert_code(gnutls_privkey_sign_data(key, row->signed_with, 0, &said, &signature), 0);
    int result = gnutls_pubkey_verify_data2(half, row->algorithm, row->flags, &said, &signature);
    assert_code(result > 0 ? 0 : result, row->expected);
    gnutls_free(signature.data);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

static void test_pkcs1_without_the_name_of_a_hash(void **state)
{
    unsigned char bytes[32] = { 1, 2, 3 };
    gnutls_datum_t hash = { bytes, sizeof bytes }, signature;
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_pubkey_t half = public_half(key);
    unsigned flags = GNUTLS_PRIVKEY_SIGN_FLAG_TLS1_RSA, check = GNUTLS_VERIFY_USE_TLS1_RSA;

    assert_code(gnutls_privkey_sign_hash(key, GNUTLS_DIG_SHA256, flags, &hash, &signature), 0);
    assert_true(gnutls_pubkey_verify_hash2(half, 0, check, &hash, &signature) >= 0);
    assert_code(gnutls_pubkey_verify_hash2(half, GNUTLS_SIGN_RSA_SHA256, 0, &hash, &signature),
                GNUTLS_E_PK_SIG_VERIFY_FAILED);
    bytes[0] ^= 1;
    assert_code(gnutls_pubkey_verify_hash2(half, 0, check, &hash, &signature),
                GNUTLS_E_PK_SIG_VERIFY_FAILED);
    gnutls_free(signature.data);
    assert_code(gnutls_privkey_sign_hash2(key, GNUTLS_SIGN_RSA_RAW, 0, &hash, &signature), 0);
    assert_true(gnutls_pubkey_verify_hash2(half, 0, check, &hash, &signature) >= 0);
    gnutls_free(signature.data);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

static void test_signing_with_what_does_not_fit(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_datum_t signature;

    assert_code(gnutls_privkey_sign_data(key, GNUTLS_DIG_UNKNOWN, 0, &said, &signature),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_privkey_sign_data(key, 999, 0, &said, &signature), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_privkey_sign_data2(key, GNUTLS_SIGN_ECDSA_SHA256, 0, &said, &signature),
                GNUTLS_E_CONSTRAINT_ERROR);
    assert_code(gnutls_privkey_sign_data2(key, 9999, 0, &said, &signature),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_privkey_sign_data2(key, GNUTLS_SIGN_RSA_RAW, 0, &said, &signature),
                GNUTLS_E_INVALID_REQUEST);
    gnutls_privkey_deinit(key);
}

static void test_two_numbers_make_a_signature(void **state)
{
    gnutls_datum_t r = { (unsigned char *)"\x80\x01", 2 }, s = { (unsigned char *)"\0\0\1", 3 };
    gnutls_datum_t value, out_r, out_s;
    gnutls_datum_t longer = { (unsigned char *)"\x30\x06\2\1\1\2\1\2\0", 9 };

    assert_code(gnutls_encode_rs_value(&value, &r, &s), 0);
    assert_int_equal(value.size, 10);
    assert_memory_equal(value.data, "\x30\x08\x02\x03\x00\x80\x01\x02\x01\x01", 10);
    assert_code(gnutls_decode_rs_value(&value, &out_r, &out_s), 0);
    assert_int_equal(out_r.size, 3);
    assert_memory_equal(out_r.data, "\0\x80\1", 3);
    assert_int_equal(out_s.size, 1);
    gnutls_free(out_r.data);
    gnutls_free(out_s.data);
    value.size--;
    assert_code(gnutls_decode_rs_value(&value, &out_r, &out_s), GNUTLS_E_ASN1_DER_ERROR);
    assert_code(gnutls_decode_rs_value(&longer, &out_r, &out_s), GNUTLS_E_ASN1_DER_ERROR);
    gnutls_free(value.data);
}

static void test_a_hash_and_its_name(void **state)
{
    gnutls_datum_t digest = { (unsigned char *)"01234567890123456789012345678901", 32 }, info;
    gnutls_digest_algorithm_t hash = GNUTLS_DIG_NULL;
    unsigned char room[64];
    unsigned size = sizeof room;

    assert_code(gnutls_encode_ber_digest_info(GNUTLS_DIG_SHA256, &digest, &info), 0);
    assert_int_equal(info.size, 51);
    /* RFC 8017, 9.2, note 1 */
    assert_memory_equal(info.data,
                        "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04"
                        "\x20",
                        19);
    assert_code(gnutls_decode_ber_digest_info(&info, &hash, room, &size), 0);
    assert_int_equal(hash, GNUTLS_DIG_SHA256);
    assert_int_equal(size, 32);
    assert_memory_equal(room, digest.data, 32);
    size = 5;
    assert_code(gnutls_decode_ber_digest_info(&info, &hash, room, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, 32);
    info.size--;
    size = sizeof room;
    assert_code(gnutls_decode_ber_digest_info(&info, &hash, room, &size), GNUTLS_E_ASN1_DER_ERROR);
    assert_code(gnutls_encode_ber_digest_info(999, &digest, &info), GNUTLS_E_INVALID_REQUEST);
    gnutls_free(info.data);
}

static void test_the_older_way_to_sign(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_pubkey_t half = public_half(key);
    gnutls_x509_privkey_t x509;
    unsigned char room[300];
    size_t size = 10;

    assert_code(gnutls_privkey_export_x509(key, &x509), 0);
    assert_code(gnutls_x509_privkey_sign_data(x509, GNUTLS_DIG_SHA256, 0, &said, room, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, 256);
    size = sizeof room;
    assert_code(gnutls_x509_privkey_sign_data(x509, GNUTLS_DIG_SHA256, 0, &said, room, &size), 0);
    gnutls_datum_t signature = { room, (unsigned)size };
    assert_true(gnutls_pubkey_verify_data2(half, GNUTLS_SIGN_RSA_SHA256, 0, &said, &signature) >=
                0);
    gnutls_x509_privkey_deinit(x509);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

int main(void)
{
    ADD(test_what_is_encrypted_is_decrypted);
    ADD(test_what_can_not_be_decrypted_changes_nothing);
    ADD(test_eleven_bytes_of_padding_must_fit);
    ADD(test_parameters_bind_a_key_to_pss);
    ADD(test_a_key_of_pss_that_is_bound_to_nothing_has_no_parameters);
    ADD(test_a_key_bound_to_pss_signs_with_its_hash_only);
    ADD_ROWS(verify_rows, test_verification);
    ADD(test_pkcs1_without_the_name_of_a_hash);
    ADD(test_signing_with_what_does_not_fit);
    ADD(test_two_numbers_make_a_signature);
    ADD(test_a_hash_and_its_name);
    ADD(test_the_older_way_to_sign);
    return suite_run("key_use");
}
