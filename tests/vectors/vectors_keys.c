/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* vectors_keys.c - signatures and shared secrets of NIST and RFCs, through the public API */

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "vectors.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct hash_row {
    const char *name;
    gnutls_digest_algorithm_t digest;
    gnutls_sign_algorithm_t ecdsa, dsa, pkcs1, pss;
} hash_rows[] = {
    { "SHA-1", GNUTLS_DIG_SHA1, GNUTLS_SIGN_ECDSA_SHA1, GNUTLS_SIGN_DSA_SHA1, GNUTLS_SIGN_RSA_SHA1,
      GNUTLS_SIGN_UNKNOWN },
    { "SHA-224", GNUTLS_DIG_SHA224, GNUTLS_SIGN_ECDSA_SHA224, GNUTLS_SIGN_DSA_SHA224,
      GNUTLS_SIGN_RSA_SHA224, GNUTLS_SIGN_UNKNOWN },
    { "SHA-256", GNUTLS_DIG_SHA256, GNUTLS_SIGN_ECDSA_SHA256, GNUTLS_SIGN_DSA_SHA256,
      GNUTLS_SIGN_RSA_SHA256, GNUTLS_SIGN_RSA_PSS_SHA256 },
    { "SHA-384", GNUTLS_DIG_SHA384, GNUTLS_SIGN_ECDSA_SHA384, GNUTLS_SIGN_DSA_SHA384,
      GNUTLS_SIGN_RSA_SHA384, GNUTLS_SIGN_RSA_PSS_SHA384 },
    { "SHA-512", GNUTLS_DIG_SHA512, GNUTLS_SIGN_ECDSA_SHA512, GNUTLS_SIGN_DSA_SHA512,
      GNUTLS_SIGN_RSA_SHA512, GNUTLS_SIGN_RSA_PSS_SHA512 },
};

/* "SHA-256" at the end of `text`, or "SHA256" there. */
static const struct hash_row *hash_at_end(const char *text)
{
    for (size_t i = 0; i < sizeof hash_rows / sizeof hash_rows[0]; i++) {
        const char *number = hash_rows[i].name + 4;
        size_t size = strlen(text), width = strlen(number);
        if (size > width && strcmp(text + size - width, number) == 0 &&
            (text[size - width - 1] == '-' || text[size - width - 1] == 'A'))
            return &hash_rows[i];
    }
    return NULL;
}

/* Where nothing is expected of a record, it is right. */
static void count(struct tally *tally, bool held, const char *expected)
{
    if (expected[0] == '\0')
        expected = "P";
    tally_count(tally, held == (expected[0] == 'P'));
}

static bool holds(gnutls_pubkey_t key, gnutls_sign_algorithm_t algorithm,
                  const gnutls_datum_t *message, const gnutls_datum_t *signature)
{
    return gnutls_pubkey_verify_data2(key, algorithm, 0, message, signature) >= 0;
}

/* ---- ECDSA and DSA ---- */

static bool numbers_hold(struct rsp *rsp, gnutls_pubkey_t key, gnutls_sign_algorithm_t algorithm)
{
    gnutls_datum_t r = rsp_bytes(rsp, "R"), s = rsp_bytes(rsp, "S");
    gnutls_datum_t message = rsp_bytes(rsp, "Msg"), signature;

    assert_int_equal(gnutls_encode_rs_value(&signature, &r, &s), 0);
    bool held = holds(key, algorithm, &message, &signature);
    gnutls_free(signature.data);
    return held;
}

static gnutls_ecc_curve_t curve_of(const char *section)
{
    if (strncmp(section, "P-256", 5) == 0)
        return GNUTLS_ECC_CURVE_SECP256R1;
    if (strncmp(section, "P-384", 5) == 0)
        return GNUTLS_ECC_CURVE_SECP384R1;
    return strncmp(section, "P-521", 5) == 0 ? GNUTLS_ECC_CURVE_SECP521R1
                                             : GNUTLS_ECC_CURVE_INVALID;
}

