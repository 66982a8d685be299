/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_advisories.c - what was once found to harm in certificates and what stands beside them
 *
 * Each test has the name of an advisory, and asks for what was violated then: that what is broken is
 * refused, that what is given is released once, that work has a bound. The harm itself shows under a
 * sanitizer. doc/SECURITY.md has the whole list.
 */

#include "advisories.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/openpgp.h>
#include <gnutls/pkcs11.h>
#include <gnutls/pkcs7.h>
#include <gnutls/x509-ext.h>
#include <stdio.h>

/* Gives `use` each beginning of the value, and each value with one byte changed; a copy that ends
 * where the bytes end, so that a read beyond them shows. */
static void with_each_damage(const unsigned char *value, size_t size,
                             void (*use)(const gnutls_datum_t *))
{
    static const unsigned char flips[] = { 0x01, 0x20, 0x7f, 0x80, 0xff };

    for (size_t cut = 0; cut <= size; cut++) {
        gnutls_datum_t datum = { malloc(cut + 1), (unsigned)cut };
        memcpy(datum.data, value, cut);
        use(&datum);
        free(datum.data);
    }
    for (size_t at = 0; at < size * COUNT(flips); at++) {
        gnutls_datum_t datum = { malloc(size), (unsigned)size };
        memcpy(datum.data, value, size);
        datum.data[at / COUNT(flips)] ^= flips[at % COUNT(flips)];
        use(&datum);
        free(datum.data);
    }
}

/* ---- extensions ---- */

static void import_proxy(const gnutls_datum_t *value)
{
    char *language = NULL, *policy = NULL;
    size_t size = 0;
    int length = 0;

    if (gnutls_x509_ext_import_proxy(value, &length, &language, &policy, &size) < 0)
        return;
    assert_true(size == 0 || policy != NULL);
    gnutls_free(language);
    gnutls_free(policy);
}

/* A policy that can not be read was released twice. */
static void test_cve_2017_5334_broken_proxy_policies(void **state)
{
    static const unsigned char value[] =
        "\x30\x19\x02\x01\x03\x30\x14\x06\x08\x2b\x06\x01\x05\x05\x07"
        "\x15\x00\x04\x08policy--";

    gnutls_datum_t whole = { (unsigned char *)(uintptr_t)value, sizeof value - 1 };
    char *language = NULL, *policy = NULL;
    size_t size = 0;

    assert_code(gnutls_x509_ext_import_proxy(&whole, NULL, &language, &policy, &size), 0);
    assert_int_equal(size, 8);
    gnutls_free(language);
    gnutls_free(policy);
    with_each_damage(value, sizeof value - 1, import_proxy);
}

/* One SCT of the list, RFC 6962, 3.3: ID, time, no extensions, an algorithm, a signature. */
#define SCT                                                                                        \
    "\x00"                                                                                         \
    "0123456789abcdef0123456789abcdef"                                                             \
    "\x00\x00\x01\x80\x00\x00\x00\x00"                                                             \
    "\x00\x00"                                                                                     \
    "\x04\x03\x00\x04"                                                                             \
    "\x30\x02\x02\x00"

static unsigned timestamps_seen;

static void import_timestamps(const gnutls_datum_t *value)
{
    gnutls_x509_ct_scts_t list;

    timestamps_seen = 0;
    assert_code(gnutls_x509_ext_ct_scts_init(&list), 0);
    if (gnutls_x509_ext_ct_import_scts(value, list, 0) == 0) {
        for (unsigned i = 0; i < 4; i++) {
            gnutls_datum_t log = { NULL, 0 }, signature = { NULL, 0 };
            gnutls_sign_algorithm_t algorithm;
            time_t time;
            if (gnutls_x509_ct_sct_get(list, i, &time, &log, &algorithm, &signature) < 0)
                break;
            gnutls_free(log.data);
            gnutls_free(signature.data);
            timestamps_seen++;
        }
    }
    gnutls_x509_ext_ct_scts_deinit(list);
}

