/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_blobs.c - every blob that a release ever wrote is still read
 *
 * Files in tests/data/blobs are added with each change of the format and never removed. They
 * were written by make.py beside them, which shares nothing with the library.
 */

#include "session/serialize.h"

#include "unit/session/samples.h"

#include <stdio.h>

static const struct {
    const char *file;
    enum session_kind kind;
} blobs[] = {
    { "format1-client13.blob", SESSION_CLIENT13 },
    { "format1-server13.blob", SESSION_SERVER13 },
    { "format1-client12.blob", SESSION_CLIENT12 },
    { "format1-server12.blob", SESSION_SERVER12 },
};

static void read_file(const char *name, struct buffer *out)
{
    char path[4096];
    uint8_t chunk[4096];
    snprintf(path, sizeof(path), "%s/blobs/%s", TEST_DATA, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size = fread(chunk, 1, sizeof(chunk), file);
    assert_true(size > 0 && size < sizeof(chunk));
    fclose(file);
    assert_int_equal(buffer_set(out, bytes_of(chunk, size)), 0);
}

static void test_blobs_of_every_release_are_read(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(blobs); i++) {
        SCOPED(session_params) struct session_params expected = { 0 }, params = { 0 };
        SCOPED(buffer) struct buffer blob = { 0 };
        sample_params(blobs[i].kind, &expected);
        read_file(blobs[i].file, &blob);

        assert_int_equal(session_unpack(buffer_bytes(&blob), &params), 0);

        assert_true(session_params_equal(&expected, &params));
    }
}

static void test_blobs_of_this_format_are_written_as_documented(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(blobs); i++) {
        SCOPED(session_params) struct session_params params = { 0 };
        SCOPED(buffer) struct buffer expected = { 0 }, blob = { 0 };
        sample_params(blobs[i].kind, &params);
        read_file(blobs[i].file, &expected);

        assert_int_equal(session_pack(&params, &blob), 0);

        assert_bytes_equal(blob.data, blob.size, expected.data, expected.size);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blobs_of_every_release_are_read),
        cmocka_unit_test(test_blobs_of_this_format_are_written_as_documented),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