static void check_ecdsa(struct rsp *rsp, void *context)
{
    const struct hash_row *hash = hash_at_end(rsp_section(rsp));
    gnutls_ecc_curve_t curve = curve_of(rsp_section(rsp));
    gnutls_datum_t x = rsp_bytes(rsp, "Qx"), y = rsp_bytes(rsp, "Qy");
    gnutls_pubkey_t key;

    if (hash == NULL || curve == GNUTLS_ECC_CURVE_INVALID)
        return;
    assert_int_equal(gnutls_pubkey_init(&key), 0);
    bool held = gnutls_pubkey_import_ecc_raw(key, curve, &x, &y) == 0 &&
                gnutls_pubkey_verify_params(key) == 0 && numbers_hold(rsp, key, hash->ecdsa);
    count(context, held, rsp_text(rsp, "Result"));
    gnutls_pubkey_deinit(key);
}

/* A point is in range and on its curve, or no key. */
static void check_point(struct rsp *rsp, void *context)
{
    gnutls_ecc_curve_t curve = curve_of(rsp_section(rsp));
    gnutls_datum_t x = rsp_bytes(rsp, "Qx"), y = rsp_bytes(rsp, "Qy");
    gnutls_pubkey_t key;

    if (curve == GNUTLS_ECC_CURVE_INVALID)
        return;
    assert_int_equal(gnutls_pubkey_init(&key), 0);
    bool held = gnutls_pubkey_import_ecc_raw(key, curve, &x, &y) == 0 &&
                gnutls_pubkey_verify_params(key) == 0;
    count(context, held, rsp_text(rsp, "Result"));
    gnutls_pubkey_deinit(key);
}

/* What is signed with the private half verifies with the public one, and what was signed before. */
static void check_ecdsa_signing(struct rsp *rsp, void *context)
{
    const struct hash_row *hash = hash_at_end(rsp_section(rsp));
    gnutls_ecc_curve_t curve = curve_of(rsp_section(rsp));
    gnutls_datum_t x = rsp_bytes(rsp, "Qx"), y = rsp_bytes(rsp, "Qy"), d = rsp_bytes(rsp, "d");
    gnutls_datum_t message = rsp_bytes(rsp, "Msg"), signature = { NULL, 0 };
    gnutls_privkey_t key;
    gnutls_pubkey_t public_half;

    if (hash == NULL || curve == GNUTLS_ECC_CURVE_INVALID)
        return;
    assert_int_equal(gnutls_privkey_init(&key), 0);
    assert_int_equal(gnutls_pubkey_init(&public_half), 0);
    bool held = gnutls_privkey_import_ecc_raw(key, curve, &x, &y, &d) == 0 &&
                gnutls_pubkey_import_ecc_raw(public_half, curve, &x, &y) == 0 &&
                numbers_hold(rsp, public_half, hash->ecdsa) &&
                gnutls_privkey_sign_data2(key, hash->ecdsa, 0, &message, &signature) == 0 &&
                holds(public_half, hash->ecdsa, &message, &signature);
    count(context, held, "P");
    gnutls_free(signature.data);
    gnutls_privkey_deinit(key);
    gnutls_pubkey_deinit(public_half);
}

static void check_dsa(struct rsp *rsp, void *context)
{
    const struct hash_row *hash = hash_at_end(rsp_section(rsp));
    gnutls_datum_t p = rsp_bytes(rsp, "P"), q = rsp_bytes(rsp, "Q"), g = rsp_bytes(rsp, "G");
    gnutls_datum_t y = rsp_bytes(rsp, "Y");
    gnutls_pubkey_t key;

    if (hash == NULL)
        return;
    assert_int_equal(gnutls_pubkey_init(&key), 0);
    bool held =
        gnutls_pubkey_import_dsa_raw(key, &p, &q, &g, &y) == 0 && numbers_hold(rsp, key, hash->dsa);
    count(context, held, rsp_text(rsp, "Result"));
    gnutls_pubkey_deinit(key);
}

/* ---- RSA ---- */

