/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_requests.c - requests for certificates: made, signed, read again
 *
 * Where a signature is determined by key and text (Ed25519, RSA with PKCS#1) the request is
 * compared whole, by its SHA-1; elsewhere it must verify.
 */

#include "requests.h"

#include <stdio.h>

#define UNSUPPORTED GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM

/* The API takes no const. */
static int set_attribute(gnutls_x509_crq_t request, const char *oid, const char *value)
{
    return gnutls_x509_crq_set_attribute_by_oid(request, oid, (void *)value, strlen(value));
}

/* ---- signing ---- */

enum { PSS = GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS };

struct signing_row {
    const char *name;
    const char *key;
    gnutls_digest_algorithm_t hash;
    unsigned flags;
    int code[LIBRARIES];
    gnutls_sign_algorithm_t algorithm[LIBRARIES];
};

/* clang-format off */
static const struct signing_row signing_rows[] = {
    { "RSA by itself",        "server-rsa",     GNUTLS_DIG_UNKNOWN, 0,   BOTH(0), BOTH(GNUTLS_SIGN_RSA_SHA256) },
    { "RSA with SHA-512",     "server-rsa",     GNUTLS_DIG_SHA512,  0,   BOTH(0), BOTH(GNUTLS_SIGN_RSA_SHA512) },
    { "RSA with PSS",         "server-rsa",     GNUTLS_DIG_SHA384,  PSS, BOTH(0), EACH(GNUTLS_SIGN_RSA_SHA384, GNUTLS_SIGN_RSA_PSS_SHA384) },
    { "RSA-PSS by itself",    "server-rsapss",  GNUTLS_DIG_UNKNOWN, 0,   BOTH(0), BOTH(GNUTLS_SIGN_RSA_PSS_SHA256) },
    { "P-256 by itself",      "server-p256",    GNUTLS_DIG_UNKNOWN, 0,   BOTH(0), BOTH(GNUTLS_SIGN_ECDSA_SHA256) },
    { "P-384 by itself",      "server-p384",    GNUTLS_DIG_UNKNOWN, 0,   BOTH(0), BOTH(GNUTLS_SIGN_ECDSA_SHA384) },
    { "P-521 by itself",      "server-p521",    GNUTLS_DIG_UNKNOWN, 0,   BOTH(0), BOTH(GNUTLS_SIGN_ECDSA_SHA512) },
    { "P-256 with PSS",       "server-p256",    GNUTLS_DIG_SHA256,  PSS, EACH(0, GNUTLS_E_INVALID_REQUEST), EACH(GNUTLS_SIGN_ECDSA_SHA256, 0) },
    { "Ed25519 by itself",    "server-ed25519", GNUTLS_DIG_UNKNOWN, 0,   BOTH(0), BOTH(GNUTLS_SIGN_EDDSA_ED25519) },
    { "Ed25519 with SHA-256", "server-ed25519", GNUTLS_DIG_SHA256,  0,   EACH(GNUTLS_E_INVALID_REQUEST, UNSUPPORTED), BOTH(0) },
    { "Ed448 by itself",      "server-ed448",   GNUTLS_DIG_UNKNOWN, 0,   BOTH(0), BOTH(GNUTLS_SIGN_EDDSA_ED448) },
};
/* clang-format on */

static void test_signing(void **state)
{
    const struct signing_row *row = *state;
    int code = row->code[library_under_test()];
    gnutls_x509_privkey_t key = x509_key_of(row->key);
    gnutls_x509_crq_t request = draft(key);

    assert_code(gnutls_x509_crq_sign2(request, key, row->hash, row->flags), code);
    if (code == 0) {
        assert_int_equal(gnutls_x509_crq_get_signature_algorithm(request),
                         row->algorithm[library_under_test()]);
        assert_code(gnutls_x509_crq_verify(request, 0), 0);
    } else {
        assert_code(gnutls_x509_crq_verify(request, 0), GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    }
    gnutls_x509_crq_deinit(request);
    gnutls_x509_privkey_deinit(key);
}

static void test_signing_with_a_key_of_any_home(void **state)
{
    const struct signing_row *row = *state;
    int code = row->code[library_under_test()];
    gnutls_x509_privkey_t plain = x509_key_of(row->key);
    gnutls_x509_crq_t request = draft(plain);
    gnutls_privkey_t key;

    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_import_x509(key, plain, 0), 0);
    assert_code(gnutls_x509_crq_privkey_sign(request, key, row->hash, row->flags), code);
    if (code == 0)
        assert_code(gnutls_x509_crq_verify(request, 0), 0);
    gnutls_x509_crq_deinit(request);
    gnutls_privkey_deinit(key);
    gnutls_x509_privkey_deinit(plain);
}

static void test_a_broken_hash_is_taken_when_it_is_asked_for(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-rsa"), other = x509_key_of("client-rsa");
    gnutls_x509_crq_t request = draft(key);

    assert_code(gnutls_x509_crq_sign2(request, key, GNUTLS_DIG_MD5, 0), 0);
    assert_code(gnutls_x509_crq_verify(request, 0), GNUTLS_E_INSUFFICIENT_SECURITY);
    assert_code(gnutls_x509_crq_verify(request, GNUTLS_VERIFY_ALLOW_SIGN_RSA_MD5), 0);
    assert_code(gnutls_x509_crq_sign2(request, other, GNUTLS_DIG_MD5, 0), 0);
    assert_code(gnutls_x509_crq_verify(request, GNUTLS_VERIFY_ALLOW_SIGN_RSA_MD5),
                GNUTLS_E_PK_SIG_VERIFY_FAILED);
    gnutls_x509_crq_deinit(request);
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_privkey_deinit(other);
}

static void test_another_key_is_found_out(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519"),
                          other = x509_key_of("client-ed25519");
    gnutls_x509_privkey_t p256 = x509_key_of("server-p256");
    gnutls_x509_crq_t request = draft(key);

    assert_code(gnutls_x509_crq_sign2(request, other, 0, 0), 0);
    assert_code(gnutls_x509_crq_verify(request, 0), GNUTLS_E_PK_SIG_VERIFY_FAILED);
    assert_code(gnutls_x509_crq_sign2(request, p256, 0, 0), 0);
    assert_code(gnutls_x509_crq_verify(request, 0), GNUTLS_E_CONSTRAINT_ERROR);
    gnutls_x509_crq_deinit(request);
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_privkey_deinit(other);
    gnutls_x509_privkey_deinit(p256);
}

/* ---- whole requests ---- */

static void test_a_request_is_the_same_byte_for_byte(void **state)
{
    gnutls_x509_privkey_t ed25519 = x509_key_of("server-ed25519"), rsa = x509_key_of("server-rsa");
    gnutls_x509_crq_t request = draft(ed25519);

    assert_code(set_attribute(request, "1.2.3.4", "\x0c\x01x"), 0);
    assert_code(gnutls_x509_crq_set_challenge_password(request, "pass"), 0);
    assert_code(gnutls_x509_crq_sign2(request, ed25519, 0, 0), 0);
    assert_string_equal(fingerprint(request), "5c25e3092193935a7dc131558ebdcc46e12cab04");
    gnutls_x509_crq_deinit(request);

    request = draft(rsa);
    assert_code(gnutls_x509_crq_sign2(request, rsa, GNUTLS_DIG_SHA256, 0), 0);
    assert_string_equal(fingerprint(request), "37c48770eb3019342b9f6621c7fd694ef24b90cf");
    gnutls_x509_crq_deinit(request);
    gnutls_x509_privkey_deinit(ed25519);
    gnutls_x509_privkey_deinit(rsa);
}

static void test_out_and_in(void **state)
{
    static const char *const heads[] = { "-----BEGIN NEW CERTIFICATE REQUEST-----\n",
                                         "-----BEGIN CERTIFICATE REQUEST-----\n" };
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519");
    gnutls_x509_crq_t request = draft(key), again = empty();
    gnutls_datum_t pem, der;
    char text[2048], print[64];
    size_t size = sizeof text;

    assert_code(gnutls_x509_crq_sign2(request, key, 0, 0), 0);
    snprintf(print, sizeof print, "%s", fingerprint(request));
    assert_code(gnutls_x509_crq_export2(request, GNUTLS_X509_FMT_PEM, &pem), 0);
    assert_code(gnutls_x509_crq_export(request, GNUTLS_X509_FMT_PEM, text, &size), 0);
    assert_int_equal(size, pem.size);
    assert_memory_equal(text, pem.data, size);
    assert_memory_equal(text, heads[0], strlen(heads[0]));
    assert_code(gnutls_x509_crq_import(again, &pem, GNUTLS_X509_FMT_PEM), 0);
    assert_string_equal(fingerprint(again), print);
    gnutls_free(pem.data);

    assert_code(gnutls_x509_crq_export2(request, GNUTLS_X509_FMT_DER, &der), 0);
    assert_code(gnutls_x509_crq_import(again, &der, GNUTLS_X509_FMT_DER), 0);
    assert_string_equal(fingerprint(again), print);
    size = 1;
    assert_code(gnutls_x509_crq_export(request, GNUTLS_X509_FMT_DER, text, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, der.size);
    gnutls_free(der.data);
    gnutls_x509_crq_deinit(request);
    gnutls_x509_crq_deinit(again);
    gnutls_x509_privkey_deinit(key);
}

static void test_what_is_no_request(void **state)
{
    gnutls_x509_crq_t request = empty();
    gnutls_datum_t nothing = { (unsigned char *)"abc", 3 };

    assert_code(gnutls_x509_crq_import(request, &nothing, GNUTLS_X509_FMT_PEM),
                GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR);
    assert_true(gnutls_x509_crq_import(request, &nothing, GNUTLS_X509_FMT_DER) < 0);
    assert_code(gnutls_x509_crq_import(NULL, &nothing, GNUTLS_X509_FMT_DER),
                GNUTLS_E_INVALID_REQUEST);
    gnutls_x509_crq_deinit(request);
}

/* ---- what an empty request says ---- */

static void test_an_empty_request_has_nothing(void **state)
{
    gnutls_x509_crq_t request = empty();
    gnutls_datum_t out, other;
    char text[256];
    unsigned bits;
    size_t size = sizeof text;

#define NOTHING(call, expected)                                                                    \
    do {                                                                                           \
        size = sizeof text;                                                                        \
        assert_code(call, expected);                                                               \
    } while (0)
    NOTHING(gnutls_x509_crq_get_version(request), GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    NOTHING(gnutls_x509_crq_get_dn(request, text, &size), MISSING);
    NOTHING(gnutls_x509_crq_get_dn2(request, &out), MISSING);
    NOTHING(gnutls_x509_crq_get_dn3(request, &out, 0), MISSING);
    NOTHING(gnutls_x509_crq_get_dn_by_oid(request, "2.5.4.3", 0, 0, text, &size), MISSING);
    NOTHING(gnutls_x509_crq_get_dn_oid(request, 0, text, &size), MISSING);
    NOTHING(gnutls_x509_crq_get_pk_algorithm(request, &bits), GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    NOTHING(gnutls_x509_crq_get_pk_oid(request, text, &size), GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    NOTHING(gnutls_x509_crq_get_key_rsa_raw(request, &out, &other), GNUTLS_E_INVALID_REQUEST);
    NOTHING(gnutls_x509_crq_get_key_id(request, 0, (void *)text, &size),
            GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    NOTHING(gnutls_x509_crq_get_signature_algorithm(request), GNUTLS_SIGN_UNKNOWN);
    NOTHING(gnutls_x509_crq_get_signature_oid(request, text, &size), GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    NOTHING(gnutls_x509_crq_get_challenge_password(request, text, &size), MISSING);
    NOTHING(gnutls_x509_crq_get_attribute_by_oid(request, "1.2.3", 0, text, &size), MISSING);
    NOTHING(gnutls_x509_crq_get_attribute_info(request, 0, text, &size), MISSING);
    NOTHING(gnutls_x509_crq_get_attribute_data(request, 0, text, &size), MISSING);
    NOTHING(gnutls_x509_crq_export(request, GNUTLS_X509_FMT_DER, text, &size),
            GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    NOTHING(gnutls_x509_crq_export2(request, GNUTLS_X509_FMT_PEM, &out),
            GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    NOTHING(gnutls_x509_crq_verify(request, 0), GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    gnutls_x509_crq_deinit(request);
}

/* ---- names, keys, attributes ---- */

static void test_names_are_put_together_part_by_part(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519");
    gnutls_x509_crq_t request = draft(key);
    gnutls_datum_t name;
    char text[64];
    size_t size = sizeof text;

    assert_code(gnutls_x509_crq_set_dn_by_oid(request, "2.5.4.6", 0, "DE", 2), 0);
    assert_code(gnutls_x509_crq_get_dn(request, text, &size), 0);
    assert_string_equal(text, "O=Example,CN=host.example,C=DE");
    assert_int_equal(size, strlen(text));
    assert_code(gnutls_x509_crq_get_dn2(request, &name), 0);
    assert_string_equal((char *)name.data, "O=Example,CN=host.example,C=DE");
    gnutls_free(name.data);
    assert_code(gnutls_x509_crq_get_dn3(request, &name, 0), 0);
    assert_string_equal((char *)name.data, "C=DE,CN=host.example,O=Example");
    gnutls_free(name.data);
    size = sizeof text;
    assert_code(gnutls_x509_crq_get_dn_by_oid(request, "2.5.4.3", 0, 0, text, &size), 0);
    assert_string_equal(text, "host.example");
    size = sizeof text;
    assert_code(gnutls_x509_crq_get_dn_oid(request, 2, text, &size), 0);
    assert_string_equal(text, "2.5.4.6");
    size = sizeof text;
    assert_code(gnutls_x509_crq_get_dn_oid(request, 3, text, &size), MISSING);
    assert_code(gnutls_x509_crq_set_dn(request, "x", NULL), GNUTLS_E_PARSING_ERROR);
    assert_code(gnutls_x509_crq_set_dn_by_oid(request, "1.2.3.4", 0, "x", 1),
                GNUTLS_E_X509_UNSUPPORTED_OID);
    gnutls_x509_crq_deinit(request);
    gnutls_x509_privkey_deinit(key);
}

static void test_an_rsa_key_by_its_numbers(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-rsa");
    gnutls_x509_crq_t request = draft(key), other = empty();
    unsigned char id[20], other_id[20];
    char oid[64];
    gnutls_datum_t m, e;
    unsigned bits = 0;
    size_t size = sizeof id;

    assert_code(gnutls_x509_crq_get_key_rsa_raw(request, &m, &e), 0);
    assert_code(gnutls_x509_crq_set_key_rsa_raw(other, &m, &e), 0);
    assert_int_equal(gnutls_x509_crq_get_pk_algorithm(other, &bits), GNUTLS_PK_RSA);
    assert_int_equal(bits, 2048);
    assert_code(gnutls_x509_crq_get_key_id(request, 0, id, &size), 0);
    assert_code(gnutls_x509_crq_get_key_id(other, 0, other_id, &size), 0);
    assert_memory_equal(id, other_id, sizeof id);
    size = sizeof oid;
    assert_code(gnutls_x509_crq_get_pk_oid(request, oid, &size), 0);
    assert_string_equal(oid, "1.2.840.113549.1.1.1");
    assert_int_equal(size, strlen(oid) + 1);
    assert_code(gnutls_x509_crq_sign2(request, key, GNUTLS_DIG_SHA256, 0), 0);
    size = sizeof oid;
    assert_code(gnutls_x509_crq_get_signature_oid(request, oid, &size), 0);
    assert_string_equal(oid, "1.2.840.113549.1.1.11");
    gnutls_free(m.data);
    gnutls_free(e.data);
    gnutls_x509_crq_deinit(request);
    gnutls_x509_crq_deinit(other);
    gnutls_x509_privkey_deinit(key);
}

static void test_public_keys_go_in_and_out(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-p256");
    gnutls_x509_crq_t request = draft(key), other = empty();
    unsigned char id[20], other_id[20];
    gnutls_pubkey_t half, none;
    size_t size = sizeof id;

    assert_code(gnutls_pubkey_init(&half), 0);
    assert_code(gnutls_pubkey_init(&none), 0);
    assert_code(gnutls_pubkey_import_x509_crq(half, other, 0), GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    assert_code(gnutls_pubkey_import_x509_crq(half, request, 0), 0);
    assert_int_equal(gnutls_pubkey_get_pk_algorithm(half, NULL), GNUTLS_PK_ECDSA);
    assert_code(gnutls_x509_crq_set_pubkey(other, none), GNUTLS_E_UNKNOWN_PK_ALGORITHM);
    assert_code(gnutls_x509_crq_set_pubkey(other, half), 0);
    assert_code(gnutls_x509_crq_get_key_id(request, 0, id, &size), 0);
    assert_code(gnutls_x509_crq_get_key_id(other, 0, other_id, &size), 0);
    assert_memory_equal(id, other_id, sizeof id);
    gnutls_pubkey_deinit(half);
    gnutls_pubkey_deinit(none);
    gnutls_x509_crq_deinit(request);
    gnutls_x509_crq_deinit(other);
    gnutls_x509_privkey_deinit(key);
}

static const char *attribute(gnutls_x509_crq_t request, unsigned index)
{
    static char text[256];
    char oid[64], data[64];
    size_t size = sizeof oid;

    if (gnutls_x509_crq_get_attribute_info(request, index, oid, &size) < 0)
        return "none";
    assert_int_equal(size, strlen(oid) + 1);
    size = sizeof data;
    assert_code(gnutls_x509_crq_get_attribute_data(request, index, data, &size), 0);
    snprintf(text, sizeof text, "%s %s", oid, hex_of(data, size));
    return text;
}

static void test_attributes_are_set_and_read(void **state)
{
    gnutls_x509_crq_t request = empty();
    char data[64];
    size_t size = sizeof data;

    assert_code(gnutls_x509_crq_set_challenge_password(request, "pass"), 0);
    assert_code(gnutls_x509_crq_set_challenge_password(request, "p\xc3\xa4ss"), 0);
    assert_code(set_attribute(request, "1.2.3.4", "\x0c\x01x"), 0);
    assert_code(set_attribute(request, "1.2.3.5", "\x0c\x01z"), 0);
    assert_code(set_attribute(request, "1.2.3.4", "\x0c\x01y"), 0);
    assert_string_equal(attribute(request, 0), "1.2.840.113549.1.9.7 130470617373");
    assert_string_equal(attribute(request, 1), "1.2.840.113549.1.9.7 0c0570c3a47373");
    assert_string_equal(attribute(request, 2), "1.2.3.4 0c0179");
    assert_string_equal(attribute(request, 3), "1.2.3.5 0c017a");
    assert_string_equal(attribute(request, 4), "none");
    assert_code(gnutls_x509_crq_get_attribute_by_oid(request, "1.2.3.4", 0, data, &size), 0);
    assert_string_equal(hex_of(data, size), "0c0179");
    size = 1;
    assert_code(gnutls_x509_crq_get_attribute_by_oid(request, "1.2.3.4", 0, data, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    size = sizeof data;
    assert_code(gnutls_x509_crq_get_challenge_password(request, data, &size), 0);
    assert_string_equal(data, "pass");
    assert_int_equal(size, 4);
    size = 4;
    assert_code(gnutls_x509_crq_get_challenge_password(request, data, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, 5);
    gnutls_x509_crq_deinit(request);
}

int main(void)
{
    ADD_ROWS(signing_rows, test_signing);
    ADD_ROWS(signing_rows, test_signing_with_a_key_of_any_home);
    ADD(test_a_broken_hash_is_taken_when_it_is_asked_for);
    ADD(test_another_key_is_found_out);
    ADD(test_a_request_is_the_same_byte_for_byte);
    ADD(test_out_and_in);
    ADD(test_what_is_no_request);
    ADD(test_an_empty_request_has_nothing);
    ADD(test_names_are_put_together_part_by_part);
    ADD(test_an_rsa_key_by_its_numbers);
    ADD(test_public_keys_go_in_and_out);
    ADD(test_attributes_are_set_and_read);
    return suite_run("requests");
}
