/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_ocsp.c - OCSP responses: read and believed
 *
 * The responses are those of tests/data/revocation/, about `server-p256` of
 * tests/data/, which `inter` issued, and about `inter`, which `root` issued.
 */

#include "responses.h"

enum {
    GOOD = GNUTLS_OCSP_CERT_GOOD,
    REVOKED = GNUTLS_OCSP_CERT_REVOKED,
    UNKNOWN = GNUTLS_OCSP_CERT_UNKNOWN,
    OK = 0,
    ABSENT = GNUTLS_OCSP_VERIFY_SIGNER_NOT_FOUND,
    PURPOSE = GNUTLS_OCSP_VERIFY_SIGNER_KEYUSAGE_ERROR,
    UNTRUSTED = GNUTLS_OCSP_VERIFY_UNTRUSTED_SIGNER,
    SPOILED = GNUTLS_OCSP_VERIFY_SIGNATURE_FAILURE,
    EXPIRED = GNUTLS_OCSP_VERIFY_CERT_EXPIRED,
};

/* ---- who signed ---- */

struct signer_row {
    const char *name;
    unsigned by_inter, by_root; /* of gnutls_ocsp_resp_verify_direct() */
    unsigned trusting_root[LIBRARIES], trusting_both[LIBRARIES];
};

/* clang-format off */
static const struct signer_row signer_rows[] = {
    { "good",                  OK,        SPOILED,   BOTH(ABSENT),    BOTH(OK) },
    { "good-sha256",           OK,        SPOILED,   BOTH(ABSENT),    BOTH(OK) },
    { "good-by-key",           OK,        SPOILED,   BOTH(ABSENT),    EACH(ABSENT, OK) },
    { "revoked",               OK,        SPOILED,   BOTH(ABSENT),    BOTH(OK) },
    { "by-root",               SPOILED,   OK,        BOTH(OK),        BOTH(OK) },
    { "inter-good",            SPOILED,   OK,        BOTH(OK),        BOTH(OK) },
    { "spoiled",               SPOILED,   SPOILED,   BOTH(ABSENT),    BOTH(SPOILED) },
    { "forged",                SPOILED,   SPOILED,   BOTH(ABSENT),    BOTH(SPOILED) },
    { "issuer-included",       OK,        PURPOSE,   BOTH(PURPOSE),   BOTH(OK) },
    { "delegated",             OK,        UNTRUSTED, BOTH(UNTRUSTED), BOTH(OK) },
    { "delegated-by-key",      OK,        UNTRUSTED, BOTH(UNTRUSTED), BOTH(OK) },
    { "delegated-revoked",     OK,        UNTRUSTED, BOTH(UNTRUSTED), BOTH(OK) },
    { "delegated-missing",     SPOILED,   SPOILED,   BOTH(ABSENT),    BOTH(ABSENT) },
    /* RFC 6960, 4.2.2.2: the purpose has to be named. */
    { "delegated-no-purpose",  PURPOSE,   UNTRUSTED, BOTH(UNTRUSTED), EACH(UNTRUSTED, PURPOSE) },
    { "delegated-any-purpose", PURPOSE,   UNTRUSTED, BOTH(UNTRUSTED), BOTH(PURPOSE) },
    { "delegated-silent",      PURPOSE,   UNTRUSTED, BOTH(UNTRUSTED), BOTH(PURPOSE) },
    /* Named by another than the issuer. */
    { "delegated-foreign",     UNTRUSTED, OK,        BOTH(OK),        BOTH(OK) },
    { "delegated-self",        UNTRUSTED, UNTRUSTED, BOTH(UNTRUSTED), BOTH(UNTRUSTED) },
    { "delegated-expired",     EXPIRED,   EXPIRED,   EACH(EXPIRED, UNTRUSTED), BOTH(EXPIRED) },
};
/* clang-format on */

