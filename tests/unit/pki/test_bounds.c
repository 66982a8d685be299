/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_bounds.c - so many of a kind are read, and not one more
 *
 * What is looked for by its place is looked for from the first on, so that going through a list takes
 * the square of its length.
 */

#include "unit/test.h"

#include "base/errors.h"
#include "pki/der.h"
#include "pki/ocsp.h"
#include "pki/sct.h"

static void repeat(struct bytes element, size_t count, struct buffer *out)
{
    for (size_t i = 0; i < count; i++)
        assert_int_equal(buffer_append(out, element), 0);
}

/* A request about certificate 1 of an authority without a name, so many times. */
static int read_requests(size_t requests, size_t extensions)
{
    static const char one[] = "\x30\x14\x30\x12\x30\x07\x06\x05\x2b\x0e\x03\x02\x1a"
                              "\x04\x01\x00\x04\x01\x00\x02\x01\x01";
    static const char extension[] = "\x30\x06\x06\x01\x2a\x04\x01\x00";
    SCOPED(buffer) struct buffer tbs = { 0 }, list = { 0 };
    struct gnutls_ocsp_req_int *request = NULL;
    repeat(bytes_of(one, sizeof one - 1), requests, &tbs);
    assert_int_equal(der_wrap(&tbs, DER_SEQUENCE), 0);
    repeat(bytes_of(extension, sizeof extension - 1), extensions, &list);
    assert_int_equal(der_wrap(&list, DER_SEQUENCE), 0);
    assert_int_equal(der_write(&tbs, DER_CONTEXT_DEEP(2), buffer_bytes(&list)), 0);
    assert_int_equal(der_wrap(&tbs, DER_SEQUENCE), 0);
    assert_int_equal(der_wrap(&tbs, DER_SEQUENCE), 0);
    assert_int_equal(ocsp_request_new(&request), 0);
    int result = ocsp_request_fill(request, buffer_bytes(&tbs));
    ocsp_request_free(request);
    return result;
}

static void test_requests_for_a_status_are_counted(void **state)
{
    (void)state;
    assert_int_equal(read_requests(OCSP_REQUESTS_MAX, 1), 0);
    assert_int_equal(read_requests(OCSP_REQUESTS_MAX + 1, 1), GNUTLS_E_ASN1_DER_ERROR);
    assert_int_equal(read_requests(1, 64), 0);
    assert_int_equal(read_requests(1, 65), GNUTLS_E_ASN1_DER_ERROR);
}

static void test_no_more_are_asked_for_than_are_read(void **state)
{
    const struct ocsp_id id = { &hash_sha1, bytes_of_text("name"), bytes_of_text("key"),
                                bytes_of_text("1") };
    struct gnutls_ocsp_req_int *request = NULL;
    (void)state;
    assert_int_equal(ocsp_request_new(&request), 0);
    for (size_t i = 0; i < OCSP_REQUESTS_MAX; i++)
        assert_int_equal(ocsp_request_add(request, &id), 0);
    assert_int_equal(ocsp_request_add(request, &id), GNUTLS_E_INVALID_REQUEST);
    ocsp_request_free(request);
}

/* Timestamps of a version that is not known, of which nothing else is asked. */
static int read_timestamps(size_t count)
{
    static const uint8_t one[] = { 0, 1, 9 };
    SCOPED(buffer) struct buffer list = { 0 }, value = { 0 };
    struct scts scts = { { 0 } };
    const size_t size = count * sizeof one;
    const uint8_t head[] = { (uint8_t)(size >> 8), (uint8_t)size };
    assert_int_equal(buffer_append(&list, bytes_of(head, sizeof head)), 0);
    repeat(bytes_of(one, sizeof one), count, &list);
    assert_int_equal(der_write(&value, DER_OCTET_STRING, buffer_bytes(&list)), 0);
    int result = scts_read(buffer_bytes(&value), &scts);
    scts_wipe(&scts);
    return result;
}

static void test_timestamps_are_counted(void **state)
{
    (void)state;
    assert_int_equal(read_timestamps(SCTS_MAX), 0);
    assert_int_equal(read_timestamps(SCTS_MAX + 1), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_requests_for_a_status_are_counted),
        cmocka_unit_test(test_no_more_are_asked_for_than_are_read),
        cmocka_unit_test(test_timestamps_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
