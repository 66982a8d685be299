/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_hmac_hidden.c - HMAC over a message of hidden size, against the usual HMAC
 *
 * With -Dpoison_secrets=true and under valgrind, this also shows that neither branch nor index
 * depends on the size.
 */

#include "base/memory.h"
#include "crypto/hmac_hidden.h"

#include "unit/crypto/vectors.h"

enum { HEAD_SIZE = 13, MESSAGE_MAX = 700, HIDDEN_RANGE = 255 };

static const struct hash *const hashes[] = { &hash_sha1, &hash_sha256, &hash_sha384 };

static void fill(uint8_t *out, size_t size)
{
    for (size_t i = 0; i < size; i++)
        out[i] = (uint8_t)(i * 7 + 3);
}

static void hmac_in_the_open(const struct hmac_key *key, struct bytes head, struct bytes message,
                             struct digest *out)
{
    struct hash_state state;

    hmac_begin(key, &state);
    hash_add(&state, head);
    hash_add(&state, message);
    hmac_end(key, &state, out);
}

static void check(const struct hash *hash, struct bytes head, struct hidden_message message)
{
    SCOPED(hmac_key) struct hmac_key key;
    struct digest expected, actual;
    hmac_prepare(&key, hash, bytes_of_text("a key"));
    hmac_in_the_open(&key, head, bytes_of(message.data, message.size), &expected);

    message.head = head;
    memory_poison(&message.size, sizeof(message.size));
    hmac_hidden(&key, &message, &actual);

    assert_int_equal(actual.size, expected.size);
    assert_true(memory_equal(actual.bytes, expected.bytes, expected.size));
}

static void test_each_size_gives_the_usual_result(void **state)
{
    uint8_t bytes[HEAD_SIZE + MESSAGE_MAX] = { 0 };
    struct bytes head = bytes_of(bytes, HEAD_SIZE);
    fill(bytes, sizeof(bytes));

    for (size_t i = 0; i < ARRAY_SIZE(hashes); i++)
        for (size_t size = 0; size <= MESSAGE_MAX; size++)
            check(hashes[i], head,
                  (struct hidden_message){
                      .data = bytes + HEAD_SIZE,
                      .size = size,
                      .size_min = size > HIDDEN_RANGE / 2 ? size - HIDDEN_RANGE / 2 : 0,
                      .size_max = size + HIDDEN_RANGE / 2 < MESSAGE_MAX ? size + HIDDEN_RANGE / 2
                                                                        : MESSAGE_MAX,
                  });
}

static void test_the_ends_of_the_range_are_in_it(void **state)
{
    uint8_t bytes[HEAD_SIZE + MESSAGE_MAX] = { 0 };
    struct bytes head = bytes_of(bytes, HEAD_SIZE);
    fill(bytes, sizeof(bytes));

    for (size_t i = 0; i < ARRAY_SIZE(hashes); i++)
        for (size_t max = HIDDEN_RANGE; max <= HIDDEN_RANGE + 2 * 128; max++) {
            struct hidden_message message = {
                .data = bytes + HEAD_SIZE,
                .size_min = max - HIDDEN_RANGE,
                .size_max = max,
            };

            message.size = message.size_min;
            check(hashes[i], head, message);
            message.size = message.size_max;
            check(hashes[i], head, message);
        }
}

static void test_nothing_behind_the_longest_message_is_read(void **state)
{
    for (size_t size = 0; size <= 200; size++) {
        uint8_t *message = malloc(size + 1);
        fill(message, size + 1);

        check(&hash_sha256, bytes_of("head", 4),
              (struct hidden_message){ .data = message + 1, .size = size / 2, .size_max = size });
        free(message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_size_gives_the_usual_result),
        cmocka_unit_test(test_the_ends_of_the_range_are_in_it),
        cmocka_unit_test(test_nothing_behind_the_longest_message_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