static void test_response_is_believed_when_the_right_one_signed(void **state)
{
    const struct signer_row *row = *state;
    gnutls_ocsp_resp_t response = load_response(row->name);
    gnutls_x509_crt_t root = certificate_in("%s", "root-cert.pem");
    gnutls_x509_crt_t inter = certificate_in("%s", "inter-cert.pem");
    gnutls_x509_trust_list_t trust;
    enum library library = library_under_test();
    unsigned reason = 99;

    assert_code(gnutls_ocsp_resp_verify_direct(response, inter, &reason, 0), 0);
    assert_int_equal(reason, row->by_inter);
    assert_code(gnutls_ocsp_resp_verify_direct(response, root, &reason, 0), 0);
    /* A signer who is past and not trusted either is told as both by one of the two. */
    assert_int_equal(reason & (row->by_root | ~UNTRUSTED), row->by_root);

    assert_code(gnutls_x509_trust_list_init(&trust, 0), 0);
    assert_code(gnutls_x509_trust_list_add_cas(trust, &root, 1, 0), 1);
    assert_code(gnutls_ocsp_resp_verify(response, trust, &reason, 0), 0);
    assert_int_equal(reason, row->trusting_root[library]);
    assert_code(gnutls_x509_trust_list_add_cas(trust, &inter, 1, 0), 1);
    assert_code(gnutls_ocsp_resp_verify(response, trust, &reason, 0), 0);
    assert_int_equal(reason, row->trusting_both[library]);

    gnutls_x509_trust_list_deinit(trust, 0);
    gnutls_x509_crt_deinit(root);
    gnutls_x509_crt_deinit(inter);
    gnutls_ocsp_resp_deinit(response);
}

/* ---- what is said ---- */

struct entry {
    int about_server; /* of gnutls_ocsp_resp_check_crt() */
    unsigned status;
    long this_update, next_update, revoked;
    unsigned reason;
};

struct entry_row {
    const char *name;
    unsigned count;
    struct entry entries[2];
};

enum { Y2023 = 1672531200, Y2024 = 1704067200, Y2025 = 1735689600, Y2045 = 2366841600 };
#define END        2524521600L
#define REVOKED_AT 1646370367
#define OTHER      GNUTLS_E_OCSP_RESPONSE_ERROR

/* clang-format off */
static const struct entry_row entry_rows[] = {
    { "good",              1, { { 0, GOOD, Y2025, END, -1, 0 } } },
    { "good-sha256",       1, { { 0, GOOD, Y2025, END, -1, 0 } } },
    { "unknown",           1, { { 0, UNKNOWN, Y2025, END, -1, 0 } } },
    { "revoked",           1, { { 0, REVOKED, Y2025, END, REVOKED_AT, 1 } } },
    { "revoked-no-reason", 1, { { 0, REVOKED, Y2025, END, REVOKED_AT, 0 } } },
    { "endless",           1, { { 0, GOOD, Y2025, -1, -1, 0 } } },
    { "old",               1, { { 0, GOOD, Y2023, Y2024, -1, 0 } } },
    { "future",            1, { { 0, GOOD, Y2045, END, -1, 0 } } },
    { "none",              0, { { 0 } } },
    { "later",             0, { { 0 } } },
    { "inter-revoked",     1, { { OTHER, REVOKED, Y2025, END, REVOKED_AT, 2 } } },
    { "other-issuer",      1, { { OTHER, GOOD, Y2025, END, -1, 0 } } },
    { "second-revoked",    2, { { OTHER, GOOD, Y2025, END, -1, 0 },
                                { 0, REVOKED, Y2025, END, REVOKED_AT, 4 } } },
    { "good-then-revoked", 2, { { 0, GOOD, Y2025, END, -1, 0 },
                                { 0, REVOKED, Y2025, END, REVOKED_AT, 4 } } },
    { "others",            2, { { OTHER, GOOD, Y2025, END, -1, 0 },
                                { OTHER, GOOD, Y2025, END, -1, 0 } } },
};
/* clang-format on */

static void check_entry(gnutls_ocsp_resp_t response, unsigned index, const struct entry *expected)
{
    gnutls_digest_algorithm_t digest;
    gnutls_datum_t name, key, serial;
    unsigned status, reason;
    time_t this_update, next_update, revoked;

    assert_code(gnutls_ocsp_resp_get_single(response, index, &digest, &name, &key, &serial, &status,
                                            &this_update, &next_update, &revoked, &reason),
                0);
    assert_int_equal(name.size, gnutls_hash_get_len(digest));
    assert_int_equal(key.size, name.size);
    assert_int_equal(status, expected->status);
    assert_int_equal(this_update, expected->this_update);
    assert_int_equal(next_update, expected->next_update);
    assert_int_equal(revoked, expected->revoked);
    assert_int_equal(reason, expected->reason);
    gnutls_free(name.data);
    gnutls_free(key.data);
    gnutls_free(serial.data);
}