/* Lengths in the list that go beyond its end were believed. */
static void test_cve_2025_32989_lists_of_timestamps_end_early(void **state)
{
    enum { SCT_SIZE = sizeof SCT - 1, LIST_SIZE = 2 * (SCT_SIZE + 2) };
    unsigned char value[4 + LIST_SIZE] = { 0x04, 2 + LIST_SIZE, 0, LIST_SIZE };

    assert_true(2 + LIST_SIZE < 0x80);
    for (unsigned i = 0; i < 2; i++) {
        unsigned char *one = value + 4 + i * (SCT_SIZE + 2);
        one[1] = SCT_SIZE;
        memcpy(one + 2, SCT, SCT_SIZE);
    }
    import_timestamps(&(gnutls_datum_t){ value, sizeof value });
    assert_int_equal(timestamps_seen, 2);
    with_each_damage(value, sizeof value, import_timestamps);
}

/* A name of a kind that can not be written was released by who had only borrowed it. */
static void test_cve_2025_32988_other_name_of_no_kind(void **state)
{
    static const char *const kinds[] = { "1.2.3.4", "1", "999.1.2", "x", "" };

    for (unsigned i = 0; i < COUNT(kinds); i++) {
        gnutls_datum_t value = { (unsigned char *)"\x0c\x03one", 5 }, der = { NULL, 0 };
        gnutls_subject_alt_names_t names;
        assert_code(gnutls_subject_alt_names_init(&names), 0);
        if (gnutls_subject_alt_names_set(names, GNUTLS_SAN_OTHERNAME, &value, kinds[i]) == 0 &&
            gnutls_x509_ext_export_subject_alt_names(names, &der) == 0)
            gnutls_free(der.data);
        else
            assert_true(i > 0);
        gnutls_subject_alt_names_deinit(names);
    }
}

/* ---- chains ---- */

/* What could not be taken out of a certificate was released by two. */
static void test_cve_2019_3829_signatures_that_are_none(void **state)
{
    static const char *const bad[] = {
        "empty", "no-count", "cut", "unused-bits", "zeros", "empty-sequence", "long",
    };
    gnutls_x509_crt_t root = certificate_in("%s", "root-cert.pem"), chain[2], leaf;
    gnutls_x509_trust_list_t list = trust_in(root);
    unsigned status;

    chain[1] = certificate_in("%s", "inter-cert.pem");
    for (unsigned i = 0; i < 2 * COUNT(bad); i++) {
        char path[64];
        gnutls_datum_t file;
        snprintf(path, sizeof path, "advisories/signature-%s.pem", bad[i % COUNT(bad)]);
        assert_int_equal(pair_load(path, &file), 0);
        assert_code(gnutls_x509_crt_init(&leaf), 0);
        chain[0] = leaf;
        if (gnutls_x509_crt_import(leaf, &file, GNUTLS_X509_FMT_PEM) == 0) {
            status = 0;
            int code = gnutls_x509_trust_list_verify_crt(list, chain, 2, 0, &status, NULL);
            assert_true(code < 0 || status != 0);
            assert_true(gnutls_x509_crt_verify(leaf, &chain[1], 1, 0, &status) < 0 || status != 0);
        }
        gnutls_x509_crt_deinit(leaf);
        free(file.data);
    }
    chain[0] = certificate_in("%s", "advisories/signature-good.pem");
    assert_code(gnutls_x509_trust_list_verify_crt(list, chain, 2, 0, &status, NULL), 0);
    assert_int_equal(status, 0);
    gnutls_x509_crt_deinit(chain[0]);
    gnutls_x509_crt_deinit(chain[1]);
    gnutls_x509_trust_list_deinit(list, 1);
}

