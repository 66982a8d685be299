/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_x509_ext.c - the extensions of certificates, to and from DER
 *
 * What DER is expected is the standards' (RFC 5280, 3820, 7633, 6962), written by hand and as
 * openssl writes it.
 */

#include "suite.h"

#include <gnutls/x509-ext.h>
#include <gnutls/x509.h>

enum { ROOM = 512 };

static void assert_hex(gnutls_datum_t *data, const char *expected)
{
    assert_string_equal(hex_of(data->data, data->size), expected);
    gnutls_free(data->data);
}

static gnutls_datum_t text(const char *characters)
{
    return (gnutls_datum_t){ (unsigned char *)characters, (unsigned)strlen(characters) };
}

static void assert_text(const gnutls_datum_t *data, const char *expected)
{
    assert_int_equal(data->size, strlen(expected));
    assert_memory_equal(data->data, expected, data->size);
}

/* ---- names ---- */

struct name_row {
    const char *label;
    unsigned type;
    gnutls_datum_t value;
    const char *oid, *der;
    unsigned type_back;
};

#define BYTES(literal)                                                                             \
    {                                                                                              \
        (unsigned char *)(literal), sizeof(literal) - 1                                            \
    }

static const struct name_row name_rows[] = {
    { "host", GNUTLS_SAN_DNSNAME, BYTES("a.b"), NULL, "30058203612e62", GNUTLS_SAN_DNSNAME },
    { "wildcard", GNUTLS_SAN_DNSNAME, BYTES("*.a.b"), NULL, "300782052a2e612e62",
      GNUTLS_SAN_DNSNAME },
    { "mail", GNUTLS_SAN_RFC822NAME, BYTES("a@b"), NULL, "30058103614062", GNUTLS_SAN_RFC822NAME },
    { "URI", GNUTLS_SAN_URI, BYTES("http://x/"), NULL, "300b8609687474703a2f2f782f",
      GNUTLS_SAN_URI },
    { "address", GNUTLS_SAN_IPADDRESS, BYTES("\x01\x02\x03\x04"), NULL, "3006870401020304",
      GNUTLS_SAN_IPADDRESS },
    { "registered id", GNUTLS_SAN_REGISTERED_ID, BYTES("1.2.3"), NULL, "300488022a03",
      GNUTLS_SAN_REGISTERED_ID },
    { "other", GNUTLS_SAN_OTHERNAME, BYTES("\x0c\x01\x61"), "1.2.3.4",
      "300ca00a06032a0304a0030c0161", GNUTLS_SAN_OTHERNAME },
    { "XMPP", GNUTLS_SAN_OTHERNAME_XMPP, BYTES("a@x"), NULL,
      "3013a01106082b06010505070805a0050c03614078", GNUTLS_SAN_OTHERNAME },
    { "Kerberos", GNUTLS_SAN_OTHERNAME_KRB5PRINCIPAL, BYTES("user/host@REALM"), NULL,
      "3030a02e06062b0601050202a0243022a0071b055245414c4da1173015a003020101a10e300c1b04757365721b04"
      "686f7374",
      GNUTLS_SAN_OTHERNAME },
};

