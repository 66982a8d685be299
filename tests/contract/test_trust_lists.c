/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_trust_lists.c - trust lists looked through, taken back, helped; revocation lists made */

#include "suite.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <stdio.h>

enum {
    REVOKED = GNUTLS_CERT_INVALID | GNUTLS_CERT_REVOKED,
    UNKNOWN = GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND,
};

static struct {
    gnutls_x509_trust_list_t trust;
    gnutls_x509_crt_t root, inter, server;
} all;

static void open_all(void)
{
    all.root = certificate_of("root");
    all.inter = certificate_of("inter");
    all.server = certificate_of("server-p256");
    assert_code(gnutls_x509_trust_list_init(&all.trust, 0), 0);
    /* A list of the reference releases the handles that are taken off it: it gets none. */
    gnutls_datum_t root;
    assert_int_equal(pair_load("root-cert.pem", &root), 0);
    assert_code(
        gnutls_x509_trust_list_add_trust_mem(all.trust, &root, NULL, GNUTLS_X509_FMT_PEM, 0, 0), 1);
    free(root.data);
}

static void close_all(void)
{
    gnutls_x509_trust_list_deinit(all.trust, 1);
    gnutls_x509_crt_deinit(all.root);
    gnutls_x509_crt_deinit(all.inter);
    gnutls_x509_crt_deinit(all.server);
}

static unsigned verify(unsigned count, gnutls_verify_output_function *output)
{
    gnutls_x509_crt_t chain[] = { all.server, all.inter };
    unsigned status = 9;

    assert_code(gnutls_x509_trust_list_verify_crt(all.trust, chain, count, 0, &status, output), 0);
    return status;
}

