/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_certificate.c - a certificate is read whole or not at all */

#include "unit/pki/files.h"

#include "base/errors.h"
#include "pki/name.h"
#include "pki/oid.h"

#include <gnutls/x509.h>

static const char *const names[] = {
    "root-cert",         "inter-cert",         "other-ca-cert",
    "server-rsa-cert",   "server-rsapss-cert", "server-p256-cert",
    "server-p384-cert",  "server-p521-cert",   "server-ed25519-cert",
    "server-ed448-cert", "client-rsa-cert",    "small-cert",
    "pki/good",          "pki/ca-named",       "pki/critical",
    "pki/host-names",
};

static void test_fields_are_those_that_openssl_shows(void **state)
{
    struct gnutls_x509_crt_int *certificate = load_certificate("server-p256-cert");
    const struct certificate_facts *facts = certificate_facts(certificate);
    SCOPED(buffer) struct buffer issuer = { 0 }, subject = { 0 };

    assert_int_equal(name_print(facts->issuer, true, &issuer), 0);
    assert_int_equal(name_print(facts->subject, true, &subject), 0);

    assert_int_equal(facts->version, 3);
    assert_bytes_equal(facts->serial.data, facts->serial.size, "\x12", 1);
    assert_int_equal(facts->not_before_s, 1577836800); /* 2020-01-01 */
    assert_int_equal(facts->not_after_s, 2524521600);  /* 2049-12-31 */
    assert_int_equal(facts->signature_algorithm.id, GNUTLS_SIGN_ECDSA_SHA256);
    assert_true(facts->has_basic_constraints);
    assert_false(facts->is_authority);
    assert_true(facts->has_key_usage);
    assert_int_equal(facts->key_usage, GNUTLS_KEY_DIGITAL_SIGNATURE);
    assert_true(facts->has_alternative_names);
    assert_false(facts->has_unknown_critical);
    assert_bytes_equal(issuer.data, issuer.size, "CN=inter", 8);
    assert_bytes_equal(subject.data, subject.size, "CN=server-p256", 14);
    certificate_free(certificate);
}

static void test_authorities_say_so(void **state)
{
    struct gnutls_x509_crt_int *certificate = load_certificate("pki/root-0");
    const struct certificate_facts *facts = certificate_facts(certificate);

    assert_true(facts->is_authority);
    assert_int_equal(facts->path_length, 0);
    assert_int_equal(facts->key_usage, GNUTLS_KEY_KEY_CERT_SIGN);

    certificate_free(certificate);
}

static void test_keys_of_every_kind_are_read(void **state)
{
    static const struct {
        const char *name;
        enum key_kind kind;
        gnutls_ecc_curve_t curve;
        size_t point_size;
    } rows[] = {
        { "server-rsa-cert", KEY_RSA, GNUTLS_ECC_CURVE_INVALID, 0 },
        { "server-rsapss-cert", KEY_RSA_PSS, GNUTLS_ECC_CURVE_INVALID, 0 },
        { "server-p256-cert", KEY_EC, GNUTLS_ECC_CURVE_SECP256R1, 65 },
        { "server-p384-cert", KEY_EC, GNUTLS_ECC_CURVE_SECP384R1, 97 },
        { "server-p521-cert", KEY_EC, GNUTLS_ECC_CURVE_SECP521R1, 133 },
        { "server-ed25519-cert", KEY_ED25519, GNUTLS_ECC_CURVE_ED25519, 32 },
        { "server-ed448-cert", KEY_ED448, GNUTLS_ECC_CURVE_ED448, 57 },
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct gnutls_x509_crt_int *certificate = load_certificate(rows[i].name);
        const struct public_key *key = NULL;

        assert_int_equal(certificate_public_key(certificate, &key), 0);

        assert_int_equal(key->kind, rows[i].kind);
        assert_int_equal(key->curve, rows[i].curve);
        assert_int_equal(key->point.size, rows[i].point_size);
        assert_int_equal(key->modulus.size, rows[i].point_size == 0 ? 256 : 0);
        certificate_free(certificate);
    }
}

static void test_a_key_is_written_as_it_was_read(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        struct gnutls_x509_crt_int *certificate = load_certificate(names[i]);
        const struct public_key *key = NULL;
        SCOPED(buffer) struct buffer written = { 0 };

        assert_int_equal(certificate_public_key(certificate, &key), 0);
        assert_int_equal(public_key_write(key, &written), 0);

        struct bytes spki = certificate_facts(certificate)->spki;
        assert_bytes_equal(written.data, written.size, spki.data, spki.size);
        certificate_free(certificate);
    }
}

