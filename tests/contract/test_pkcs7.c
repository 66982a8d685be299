/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_pkcs7.c - signed data of openssl: read, believed, and broken */

#include "keys.h"

#include <gnutls/pkcs7.h>

static const char message_text[] = "signed by openssl\n";
static const gnutls_datum_t message = { (unsigned char *)message_text, 18 };
static const gnutls_datum_t other = { (unsigned char *)"sogned by openssl\n", 18 };

static gnutls_datum_t load(const char *name)
{
    return file_in("containers/%s", name);
}

static gnutls_pkcs7_t load_signed(const char *name)
{
    gnutls_datum_t file = load(name);
    gnutls_pkcs7_t signed_data;

    assert_code(gnutls_pkcs7_init(&signed_data), 0);
    assert_code(gnutls_pkcs7_import(signed_data, &file, GNUTLS_X509_FMT_DER), 0);
    free(file.data);
    return signed_data;
}

/* ---- from openssl ---- */

struct signed_row {
    const char *name, *signer, *stranger;
    gnutls_sign_algorithm_t algorithm;
    bool embedded, attributes, by_key_id;
};

static const struct signed_row signed_rows[] = {
    { "embedded.p7", "server-p256-cert.pem", "inter-cert.pem", GNUTLS_SIGN_ECDSA_SHA256, true, true,
      false },
    { "embedded-ber.p7", "server-p256-cert.pem", "inter-cert.pem", GNUTLS_SIGN_ECDSA_SHA256, true,
      true, false },
    { "detached.p7", "server-p256-cert.pem", "server-rsa-cert.pem", GNUTLS_SIGN_ECDSA_SHA256, false,
      true, false },
    { "by-key-id.p7", "server-p256-cert.pem", "inter-cert.pem", GNUTLS_SIGN_ECDSA_SHA256, true,
      false, true },
    { "rsa.p7", "server-rsa-cert.pem", "server-p256-cert.pem", GNUTLS_SIGN_RSA_SHA512, true, true,
      false },
};

static void test_a_signature_is_of_its_signer(void **state)
{
    const struct signed_row *row = *state;
    gnutls_pkcs7_t signed_data = load_signed(row->name);
    gnutls_x509_crt_t signer = certificate_in("%s", row->signer);
    gnutls_x509_crt_t stranger = certificate_in("%s", row->stranger);

    assert_int_equal(gnutls_pkcs7_get_signature_count(signed_data), 1);
    assert_code(gnutls_pkcs7_verify_direct(signed_data, signer, 0, &message, 0), 0);
    assert_code(gnutls_pkcs7_verify_direct(signed_data, signer, 0, &other, 0),
                GNUTLS_E_PK_SIG_VERIFY_FAILED);
    assert_true(gnutls_pkcs7_verify_direct(signed_data, stranger, 0, &message, 0) < 0);
    assert_code(gnutls_pkcs7_verify_direct(signed_data, signer, 1, &message, 0),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_pkcs7_verify_direct(signed_data, signer, 0, NULL, 0),
                row->embedded ? 0 : GNUTLS_E_NO_EMBEDDED_DATA);
    gnutls_x509_crt_deinit(stranger);
    gnutls_x509_crt_deinit(signer);
    gnutls_pkcs7_deinit(signed_data);
}