/* Authorities that vouch for each other were followed round and round, or ended the program. */
static void test_cve_2024_0567_authorities_that_vouch_for_each_other(void **state)
{
    static const char *const names[] = { "pki/under-loop.pem", "pki/loop-a.pem", "pki/loop-b.pem",
                                         "pki/loop-a0.pem", "pki/cross.pem" };
    enum { ALL = 5, LOOP = 3 };
    gnutls_x509_crt_t all[ALL];

    for (unsigned i = 0; i < ALL; i++)
        all[i] = certificate_in("%s", names[i]);
    /* Trust in none, and in each; the last certificates in turn. */
    for (unsigned trusted = 0; trusted <= ALL; trusted++) {
        gnutls_x509_trust_list_t list = trust_in(trusted < ALL ? all[trusted] : NULL);
        for (unsigned turn = 0; turn < ALL - 1; turn++) {
            gnutls_x509_crt_t chain[ALL] = { all[0] };
            unsigned status = 0;
            for (unsigned i = 0; i < ALL - 1; i++)
                chain[1 + i] = all[1 + (i + turn) % (ALL - 1)];
            for (unsigned size = 1; size <= ALL; size++)
                assert_code(gnutls_x509_trust_list_verify_crt(list, chain, size, 0, &status, NULL),
                            0);
            if (trusted == ALL)
                assert_true((status & GNUTLS_CERT_SIGNER_NOT_FOUND) != 0);
        }
        gnutls_x509_trust_list_deinit(list, 0);
    }
    for (unsigned i = 0; i < ALL; i++)
        gnutls_x509_crt_deinit(all[i]);
}

/* More certificates than there was room for were written beyond it. */
static void test_cve_2024_28835_more_certificates_than_anyone_needs(void **state)
{
    enum { MOST = 64 };
    gnutls_x509_crt_t root = certificate_in("%s", "root-cert.pem"), chain[MOST];
    gnutls_x509_trust_list_t list = trust_in(root);

    for (unsigned i = 0; i < MOST; i++)
        chain[i] = certificate_in("%s", i == 0 ? "server-p256-cert.pem" : "inter-cert.pem");
    for (unsigned size = 1; size <= MOST; size++) {
        unsigned status = 0;
        int code = gnutls_x509_trust_list_verify_crt2(list, chain, size, NULL, 0, 0, &status, NULL);
        if (size == 2)
            assert_true(code == 0 && status == 0);
    }
    for (unsigned i = 0; i < MOST; i++)
        gnutls_x509_crt_deinit(chain[i]);
    gnutls_x509_trust_list_deinit(list, 1);
}

/* ---- signed data ---- */

/* The signer's way to someone trusted was released twice where it came to nothing. */
static void test_cve_2022_2509_signer_whom_nobody_knows(void **state)
{
    static const char *const trusted[] = { NULL, "other-ca-cert.pem", "root-cert.pem",
                                           "inter-cert.pem", "server-p256-cert.pem" };
    gnutls_x509_crt_t signer = certificate_in("%s", "server-p256-cert.pem");
    gnutls_datum_t message = { (unsigned char *)"message", 7 }, file;
    gnutls_pkcs7_t data;
    gnutls_privkey_t key;

    assert_int_equal(pair_load("server-p256-key.pem", &file), 0);
    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_import_x509_raw(key, &file, GNUTLS_X509_FMT_PEM, NULL, 0), 0);
    free(file.data);
    assert_code(gnutls_pkcs7_init(&data), 0);
    assert_code(gnutls_pkcs7_sign(data, signer, key, &message, NULL, NULL, GNUTLS_DIG_SHA256,
                                  GNUTLS_PKCS7_INCLUDE_CERT | GNUTLS_PKCS7_EMBED_DATA),
                0);
    for (unsigned i = 0; i < 2 * COUNT(trusted); i++) {
        const char *path = trusted[i % COUNT(trusted)];
        gnutls_x509_crt_t authority = path != NULL ? certificate_in("%s", path) : NULL;
        gnutls_x509_trust_list_t list = trust_in(authority);
        int code = gnutls_pkcs7_verify(data, list, NULL, 0, 0, NULL,
                                       i < COUNT(trusted) ? 0 : GNUTLS_VERIFY_DISABLE_CA_SIGN);
        if (i % COUNT(trusted) < 2)
            assert_true(code < 0);
        gnutls_x509_trust_list_deinit(list, 1);
    }
    gnutls_pkcs7_deinit(data);
    gnutls_privkey_deinit(key);
    gnutls_x509_crt_deinit(signer);
}

