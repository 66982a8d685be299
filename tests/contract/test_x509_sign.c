/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_x509_sign.c - certificates signed: by which key, over what, and how that verifies */

#include "certificates.h"

/* ---- signing ---- */

enum { PSS = GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS };

struct signing_row {
    const char *name;
    const char *key;
    gnutls_digest_algorithm_t hash;
    unsigned flags;
    int code;
    gnutls_sign_algorithm_t algorithm;
};

#define UNSUPPORTED GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM

/* clang-format off */
static const struct signing_row signing_rows[] = {
    { "RSA by itself",           "server-rsa",     GNUTLS_DIG_UNKNOWN,  0,   0, GNUTLS_SIGN_RSA_SHA256 },
    { "RSA with SHA-1",          "server-rsa",     GNUTLS_DIG_SHA1,     0,   0, GNUTLS_SIGN_RSA_SHA1 },
    { "RSA with SHA-224",        "server-rsa",     GNUTLS_DIG_SHA224,   0,   0, GNUTLS_SIGN_RSA_SHA224 },
    { "RSA with SHA-384",        "server-rsa",     GNUTLS_DIG_SHA384,   0,   0, GNUTLS_SIGN_RSA_SHA384 },
    { "RSA with SHA-512",        "server-rsa",     GNUTLS_DIG_SHA512,   0,   0, GNUTLS_SIGN_RSA_SHA512 },
    { "RSA with SHA3-256",       "server-rsa",     GNUTLS_DIG_SHA3_256, 0,   0, GNUTLS_SIGN_RSA_SHA3_256 },
    { "RSA with no hash",        "server-rsa",     999,                 0,   UNSUPPORTED, 0 },
    { "RSA with PSS",            "server-rsa",     GNUTLS_DIG_UNKNOWN,  PSS, 0, GNUTLS_SIGN_RSA_PSS_SHA256 },
    { "RSA with PSS and SHA-384","server-rsa",     GNUTLS_DIG_SHA384,   PSS, 0, GNUTLS_SIGN_RSA_PSS_SHA384 },
    { "RSA with PSS and SHA-1",  "server-rsa",     GNUTLS_DIG_SHA1,     PSS, UNSUPPORTED, 0 },
    { "RSA-PSS by itself",       "server-rsapss",  GNUTLS_DIG_UNKNOWN,  0,   0, GNUTLS_SIGN_RSA_PSS_SHA256 },
    { "RSA-PSS with SHA-512",    "server-rsapss",  GNUTLS_DIG_SHA512,   0,   0, GNUTLS_SIGN_RSA_PSS_SHA512 },
    { "P-256 by itself",         "server-p256",    GNUTLS_DIG_UNKNOWN,  0,   0, GNUTLS_SIGN_ECDSA_SHA256 },
    { "P-256 with SHA-384",      "server-p256",    GNUTLS_DIG_SHA384,   0,   0, GNUTLS_SIGN_ECDSA_SHA384 },
    { "P-256 with SHA-1",        "server-p256",    GNUTLS_DIG_SHA1,     0,   0, GNUTLS_SIGN_ECDSA_SHA1 },
    { "P-256 with MD5",          "server-p256",    GNUTLS_DIG_MD5,      0,   UNSUPPORTED, 0 },
    { "P-256 with PSS",          "server-p256",    GNUTLS_DIG_SHA256,   PSS, GNUTLS_E_INVALID_REQUEST, 0 },
    { "P-384 by itself",         "server-p384",    GNUTLS_DIG_UNKNOWN,  0,   0, GNUTLS_SIGN_ECDSA_SHA384 },
    { "P-521 by itself",         "server-p521",    GNUTLS_DIG_UNKNOWN,  0,   0, GNUTLS_SIGN_ECDSA_SHA512 },
    { "Ed25519 by itself",       "server-ed25519", GNUTLS_DIG_UNKNOWN,  0,   0, GNUTLS_SIGN_EDDSA_ED25519 },
    { "Ed25519 with SHA-512",    "server-ed25519", GNUTLS_DIG_SHA512,   0,   0, GNUTLS_SIGN_EDDSA_ED25519 },
    { "Ed25519 with SHA-256",    "server-ed25519", GNUTLS_DIG_SHA256,   0,   UNSUPPORTED, 0 },
    { "Ed448 with SHAKE-256",    "server-ed448",   GNUTLS_DIG_SHAKE_256, 0, 0, GNUTLS_SIGN_EDDSA_ED448 },
    { "Ed448 by itself",         "server-ed448",   GNUTLS_DIG_UNKNOWN,  0,   0, GNUTLS_SIGN_EDDSA_ED448 },
    { "Ed448 with SHA-512",      "server-ed448",   GNUTLS_DIG_SHA512,   0,   UNSUPPORTED, 0 },
};
/* clang-format on */