static void test_a_signature_tells_of_itself(void **state)
{
    const struct signed_row *row = *state;
    gnutls_pkcs7_t signed_data = load_signed(row->name);
    gnutls_pkcs7_signature_info_st info;
    gnutls_datum_t data, value;
    char *oid;

    assert_code(gnutls_pkcs7_get_signature_info(signed_data, 0, &info), 0);
    assert_int_equal(info.algo, row->algorithm);
    assert_int_equal(info.issuer_keyid.size, row->by_key_id ? 20 : 0);
    assert_int_equal(info.issuer_dn.size > 0, !row->by_key_id);
    assert_int_equal(info.signing_time != -1, row->attributes);
    assert_null(info.unsigned_attrs);
    if (row->attributes) {
        assert_code(gnutls_pkcs7_get_attr(info.signed_attrs, 0, &oid, &value,
                                          GNUTLS_PKCS7_ATTR_ENCODE_OCTET_STRING),
                    0);
        assert_string_equal(oid, "1.2.840.113549.1.9.4");
        gnutls_free(value.data);
        assert_code(gnutls_pkcs7_get_attr(info.signed_attrs, 3, &oid, &value, 0),
                    GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    }
    gnutls_pkcs7_signature_info_deinit(&info);
    assert_code(gnutls_pkcs7_get_signature_info(signed_data, 1, &info),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_string_equal(gnutls_pkcs7_get_embedded_data_oid(signed_data), "1.2.840.113549.1.7.1");
    int result = gnutls_pkcs7_get_embedded_data(signed_data, 0, &data);
    assert_code(result, row->embedded ? 0 : GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (row->embedded) {
        assert_int_equal(data.size, message.size);
        assert_memory_equal(data.data, message.data, data.size);
        gnutls_free(data.data);
    }
    gnutls_pkcs7_deinit(signed_data);
}

/* Out and in again, the signature still holds. */
static void test_signed_data_goes_out_and_in(void **state)
{
    const struct signed_row *row = *state;
    gnutls_pkcs7_t signed_data = load_signed(row->name), again;
    gnutls_x509_crt_t signer = certificate_in("%s", row->signer);
    gnutls_datum_t pem;

    assert_code(gnutls_pkcs7_export2(signed_data, GNUTLS_X509_FMT_PEM, &pem), 0);
    assert_memory_equal(pem.data, "-----BEGIN PKCS7-----", 21);
    assert_code(gnutls_pkcs7_init(&again), 0);
    assert_code(gnutls_pkcs7_import(again, &pem, GNUTLS_X509_FMT_PEM), 0);
    assert_code(gnutls_pkcs7_verify_direct(again, signer, 0, &message, 0), 0);
    assert_int_equal(gnutls_pkcs7_get_crt_count(again), 1);
    gnutls_free(pem.data);
    gnutls_pkcs7_deinit(again);
    gnutls_x509_crt_deinit(signer);
    gnutls_pkcs7_deinit(signed_data);
}

static void test_certificates_may_come_without_a_signature(void **state)
{
    gnutls_datum_t file = load("certificates.pem"), der;
    gnutls_pkcs7_t bundle;
    unsigned char small[5];
    size_t size = sizeof small;

    assert_code(gnutls_pkcs7_init(&bundle), 0);
    assert_code(gnutls_pkcs7_import(bundle, &file, GNUTLS_X509_FMT_PEM), 0);
    assert_int_equal(gnutls_pkcs7_get_crt_count(bundle), 2);
    assert_int_equal(gnutls_pkcs7_get_crl_count(bundle), 0);
    assert_int_equal(gnutls_pkcs7_get_signature_count(bundle), 0);
    assert_code(gnutls_pkcs7_get_crt_raw2(bundle, 0, &der), 0);
    gnutls_free(der.data);
    assert_code(gnutls_pkcs7_get_crt_raw(bundle, 0, small, &size), GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_true(size > sizeof small);
    assert_code(gnutls_pkcs7_get_crt_raw2(bundle, 2, &der), GNUTLS_E_ASN1_ELEMENT_NOT_FOUND);
    assert_code(gnutls_pkcs7_get_crl_raw2(bundle, 0, &der), GNUTLS_E_ASN1_ELEMENT_NOT_FOUND);
    assert_code(gnutls_pkcs7_delete_crt(bundle, 7), GNUTLS_E_ASN1_ELEMENT_NOT_FOUND);
    gnutls_pkcs7_deinit(bundle);
    free(file.data);
}

static void test_what_is_no_signed_data(void **state)
{
    gnutls_datum_t certificate, junk = { (unsigned char *)"junk", 4 };
    gnutls_pkcs7_t signed_data;

    assert_int_equal(pair_load("server-p256-cert.pem", &certificate), 0);
    assert_code(gnutls_pkcs7_init(&signed_data), 0);
    assert_code(gnutls_pkcs7_import(signed_data, &certificate, GNUTLS_X509_FMT_PEM),
                GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR);
    assert_true(gnutls_pkcs7_import(signed_data, &junk, GNUTLS_X509_FMT_DER) < 0);
    gnutls_pkcs7_deinit(signed_data);
    free(certificate.data);
}

/* No change of a byte is taken for the message that was signed. */
static void test_a_changed_signature_does_not_hold(void **state)
{
    gnutls_datum_t file = load("embedded.p7");
    gnutls_x509_crt_t signer = certificate_in("%s", "server-p256-cert.pem");

    for (unsigned i = 0; i < file.size; i += 3) {
        gnutls_pkcs7_t signed_data;
        file.data[i] ^= 0x21;
        assert_code(gnutls_pkcs7_init(&signed_data), 0);
        if (gnutls_pkcs7_import(signed_data, &file, GNUTLS_X509_FMT_DER) == 0 &&
            gnutls_pkcs7_verify_direct(signed_data, signer, 0, NULL, 0) == 0) {
            gnutls_datum_t data;
            assert_code(gnutls_pkcs7_get_embedded_data(signed_data, 0, &data), 0);
            assert_memory_equal(data.data, message.data, data.size);
            gnutls_free(data.data);
        }
        gnutls_pkcs7_deinit(signed_data);
        file.data[i] ^= 0x21;
    }
    gnutls_x509_crt_deinit(signer);
    free(file.data);
}

static void test_signed_data_in_words(void **state)
{
    gnutls_pkcs7_t signed_data = load_signed("embedded.p7");
    gnutls_datum_t text;

    assert_code(gnutls_pkcs7_print(signed_data, GNUTLS_CRT_PRINT_FULL, &text), 0);
    assert_non_null(strstr((char *)text.data, "Signers:\n\tSigner's issuer DN: CN=inter\n"
                                              "\tSigner's serial: 12\n\tSigning time: "));
    assert_non_null(strstr((char *)text.data, "\tSignature Algorithm: ECDSA-SHA256\n"
                                              "\tSigned Attributes:\n\t\tmessageDigest: 0420"));
    assert_non_null(
        strstr((char *)text.data, "Number of certificates: 1\n\n-----BEGIN CERTIFICATE-----\n"));
    gnutls_free(text.data);
    assert_code(gnutls_pkcs7_print(signed_data, GNUTLS_CRT_PRINT_COMPACT, &text), 0);
    assert_null(strstr((char *)text.data, "Attributes"));
    gnutls_free(text.data);
    gnutls_pkcs7_deinit(signed_data);
}

/* ---- whom to trust ---- */

struct trust_row {
    const char *name;
    const char *trusted, *along; /* the authority, and a certificate that comes along */
    const char *purpose;
    bool good;
};

static const struct trust_row trust_rows[] = {
    { "a gap", "root-cert.pem", NULL, NULL, false },
    { "the issuer", "inter-cert.pem", NULL, NULL, true },
    { "its purpose", "inter-cert.pem", NULL, GNUTLS_KP_TLS_WWW_SERVER, true },
    { "another purpose", "inter-cert.pem", NULL, GNUTLS_KP_CODE_SIGNING, false },
};

/* The reference of Debian 12 can not add a certificate to what it has read. */
static const struct trust_row own_trust_rows[] = {
    { "the whole chain", "root-cert.pem", "inter-cert.pem", NULL, true },
    { "another authority", "other-ca-cert.pem", "inter-cert.pem", NULL, false },
};

static void test_a_signer_must_be_trusted(void **state)
{
    const struct trust_row *row = *state;
    gnutls_pkcs7_t signed_data = load_signed("embedded.p7");
    gnutls_x509_crt_t trusted = certificate_in("%s", row->trusted);
    gnutls_typed_vdata_st vdata = { GNUTLS_DT_KEY_PURPOSE_OID, (void *)row->purpose, 0 };
    gnutls_x509_trust_list_t list;

    assert_code(gnutls_x509_trust_list_init(&list, 0), 0);
    assert_int_equal(gnutls_x509_trust_list_add_cas(list, &trusted, 1, 0), 1);
    if (row->along != NULL) {
        gnutls_x509_crt_t along = certificate_in("%s", row->along);
        assert_code(gnutls_pkcs7_set_crt(signed_data, along), 0);
        gnutls_x509_crt_deinit(along);
    }
    int result = gnutls_pkcs7_verify(signed_data, list, &vdata, row->purpose != NULL, 0, NULL, 0);
    if (row->good)
        assert_code(result, 0);
    else
        assert_true(result < 0);
    assert_true(gnutls_pkcs7_verify(signed_data, list, &vdata, row->purpose != NULL, 0, &other, 0) <
                0);
    gnutls_pkcs7_deinit(signed_data);
    gnutls_x509_trust_list_deinit(list, 1);
}

/* With the version, and the hashes with parameters or without, that were read. */
static void test_what_was_read_is_exported_as_it_was(void **state)
{
    static const char *const names[] = { "embedded.p7", "detached.p7", "by-key-id.p7", "rsa.p7" };

    for (size_t i = 0; i < COUNT(names); i++) {
        gnutls_pkcs7_t signed_data = load_signed(names[i]);
        gnutls_datum_t file = load(names[i]), der;

        assert_code(gnutls_pkcs7_export2(signed_data, GNUTLS_X509_FMT_DER, &der), 0);
        assert_int_equal(der.size, file.size);
        assert_memory_equal(der.data, file.data, der.size);
        gnutls_free(der.data);
        free(file.data);
        gnutls_pkcs7_deinit(signed_data);
    }
}

/* Puts a signature with MD5 in place of the one in rsa.p7, which is all that stands behind the signed
 * attributes and the name of the algorithm. */
static void sign_with_md5(gnutls_datum_t *file)
{
    static const unsigned char rsa[] = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
    enum { OID_SIZE = sizeof rsa - 1, SIGNATURE = 256, ATTRIBUTES = 140, HEADER = 4 };
    gnutls_privkey_t key = load_key("server-rsa");
    unsigned char *oid = file->data + file->size - SIGNATURE;
    gnutls_datum_t attributes = { NULL, ATTRIBUTES }, signature;

    while (memcmp(oid, rsa, OID_SIZE) != 0)
        oid--;
    oid[OID_SIZE - 1] = 4;
    attributes.data = oid - HEADER - ATTRIBUTES;
    attributes.data[0] = 0x31;
    assert_code(gnutls_privkey_sign_data(key, GNUTLS_DIG_MD5, 0, &attributes, &signature), 0);
    attributes.data[0] = 0xa0;
    assert_int_equal(signature.size, SIGNATURE);
    memcpy(file->data + file->size - SIGNATURE, signature.data, SIGNATURE);
    gnutls_free(signature.data);
    gnutls_privkey_deinit(key);
}

/* The hash of the data is one thing, that of the signature another: a good one beside it does not make
 * md5WithRSAEncryption any better. GnuTLS takes the data's hash for both, and finds another. */
static void test_a_broken_hash_of_the_signature_is_not_believed(void **state)
{
    gnutls_datum_t file = load("rsa.p7");
    gnutls_x509_crt_t signer = certificate_in("%s", "server-rsa-cert.pem");
    gnutls_pkcs7_t signed_data;
    bool is_ours = library_under_test() == REPRISE;

    (void)state;
    sign_with_md5(&file);
    assert_code(gnutls_pkcs7_init(&signed_data), 0);
    assert_code(gnutls_pkcs7_import(signed_data, &file, GNUTLS_X509_FMT_DER), 0);

    assert_code(gnutls_pkcs7_verify_direct(signed_data, signer, 0, &message, 0),
                is_ours ? GNUTLS_E_INSUFFICIENT_SECURITY : GNUTLS_E_PK_SIG_VERIFY_FAILED);
    assert_code(gnutls_pkcs7_verify_direct(signed_data, signer, 0, &message,
                                           GNUTLS_VERIFY_ALLOW_SIGN_RSA_MD5),
                is_ours ? 0 : GNUTLS_E_PK_SIG_VERIFY_FAILED);

    gnutls_pkcs7_deinit(signed_data);
    gnutls_x509_crt_deinit(signer);
    free(file.data);
}

int main(void)
{
    ADD(test_what_was_read_is_exported_as_it_was);
    ADD_ROWS(signed_rows, test_a_signature_is_of_its_signer);
    ADD_ROWS(signed_rows, test_a_signature_tells_of_itself);
    ADD_ROWS(signed_rows, test_signed_data_goes_out_and_in);
    ADD(test_certificates_may_come_without_a_signature);
    ADD(test_what_is_no_signed_data);
    ADD(test_a_changed_signature_does_not_hold);
    ADD(test_signed_data_in_words);
    /* The reference of Debian 12 can not add content or certificates to what it signs. */
    if (library_under_test() == REPRISE) {
        ADD_ROWS(own_trust_rows, test_a_signer_must_be_trusted);
    }
    ADD_ROWS(trust_rows, test_a_signer_must_be_trusted);
    ADD(test_a_broken_hash_of_the_signature_is_not_believed);
    return suite_run("pkcs7");
}