/* ---- hashes ---- */

/* Nothing, from nowhere, was added to a hash. */
static void test_cve_2021_4209_nothing_is_hashed(void **state)
{
    gnutls_hash_hd_t hash;
    unsigned char nothing[32], again[32];

    assert_code(gnutls_hash_init(&hash, GNUTLS_DIG_SHA256), 0);
    assert_code(gnutls_hash(hash, NULL, 0), 0);
    gnutls_hash_deinit(hash, nothing);
    assert_code(gnutls_hash_fast(GNUTLS_DIG_SHA256, "", 0, again), 0);
    assert_memory_equal(nothing, again, sizeof again);
}

/* ---- signatures ---- */

/* A nonce that is made of key and data alone, where it was asked for, was told by the time it took. Ours
 * is never made so. */
static void test_cve_2024_28834_nonces_are_of_chance(void **state)
{
    gnutls_datum_t message = { (unsigned char *)"message", 7 }, file, made[2];
    gnutls_privkey_t key;

    assert_int_equal(pair_load("server-p521-key.pem", &file), 0);
    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_import_x509_raw(key, &file, GNUTLS_X509_FMT_PEM, NULL, 0), 0);
    free(file.data);
    for (unsigned i = 0; i < 2; i++)
        assert_code(gnutls_privkey_sign_data(key, GNUTLS_DIG_SHA512,
                                             GNUTLS_PRIVKEY_FLAG_REPRODUCIBLE, &message, &made[i]),
                    0);
    bool is_same =
        made[0].size == made[1].size && memcmp(made[0].data, made[1].data, made[0].size) == 0;
    assert_int_equal(is_same, library_under_test() != REPRISE);
    gnutls_free(made[0].data);
    gnutls_free(made[1].data);
    gnutls_privkey_deinit(key);
}

/* ---- what is not there ---- */

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

/* Keys of OpenPGP are not read at all. */
static void test_cve_2017_5335_5336_5337_7869_openpgp_is_not_read(void **state)
{
    gnutls_datum_t packet = { (unsigned char *)"\x99\xff\xff\xff\xff", 5 };
    gnutls_openpgp_crt_t key = NULL;

    assert_code(gnutls_openpgp_crt_init(&key), GNUTLS_E_UNIMPLEMENTED_FEATURE);
    assert_code(gnutls_openpgp_crt_import(key, &packet, GNUTLS_OPENPGP_FMT_RAW),
                GNUTLS_E_UNIMPLEMENTED_FEATURE);
}

/* A label longer than the token's was copied whole. */
static void test_cve_2025_9820_tokens_are_not_written(void **state)
{
    static const char label[] = "a label that is longer than the thirty-two bytes that a token has";

    assert_true(gnutls_pkcs11_token_init("pkcs11:token=none", "1234", label) < 0);
}

int main(void)
{
    ADD(test_cve_2017_5334_broken_proxy_policies);
    ADD(test_cve_2017_5335_5336_5337_7869_openpgp_is_not_read);
    ADD(test_cve_2019_3829_signatures_that_are_none);
    ADD(test_cve_2021_4209_nothing_is_hashed);
    ADD(test_cve_2022_2509_signer_whom_nobody_knows);
    ADD(test_cve_2024_0567_authorities_that_vouch_for_each_other);
    ADD(test_cve_2024_28834_nonces_are_of_chance);
    ADD(test_cve_2024_28835_more_certificates_than_anyone_needs);
    ADD(test_cve_2025_32988_other_name_of_no_kind);
    ADD(test_cve_2025_32989_lists_of_timestamps_end_early);
    ADD(test_cve_2025_9820_tokens_are_not_written);
    return suite_run("advisories");
}