static void test_unknown_critical_extensions_are_told(void **state)
{
    struct gnutls_x509_crt_int *critical = load_certificate("pki/critical");
    struct gnutls_x509_crt_int *uncritical = load_certificate("pki/uncritical");
    struct certificate_extension extension;
    static const struct bytes oid = OID("\x2a\x03\x04");

    assert_true(certificate_facts(critical)->has_unknown_critical);
    assert_false(certificate_facts(uncritical)->has_unknown_critical);
    assert_true(certificate_find_extension(uncritical, oid, &extension));
    assert_false(extension.critical);
    assert_bytes_equal(extension.value.data, extension.value.size, "\x05\x00", 2);

    certificate_free(critical);
    certificate_free(uncritical);
}

static void test_bytes_behind_a_certificate_are_refused(void **state)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    SCOPED(buffer) struct buffer der = load_der("server-p256-cert");

    assert_int_equal(buffer_append(&der, bytes_of("\0", 1)), 0);

    assert_int_equal(certificate_new(buffer_bytes(&der), &certificate), GNUTLS_E_ASN1_DER_ERROR);
}

static void test_every_truncation_is_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        SCOPED(buffer) struct buffer der = load_der(names[i]);
        for (size_t size = 0; size < der.size; size++) {
            struct gnutls_x509_crt_int *certificate = NULL;
            uint8_t *cut = exact_copy(der.data, size);
            assert_true(certificate_new(bytes_of(cut, size), &certificate) < 0);
            free(cut);
        }
    }
}

/* What reads is what was written, but for values: all that is said of it can be asked. */
static void ask_everything(struct gnutls_x509_crt_int *certificate)
{
    const struct certificate_facts *facts = certificate_facts(certificate);
    struct certificate_extension extension;
    struct bytes rest = facts->extensions;
    SCOPED(buffer) struct buffer text = { 0 };

    while (extension_take(&rest, &extension))
        assert_true(extension.oid.size > 0);
    (void)!name_print(facts->subject, true, &text);
    (void)!name_print(facts->issuer, false, &text);
    certificate_has_name(certificate, "host.example.test", 0);
    certificate_has_name(certificate, "10.0.0.1", 0);
    certificate_has_email(certificate, "a@b.test");
    certificate_has_purpose(certificate, GNUTLS_KP_TLS_WWW_SERVER, 0);
}

static void test_no_changed_byte_does_harm(void **state)
{
    static const uint8_t changes[] = { 0x01, 0x80, 0xff };
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        SCOPED(buffer) struct buffer der = load_der(names[i]);
        uint8_t *copy = exact_copy(der.data, der.size);
        for (size_t at = 0; at < der.size * ARRAY_SIZE(changes); at++) {
            struct gnutls_x509_crt_int *certificate = NULL;
            uint8_t change = changes[at % ARRAY_SIZE(changes)];
            copy[at / ARRAY_SIZE(changes)] ^= change;
            if (certificate_new(bytes_of(copy, der.size), &certificate) == 0)
                ask_everything(certificate);
            certificate_free(certificate);
            copy[at / ARRAY_SIZE(changes)] ^= change;
        }
        free(copy);
    }
}

/* Finds `from` once in the DER and puts `to` there, of the same size. */
static void replace(struct buffer *der, const char *from, const char *to, size_t size)
{
    uint8_t *at = memmem(der->data, der->size, from, size);
    assert_non_null(at);
    memcpy(at, to, size);
}

static void test_twice_the_same_extension_is_refused(void **state)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    SCOPED(buffer) struct buffer der = load_der("pki/good");

    /* Subject key identifier becomes a second authority key identifier. */
    replace(&der, "\x06\x03\x55\x1d\x0e", "\x06\x03\x55\x1d\x23", 5);

    int result = certificate_new(buffer_bytes(&der), &certificate);
    assert_true(result == GNUTLS_E_X509_DUPLICATE_EXTENSION || result == GNUTLS_E_ASN1_DER_ERROR);
}

static void test_extensions_need_version_3(void **state)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    SCOPED(buffer) struct buffer der = load_der("pki/good");

    replace(&der, "\xa0\x03\x02\x01\x02", "\xa0\x03\x02\x01\x01", 5);
    assert_int_equal(certificate_new(buffer_bytes(&der), &certificate),
                     GNUTLS_E_X509_CERTIFICATE_ERROR);

    replace(&der, "\xa0\x03\x02\x01\x01", "\xa0\x03\x02\x01\x00", 5);
    assert_int_equal(certificate_new(buffer_bytes(&der), &certificate), GNUTLS_E_ASN1_DER_ERROR);
}

