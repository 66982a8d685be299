/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_x509_ext_lists.c - extensions that are lists: places, points, policies, purposes, identifiers */

#include "extension_der.h"

static void test_places_of_information_are_written_and_read(void **state)
{
    gnutls_x509_aia_t places;
    gnutls_datum_t der, oid, place, uri = datum_of("http://x");
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
        gnutls_datum_t uri = datum_of(uris[i]);
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

static void test_policies_with_qualifiers_are_written_and_read(void **state)
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

static void test_purposes_and_features_are_written_and_read(void **state)
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
    ADD(test_places_of_information_are_written_and_read);
    ADD(test_names_with_the_same_reasons_share_a_point);
    ADD(test_policies_with_qualifiers_are_written_and_read);
    ADD(test_purposes_and_features_are_written_and_read);
    ADD(test_key_identifiers_are_written_and_read);
    ADD(test_timestamp_is_read);
    return suite_run("x509_ext_lists");
}