static void test_signing(void **state)
{
    const struct signing_row *row = *state;
    gnutls_x509_privkey_t key = x509_key_of(row->key);
    gnutls_x509_crt_t certificate = draft(key);

    assert_code(gnutls_x509_crt_sign2(certificate, certificate, key, row->hash, row->flags),
                row->code);
    if (row->code == 0) {
        assert_int_equal(gnutls_x509_crt_get_signature_algorithm(certificate), row->algorithm);
        assert_true(verifies(certificate));
    }
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
}

/* The same key as a handle for keys of any home. */
static void test_signing_with_a_key_of_any_home(void **state)
{
    const struct signing_row *row = *state;
    gnutls_x509_privkey_t plain = x509_key_of(row->key);
    gnutls_x509_crt_t certificate = draft(plain);
    gnutls_privkey_t key;

    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_import_x509(key, plain, 0), 0);
    assert_code(gnutls_x509_crt_privkey_sign(certificate, certificate, key, row->hash, row->flags),
                row->code);
    if (row->code == 0)
        assert_true(verifies(certificate));
    gnutls_x509_crt_deinit(certificate);
    gnutls_privkey_deinit(key);
    gnutls_x509_privkey_deinit(plain);
}

/* ---- a key behind functions of the application ---- */

static int sign_elsewhere(gnutls_privkey_t key, gnutls_sign_algorithm_t algorithm, void *real,
                          unsigned flags, const gnutls_datum_t *data, gnutls_datum_t *signature)
{
    return gnutls_privkey_sign_data2(real, algorithm, 0, data, signature);
}

static int sign_hash_elsewhere(gnutls_privkey_t key, gnutls_sign_algorithm_t algorithm, void *real,
                               unsigned flags, const gnutls_datum_t *hash, gnutls_datum_t *out)
{
    return gnutls_privkey_sign_hash2(real, algorithm, 0, hash, out);
}

static int tell_elsewhere(gnutls_privkey_t key, unsigned flags, void *real)
{
    if ((flags & GNUTLS_PRIVKEY_INFO_PK_ALGO) != 0)
        return GNUTLS_PK_ECDSA;
    return (flags & GNUTLS_PRIVKEY_INFO_HAVE_SIGN_ALGO) != 0 ? 1 : -1;
}

static void test_a_key_of_the_application_signs(void **state)
{
    gnutls_x509_privkey_t plain = x509_key_of("server-p256");
    gnutls_x509_crt_t certificate = draft(plain);
    gnutls_privkey_t real, key;

    assert_code(gnutls_privkey_init(&real), 0);
    assert_code(gnutls_privkey_import_x509(real, plain, 0), 0);
    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_import_ext4(key, real, sign_elsewhere, sign_hash_elsewhere, NULL,
                                           NULL, tell_elsewhere, 0),
                0);
    assert_code(gnutls_x509_crt_privkey_sign(certificate, certificate, key, 0, 0), 0);
    assert_true(verifies(certificate));
    gnutls_x509_crt_deinit(certificate);
    gnutls_privkey_deinit(key);
    gnutls_privkey_deinit(real);
    gnutls_x509_privkey_deinit(plain);
}

/* ---- whole certificates ---- */

/* What is signed can be changed, and then wants to be signed again. */
static void test_a_change_leaves_the_signature_as_it_was(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519");
    gnutls_x509_crt_t certificate = draft(key);
    char before[64], after[64];
    size_t size = sizeof before;

    assert_code(gnutls_x509_crt_sign2(certificate, certificate, key, 0, 0), 0);
    assert_code(gnutls_x509_crt_get_signature(certificate, before, &size), 0);
    assert_code(gnutls_x509_crt_set_serial(certificate, "\x07", 1), 0);
    assert_code(gnutls_x509_crt_get_signature(certificate, after, &size), 0);
    assert_memory_equal(before, after, sizeof before);
    assert_string_equal(fingerprint(certificate), "59f161efbf771f91805fd525e1faca1771bcf6c0");

    assert_code(gnutls_x509_crt_sign2(certificate, certificate, key, 0, 0), 0);
    assert_code(gnutls_x509_crt_get_signature(certificate, after, &size), 0);
    assert_memory_not_equal(before, after, sizeof before);
    assert_true(verifies(certificate));
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
}

