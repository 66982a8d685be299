/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_record_extras.c - packets, numbers, padding, ranges, key updates and files */

#include "suite.h"
#include <netinet/in.h>
#include <stdio.h>
#include <unistd.h>

static const struct pair_options plain = { .tickets = false };

/* ---- less usual ways ---- */

static void test_a_packet_is_read_whole(void **state)
{
    gnutls_packet_t packet;
    gnutls_datum_t data = { NULL, 0 };
    unsigned char sequence[8] = { 0 };
    begin_connected_pair(&plain);
    assert_code(gnutls_record_send(pair.client.session, "first", 5), 5);
    assert_code(gnutls_record_send(pair.client.session, "second", 6), 6);
    sim_pass(&sim, 20);

    assert_code(gnutls_record_recv_packet(pair.server.session, &packet), 5);
    gnutls_packet_get(packet, &data, sequence);
    assert_memory_equal(data.data, "first", 5);
    assert_int_equal(sequence[7], 0);
    gnutls_packet_deinit(packet);

    assert_code(gnutls_record_recv_packet(pair.server.session, &packet), 6);
    gnutls_packet_get(packet, &data, sequence);
    assert_memory_equal(data.data, "second", 6);
    assert_int_equal(sequence[7], 1);
    gnutls_packet_deinit(packet);
}

static void test_a_read_tells_the_sequence_number(void **state)
{
    char got[8];
    unsigned char sequence[8] = { 0xff };
    static const unsigned char second[8] = { 0, 0, 0, 0, 0, 0, 0, 1 };
    begin_connected_pair(&plain);
    assert_code(gnutls_record_send(pair.client.session, "one", 3), 3);
    assert_code(gnutls_record_send(pair.client.session, "two", 3), 3);
    sim_pass(&sim, 20);
    assert_code(gnutls_record_recv(pair.server.session, got, sizeof got), 3);

    assert_code(gnutls_record_recv_seq(pair.server.session, got, sizeof got, sequence), 3);

    assert_memory_equal(sequence, second, 8);
}

static void test_padding_hides_the_length(void **state)
{
    char got[16];
    begin_connected_pair(&plain);
    assert_int_not_equal(gnutls_record_can_use_length_hiding(pair.client.session), 0);
    uint64_t before = pair.client.out.pushed;

    assert_code(gnutls_record_send2(pair.client.session, "data", 4, 100, 0), 4);

    assert_int_equal(pair.client.out.pushed - before,
                     104 + gnutls_record_overhead_size(pair.client.session));
    assert_code(pair_receive(&pair.server, got, sizeof got), 4);
    assert_memory_equal(got, "data", 4);
}

static void test_a_range_hides_the_length(void **state)
{
    char got[16];
    const gnutls_range_st range = { 4, 200 };
    begin_connected_pair(&plain);

    assert_code(gnutls_record_send_range(pair.client.session, "data", 4, &range), 4);

    assert_code(pair_receive(&pair.server, got, sizeof got), 4);
    assert_memory_equal(got, "data", 4);
}

struct update_row {
    const char *name;
    bool by_server;
    unsigned flags;
};

static const struct update_row update_rows[] = {
    { "the client changes its key", false, 0 },
    { "the client changes both keys", false, GNUTLS_KU_PEER },
    { "the server changes its key", true, 0 },
    { "the server changes both keys", true, GNUTLS_KU_PEER },
};

static void test_key_update(void **state)
{
    const struct update_row *row = *state;
    begin_connected_pair(&plain);
    struct sim_end *end = row->by_server ? &pair.server : &pair.client;

    for (int i = 0; i < 3; i++) {
        assert_code(gnutls_session_key_update(end->session, row->flags), 0);
        assert_code(pair_ping(&pair), 0);
        assert_code(pair_ping(&pair), 0);
    }
}

/* ---- files ---- */

static const char file_text[] = "A file that is somewhat longer than what is sent of it.";

/* The file stands at 2. Rows: where to begin behind that (-1: there), how much; from where how much
 * is sent. */
static const struct file_row {
    const char *name;
    off_t offset;
    size_t count;
    size_t from, sent;
} file_rows[] = {
    { "send a part of a file", 7, 10, 9, 10 },
    { "send a file to its end", 7, 1000, 9, sizeof(file_text) - 1 - 9 },
    { "send from where the file stands", -1, 5, 2, 5 },
    { "send nothing of a file", 0, 0, 0, 0 },
};

static void test_send_file(void **state)
{
    const struct file_row *row = *state;
    off_t at = row->offset;
    FILE *file = tmpfile();
    int fd = fileno(file);
    char got[sizeof(file_text)];
    assert_int_equal(write(fd, file_text, sizeof(file_text) - 1), sizeof(file_text) - 1);
    assert_int_equal(lseek(fd, 2, SEEK_SET), 2);
    begin_connected_pair(&plain);

    ssize_t sent =
        gnutls_record_send_file(pair.client.session, fd, row->offset < 0 ? NULL : &at, row->count);

    assert_int_equal(sent, row->sent);
    if (row->sent > 0) {
        assert_int_equal(pair_receive(&pair.server, got, sizeof(got)), row->sent);
        assert_memory_equal(got, file_text + row->from, row->sent);
    }
    assert_int_equal(lseek(fd, 0, SEEK_CUR), row->offset < 0 ? 2 + (off_t)row->sent : 2);
    if (row->offset >= 0)
        assert_int_equal(at, row->offset + (off_t)row->sent);
    fclose(file);
}

int main(void)
{
    ADD(test_a_packet_is_read_whole);
    ADD(test_a_read_tells_the_sequence_number);
    ADD(test_padding_hides_the_length);
    ADD(test_a_range_hides_the_length);
    ADD_ROWS(update_rows, test_key_update);
    ADD_ROWS(file_rows, test_send_file);
    return suite_run("transport and records by other ways");
}
