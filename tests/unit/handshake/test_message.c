/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_message.c - reassembly of handshake messages over every cut */

#include "handshake/message.h"
#include "wire/tls.h"

#include "unit/test.h"

enum { LIMIT = 1000 };

/* Three messages: empty, one byte, 300 bytes. */
static size_t three_messages(uint8_t *out)
{
    size_t at = 0;
    const uint16_t sizes[] = { 0, 1, 300 };

    for (size_t i = 0; i < 3; i++) {
        out[at++] = (uint8_t)(i + 1);
        out[at++] = 0;
        out[at++] = (uint8_t)(sizes[i] >> 8);
        out[at++] = (uint8_t)sizes[i];
        memset(out + at, (int)(0x40 + i), sizes[i]);
        at += sizes[i];
    }
    return at;
}

static void take_all(struct message_queue *q, unsigned *count)
{
    bool there;

    for (;;) {
        assert_int_equal(message_peek(q, LIMIT, &there), 0);
        if (!there)
            return;
        ++*count;
        assert_int_equal(q->current.type, *count);
        for (size_t i = 0; i < q->current.body.size; i++)
            assert_int_equal(q->current.body.data[i], 0x40 + *count - 1);
        message_done(q);
    }
}

static void test_messages_come_whole_however_records_are_cut(void **state)
{
    uint8_t stream[400], record[400];
    size_t size = three_messages(stream);

    for (size_t first = 1; first < size; first++) {
        for (size_t chunk = 1; chunk < 40; chunk += 3) {
            struct message_queue q = { 0 };
            unsigned count = 0;
            size_t at = 0, take = first;

            while (at < size) {
                if (take > size - at)
                    take = size - at;
                /* The memory of a record is used again for the next. */
                memcpy(record, stream + at, take);
                assert_int_equal(message_feed(&q, bytes_of(record, take), LIMIT), 0);
                take_all(&q, &count);
                at += take;
                take = chunk;
            }
            assert_int_equal(count, 3);
            assert_true(message_queue_is_empty(&q));
            message_queue_wipe(&q);
        }
    }
}

static void test_message_over_the_limit_is_refused_by_its_header(void **state)
{
    const uint8_t header[] = { 11, 0, 0x03, 0xe9 };
    struct message_queue q = { 0 };
    bool there;

    assert_int_equal(message_feed(&q, bytes_of(header, sizeof header), LIMIT), 0);
    assert_int_equal(message_peek(&q, LIMIT, &there), GNUTLS_E_HANDSHAKE_TOO_LARGE);
    message_queue_wipe(&q);
}

static void test_left_over_bytes_are_noticed(void **state)
{
    const uint8_t content[] = { 20, 0, 0, 1, 7, 24, 0 };
    struct message_queue q = { 0 };
    bool there;

    assert_int_equal(message_feed(&q, bytes_of(content, sizeof content), LIMIT), 0);
    assert_int_equal(message_peek(&q, LIMIT, &there), 0);
    message_done(&q);

    assert_false(message_queue_is_empty(&q));
    message_queue_wipe(&q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages_come_whole_however_records_are_cut),
        cmocka_unit_test(test_message_over_the_limit_is_refused_by_its_header),
        cmocka_unit_test(test_left_over_bytes_are_noticed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