static void test_authorities_are_given_one_by_one(void **state)
{
    gnutls_x509_trust_list_iter_t iterator = NULL;
    gnutls_x509_crt_t found;

    open_all();
    assert_code(gnutls_x509_trust_list_iter_get_ca(all.trust, &iterator, &found), 0);
    assert_true(gnutls_x509_crt_equals(found, all.root) != 0);
    gnutls_x509_crt_deinit(found);
    assert_code(gnutls_x509_trust_list_iter_get_ca(all.trust, &iterator, &found),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_null(iterator);
    close_all();
}

static void test_authority_is_found_by_name_and_by_key(void **state)
{
    gnutls_datum_t name, other;
    unsigned char id[64];
    size_t size = sizeof id;
    gnutls_x509_crt_t found;

    open_all();
    assert_code(gnutls_x509_crt_get_raw_dn(all.root, &name), 0);
    assert_code(gnutls_x509_crt_get_raw_dn(all.inter, &other), 0);
    assert_code(gnutls_x509_trust_list_get_issuer_by_dn(all.trust, &name, &found, 0), 0);
    gnutls_x509_crt_deinit(found);
    assert_code(gnutls_x509_trust_list_get_issuer_by_dn(all.trust, &other, &found, 0),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);

    assert_code(gnutls_x509_crt_get_subject_key_id(all.root, id, &size, NULL), 0);
    gnutls_datum_t key = { id, (unsigned)size };
    assert_code(
        gnutls_x509_trust_list_get_issuer_by_subject_key_id(all.trust, NULL, &key, &found, 0), 0);
    gnutls_x509_crt_deinit(found);
    id[0] ^= 1;
    assert_code(
        gnutls_x509_trust_list_get_issuer_by_subject_key_id(all.trust, &name, &key, &found, 0),
        GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_free(name.data);
    gnutls_free(other.data);
    close_all();
}

static void test_certificate_is_believed_for_its_name(void **state)
{
    unsigned status;

    open_all();
    gnutls_x509_crt_t named = certificate_of("server-p256"); /* the list's own */
    assert_code(gnutls_x509_trust_list_add_named_crt(all.trust, named, "name", 4, 0), 0);
    assert_code(gnutls_x509_trust_list_add_named_crt(all.trust, all.server, "name", 300, 0),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(
        gnutls_x509_trust_list_verify_named_crt(all.trust, all.server, "name", 4, 0, &status, NULL),
        0);
    assert_int_equal(status, 0);
    assert_code(
        gnutls_x509_trust_list_verify_named_crt(all.trust, all.server, "nam", 3, 0, &status, NULL),
        0);
    assert_int_equal(status, UNKNOWN);
    assert_code(
        gnutls_x509_trust_list_verify_named_crt(all.trust, all.inter, "name", 4, 0, &status, NULL),
        0);
    assert_int_equal(status, UNKNOWN);
    close_all();
}

static void test_what_is_taken_back_is_refused(void **state)
{
    gnutls_datum_t root, inter, junk = { (unsigned char *)"junk", 4 };

    open_all();
    assert_int_equal(pair_load("root-cert.pem", &root), 0);
    assert_int_equal(pair_load("inter-cert.pem", &inter), 0);
    assert_int_equal(verify(2, NULL), 0);
    assert_code(gnutls_x509_trust_list_remove_trust_mem(all.trust, &inter, GNUTLS_X509_FMT_PEM), 0);
    assert_int_equal(verify(2, NULL), REVOKED);
    assert_code(gnutls_x509_trust_list_remove_trust_mem(all.trust, &root, GNUTLS_X509_FMT_PEM), 1);
    assert_true((verify(2, NULL) & GNUTLS_CERT_INVALID) != 0);
    assert_code(gnutls_x509_trust_list_remove_trust_mem(all.trust, &junk, GNUTLS_X509_FMT_PEM),
                GNUTLS_E_NO_CERTIFICATE_FOUND);
    assert_code(
        gnutls_x509_trust_list_remove_trust_file(all.trust, "/nowhere/at/all", GNUTLS_X509_FMT_PEM),
        GNUTLS_E_FILE_ERROR);
    free(root.data);
    free(inter.data);
    close_all();
}

/* ---- told and asked ---- */

static unsigned steps, last_status;

static int count_steps(gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer,
                       gnutls_x509_crl_t list, unsigned status)
{
    steps++;
    last_status = status;
    return 0;
}

static void test_each_step_is_told(void **state)
{
    open_all();
    steps = 0;
    last_status = 9;
    assert_int_equal(verify(2, count_steps), 0);
    assert_int_equal(steps, 2);
    assert_int_equal(last_status, 0);
    assert_int_equal(verify(1, count_steps), UNKNOWN);
    assert_int_equal(last_status, UNKNOWN);
    close_all();
}

static unsigned asks;

static int find_inter(gnutls_x509_trust_list_t trust, const gnutls_x509_crt_t certificate,
                      gnutls_x509_crt_t **issuers, unsigned *count)
{
    assert_ptr_equal(gnutls_x509_trust_list_get_ptr(trust), &asks);
    asks++;
    *issuers = gnutls_malloc(sizeof **issuers);
    (*issuers)[0] = certificate_of("inter");
    *count = 1;
    return 0;
}

static void test_missing_issuer_is_asked_for(void **state)
{
    open_all();
    asks = 0;
    assert_int_equal(verify(1, NULL), UNKNOWN);
    gnutls_x509_trust_list_set_ptr(all.trust, &asks);
    gnutls_x509_trust_list_set_getissuer_function(all.trust, find_inter);
    assert_int_equal(verify(1, NULL), 0);
    assert_int_equal(asks, 1);
    assert_int_equal(verify(2, NULL), 0);
    assert_int_equal(asks, 1);
    close_all();
}

static void test_profiles_have_names(void **state)
{
    assert_string_equal(gnutls_certificate_verification_profile_get_name(GNUTLS_PROFILE_VERY_WEAK),
                        "Very weak");
    assert_null(gnutls_certificate_verification_profile_get_name(GNUTLS_PROFILE_UNKNOWN));
    assert_int_equal(gnutls_certificate_verification_profile_get_id("mEDIUM"),
                     GNUTLS_PROFILE_MEDIUM);
    assert_int_equal(gnutls_certificate_verification_profile_get_id("suiteb192"),
                     GNUTLS_PROFILE_SUITEB192);
    assert_int_equal(gnutls_certificate_verification_profile_get_id("x"), GNUTLS_PROFILE_UNKNOWN);
}

/* ---- revocation lists made ---- */

static gnutls_x509_privkey_t load_key(const char *path)
{
    gnutls_x509_privkey_t key;
    gnutls_datum_t file;

    assert_int_equal(pair_load(path, &file), 0);
    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(gnutls_x509_privkey_import(key, &file, GNUTLS_X509_FMT_PEM), 0);
    free(file.data);
    return key;
}

static gnutls_x509_crl_t make_list(void)
{
    gnutls_x509_crl_t list;

    assert_code(gnutls_x509_crl_init(&list), 0);
    assert_code(gnutls_x509_crl_set_version(list, 2), 0);
    assert_code(gnutls_x509_crl_set_this_update(list, 1700000000), 0);
    assert_code(gnutls_x509_crl_set_next_update(list, 2600000000), 0);
    assert_code(gnutls_x509_crl_set_crt_serial(list, "\1\2", 2, 1600000000), 0);
    assert_code(gnutls_x509_crl_set_crt(list, all.server, 1650000000), 0);
    assert_code(gnutls_x509_crl_set_number(list, "\11", 1), 0);
    assert_code(gnutls_x509_crl_set_authority_key_id(list, "abcd", 4), 0);
    assert_code(gnutls_x509_crl_set_number(list, "\7", 1), 0);
    assert_int_equal(gnutls_x509_crl_get_crt_count(list), 2);
    return list;
}

static void test_list_that_was_made_revokes(void **state)
{
    gnutls_x509_privkey_t key = load_key("inter-key.pem");
    gnutls_datum_t der;
    gnutls_x509_crl_t again;
    unsigned char number[4];
    size_t size = sizeof number;
    unsigned status = 9;

    open_all();
    gnutls_x509_crl_t list = make_list();
    assert_code(gnutls_x509_crl_sign2(list, all.inter, key, GNUTLS_DIG_SHA256, 0), 0);
    assert_code(gnutls_x509_crl_export2(list, GNUTLS_X509_FMT_DER, &der), 0);
    assert_code(gnutls_x509_crl_init(&again), 0);
    assert_code(gnutls_x509_crl_import(again, &der, GNUTLS_X509_FMT_DER), 0);
    assert_code(gnutls_x509_crl_verify(again, &all.inter, 1, 0, &status), 0);
    assert_int_equal(status, 0);
    assert_int_equal(gnutls_x509_crl_get_this_update(again), 1700000000);
    assert_int_equal(gnutls_x509_crl_get_next_update(again), 2600000000);
    assert_code(gnutls_x509_crl_get_number(again, number, &size, NULL), 0);
    assert_int_equal(number[0], 7);
    assert_int_equal(gnutls_x509_crt_check_revocation(all.server, &again, 1), 1);
    assert_int_equal(gnutls_x509_crt_check_revocation(all.inter, &again, 1), 0);

    gnutls_free(der.data);
    gnutls_x509_crl_deinit(again);
    gnutls_x509_crl_deinit(list);
    gnutls_x509_privkey_deinit(key);
    close_all();
}

static void test_list_is_signed_through_any_key(void **state)
{
    gnutls_x509_privkey_t key = load_key("inter-key.pem");
    gnutls_privkey_t any;
    gnutls_datum_t der;
    gnutls_x509_crl_t again;
    unsigned status = 9;

    open_all();
    gnutls_x509_crl_t list = make_list();
    assert_code(gnutls_privkey_init(&any), 0);
    assert_code(gnutls_privkey_import_x509(any, key, 0), 0);
    assert_code(gnutls_x509_crl_privkey_sign(list, all.inter, any, GNUTLS_DIG_SHA384, 0), 0);
    assert_int_equal(gnutls_x509_crl_get_signature_algorithm(list), GNUTLS_SIGN_ECDSA_SHA384);
    assert_code(gnutls_x509_crl_export2(list, GNUTLS_X509_FMT_DER, &der), 0);
    assert_code(gnutls_x509_crl_init(&again), 0);
    assert_code(gnutls_x509_crl_import(again, &der, GNUTLS_X509_FMT_DER), 0);
    assert_code(gnutls_x509_crl_verify(again, &all.inter, 1, 0, &status), 0);
    assert_int_equal(status, 0);

    gnutls_free(der.data);
    gnutls_x509_crl_deinit(again);
    gnutls_x509_crl_deinit(list);
    gnutls_privkey_deinit(any);
    gnutls_x509_privkey_deinit(key);
    close_all();
}

static void test_list_without_a_time_is_not_signed(void **state)
{
    gnutls_x509_privkey_t key = load_key("inter-key.pem");
    gnutls_x509_crl_t list;

    open_all();
    assert_code(gnutls_x509_crl_init(&list), 0);
    assert_code(gnutls_x509_crl_sign2(list, all.inter, key, GNUTLS_DIG_SHA256, 0),
                GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    assert_code(gnutls_x509_crl_set_version(list, 2), 0);
    assert_code(gnutls_x509_crl_sign2(list, all.inter, key, GNUTLS_DIG_SHA256, 0),
                GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    assert_code(gnutls_x509_crl_sign2(list, NULL, key, GNUTLS_DIG_SHA256, 0),
                GNUTLS_E_INVALID_REQUEST);
    gnutls_x509_crl_deinit(list);
    gnutls_x509_privkey_deinit(key);
    close_all();
}

int main(void)
{
    ADD(test_authorities_are_given_one_by_one);
    ADD(test_authority_is_found_by_name_and_by_key);
    ADD(test_certificate_is_believed_for_its_name);
    ADD(test_what_is_taken_back_is_refused);
    ADD(test_each_step_is_told);
    ADD(test_missing_issuer_is_asked_for);
    ADD(test_profiles_have_names);
    ADD(test_list_that_was_made_revokes);
    ADD(test_list_is_signed_through_any_key);
    ADD(test_list_without_a_time_is_not_signed);
    return suite_run("trust_lists");
}