static void check_pkcs1(struct rsp *rsp, void *context)
{
    const struct hash_row *hash = hash_at_end(rsp_text(rsp, "SHAAlg"));
    gnutls_datum_t n = rsp_bytes(rsp, "n"), e = rsp_bytes(rsp, "e");
    gnutls_datum_t message = rsp_bytes(rsp, "Msg"), signature = rsp_bytes(rsp, "S");
    gnutls_pubkey_t key;

    if (hash == NULL)
        return;
    assert_int_equal(gnutls_pubkey_init(&key), 0);
    bool held = gnutls_pubkey_import_rsa_raw(key, &n, &e) == 0 &&
                holds(key, hash->pkcs1, &message, &signature);
    count(context, held, rsp_text(rsp, "Result"));
    gnutls_pubkey_deinit(key);
}

/* The length of the salt is a parameter of the key. */
static void check_pss(struct rsp *rsp, void *context)
{
    const struct hash_row *hash = hash_at_end(rsp_text(rsp, "SHAAlg"));
    gnutls_datum_t n = rsp_bytes(rsp, "n"), e = rsp_bytes(rsp, "e");
    gnutls_datum_t message = rsp_bytes(rsp, "Msg"), signature = rsp_bytes(rsp, "S");
    gnutls_x509_spki_t spki;
    gnutls_pubkey_t key;

    if (hash == NULL || hash->pss == GNUTLS_SIGN_UNKNOWN)
        return;
    assert_int_equal(gnutls_pubkey_init(&key), 0);
    assert_int_equal(gnutls_x509_spki_init(&spki), 0);
    gnutls_x509_spki_set_rsa_pss_params(spki, hash->digest,
                                        (unsigned)strlen(rsp_text(rsp, "SaltVal")) / 2);
    bool held = gnutls_pubkey_import_rsa_raw(key, &n, &e) == 0 &&
                gnutls_pubkey_set_spki(key, spki, 0) == 0 &&
                holds(key, hash->pss, &message, &signature);
    count(context, held, rsp_text(rsp, "Result"));
    gnutls_x509_spki_deinit(spki);
    gnutls_pubkey_deinit(key);
}

/* The files of RSA Security: keys of 1024 to 2048 bits, of odd sizes too. */
static gnutls_privkey_t rsa_key(struct rsp *rsp)
{
    gnutls_datum_t n = rsp_bytes(rsp, "Modulus"), e = rsp_bytes(rsp, "Public exponent");
    gnutls_datum_t d = rsp_bytes(rsp, "Exponent"), p = rsp_bytes(rsp, "Prime 1");
    gnutls_datum_t q = rsp_bytes(rsp, "Prime 2");
    gnutls_privkey_t key;

    assert_int_equal(gnutls_privkey_init(&key), 0);
    assert_int_equal(gnutls_privkey_import_rsa_raw(key, &n, &e, &d, &p, &q, NULL, NULL, NULL), 0);
    return key;
}

static void check_decryption(struct rsp *rsp, void *context)
{
    gnutls_datum_t hidden = rsp_bytes(rsp, "Encryption"), expected = rsp_bytes(rsp, "Message");
    gnutls_datum_t plain = { NULL, 0 };
    gnutls_privkey_t key = rsa_key(rsp);

    bool held = gnutls_privkey_decrypt_data(key, 0, &hidden, &plain) == 0 &&
                plain.size == expected.size && memcmp(plain.data, expected.data, plain.size) == 0;
    count(context, held, "P");
    gnutls_free(plain.data);
    gnutls_privkey_deinit(key);
}

/* PKCS#1 v1.5 has one signature for a message. */
static void check_rsa_signing(struct rsp *rsp, void *context)
{
    gnutls_datum_t message = rsp_bytes(rsp, "Message to be signed");
    gnutls_datum_t expected = rsp_bytes(rsp, "Signature"), made = { NULL, 0 };
    gnutls_privkey_t key = rsa_key(rsp);

    bool held = gnutls_privkey_sign_data2(key, GNUTLS_SIGN_RSA_SHA1, 0, &message, &made) == 0 &&
                made.size == expected.size && memcmp(made.data, expected.data, made.size) == 0;
    count(context, held, "P");
    gnutls_free(made.data);
    gnutls_privkey_deinit(key);
}

