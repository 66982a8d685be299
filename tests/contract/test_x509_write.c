/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_x509_write.c - certificates made, changed and signed
 *
 * Where a signature is determined by key and text (Ed25519, RSA with PKCS#1) the certificate is
 * compared by its fingerprint; elsewhere it must verify.
 */

#include "suite.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

enum { BEGIN = 1577836800, END = 1893456000 }; /* 2020-01-01, 2030-01-01 */

static gnutls_x509_crt_t empty(void)
{
    gnutls_x509_crt_t certificate;

    assert_code(gnutls_x509_crt_init(&certificate), 0);
    return certificate;
}

/* All that a certificate needs. */
static gnutls_x509_crt_t draft(gnutls_x509_privkey_t key)
{
    gnutls_x509_crt_t certificate = empty();

    assert_code(gnutls_x509_crt_set_version(certificate, 3), 0);
    assert_code(gnutls_x509_crt_set_serial(certificate, "\x01\x02", 2), 0);
    assert_code(gnutls_x509_crt_set_activation_time(certificate, BEGIN), 0);
    assert_code(gnutls_x509_crt_set_expiration_time(certificate, END), 0);
    assert_code(gnutls_x509_crt_set_key(certificate, key), 0);
    return certificate;
}

static const char *fingerprint(gnutls_x509_crt_t certificate)
{
    unsigned char hash[20];
    size_t size = sizeof hash;

    assert_code(gnutls_x509_crt_get_fingerprint(certificate, GNUTLS_DIG_SHA1, hash, &size), 0);
    return hex_of(hash, size);
}

/* Does the certificate verify with itself as the authority? */
static bool verifies(gnutls_x509_crt_t certificate)
{
    unsigned status = 0;

    assert_code(gnutls_x509_crt_list_verify(
                    &certificate, 1, &certificate, 1, NULL, 0,
                    GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_ALLOW_BROKEN, &status),
                0);
    return status == 0;
}

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

/* ---- what a certificate needs ---- */

enum part { VERSION = 1, SERIAL = 2, BEGINNING = 4, ENDING = 8, KEY = 16, ALL = 31 };

struct missing_row {
    const char *name;
    unsigned parts;
    int code;
};

static const struct missing_row missing_rows[] = {
    { "a certificate with all it needs", ALL, 0 },
    { "a certificate without a version is of the first", ALL & ~VERSION, 0 },
    { "a certificate without a number", ALL & ~SERIAL, GNUTLS_E_ASN1_VALUE_NOT_FOUND },
    { "a certificate without a beginning", ALL & ~BEGINNING, GNUTLS_E_CERTIFICATE_TIME_ERROR },
    { "a certificate without an end", ALL & ~ENDING, GNUTLS_E_CERTIFICATE_TIME_ERROR },
    { "a certificate without a key", ALL & ~KEY, GNUTLS_E_ASN1_VALUE_NOT_FOUND },
    { "a certificate with nothing", 0, GNUTLS_E_CERTIFICATE_TIME_ERROR },
};

static void test_missing_parts(void **state)
{
    const struct missing_row *row = *state;
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519");
    gnutls_x509_crt_t certificate = empty();
    gnutls_datum_t out;

    if (row->parts & VERSION)
        assert_code(gnutls_x509_crt_set_version(certificate, 3), 0);
    if (row->parts & SERIAL)
        assert_code(gnutls_x509_crt_set_serial(certificate, "\x01", 1), 0);
    if (row->parts & BEGINNING)
        assert_code(gnutls_x509_crt_set_activation_time(certificate, BEGIN), 0);
    if (row->parts & ENDING)
        assert_code(gnutls_x509_crt_set_expiration_time(certificate, END), 0);
    if (row->parts & KEY)
        assert_code(gnutls_x509_crt_set_key(certificate, key), 0);
    assert_code(gnutls_x509_crt_sign2(certificate, certificate, key, GNUTLS_DIG_SHA512, 0),
                row->code);

    if (row->code < 0) {
        assert_code(gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_DER, &out),
                    GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    } else {
        assert_int_equal(gnutls_x509_crt_get_version(certificate), row->parts & VERSION ? 3 : 1);
        assert_true(verifies(certificate));
    }
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
}

/* ---- numbers and times ---- */

struct serial_row {
    const char *name;
    const char *number;
    size_t size;
    int code;
    const char *read;
};

static const struct serial_row serial_rows[] = {
    { "a number", "\x01\x02", 2, 0, "0102" },
    { "a number with zeros in front", "\x00\x00\x01", 3, 0, "01" },
    { "a number with a zero that it needs", "\x00\x80", 2, 0, "0080" },
    { "a negative number", "\x80\x01", 2, 0, "8001" },
    { "a negative number with ones in front", "\xff\xff\x80\x01", 4, 0, "8001" },
    { "no number", "", 0, GNUTLS_E_INVALID_REQUEST, NULL },
    { "zero", "\x00", 1, GNUTLS_E_INVALID_REQUEST, NULL },
};

static void test_serial(void **state)
{
    const struct serial_row *row = *state;
    gnutls_x509_crt_t certificate = empty();
    unsigned char number[64];
    size_t size = sizeof number;

    assert_code(gnutls_x509_crt_get_serial(certificate, number, &size),
                GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    assert_code(gnutls_x509_crt_set_serial(certificate, row->number, row->size), row->code);
    if (row->code == 0) {
        size = sizeof number;
        assert_code(gnutls_x509_crt_get_serial(certificate, number, &size), 0);
        assert_string_equal(hex_of(number, size), row->read);
    }
    gnutls_x509_crt_deinit(certificate);
}

struct time_row {
    const char *name;
    time_t set, read;
};

static const struct time_row time_rows[] = {
    { "a time", 1000000000, 1000000000 },
    { "the last time with two digits of the year", 2524607999, 2524607999 },
    { "the first time with four digits of the year", 2524608000, 2524608000 },
    { "the last time", 253402300799, 253402300799 },
    { "a time behind the last", 253402300800, 253402300799 },
    { "no end", -1, 253402300799 },
    { "no end by its name", GNUTLS_X509_NO_WELL_DEFINED_EXPIRATION,
      GNUTLS_X509_NO_WELL_DEFINED_EXPIRATION },
};

static void test_time(void **state)
{
    const struct time_row *row = *state;
    gnutls_x509_crt_t certificate = empty();

    assert_int_equal(gnutls_x509_crt_get_activation_time(certificate), -1);
    assert_int_equal(gnutls_x509_crt_get_expiration_time(certificate), -1);
    assert_code(gnutls_x509_crt_set_expiration_time(certificate, row->set), 0);
    assert_int_equal(gnutls_x509_crt_get_activation_time(certificate), -1);
    assert_int_equal(gnutls_x509_crt_get_expiration_time(certificate), row->read);
    assert_code(gnutls_x509_crt_set_activation_time(certificate, row->set), 0);
    assert_int_equal(gnutls_x509_crt_get_activation_time(certificate), row->read);
    gnutls_x509_crt_deinit(certificate);
}

static void test_versions(void **state)
{
    gnutls_x509_crt_t certificate = empty();

    assert_code(gnutls_x509_crt_set_version(certificate, 0), GNUTLS_E_INVALID_REQUEST);
    for (unsigned version = 3; version > 0; version--) {
        assert_code(gnutls_x509_crt_set_version(certificate, version), 0);
        assert_int_equal(gnutls_x509_crt_get_version(certificate), version);
    }
    gnutls_x509_crt_deinit(certificate);
}

/* ---- names ---- */

struct name_row {
    const char *name;
    const char *text; /* what is parsed */
    const char *oid;  /* what is added then, or NULL */
    unsigned is_der;
    const char *value;
    int code;
    const char *der;
};

/* clang-format off */
static const struct name_row name_rows[] = {
    { "a name",                     "CN=a,O=b,C=DE", NULL,      0, NULL,          0, "3025310b3009060355040613024445310a3008060355040a130162310a30080603550403130161" },
    { "a name in UTF-8",            "CN=\xc3\xa9",   NULL,      0, NULL,          0, "300d310b300906035504030c02c3a9" },
    { "a part behind others",       "CN=a,O=b",      "2.5.4.6", 0, "DE",          0, "3025310a3008060355040a130162310a30080603550403130161310b3009060355040613024445" },
    { "a part alone",               "",              "2.5.4.3", 0, "host",        0, "300f310d300b06035504031304686f7374" },
    { "a part from DER",            "",              "1.2.3.4", 1, "\x0c\x01x",   0, "300c310a300806032a03040c0178" },
    { "a part that is not known",   "",              "1.2.3.4", 0, "x", GNUTLS_E_X509_UNSUPPORTED_OID, "" },
    { "what is no OID",             "",              "x",       0, "x", GNUTLS_E_X509_UNSUPPORTED_OID, "" },
    { "an empty part",              "",              "2.5.4.3", 0, "",            GNUTLS_E_INVALID_REQUEST, "" },
    { "no name",                    "CN=a,b",        NULL,      0, NULL,          GNUTLS_E_PARSING_ERROR, "" },
};
/* clang-format on */

static int set_name(const struct name_row *row, gnutls_x509_crt_t certificate)
{
    int code = gnutls_x509_crt_set_dn(certificate, row->text, NULL);

    if (code < 0 || row->oid == NULL)
        return code;
    return gnutls_x509_crt_set_dn_by_oid(certificate, row->oid, row->is_der, row->value,
                                         (unsigned)strlen(row->value));
}

static int set_issuer_name(const struct name_row *row, gnutls_x509_crt_t certificate)
{
    int code = gnutls_x509_crt_set_issuer_dn(certificate, row->text, NULL);

    if (code < 0 || row->oid == NULL)
        return code;
    return gnutls_x509_crt_set_issuer_dn_by_oid(certificate, row->oid, row->is_der, row->value,
                                                (unsigned)strlen(row->value));
}

static void test_name(void **state)
{
    const struct name_row *row = *state;
    gnutls_x509_crt_t certificate = empty();
    gnutls_datum_t der = { NULL, 0 };

    assert_code(set_name(row, certificate), row->code);
    assert_code(set_issuer_name(row, certificate), row->code);
    if (row->code == 0) {
        assert_code(gnutls_x509_crt_get_raw_dn(certificate, &der), 0);
        assert_string_equal(hex_of(der.data, der.size), row->der);
        gnutls_free(der.data);
        assert_code(gnutls_x509_crt_get_raw_issuer_dn(certificate, &der), 0);
        assert_string_equal(hex_of(der.data, der.size), row->der);
        gnutls_free(der.data);
    }
    gnutls_x509_crt_deinit(certificate);
}

static void test_a_proxy_is_named_after_whom_it_acts_for(void **state)
{
    gnutls_x509_crt_t proxy = empty(), owner = empty();
    char name[64];
    size_t size = sizeof name;

    assert_code(gnutls_x509_crt_set_dn(owner, "CN=owner", NULL), 0);
    assert_code(gnutls_x509_crt_set_proxy_dn(proxy, owner, 0, "proxy", 5), 0);
    assert_code(gnutls_x509_crt_get_dn(proxy, name, &size), 0);
    assert_string_equal(name, "CN=owner,CN=proxy");
    assert_code(gnutls_x509_crt_set_proxy_dn(proxy, NULL, 0, "proxy", 5), GNUTLS_E_INVALID_REQUEST);
    gnutls_x509_crt_deinit(proxy);
    gnutls_x509_crt_deinit(owner);
}

/* ---- whole certificates ---- */

static void test_a_certificate_is_the_same_byte_for_byte(void **state)
{
    gnutls_x509_privkey_t ed25519 = x509_key_of("server-ed25519"), rsa = x509_key_of("server-rsa");
    gnutls_x509_crt_t certificate = draft(ed25519);

    assert_code(gnutls_x509_crt_sign2(certificate, certificate, ed25519, 0, 0), 0);
    assert_string_equal(fingerprint(certificate), "a29c3bcc4d07a2a5ed9b2ddaf15de5fc8ec3af7a");
    gnutls_x509_crt_deinit(certificate);

    certificate = draft(rsa);
    assert_code(gnutls_x509_crt_sign2(certificate, certificate, rsa, GNUTLS_DIG_SHA256, 0), 0);
    assert_string_equal(fingerprint(certificate), "ffa04af3ffb398cd66fc948e83272777c2836706");
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(ed25519);
    gnutls_x509_privkey_deinit(rsa);
}

static void test_identifiers_of_names_are_where_they_belong(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519");
    gnutls_x509_crt_t certificate = draft(key);

    assert_code(gnutls_x509_crt_set_issuer_unique_id(certificate, "iss", 3), 0);
    assert_code(gnutls_x509_crt_set_subject_unique_id(certificate, "subj", 4), 0);
    assert_code(gnutls_x509_crt_sign2(certificate, certificate, key, 0, 0), 0);
    assert_string_equal(fingerprint(certificate), "0851f87f7dbc4016d6aea3342212fb6ccdd7ea96");
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
}

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

static void test_nothing_is_no_certificate(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519"), none;
    gnutls_x509_crt_t certificate = draft(key);

    assert_code(gnutls_x509_privkey_init(&none), 0);
    assert_code(gnutls_x509_crt_set_version(NULL, 3), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_set_serial(NULL, "\x01", 1), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_set_activation_time(NULL, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_set_expiration_time(NULL, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_set_key(NULL, key), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_set_key(certificate, none), GNUTLS_E_UNKNOWN_PK_ALGORITHM);
    assert_code(gnutls_x509_crt_sign2(NULL, certificate, key, 0, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_sign2(certificate, NULL, key, 0, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_sign2(certificate, certificate, NULL, 0, 0),
                GNUTLS_E_INVALID_REQUEST);
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_privkey_deinit(none);
}

int main(void)
{
    ADD_ROWS(signing_rows, test_signing);
    ADD_ROWS(signing_rows, test_signing_with_a_key_of_any_home);
    ADD(test_a_key_of_the_application_signs);
    ADD(test_a_key_may_be_bound_to_pss);
    ADD_ROWS(missing_rows, test_missing_parts);
    ADD_ROWS(serial_rows, test_serial);
    ADD_ROWS(time_rows, test_time);
    ADD(test_versions);
    ADD_ROWS(name_rows, test_name);
    ADD(test_a_proxy_is_named_after_whom_it_acts_for);
    ADD(test_a_certificate_is_the_same_byte_for_byte);
    ADD(test_identifiers_of_names_are_where_they_belong);
    ADD(test_a_change_leaves_the_signature_as_it_was);
    ADD(test_the_key_must_be_of_the_issuers_kind);
    ADD(test_an_rsa_key_signs_for_an_rsa_pss_certificate);
    ADD(test_a_certificate_verifies_what_its_key_signed);
    ADD(test_nothing_is_no_certificate);
    return suite_run("x509_write");
}
