/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_transcript.c - the running hash, against the hash of the whole */

#include "handshake/transcript.h"

#include "unit/test.h"

static const char hello[] = "\1\0\0\5hello";
static const char answer[] = "\2\0\0\6answer";

static struct bytes text(const char *message, size_t size)
{
    return bytes_of(message, size - 1);
}

#define TEXT(array) text(array, sizeof array)

static void assert_digest_of(const struct digest *got, const struct hash *hash, const char *all,
                             size_t size)
{
    struct digest expected;

    hash_once(hash, bytes_of(all, size), &expected);
    assert_int_equal(got->size, expected.size);
    assert_memory_equal(got->bytes, expected.bytes, expected.size);
}

static void test_hash_may_be_chosen_after_the_first_message(void **state)
{
    struct transcript t = { 0 };
    struct digest now;

    assert_int_equal(transcript_add_hello(&t, TEXT(hello)), 0);
    assert_int_equal(transcript_choose_hash(&t, &hash_sha384), 0);
    assert_int_equal(transcript_add(&t, TEXT(answer)), 0);
    transcript_now(&t, &now);

    assert_digest_of(&now, &hash_sha384, "\1\0\0\5hello\2\0\0\6answer", 19);
    transcript_wipe(&t);
}

static void test_another_hash_can_not_be_chosen_later(void **state)
{
    struct transcript t = { 0 };

    assert_int_equal(transcript_choose_hash(&t, &hash_sha256), 0);
    assert_int_equal(transcript_choose_hash(&t, &hash_sha256), 0);
    assert_int_equal(transcript_choose_hash(&t, &hash_sha384), GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    transcript_wipe(&t);
}

static void test_hello_can_be_cut_before_and_after_the_hash_is_chosen(void **state)
{
    struct transcript t = { 0 };
    struct digest cut;

    assert_int_equal(transcript_add_hello(&t, TEXT(hello)), 0);
    assert_int_equal(transcript_cut(&t, &hash_sha256, 3, &cut), 0);
    assert_digest_of(&cut, &hash_sha256, hello, 6);

    assert_int_equal(transcript_choose_hash(&t, &hash_sha256), 0);
    assert_int_equal(transcript_add(&t, TEXT(answer)), 0);
    assert_int_equal(transcript_add_hello(&t, TEXT(hello)), 0);
    assert_int_equal(transcript_cut(&t, &hash_sha256, 5, &cut), 0);
    assert_digest_of(&cut, &hash_sha256,
                     "\1\0\0\5hello\2\0\0\6"
                     "answer\1\0\0\5",
                     23);
    assert_int_equal(transcript_cut(&t, &hash_sha256, 10, &cut), GNUTLS_E_INTERNAL_ERROR);
    transcript_wipe(&t);
}

static void test_what_is_behind_counts_only_when_asked(void **state)
{
    struct transcript t = { 0 };
    struct digest with, now;

    assert_int_equal(transcript_choose_hash(&t, &hash_sha256), 0);
    assert_int_equal(transcript_add(&t, TEXT(hello)), 0);
    transcript_with(&t, &hash_sha256, TEXT(answer), &with);
    transcript_now(&t, &now);

    assert_digest_of(&with, &hash_sha256, "\1\0\0\5hello\2\0\0\6answer", 19);
    assert_digest_of(&now, &hash_sha256, hello, 9);
    transcript_wipe(&t);
}

/* RFC 8446, 4.4.1: Hash(message_hash || 00 00 Hash.length || Hash(first) || rest). */
static void test_retry_puts_a_hash_in_place_of_the_first_hello(void **state)
{
    struct transcript t = { 0 };
    struct digest first, now;
    uint8_t all[4 + 32 + 10] = { 254, 0, 0, 32 };

    assert_int_equal(transcript_add_hello(&t, TEXT(hello)), 0);
    assert_int_equal(transcript_choose_hash(&t, &hash_sha256), 0);
    transcript_restart_for_retry(&t);
    assert_int_equal(transcript_add(&t, TEXT(answer)), 0);
    transcript_now(&t, &now);

    hash_once(&hash_sha256, TEXT(hello), &first);
    memcpy(all + 4, first.bytes, 32);
    memcpy(all + 36, answer, 10);
    assert_digest_of(&now, &hash_sha256, (const char *)all, sizeof all);
    transcript_wipe(&t);
}

/* Binders are made over the hello's beginning before the hello is there, perhaps under several
 * hashes; another one may be chosen. */
static void test_a_hello_may_be_hashed_before_it_is_added(void **state)
{
    static const struct hash *const chosen[] = { &hash_sha256, &hash_sha384, &hash_sha512 };

    for (size_t i = 0; i < ARRAY_SIZE(chosen); i++) {
        struct transcript t = { 0 };
        struct digest begun, now;

        for (int turn = 0; turn < 2; turn++) {
            assert_int_equal(transcript_begin_hello(&t, &hash_sha384, bytes_of(hello, 6), &begun),
                             0);
            assert_digest_of(&begun, &hash_sha384, hello, 6);
            assert_int_equal(transcript_begin_hello(&t, &hash_sha256, bytes_of(hello, 6), &begun),
                             0);
            assert_digest_of(&begun, &hash_sha256, hello, 6);
        }
        assert_int_equal(transcript_begin_hello(&t, &hash_sha256, bytes_of(hello, 5), &begun), 0);
        assert_digest_of(&begun, &hash_sha256, hello, 5);
        assert_int_equal(transcript_add_hello(&t, TEXT(hello)), 0);
        transcript_with(&t, chosen[i], bytes_none(), &now);
        assert_digest_of(&now, chosen[i], hello, 9);

        assert_int_equal(transcript_choose_hash(&t, chosen[i]), 0);
        transcript_now(&t, &now);
        assert_digest_of(&now, chosen[i], hello, 9);
        assert_int_equal(transcript_add(&t, TEXT(answer)), 0);
        transcript_now(&t, &now);
        assert_digest_of(&now, chosen[i], "\1\0\0\5hello\2\0\0\6answer", 19);
        transcript_wipe(&t);
    }
}

/* Behind a retry a client adds its hello as any message, a server keeps its bytes. */
static void test_a_second_hello_may_be_hashed_before_it_is_added(void **state)
{
    for (int keep = 0; keep < 2; keep++) {
        struct transcript t = { 0 };
        struct digest begun, now;

        assert_int_equal(transcript_choose_hash(&t, &hash_sha256), 0);
        assert_int_equal(transcript_add(&t, TEXT(answer)), 0);
        assert_int_equal(transcript_begin_hello(&t, &hash_sha256, bytes_of(hello, 4), &begun), 0);
        assert_digest_of(&begun, &hash_sha256, "\2\0\0\6answer\1\0\0\5", 14);
        assert_int_equal(
            keep ? transcript_add_hello(&t, TEXT(hello)) : transcript_add(&t, TEXT(hello)), 0);
        transcript_now(&t, &now);
        assert_digest_of(&now, &hash_sha256, "\2\0\0\6answer\1\0\0\5hello", 19);
        assert_int_equal(transcript_add(&t, TEXT(answer)), 0);
        transcript_now(&t, &now);
        assert_digest_of(&now, &hash_sha256, "\2\0\0\6answer\1\0\0\5hello\2\0\0\6answer", 29);
        transcript_wipe(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hash_may_be_chosen_after_the_first_message),
        cmocka_unit_test(test_another_hash_can_not_be_chosen_later),
        cmocka_unit_test(test_hello_can_be_cut_before_and_after_the_hash_is_chosen),
        cmocka_unit_test(test_what_is_behind_counts_only_when_asked),
        cmocka_unit_test(test_retry_puts_a_hash_in_place_of_the_first_hello),
        cmocka_unit_test(test_a_hello_may_be_hashed_before_it_is_added),
        cmocka_unit_test(test_a_second_hello_may_be_hashed_before_it_is_added),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
