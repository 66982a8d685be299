/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_pkcs7_sign.c - data signed here, read again and verified */

#include "keys.h"

#include <gnutls/pkcs7.h>

static const gnutls_datum_t other = { (unsigned char *)"sand", 4 };

struct making_row {
    const char *name;
    const char *identity;
    unsigned flags;
    bool attributes;
};

static const struct making_row making_rows[] = {
    { "bare", "server-p256", 0, false },
    { "RSA", "server-rsa", 0, false },
};

static const struct making_row own_making_rows[] = {
    { "embedded", "server-p256", GNUTLS_PKCS7_EMBED_DATA, false },
    { "with the time", "server-p256", GNUTLS_PKCS7_INCLUDE_TIME, false },
    { "with attributes", "server-rsa",
      GNUTLS_PKCS7_EMBED_DATA | GNUTLS_PKCS7_INCLUDE_TIME | GNUTLS_PKCS7_INCLUDE_CERT, true },
    { "by the key", "server-p256", GNUTLS_PKCS7_WRITE_SPKI | GNUTLS_PKCS7_EMBED_DATA, false },
    { "Ed25519", "server-ed25519", GNUTLS_PKCS7_EMBED_DATA | GNUTLS_PKCS7_INCLUDE_TIME, false },
    { "Ed448", "server-ed448", GNUTLS_PKCS7_EMBED_DATA, false },
};

static gnutls_digest_algorithm_t digest_beside(const char *key)
{
    if (strstr(key, "ed448"))
        return GNUTLS_DIG_SHAKE_256;
    return strstr(key, "ed25519") ? GNUTLS_DIG_SHA512 : GNUTLS_DIG_SHA384;
}

static gnutls_pkcs7_t make(const struct making_row *row)
{
    gnutls_x509_crt_t certificate = certificate_of(row->identity);
    gnutls_privkey_t key = load_key(row->identity);
    gnutls_pkcs7_attrs_t attributes = NULL, open = NULL;
    gnutls_datum_t value = { (unsigned char *)"said", 4 };
    gnutls_pkcs7_t made;

    assert_code(gnutls_pkcs7_init(&made), 0);
    if (row->attributes) {
        assert_code(gnutls_pkcs7_add_attr(&attributes, "1.2.3.4", &value,
                                          GNUTLS_PKCS7_ATTR_ENCODE_OCTET_STRING),
                    0);
        assert_code(
            gnutls_pkcs7_add_attr(&open, "1.2.3.5", &value, GNUTLS_PKCS7_ATTR_ENCODE_OCTET_STRING),
            0);
    }
    assert_code(gnutls_pkcs7_sign(made, certificate, key, &said, attributes, open,
                                  digest_beside(row->identity), row->flags),
                0);
    gnutls_pkcs7_attrs_deinit(attributes);
    gnutls_pkcs7_attrs_deinit(open);
    gnutls_privkey_deinit(key);
    gnutls_x509_crt_deinit(certificate);
    return made;
}

static void test_what_is_signed_is_verified(void **state)
{
    const struct making_row *row = *state;
    gnutls_pkcs7_t made = make(row), again;
    gnutls_x509_crt_t certificate = certificate_of(row->identity);
    gnutls_datum_t der;

    assert_code(gnutls_pkcs7_verify_direct(made, certificate, 0, &said, 0), 0);
    assert_code(gnutls_pkcs7_export2(made, GNUTLS_X509_FMT_DER, &der), 0);
    assert_code(gnutls_pkcs7_init(&again), 0);
    assert_code(gnutls_pkcs7_import(again, &der, GNUTLS_X509_FMT_DER), 0);
    assert_code(gnutls_pkcs7_verify_direct(again, certificate, 0, &said, 0), 0);
    assert_code(gnutls_pkcs7_verify_direct(again, certificate, 0, &other, 0),
                GNUTLS_E_PK_SIG_VERIFY_FAILED);
    if ((row->flags & GNUTLS_PKCS7_EMBED_DATA) != 0)
        assert_code(gnutls_pkcs7_verify_direct(again, certificate, 0, NULL, 0), 0);
    assert_int_equal(gnutls_pkcs7_get_crt_count(again),
                     (row->flags & GNUTLS_PKCS7_INCLUDE_CERT) != 0);
    gnutls_free(der.data);
    gnutls_x509_crt_deinit(certificate);
    gnutls_pkcs7_deinit(again);
    gnutls_pkcs7_deinit(made);
}