/* ---- EdDSA, RFC 8032, 7 ---- */

/* Private and public half, public half, message, signature and message. */
static void check_ed25519(struct rsp *rsp, void *context)
{
    enum { HALF = 32, SIGNATURE = 64 };
    gnutls_datum_t secret = rsp_bytes(rsp, "0"), public_half = rsp_bytes(rsp, "1");
    gnutls_datum_t message = rsp_bytes(rsp, "2"), expected = rsp_bytes(rsp, "3"), made;
    gnutls_privkey_t key;

    secret.size = HALF;
    assert_int_equal(gnutls_privkey_init(&key), 0);
    assert_int_equal(
        gnutls_privkey_import_ecc_raw(key, GNUTLS_ECC_CURVE_ED25519, &public_half, NULL, &secret),
        0);
    assert_int_equal(gnutls_privkey_sign_data2(key, GNUTLS_SIGN_EDDSA_ED25519, 0, &message, &made),
                     0);
    count(context, made.size == SIGNATURE && memcmp(made.data, expected.data, made.size) == 0, "P");
    gnutls_free(made.data);
    gnutls_privkey_deinit(key);
}

static void check_ed448(struct rsp *rsp, void *context)
{
    gnutls_datum_t public_half = rsp_bytes(rsp, "PUBLIC"), secret = rsp_bytes(rsp, "SECRET");
    gnutls_datum_t message = rsp_bytes(rsp, "MESSAGE"), expected = rsp_bytes(rsp, "SIGNATURE");
    gnutls_datum_t made;
    gnutls_privkey_t key;

    /* This one has a context, which the API does not know. */
    if (strcmp(rsp_text(rsp, "COUNT"), "2") == 0)
        return;
    assert_int_equal(gnutls_privkey_init(&key), 0);
    assert_int_equal(
        gnutls_privkey_import_ecc_raw(key, GNUTLS_ECC_CURVE_ED448, &public_half, NULL, &secret), 0);
    assert_int_equal(gnutls_privkey_sign_data2(key, GNUTLS_SIGN_EDDSA_ED448, 0, &message, &made),
                     0);
    count(context, made.size == expected.size && memcmp(made.data, expected.data, made.size) == 0,
          "P");
    gnutls_free(made.data);
    gnutls_privkey_deinit(key);
}

/* ---- the files ---- */

static const struct file_row rows[] = {
    { "asymmetric/ECDSA/FIPS_186-3/PKV.rsp", "Result", check_point, 36, 0 },
    { "asymmetric/ECDSA/FIPS_186-3/SigGen.txt", "S", check_ecdsa_signing, 200, 0 },
    { "asymmetric/DSA/FIPS_186-3/SigGen.txt", "S", check_dsa, 200, 0 },
    { "asymmetric/RSA/FIPS_186-2/SigGen15_186-3.rsp", "S", check_pkcs1, 100, 0 },
    { "asymmetric/RSA/pkcs1v15crypt-vectors.txt", "Encryption", check_decryption, 250, 0 },
    { "asymmetric/RSA/pkcs1v15sign-vectors.txt", "Signature", check_rsa_signing, 250, 0 },
    { "asymmetric/Ed25519/sign.input", "3", check_ed25519, 1000, 0 },
    { "asymmetric/ECDSA/FIPS_186-3/SigVer.rsp", "Result", check_ecdsa, 225, 0 },
    { "asymmetric/DSA/FIPS_186-3/SigVer.rsp", "Result", check_dsa, 300, 0 },
    { "asymmetric/RSA/FIPS_186-2/SigVer15_186-3.rsp", "Result", check_pkcs1, 450, 0 },
    { "asymmetric/RSA/FIPS_186-2/SigVerPSS_186-3.rsp", "Result", check_pss, 270, 0 },
    { "asymmetric/Ed448/rfc8032.txt", "SIGNATURE", check_ed448, 8, 0 },
};

int main(void)
{
    return vectors_run("vectors of keys", rows, sizeof rows / sizeof rows[0]);
}