static void test_the_key_must_be_of_the_issuers_kind(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519"), rsa = x509_key_of("server-rsa");
    gnutls_x509_crt_t certificate = draft(key), issuer = empty();

    assert_code(gnutls_x509_crt_sign2(certificate, issuer, key, 0, 0),
                GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    assert_code(gnutls_x509_crt_set_key(issuer, rsa), 0);
    assert_code(gnutls_x509_crt_sign2(certificate, issuer, key, 0, 0), GNUTLS_E_CONSTRAINT_ERROR);
    assert_code(gnutls_x509_crt_sign2(certificate, issuer, rsa, 0, 0), 0);
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_crt_deinit(issuer);
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_privkey_deinit(rsa);
}

/* A plain RSA key signs for a certificate that says that its key does PSS only. */
static void test_an_rsa_key_signs_for_an_rsa_pss_certificate(void **state)
{
    gnutls_x509_privkey_t rsa = x509_key_of("server-rsa"), pss = x509_key_of("server-rsapss");
    gnutls_x509_crt_t certificate = draft(rsa), issuer = empty();

    assert_code(gnutls_x509_crt_set_key(issuer, pss), 0);
    assert_code(gnutls_x509_crt_sign2(certificate, issuer, rsa, 0, 0), 0);
    assert_int_equal(gnutls_x509_crt_get_signature_algorithm(certificate),
                     GNUTLS_SIGN_RSA_PSS_SHA256);
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_crt_deinit(issuer);
    gnutls_x509_privkey_deinit(rsa);
    gnutls_x509_privkey_deinit(pss);
}

static void test_a_key_may_be_bound_to_pss(void **state)
{
    gnutls_x509_privkey_t rsa = x509_key_of("server-rsa"), other = x509_key_of("server-p256");
    gnutls_x509_crt_t certificate = draft(rsa);
    gnutls_x509_spki_t spki;

    assert_code(gnutls_x509_spki_init(&spki), 0);
    assert_code(gnutls_x509_crt_set_spki(certificate, spki, 0), GNUTLS_E_INVALID_REQUEST);
    gnutls_x509_spki_set_rsa_pss_params(spki, GNUTLS_DIG_SHA384, 20);
    assert_code(gnutls_x509_crt_set_spki(certificate, spki, 0), 0);
    assert_int_equal(gnutls_x509_crt_get_pk_algorithm(certificate, NULL), GNUTLS_PK_RSA_PSS);
    assert_code(gnutls_x509_crt_sign2(certificate, certificate, rsa, 0, 0), 0);
    assert_int_equal(gnutls_x509_crt_get_signature_algorithm(certificate),
                     GNUTLS_SIGN_RSA_PSS_SHA384);
    assert_code(gnutls_x509_crt_sign2(certificate, certificate, rsa, GNUTLS_DIG_SHA256, PSS),
                GNUTLS_E_CONSTRAINT_ERROR);
    assert_true(verifies(certificate));
    gnutls_x509_crt_deinit(certificate);

    certificate = empty();
    assert_code(gnutls_x509_crt_set_spki(certificate, spki, 0), GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    assert_code(gnutls_x509_crt_set_key(certificate, other), 0);
    assert_code(gnutls_x509_crt_set_spki(certificate, spki, 0), GNUTLS_E_INVALID_REQUEST);
    gnutls_x509_spki_deinit(spki);
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(rsa);
    gnutls_x509_privkey_deinit(other);
}

static void test_a_certificate_verifies_what_its_key_signed(void **state)
{
    gnutls_datum_t said = { (unsigned char *)"said", 4 }, other = { (unsigned char *)"sand", 4 };
    gnutls_x509_privkey_t plain = x509_key_of("server-p256");
    gnutls_x509_crt_t certificate = draft(plain);
    gnutls_datum_t signature;
    gnutls_privkey_t key;
    const gnutls_sign_algorithm_t algorithm = GNUTLS_SIGN_ECDSA_SHA256;

    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_import_x509(key, plain, 0), 0);
    assert_code(gnutls_privkey_sign_data2(key, algorithm, 0, &said, &signature), 0);
    assert_true(gnutls_x509_crt_verify_data2(certificate, algorithm, 0, &said, &signature) >= 0);
    assert_code(gnutls_x509_crt_verify_data2(certificate, algorithm, 0, &other, &signature),
                GNUTLS_E_PK_SIG_VERIFY_FAILED);
    gnutls_free(signature.data);
    gnutls_x509_crt_deinit(certificate);
    gnutls_privkey_deinit(key);
    gnutls_x509_privkey_deinit(plain);
}

int main(void)
{
    ADD_ROWS(signing_rows, test_signing);
    ADD_ROWS(signing_rows, test_signing_with_a_key_of_any_home);
    ADD(test_a_key_of_the_application_signs);
    ADD(test_a_key_may_be_bound_to_pss);
    ADD(test_a_change_leaves_the_signature_as_it_was);
    ADD(test_the_key_must_be_of_the_issuers_kind);
    ADD(test_an_rsa_key_signs_for_an_rsa_pss_certificate);
    ADD(test_a_certificate_verifies_what_its_key_signed);
    return suite_run("x509_sign");
}
