/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_ocsp_requests.c - OCSP requests: made, read, asked; and messages as text */

#include "responses.h"

static gnutls_ocsp_req_t make_request(void)
{
    gnutls_x509_crt_t issuer = certificate_in("%s", "inter-cert.pem");
    gnutls_x509_crt_t server = certificate_in("%s", "server-p256-cert.pem");
    gnutls_ocsp_req_t request;

    assert_code(gnutls_ocsp_req_init(&request), 0);
    assert_code(gnutls_ocsp_req_add_cert(request, GNUTLS_DIG_SHA1, issuer, server), 0);
    assert_code(gnutls_ocsp_req_add_cert(request, GNUTLS_DIG_SHA256, issuer, server), 0);
    assert_code(gnutls_ocsp_req_add_cert(request, 99, issuer, server), GNUTLS_E_INVALID_REQUEST);
    gnutls_x509_crt_deinit(issuer);
    gnutls_x509_crt_deinit(server);
    return request;
}

static void test_request_has_one_encoding(void **state)
{
    gnutls_ocsp_req_t request = make_request(), again;
    gnutls_datum_t nonce = { (unsigned char *)"nonce!", 6 }, der, same;

    assert_code(gnutls_ocsp_req_set_nonce(request, 0, &nonce), 0);
    assert_code(gnutls_ocsp_req_export(request, &der), 0);
    /* RFC 6960, 4.1.1 */
    assert_string_equal(hex_of(der.data, der.size),
                        "3081b93081b6308198"
                        "303c303a300906052b0e03021a05000414cacaebe47bd70cb4eef5625ac6d4946ccda333f6"
                        "0414e5e71eed51718f17ec61a465b2b92ed9c6d82c17020112"
                        "30583056300d060960864801650304020105000420"
                        "bd666ae5e5e1d9729ad4d84f1ee558bce2d7beb074bee34fc8c0379f01d3ab440420"
                        "76ed71e2485f28eb41771604f24971c6431768602455022d3d590ea4787dac26020112"
                        "a2193017301506092b0601050507300102040804066e6f6e636521");
    assert_code(gnutls_ocsp_req_init(&again), 0);
    assert_code(gnutls_ocsp_req_import(again, &der), 0);
    assert_code(gnutls_ocsp_req_export(again, &same), 0);
    assert_int_equal(same.size, der.size);
    assert_memory_equal(same.data, der.data, der.size);

    gnutls_free(der.data);
    gnutls_free(same.data);
    gnutls_ocsp_req_deinit(again);
    gnutls_ocsp_req_deinit(request);
}

static void test_request_says_about_whom_it_is(void **state)
{
    static const gnutls_digest_algorithm_t digests[] = { GNUTLS_DIG_SHA1, GNUTLS_DIG_SHA256 };
    gnutls_ocsp_req_t request = make_request();
    gnutls_datum_t name, key, serial;
    gnutls_digest_algorithm_t digest;

    assert_int_equal(gnutls_ocsp_req_get_version(request), 1);
    for (unsigned i = 0; i < COUNT(digests); i++) {
        assert_code(gnutls_ocsp_req_get_cert_id(request, i, &digest, &name, &key, &serial), 0);
        assert_int_equal(digest, digests[i]);
        assert_int_equal(name.size, gnutls_hash_get_len(digest));
        assert_int_equal(serial.size, 1);
        assert_int_equal(serial.data[0], 0x12);
        assert_code(gnutls_ocsp_req_add_cert_id(request, digest, &name, &key, &serial), 0);
        gnutls_free(name.data);
        gnutls_free(key.data);
        gnutls_free(serial.data);
    }
    assert_code(gnutls_ocsp_req_get_cert_id(request, 3, NULL, NULL, NULL, NULL), 0);
    assert_code(gnutls_ocsp_req_get_cert_id(request, 4, NULL, NULL, NULL, NULL),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_ocsp_req_deinit(request);
}

static void test_request_has_extensions(void **state)
{
    gnutls_ocsp_req_t request = make_request();
    gnutls_datum_t value = { (unsigned char *)"\5\0", 2 }, nonce, oid, data;
    unsigned critical = 9;

    assert_code(gnutls_ocsp_req_get_nonce(request, NULL, &nonce),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_ocsp_req_randomize_nonce(request), 0);
    assert_code(gnutls_ocsp_req_get_nonce(request, &critical, &nonce), 0);
    assert_int_equal(nonce.size, 23);
    assert_int_equal(critical, 0);
    gnutls_free(nonce.data);
    assert_code(gnutls_ocsp_req_set_extension(request, "1.2.3.4", 1, &value), 0);
    assert_code(gnutls_ocsp_req_get_extension(request, 1, &oid, &critical, &data), 0);
    assert_string_equal((char *)oid.data, "1.2.3.4");
    assert_int_equal(critical, 1);
    assert_int_equal(data.size, 2);
    gnutls_free(oid.data);
    gnutls_free(data.data);
    gnutls_ocsp_req_deinit(request);
}

static void test_messages_are_printed(void **state)
{
    static const char expected[] =
        "OCSP Response Information:\n"
        "\tResponse Status: Successful\n"
        "\tResponse Type: Basic OCSP Response\n"
        "\tVersion: 1\n"
        "\tResponder ID: CN=inter\n"
        "\tProduced At: Wed Jan 01 00:00:00 UTC 2025\n"
        "\tResponses:\n"
        "\t\tCertificate ID:\n"
        "\t\t\tHash Algorithm: SHA1\n"
        "\t\t\tIssuer Name Hash: cacaebe47bd70cb4eef5625ac6d4946ccda333f6\n"
        "\t\t\tIssuer Key Hash: e5e71eed51718f17ec61a465b2b92ed9c6d82c17\n"
        "\t\t\tSerial Number: 12\n"
        "\t\tCertificate Status: revoked\n"
        "\t\tRevocation time: Fri Mar 04 05:06:07 UTC 2022\n"
        "\t\tThis Update: Wed Jan 01 00:00:00 UTC 2025\n"
        "\t\tNext Update: Fri Dec 31 00:00:00 UTC 2049\n"
        "\tExtensions:\n"
        "\tSignature Algorithm: ECDSA-SHA256\n";
    gnutls_ocsp_resp_t response = load_response("revoked");
    gnutls_ocsp_req_t request = make_request();
    gnutls_datum_t text;

    assert_code(gnutls_ocsp_resp_print(response, GNUTLS_OCSP_PRINT_COMPACT, &text), 0);
    assert_string_equal((char *)text.data, expected);
    assert_int_equal(text.size, strlen(expected));
    gnutls_free(text.data);
    assert_code(gnutls_ocsp_req_print(request, GNUTLS_OCSP_PRINT_COMPACT, &text),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_ocsp_req_print(request, GNUTLS_OCSP_PRINT_FULL, &text), 0);
    assert_non_null(strstr((char *)text.data, "OCSP Request Information:\n\tVersion: 1\n"));
    gnutls_free(text.data);
    gnutls_ocsp_req_deinit(request);
    gnutls_ocsp_resp_deinit(response);
}

int main(void)
{
    ADD(test_request_has_one_encoding);
    ADD(test_request_says_about_whom_it_is);
    ADD(test_request_has_extensions);
    ADD(test_messages_are_printed);
    return suite_run("ocsp_requests");
}