struct shake_row {
    const char *name;
    unsigned flags;
    int expected[LIBRARIES];
    unsigned char element[19]; /* the AlgorithmIdentifier, as often as it is said */
    size_t size;
};

/* RFC 8419, 2.3 and 3.1. */
static const struct shake_row shake_rows[] = {
    { "SHAKE256",
      GNUTLS_PKCS7_EMBED_DATA,
      BOTH(0),
      { 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x0c },
      13 },
    { "SHAKE256 beside signed attributes",
      GNUTLS_PKCS7_INCLUDE_TIME,
      EACH(GNUTLS_E_INVALID_REQUEST, 0),
      { 0x30, 0x0f, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x12, 0x02, 0x02,
        0x02, 0x00 },
      17 },
};

static void test_the_hash_beside_ed448(void **state)
{
    const struct shake_row *row = *state;
    gnutls_x509_crt_t certificate = certificate_of("server-ed448");
    gnutls_privkey_t key = load_key("server-ed448");
    gnutls_pkcs7_t made;
    gnutls_datum_t der;
    unsigned found = 0;

    assert_code(gnutls_pkcs7_init(&made), 0);
    int result = gnutls_pkcs7_sign(made, certificate, key, &said, NULL, NULL, GNUTLS_DIG_SHAKE_256,
                                   row->flags);
    assert_code(result, row->expected[library_under_test()]);
    if (result == 0) {
        assert_code(gnutls_pkcs7_export2(made, GNUTLS_X509_FMT_DER, &der), 0);
        for (size_t i = 0; i + row->size <= der.size; i++)
            found += memcmp(der.data + i, row->element, row->size) == 0;
        assert_int_equal(found, 2);
        assert_code(gnutls_pkcs7_verify_direct(made, certificate, 0, &said, 0), 0);
        assert_code(gnutls_pkcs7_verify_direct(made, certificate, 0, &other, 0),
                    GNUTLS_E_PK_SIG_VERIFY_FAILED);
        gnutls_free(der.data);
    }
    gnutls_pkcs7_deinit(made);
    gnutls_privkey_deinit(key);
    gnutls_x509_crt_deinit(certificate);
}

static void test_attributes_are_signed_or_not(void **state)
{
    gnutls_pkcs7_t made = make(&own_making_rows[2]);
    gnutls_pkcs7_signature_info_st info;
    gnutls_datum_t value;
    bool found = false;
    char *oid;

    assert_code(gnutls_pkcs7_get_signature_info(made, 0, &info), 0);
    assert_true(info.signing_time > 0);
    for (unsigned i = 0; gnutls_pkcs7_get_attr(info.signed_attrs, i, &oid, &value, 0) == 0; i++) {
        found = found || strcmp(oid, "1.2.3.4") == 0;
        gnutls_free(value.data);
    }
    assert_true(found);
    assert_code(gnutls_pkcs7_get_attr(info.unsigned_attrs, 0, &oid, &value,
                                      GNUTLS_PKCS7_ATTR_ENCODE_OCTET_STRING),
                0);
    assert_string_equal(oid, "1.2.3.5");
    assert_memory_equal(value.data, "said", 4);
    gnutls_free(value.data);
    gnutls_pkcs7_signature_info_deinit(&info);
    gnutls_pkcs7_deinit(made);
}

int main(void)
{
    ADD_ROWS(making_rows, test_what_is_signed_is_verified);
    /* The reference of Debian 12 can not add content or certificates to what it signs. */
    if (library_under_test() == REPRISE) {
        ADD_ROWS(shake_rows, test_the_hash_beside_ed448);
        ADD_ROWS(own_making_rows, test_what_is_signed_is_verified);
        ADD(test_attributes_are_signed_or_not);
    }
    return suite_run("pkcs7_sign");
}