static void test_each_entry_is_given(void **state)
{
    const struct entry_row *row = *state;
    gnutls_ocsp_resp_t response = load_response(row->name);
    gnutls_x509_crt_t server = certificate_in("%s", "server-p256-cert.pem");

    for (unsigned i = 0; i < row->count; i++) {
        check_entry(response, i, &row->entries[i]);
        assert_code(gnutls_ocsp_resp_check_crt(response, i, server), row->entries[i].about_server);
    }
    assert_code(gnutls_ocsp_resp_check_crt(response, row->count, server),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_digest_algorithm_t digest;
    assert_code(gnutls_ocsp_resp_get_single(response, row->count, &digest, NULL, NULL, NULL, NULL,
                                            NULL, NULL, NULL, NULL),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);

    gnutls_x509_crt_deinit(server);
    gnutls_ocsp_resp_deinit(response);
}

/* ---- fields ---- */

static void test_fields_are_read(void **state)
{
    gnutls_ocsp_resp_t response = load_response("delegated");
    gnutls_datum_t text, other;
    gnutls_x509_crt_t *certificates;
    size_t count;

    assert_int_equal(gnutls_ocsp_resp_get_status(response), GNUTLS_OCSP_RESP_SUCCESSFUL);
    assert_int_equal(gnutls_ocsp_resp_get_version(response), 1);
    assert_int_equal(gnutls_ocsp_resp_get_produced(response), Y2025);
    assert_int_equal(gnutls_ocsp_resp_get_signature_algorithm(response), GNUTLS_SIGN_ECDSA_SHA256);
    assert_code(gnutls_ocsp_resp_get_responder(response, &text), 0);
    assert_string_equal((char *)text.data, "CN=responder");
    gnutls_free(text.data);
    assert_code(gnutls_ocsp_resp_get_responder_raw_id(response, GNUTLS_OCSP_RESP_ID_KEY, &text),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_ocsp_resp_get_responder_raw_id(response, GNUTLS_OCSP_RESP_ID_DN, &text), 0);
    assert_int_equal(text.data[0], 0x30);
    gnutls_free(text.data);
    assert_code(gnutls_ocsp_resp_get_response(response, &text, &other), 0);
    assert_string_equal((char *)text.data, "1.3.6.1.5.5.7.48.1.1");
    assert_int_equal(text.size, 20);
    gnutls_free(text.data);
    gnutls_free(other.data);

    assert_code(gnutls_ocsp_resp_get_certs(response, &certificates, &count), 0);
    assert_int_equal(count, 1);
    gnutls_x509_crt_deinit(certificates[0]);
    gnutls_free(certificates);
    gnutls_ocsp_resp_deinit(response);
}

static void test_responder_is_named_by_its_key(void **state)
{
    gnutls_ocsp_resp_t response = load_response("good-by-key");
    gnutls_datum_t id = { NULL, 0 };

    assert_code(gnutls_ocsp_resp_get_responder(response, &id), 0);
    assert_null(id.data);
    assert_code(gnutls_ocsp_resp_get_responder2(response, &id, 0),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_ocsp_resp_get_responder_raw_id(response, GNUTLS_OCSP_RESP_ID_KEY, &id), 0);
    assert_int_equal(id.size, 20);
    assert_int_equal(id.data[0], 0xe5);
    gnutls_free(id.data);
    gnutls_ocsp_resp_deinit(response);
}

static void test_response_has_a_nonce_or_not(void **state)
{
    gnutls_ocsp_resp_t response = load_response("nonce");
    gnutls_datum_t nonce, oid, value;
    unsigned critical = 9;

    assert_code(gnutls_ocsp_resp_get_nonce(response, &critical, &nonce), 0);
    assert_int_equal(nonce.size, 25);
    assert_int_equal(critical, 0);
    gnutls_free(nonce.data);
    assert_code(gnutls_ocsp_resp_get_extension(response, 0, &oid, &critical, &value), 0);
    assert_string_equal((char *)oid.data, "1.3.6.1.5.5.7.48.1.2");
    assert_int_equal(value.size, 27);
    gnutls_free(oid.data);
    gnutls_free(value.data);
    assert_code(gnutls_ocsp_resp_get_extension(response, 1, &oid, &critical, &value),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_ocsp_resp_deinit(response);

    response = load_response("good");
    assert_code(gnutls_ocsp_resp_get_nonce(response, &critical, &nonce),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_ocsp_resp_deinit(response);
}

static void test_responder_that_does_not_answer_says_why(void **state)
{
    gnutls_ocsp_resp_t response = load_response("later");
    gnutls_x509_crt_t issuer = certificate_in("%s", "inter-cert.pem");
    gnutls_datum_t out;
    unsigned reason;

    assert_int_equal(gnutls_ocsp_resp_get_status(response), GNUTLS_OCSP_RESP_TRYLATER);
    assert_code(gnutls_ocsp_resp_get_signature_algorithm(response), GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    assert_code(gnutls_ocsp_resp_get_response(response, &out, NULL),
                GNUTLS_E_ASN1_ELEMENT_NOT_FOUND);
    assert_code(gnutls_ocsp_resp_verify_direct(response, issuer, &reason, 0),
                GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    assert_int_equal(gnutls_ocsp_resp_get_produced(response), -1);

    gnutls_x509_crt_deinit(issuer);
    gnutls_ocsp_resp_deinit(response);
}

static void test_response_is_given_back_as_it_was_read(void **state)
{
    gnutls_datum_t der = load_der("second-revoked"), out, pem;
    gnutls_ocsp_resp_t response = load_response("second-revoked"), *list;
    unsigned count;

    assert_code(gnutls_ocsp_resp_export(response, &out), 0);
    assert_int_equal(out.size, der.size);
    assert_memory_equal(out.data, der.data, der.size);
    gnutls_free(out.data);
    assert_code(gnutls_ocsp_resp_export2(response, &pem, GNUTLS_X509_FMT_PEM), 0);
    assert_code(gnutls_ocsp_resp_import2(response, &pem, GNUTLS_X509_FMT_PEM), 0);
    assert_code(gnutls_ocsp_resp_list_import2(&list, &count, &pem, GNUTLS_X509_FMT_PEM, 0), 0);
    assert_int_equal(count, 1);
    gnutls_ocsp_resp_deinit(list[0]);
    gnutls_free(list);

    gnutls_free(pem.data);
    gnutls_ocsp_resp_deinit(response);
    free(der.data);
}

static void test_what_is_no_response_is_refused(void **state)
{
    gnutls_datum_t der = load_der("good"), junk = { (unsigned char *)"junk", 4 }, out;
    gnutls_ocsp_resp_t response, *list;
    unsigned count;

    assert_code(gnutls_ocsp_resp_init(&response), 0);
    assert_code(gnutls_ocsp_resp_get_status(response), GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    assert_code(gnutls_ocsp_resp_export(response, &out), GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    assert_true(gnutls_ocsp_resp_import(response, &junk) < 0);
    assert_code(gnutls_ocsp_resp_import(response, NULL), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_ocsp_resp_import2(response, &junk, GNUTLS_X509_FMT_PEM),
                GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR);
    assert_code(gnutls_ocsp_resp_list_import2(&list, &count, &junk, GNUTLS_X509_FMT_PEM, 0),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    der.size--;
    assert_true(gnutls_ocsp_resp_import(response, &der) < 0);

    gnutls_ocsp_resp_deinit(response);
    gnutls_ocsp_resp_deinit(NULL);
    free(der.data);
}

int main(void)
{
    ADD_ROWS(signer_rows, test_response_is_believed_when_the_right_one_signed);
    ADD_ROWS(entry_rows, test_each_entry_is_given);
    ADD(test_fields_are_read);
    ADD(test_responder_is_named_by_its_key);
    ADD(test_response_has_a_nonce_or_not);
    ADD(test_responder_that_does_not_answer_says_why);
    ADD(test_response_is_given_back_as_it_was_read);
    ADD(test_what_is_no_response_is_refused);
    return suite_run("ocsp");
}