static void test_name_is_written_and_read(void **state)
{
    const struct name_row *row = *state;
    gnutls_subject_alt_names_t names, again;
    gnutls_datum_t der, back;
    unsigned char room[ROOM];
    unsigned type = 99;
    assert_code(gnutls_subject_alt_names_init(&names), 0);
    assert_code(gnutls_subject_alt_names_init(&again), 0);

    assert_code(gnutls_subject_alt_names_set(names, row->type, &row->value, row->oid), 0);
    assert_code(gnutls_x509_ext_export_subject_alt_names(names, &der), 0);
    assert_hex(&der, row->der);
    der = from_hex(row->der, room);
    assert_code(gnutls_x509_ext_import_subject_alt_names(&der, again, 0), 0);

    assert_code(gnutls_subject_alt_names_get(again, 0, &type, &back, NULL), 0);
    assert_int_equal(type, row->type_back);
    if (row->type == row->type_back) {
        assert_int_equal(back.size, row->value.size);
        assert_memory_equal(back.data, row->value.data, back.size);
    }
    assert_code(gnutls_subject_alt_names_get(again, 1, &type, &back, NULL),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_subject_alt_names_deinit(names);
    gnutls_subject_alt_names_deinit(again);
}

struct virtual_row {
    const char *oid, *der, *value;
    unsigned type;
    int code;
};

static const struct virtual_row virtual_rows[] = {
    { "1.3.6.1.5.5.7.8.5", "0c03614062", "a@b", GNUTLS_SAN_OTHERNAME_XMPP, 0 },
    { "1.3.6.1.4.1.311.20.2.3", "0c03754064", "u@d", GNUTLS_SAN_OTHERNAME_MSUSERPRINCIPAL, 0 },
    { "1.3.6.1.5.2.2", "3018a003 1b0152a111300fa003020101a10830061b0475736572", "user@R",
      GNUTLS_SAN_OTHERNAME_KRB5PRINCIPAL, 0 },
    { "1.2.3", "0c0161", NULL, 0, GNUTLS_E_X509_UNKNOWN_SAN },
    { "1.3.6.1.5.5.7.8.5", "7a7a", NULL, 0, GNUTLS_E_ASN1_DER_ERROR },
};

static void test_kind_of_other_name(void **state)
{
    const struct virtual_row *row = *state;
    unsigned char room[ROOM];
    char hex[ROOM];
    gnutls_datum_t der, value;
    unsigned type = 0;
    size_t used = 0;
    for (const char *at = row->der; *at != '\0'; at++) {
        if (*at != ' ')
            hex[used++] = *at;
    }
    hex[used] = '\0';
    der = from_hex(hex, room);

    assert_code(gnutls_x509_othername_to_virtual(row->oid, &der, &type, &value), row->code);

    if (row->code == 0) {
        assert_int_equal(type, row->type);
        assert_text(&value, row->value);
        gnutls_free(value.data);
    }
}

/* ---- values ---- */

static void test_basic_constraints_are_written_and_read(void **state)
{
    static const struct {
        unsigned ca;
        int length;
        const char *der;
    } rows[] = {
        { 0, -1, "3000" },
        { 1, -1, "30030101ff" },
        { 1, 0, "30060101ff020100" },
        { 1, 300, "30070101ff0202012c" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        unsigned char room[ROOM];
        gnutls_datum_t der;
        unsigned ca = 9;
        int length = 9;
        assert_code(gnutls_x509_ext_export_basic_constraints(rows[i].ca, rows[i].length, &der), 0);
        assert_hex(&der, rows[i].der);
        der = from_hex(rows[i].der, room);
        assert_code(gnutls_x509_ext_import_basic_constraints(&der, &ca, &length), 0);
        assert_int_equal(ca, rows[i].ca);
        assert_int_equal(length, rows[i].length);
    }
}

static void test_key_usage_is_written_and_read(void **state)
{
    static const struct {
        unsigned usage;
        const char *der;
    } rows[] = {
        { GNUTLS_KEY_DIGITAL_SIGNATURE, "03020780" },
        { GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN, "03020106" },
        { GNUTLS_KEY_ENCIPHER_ONLY, "03020001" },
        { GNUTLS_KEY_DECIPHER_ONLY, "0303070080" },
        { 0, "030100" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        unsigned char room[ROOM];
        gnutls_datum_t der;
        unsigned usage = 9;
        assert_code(gnutls_x509_ext_export_key_usage(rows[i].usage, &der), 0);
        assert_hex(&der, rows[i].der);
        der = from_hex(rows[i].der, room);
        assert_code(gnutls_x509_ext_import_key_usage(&der, &usage), 0);
        assert_int_equal(usage, rows[i].usage);
    }
}

static void test_usage_period_proxy_and_policy_inhibition(void **state)
{
    unsigned char room[ROOM];
    gnutls_datum_t der;
    time_t from = 0, until = 0;
    unsigned skip = 9;
    int length = 9;
    char *language, *policy;
    size_t size;

    assert_code(gnutls_x509_ext_export_private_key_usage_period(1000000000, 2000000000, &der), 0);
    assert_hex(&der, "3022800f32303031303930393031343634305a810f32303333303531383033333332305a");
    der = from_hex("3011800f32303031303930393031343634305a", room);
    assert_code(gnutls_x509_ext_import_private_key_usage_period(&der, &from, &until), 0);
    assert_int_equal(from, 1000000000);
    assert_int_equal(until, -1);

    assert_code(gnutls_x509_ext_export_proxy(3, "1.3.6.1.5.5.7.21.1", "foo", 3, &der), 0);
    assert_hex(&der, "3014020103300f06082b060105050715010403666f6f");
    der = from_hex("3014020103300f06082b060105050715010403666f6f", room);
    assert_code(gnutls_x509_ext_import_proxy(&der, &length, &language, &policy, &size), 0);
    assert_int_equal(length, 3);
    assert_string_equal(language, "1.3.6.1.5.5.7.21.1");
    assert_int_equal(size, 3);
    assert_memory_equal(policy, "foo", 3);
    gnutls_free(language);
    gnutls_free(policy);

    assert_code(gnutls_x509_ext_export_inhibit_anypolicy(300, &der), 0);
    assert_hex(&der, "0202012c");
    der = from_hex("0202012c", room);
    assert_code(gnutls_x509_ext_import_inhibit_anypolicy(&der, &skip), 0);
    assert_int_equal(skip, 300);
}

/* ---- lists ---- */

static void test_places_of_information(void **state)
{
    gnutls_x509_aia_t places;
    gnutls_datum_t der, oid, place, uri = text("http://x");
    unsigned type;
    assert_code(gnutls_x509_aia_init(&places), 0);

    assert_code(gnutls_x509_aia_set(places, GNUTLS_OID_AD_OCSP, GNUTLS_SAN_URI, &uri), 0);
    assert_code(gnutls_x509_ext_export_aia(places, &der), 0);
    assert_code(gnutls_x509_aia_get(places, 0, &oid, &type, &place), 0);

    assert_hex(&der, "3016301406082b060105050730018608687474703a2f2f78");
    assert_text(&oid, GNUTLS_OID_AD_OCSP);
    assert_text(&place, "http://x");
    assert_int_equal(type, GNUTLS_SAN_URI);
    assert_code(gnutls_x509_aia_get(places, 1, &oid, &type, &place),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_x509_aia_deinit(places);
}

static void test_names_with_the_same_reasons_share_a_point(void **state)
{
    static const char *const uris[] = { "http://a", "http://b", "http://c" };
    gnutls_x509_crl_dist_points_t points;
    gnutls_datum_t der, name;
    unsigned type, reasons;
    assert_code(gnutls_x509_crl_dist_points_init(&points), 0);

    for (size_t i = 0; i < COUNT(uris); i++) {
        gnutls_datum_t uri = text(uris[i]);
        assert_code(gnutls_x509_crl_dist_points_set(points, GNUTLS_SAN_URI, &uri,
                                                    i < 2 ? 0 : GNUTLS_CRL_REASON_UNUSED),
                    0);
    }
    assert_code(gnutls_x509_ext_export_crl_dist_points(points, &der), 0);

    /* The unused bits of a BIT STRING are few: X.690, 11.2.2. The reference leaves six. */
    assert_hex(&der,
               library_under_test() == REFERENCE
                   ? "302e3018a016a0148608687474703a2f2f618608687474703a2f2f623012a00ca00a8608"
                     "687474703a2f2f6381020680"
                   : "302e3018a016a0148608687474703a2f2f618608687474703a2f2f623012a00ca00a8608"
                     "687474703a2f2f6381020780");
    assert_code(gnutls_x509_crl_dist_points_get(points, 2, &type, &name, &reasons), 0);
    assert_text(&name, "http://c");
    assert_int_equal(reasons, GNUTLS_CRL_REASON_UNUSED);
    gnutls_x509_crl_dist_points_deinit(points);
}

static void test_policies_with_qualifiers(void **state)
{
    static const char *const der_hex =
        "301d301b06022a053015301306082b0601050507020230070c0568656c6c"
        "6f";
    gnutls_x509_policies_t policies, again;
    struct gnutls_x509_policy_st policy = { .oid = (char *)"1.2.5", .qualifiers = 1 }, back;
    unsigned char room[ROOM];
    gnutls_datum_t der;
    policy.qualifier[0].type = GNUTLS_X509_QUALIFIER_NOTICE;
    policy.qualifier[0].data = (char *)"hello";
    policy.qualifier[0].size = 5;
    assert_code(gnutls_x509_policies_init(&policies), 0);
    assert_code(gnutls_x509_policies_init(&again), 0);

    assert_code(gnutls_x509_policies_set(policies, &policy), 0);
    assert_code(gnutls_x509_ext_export_policies(policies, &der), 0);
    assert_hex(&der, der_hex);
    der = from_hex(der_hex, room);
    assert_code(gnutls_x509_ext_import_policies(&der, again, 0), 0);

    assert_code(gnutls_x509_policies_get(again, 0, &back), 0);
    assert_string_equal(back.oid, "1.2.5");
    assert_int_equal(back.qualifiers, 1);
    assert_int_equal(back.qualifier[0].type, GNUTLS_X509_QUALIFIER_NOTICE);
    assert_string_equal(back.qualifier[0].data, "hello");
    gnutls_x509_policies_deinit(policies);
    gnutls_x509_policies_deinit(again);
}

static void test_purposes_and_features(void **state)
{
    gnutls_x509_key_purposes_t purposes;
    gnutls_x509_tlsfeatures_t features;
    unsigned char room[ROOM];
    gnutls_datum_t der, oid;
    unsigned feature = 0;
    assert_code(gnutls_x509_key_purpose_init(&purposes), 0);
    assert_code(gnutls_x509_tlsfeatures_init(&features), 0);

    assert_code(gnutls_x509_key_purpose_set(purposes, GNUTLS_KP_TLS_WWW_SERVER), 0);
    assert_code(gnutls_x509_ext_export_key_purposes(purposes, &der), 0);
    assert_hex(&der, "300a06082b06010505070301");
    assert_code(gnutls_x509_key_purpose_get(purposes, 0, &oid), 0);
    assert_text(&oid, GNUTLS_KP_TLS_WWW_SERVER);
    assert_code(gnutls_x509_key_purpose_get(purposes, 1, &oid),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);

    der = from_hex("3003020105", room);
    assert_code(gnutls_x509_ext_import_tlsfeatures(&der, features, 0), 0);
    assert_code(gnutls_x509_tlsfeatures_add(features, 17), 0);
    assert_code(gnutls_x509_tlsfeatures_add(features, 65536), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_ext_export_tlsfeatures(features, &der), 0);
    assert_hex(&der, "3006020105020111");
    assert_code(gnutls_x509_tlsfeatures_get(features, 1, &feature), 0);
    assert_int_equal(feature, 17);
    gnutls_x509_key_purpose_deinit(purposes);
    gnutls_x509_tlsfeatures_deinit(features);
}

static void test_key_identifiers_are_written_and_read(void **state)
{
    unsigned char room[ROOM];
    gnutls_datum_t der, id = BYTES("\x01\x02\x03"), back;
    gnutls_x509_aki_t authority;
    assert_code(gnutls_x509_aki_init(&authority), 0);

    assert_code(gnutls_x509_aki_get_id(authority, &back), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_x509_aki_set_id(authority, &id), 0);
    assert_code(gnutls_x509_ext_export_authority_key_id(authority, &der), 0);
    assert_hex(&der, "30058003010203");
    assert_code(gnutls_x509_aki_get_id(authority, &back), 0);
    assert_int_equal(back.size, 3);
    assert_code(gnutls_x509_ext_export_subject_key_id(&id, &der), 0);
    assert_hex(&der, "0403010203");
    der = from_hex("0403010203", room);
    assert_code(gnutls_x509_ext_import_subject_key_id(&der, &back), 0);
    assert_hex(&back, "010203");
    gnutls_x509_aki_deinit(authority);
}

static void test_timestamp_is_read(void **state)
{
    /* One of version 1 by ECDSA with SHA-256, its log identifier 32 times 01. */
    static const char *const der_hex = "043600340032000101010101010101010101010101010101010101"
                                       "0101010101010101010101010000018bcfe5687b000004030003534947";
    gnutls_x509_ct_scts_t timestamps;
    gnutls_sign_algorithm_t algorithm;
    gnutls_datum_t der, log, signature;
    unsigned char room[ROOM];
    unsigned version = 0;
    time_t time = 0;
    assert_code(gnutls_x509_ext_ct_scts_init(&timestamps), 0);
    der = from_hex(der_hex, room);

    assert_code(gnutls_x509_ext_ct_import_scts(&der, timestamps, 0), 0);

    assert_code(gnutls_x509_ct_sct_get_version(timestamps, 0, &version), 0);
    assert_int_equal(version, 1);
    assert_code(gnutls_x509_ct_sct_get(timestamps, 0, &time, &log, &algorithm, &signature), 0);
    assert_int_equal(time, 1700000000);
    assert_int_equal(log.size, 32);
    assert_int_equal(algorithm, GNUTLS_SIGN_ECDSA_SHA256);
    assert_text(&signature, "SIG");
    assert_code(gnutls_x509_ct_sct_get_version(timestamps, 1, &version),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_x509_ext_ct_export_scts(timestamps, &der), 0);
    assert_hex(&der, der_hex);
    gnutls_free(log.data);
    gnutls_free(signature.data);
    gnutls_x509_ext_ct_scts_deinit(timestamps);
}

int main(void)
{
    ADD_ROWS(name_rows, test_name_is_written_and_read);
    ADD_ROWS(virtual_rows, test_kind_of_other_name);
    ADD(test_basic_constraints_are_written_and_read);
    ADD(test_key_usage_is_written_and_read);
    ADD(test_usage_period_proxy_and_policy_inhibition);
    ADD(test_places_of_information);
    ADD(test_names_with_the_same_reasons_share_a_point);
    ADD(test_policies_with_qualifiers);
    ADD(test_purposes_and_features);
    ADD(test_key_identifiers_are_written_and_read);
    ADD(test_timestamp_is_read);
    return suite_run("x509_ext");
}