static void test_the_two_signature_algorithms_must_agree(void **state)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    SCOPED(buffer) struct buffer der = load_der("pki/good");

    /* The first that is found is the inner one: ECDSA with SHA-256 becomes SHA-384. */
    replace(&der, "\x2a\x86\x48\xce\x3d\x04\x03\x02", "\x2a\x86\x48\xce\x3d\x04\x03\x03", 8);

    assert_int_equal(certificate_new(buffer_bytes(&der), &certificate),
                     GNUTLS_E_X509_CERTIFICATE_ERROR);
}

static void test_a_foreign_key_does_not_spoil_the_rest(void **state)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    const struct public_key *key = NULL;
    SCOPED(buffer) struct buffer der = load_der("server-ed25519-cert");

    /* The key's OID 1.3.101.112 becomes 1.3.101.99. */
    replace(&der, "\x30\x05\x06\x03\x2b\x65\x70\x03", "\x30\x05\x06\x03\x2b\x65\x63\x03", 8);

    assert_int_equal(certificate_new(buffer_bytes(&der), &certificate), 0);
    assert_int_equal(certificate_public_key(certificate, &key), GNUTLS_E_UNKNOWN_PK_ALGORITHM);
    certificate_free(certificate);
}

static void test_a_certificate_that_others_hold_is_not_filled_again(void **state)
{
    struct gnutls_x509_crt_int *certificate = load_certificate("small-cert");
    SCOPED(buffer) struct buffer der = load_der("pki/good");
    SCOPED(buffer) struct buffer small = load_der("small-cert");

    certificate_hold(certificate);
    assert_int_equal(certificate_fill(certificate, buffer_bytes(&der)), GNUTLS_E_INVALID_REQUEST);
    certificate_free(certificate);
    assert_true(bytes_equal(certificate_der(certificate), buffer_bytes(&small)));
    assert_int_equal(certificate_fill(certificate, buffer_bytes(&der)), 0);

    assert_true(bytes_equal(certificate_der(certificate), buffer_bytes(&der)));
    certificate_free(certificate);
}

static void test_a_failed_filling_changes_nothing(void **state)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    SCOPED(buffer) struct buffer der = load_der("pki/good");
    assert_int_equal(certificate_new_empty(&certificate), 0);

    assert_true(certificate_fill(certificate, bytes_of(der.data, der.size - 1)) < 0);
    assert_int_equal(certificate_der(certificate).size, 0);
    assert_int_equal(certificate_fill(certificate, buffer_bytes(&der)), 0);
    assert_true(certificate_fill(certificate, bytes_of(der.data, der.size - 1)) < 0);

    assert_true(bytes_equal(certificate_der(certificate), buffer_bytes(&der)));
    certificate_free(certificate);
}

static void test_purposes_are_those_named_or_any(void **state)
{
    struct gnutls_x509_crt_int *server = load_certificate("pki/good");
    struct gnutls_x509_crt_int *any = load_certificate("pki/any-purpose");
    struct gnutls_x509_crt_int *silent = load_certificate("pki/ca");

    assert_true(certificate_has_purpose(server, GNUTLS_KP_TLS_WWW_SERVER, 0));
    assert_false(certificate_has_purpose(server, GNUTLS_KP_TLS_WWW_CLIENT, 0));
    assert_true(certificate_has_purpose(any, GNUTLS_KP_TLS_WWW_CLIENT, 0));
    assert_false(
        certificate_has_purpose(any, GNUTLS_KP_TLS_WWW_CLIENT, GNUTLS_KP_FLAG_DISALLOW_ANY));
    assert_true(certificate_has_purpose(silent, GNUTLS_KP_TLS_WWW_CLIENT, 0));

    certificate_free(server);
    certificate_free(any);
    certificate_free(silent);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields_are_those_that_openssl_shows),
        cmocka_unit_test(test_authorities_say_so),
        cmocka_unit_test(test_keys_of_every_kind_are_read),
        cmocka_unit_test(test_a_key_is_written_as_it_was_read),
        cmocka_unit_test(test_unknown_critical_extensions_are_told),
        cmocka_unit_test(test_bytes_behind_a_certificate_are_refused),
        cmocka_unit_test(test_every_truncation_is_refused),
        cmocka_unit_test(test_no_changed_byte_does_harm),
        cmocka_unit_test(test_twice_the_same_extension_is_refused),
        cmocka_unit_test(test_extensions_need_version_3),
        cmocka_unit_test(test_the_two_signature_algorithms_must_agree),
        cmocka_unit_test(test_a_foreign_key_does_not_spoil_the_rest),
        cmocka_unit_test(test_a_certificate_that_others_hold_is_not_filled_again),
        cmocka_unit_test(test_a_failed_filling_changes_nothing),
        cmocka_unit_test(test_purposes_are_those_named_or_any),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
