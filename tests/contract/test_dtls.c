/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_dtls.c - connections over datagrams, as programs use them */

#include "dtls.h"

#include <errno.h>

/* ---- sizes ---- */

static void test_a_datagram_has_1200_bytes_unless_told_otherwise(void **state)
{
    connect_plainly();

    assert_int_equal(gnutls_dtls_get_mtu(pair.client.session), 1200);
    gnutls_dtls_set_mtu(pair.client.session, 1400);
    assert_int_equal(gnutls_dtls_get_mtu(pair.client.session), 1400);
    gnutls_dtls_set_mtu(pair.client.session, 100000);
    assert_int_equal(gnutls_dtls_get_mtu(pair.client.session), 16384);
}

/* Header, explicit nonce and tag of GCM: 37 bytes. */
static void test_the_mtu_of_data_is_what_fits_beside_the_record(void **state)
{
    connect_plainly();

    assert_int_equal(gnutls_dtls_get_data_mtu(pair.client.session), 1200 - 37);
    assert_code(gnutls_dtls_set_data_mtu(pair.client.session, 1000), 0);
    assert_int_equal(gnutls_dtls_get_data_mtu(pair.client.session), 1000);
    assert_int_equal(gnutls_dtls_get_mtu(pair.client.session), 1037);
    assert_int_equal(gnutls_record_overhead_size(pair.client.session), 37);
}

static void test_before_the_handshake_there_is_no_mtu_of_data(void **state)
{
    sim_init(&sim, &lossless);
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ 0 }), 0);

    assert_code(gnutls_dtls_set_data_mtu(pair.client.session, 1000), GNUTLS_E_INVALID_SESSION);
}

/* Cipher, MAC, and how many bytes a record of DTLS 1.2 and TLS 1.2 has more than its data. */
static const struct overhead_row {
    const char *name;
    gnutls_cipher_algorithm_t cipher;
    gnutls_mac_algorithm_t mac;
    size_t dtls, tls;
} overhead_rows[] = {
    { "overhead of AES-128-GCM", GNUTLS_CIPHER_AES_128_GCM, GNUTLS_MAC_AEAD, 37, 29 },
    { "overhead of AES-128-CCM-8", GNUTLS_CIPHER_AES_128_CCM_8, GNUTLS_MAC_AEAD, 29, 21 },
    { "overhead of ChaCha20-Poly1305", GNUTLS_CIPHER_CHACHA20_POLY1305, GNUTLS_MAC_AEAD, 29, 21 },
    { "overhead of AES-256-CBC", GNUTLS_CIPHER_AES_256_CBC, GNUTLS_MAC_SHA1, 65, 57 },
    { "overhead of AES-128-CBC", GNUTLS_CIPHER_AES_128_CBC, GNUTLS_MAC_SHA256, 77, 69 },
};

static void test_overhead_is_estimated(void **state)
{
    const struct overhead_row *row = *state;

    assert_int_equal(
        gnutls_est_record_overhead_size(GNUTLS_DTLS1_2, row->cipher, row->mac, GNUTLS_COMP_NULL, 0),
        row->dtls);
    assert_int_equal(
        gnutls_est_record_overhead_size(GNUTLS_TLS1_2, row->cipher, row->mac, GNUTLS_COMP_NULL, 0),
        row->tls);
}

/* ---- data ---- */

static void test_a_call_of_send_is_a_datagram(void **state)
{
    unsigned before;

    connect_plainly();
    before = pair.client.out.datagrams;
    assert_int_equal(gnutls_record_send(pair.client.session, "one", 3), 3);
    assert_int_equal(gnutls_record_send(pair.client.session, "two", 3), 3);
    assert_int_equal(pair.client.out.datagrams, before + 2);

    char got[16] = "";
    assert_int_equal(pair_receive(&pair.server, got, sizeof got), 3);
    assert_memory_equal(got, "one", 3);
    assert_int_equal(pair_receive(&pair.server, got, sizeof got), 3);
    assert_memory_equal(got, "two", 3);
}

static void test_more_than_fits_is_refused(void **state)
{
    static char data[20000];

    connect_plainly();
    gnutls_dtls_set_data_mtu(pair.client.session, 1000);

    assert_int_equal(gnutls_record_send(pair.client.session, data, 1000), 1000);
    assert_code(gnutls_record_send(pair.client.session, data, 1001), GNUTLS_E_LARGE_PACKET);
    assert_code(gnutls_record_send(pair.client.session, data, sizeof data), GNUTLS_E_LARGE_PACKET);
    assert_int_equal(gnutls_record_send(pair.client.session, data, 1000), 1000);
}

static void test_a_datagram_that_is_too_large_for_the_path_is_told_of(void **state)
{
    static char data[1100];

    connect_plainly();
    pair.client.fault.push = (struct sim_fault){ 0, EMSGSIZE };

    assert_code(gnutls_record_send(pair.client.session, data, sizeof data), GNUTLS_E_LARGE_PACKET);
    assert_int_equal(gnutls_record_send(pair.client.session, "small", 5), 5);
    assert_int_equal(pair_receive(&pair.server, data, sizeof data), 5);
}

static void test_the_rest_of_a_record_stays(void **state)
{
    char data[100] = "", got[100];

    connect_plainly();
    assert_int_equal(gnutls_record_send(pair.client.session, data, 100), 100);
    assert_int_equal(gnutls_record_send(pair.client.session, data, 10), 10);

    assert_int_equal(pair_receive(&pair.server, got, 30), 30);
    assert_int_equal(gnutls_record_check_pending(pair.server.session), 70);
    assert_int_equal(gnutls_record_recv(pair.server.session, got, sizeof got), 70);
    assert_int_equal(pair_receive(&pair.server, got, sizeof got), 10);
}

static void test_a_record_tells_epoch_and_number(void **state)
{
    static const unsigned char expected[] = { 0, 1, 0, 0, 0, 0, 0, 2 };
    unsigned char sequence[8];
    char got[16];

    connect_plainly();
    assert_int_equal(gnutls_record_send(pair.client.session, "one", 3), 3);
    assert_int_equal(gnutls_record_send(pair.client.session, "two", 3), 3);
    sim_pass(&sim, 100);

    assert_int_equal(gnutls_record_recv_seq(pair.server.session, got, sizeof got, sequence), 3);
    assert_int_equal(gnutls_record_recv_seq(pair.server.session, got, sizeof got, sequence), 3);
    assert_memory_equal(sequence, expected, sizeof expected);
}

static void test_what_was_corked_leaves_in_one_datagram(void **state)
{
    char data[2000] = "", got[16] = "";
    unsigned before;

    connect_plainly();
    before = pair.client.out.datagrams;
    gnutls_record_cork(pair.client.session);
    assert_int_equal(gnutls_record_send(pair.client.session, "cor", 3), 3);
    assert_int_equal(gnutls_record_send(pair.client.session, "ked", 3), 3);
    assert_code(gnutls_record_send(pair.client.session, data, sizeof data), GNUTLS_E_LARGE_PACKET);
    assert_int_equal(pair.client.out.datagrams, before);
    assert_int_equal(gnutls_record_uncork(pair.client.session, 0), 6);

    assert_int_equal(pair.client.out.datagrams, before + 1);
    assert_int_equal(pair_receive(&pair.server, got, sizeof got), 6);
    assert_string_equal(got, "corked");
}

/* ---- what anybody may send ---- */

static const struct junk_row {
    const char *name;
    const char *bytes;
    size_t size;
} junk_rows[] = {
    { "words are dropped", "nobody's words, really", 22 },
    { "a forged record is dropped",
      "\x17\xfe\xfd\0\1\0\0\0\0\0\x05\0\x20xxxxxxxxyyyyyyyyyyyyyyyyzzzzzzzz", 45 },
    { "data in the clear is dropped", "\x17\xfe\xfd\0\0\0\0\0\0\0\x05\0\5hello", 18 },
    { "an alert in the clear is dropped", "\x15\xfe\xfd\0\0\0\0\0\0\0\x05\0\2\2\x28", 15 },
    { "a close_notify in the clear is dropped", "\x15\xfe\xfd\0\0\0\0\0\0\0\x05\0\2\1\0", 15 },
    { "an epoch to come is dropped", "\x17\xfe\xfd\0\2\0\0\0\0\0\x05\0\5hello", 18 },
    { "a hello in the clear is dropped", "\x16\xfe\xfd\0\0\0\0\0\0\0\x05\0\3hel", 16 },
};

static struct audit {
    gnutls_session_t session;
    unsigned count;
} heard;

static void hear(gnutls_session_t session, const char *text)
{
    heard.session = session;
    heard.count++;
    assert_int_equal(text[strlen(text) - 1], '\n');
}

static void listen_to_audit(void)
{
    heard = (struct audit){ 0 };
    gnutls_global_set_audit_log_function(hear);
}

/* The server has thrown one record away; how often whoever keeps the audit log has heard of it. */
static void assert_discarded_one(unsigned times_heard)
{
    gnutls_global_set_audit_log_function(NULL);
    assert_int_equal(gnutls_record_get_discarded(pair.server.session), 1);
    assert_int_equal(heard.count, times_heard);
    assert_ptr_equal(heard.session, times_heard > 0 ? pair.server.session : NULL);
}

static void test_junk(void **state)
{
    const struct junk_row *row = *state;
    char got[16];

    connect_plainly();
    listen_to_audit();
    sim_link_push(&pair.client.out, row->bytes, row->size);
    sim_pass(&sim, 100);

    assert_code(gnutls_record_recv(pair.server.session, got, sizeof got), GNUTLS_E_AGAIN);
    assert_discarded_one(1);
    assert_code(pair_ping(&pair), 0);
}

static uint8_t last_datagram[2000];
static size_t last_size;

static ssize_t remember_push(gnutls_transport_ptr_t end, const void *data, size_t size)
{
    memcpy(last_datagram, data, size);
    last_size = size;
    return end_push(end, data, size);
}

static void test_a_replay_is_dropped(void **state)
{
    char got[16];

    connect_plainly();
    listen_to_audit();
    gnutls_transport_set_push_function(pair.client.session, remember_push);
    assert_int_equal(gnutls_record_send(pair.client.session, "once", 4), 4);
    sim_link_push(&pair.client.out, last_datagram, last_size);

    assert_int_equal(pair_receive(&pair.server, got, sizeof got), 4);
    assert_code(pair_receive(&pair.server, got, sizeof got), GNUTLS_E_AGAIN);
    assert_discarded_one(0);
}

/* ---- closing ---- */

static void test_close_notify_is_the_end_of_data(void **state)
{
    char got[16];

    connect_plainly();
    assert_code(gnutls_bye(pair.client.session, GNUTLS_SHUT_WR), 0);

    assert_int_equal(pair_receive(&pair.server, got, sizeof got), 0);
}

static void test_bye_both_ways_waits_for_the_peer(void **state)
{
    connect_plainly();
    assert_code(gnutls_bye(pair.client.session, GNUTLS_SHUT_RDWR), GNUTLS_E_AGAIN);
    assert_code(gnutls_bye(pair.server.session, GNUTLS_SHUT_WR), 0);
    sim_pass(&sim, 100);

    assert_code(gnutls_bye(pair.client.session, GNUTLS_SHUT_RDWR), 0);
}

/* A close_notify may get lost; the reference would wait for ever. */
static void test_nobody_waits_for_ever_for_a_close_notify(void **state)
{
    if (library_under_test() == REFERENCE)
        skip();
    sim_init(&sim, &lossless);
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ .blocking = true }), 0);
    gnutls_dtls_set_timeouts(pair.client.session, 1000, 5000);
    assert_code(INSIST(gnutls_handshake(pair.client.session)), 0);
    int64_t before_ms = sim_now_ms();

    assert_code(gnutls_bye(pair.client.session, GNUTLS_SHUT_RDWR), GNUTLS_E_TIMEDOUT);
    assert_int_equal(sim_now_ms() - before_ms, 5000);
}

static void test_a_fatal_alert_ends_the_connection(void **state)
{
    char got[16];

    connect_plainly();
    assert_code(gnutls_alert_send(pair.client.session, GNUTLS_AL_FATAL, GNUTLS_A_INTERNAL_ERROR),
                0);

    assert_code(pair_receive(&pair.server, got, sizeof got), GNUTLS_E_FATAL_ALERT_RECEIVED);
    assert_int_equal(gnutls_alert_get(pair.server.session), GNUTLS_A_INTERNAL_ERROR);
}

int main(void)
{
    ADD(test_a_datagram_has_1200_bytes_unless_told_otherwise);
    ADD(test_the_mtu_of_data_is_what_fits_beside_the_record);
    ADD(test_before_the_handshake_there_is_no_mtu_of_data);
    ADD_ROWS(overhead_rows, test_overhead_is_estimated);
    ADD(test_a_call_of_send_is_a_datagram);
    ADD(test_more_than_fits_is_refused);
    ADD(test_a_datagram_that_is_too_large_for_the_path_is_told_of);
    ADD(test_the_rest_of_a_record_stays);
    ADD(test_a_record_tells_epoch_and_number);
    ADD(test_what_was_corked_leaves_in_one_datagram);
    ADD_ROWS(junk_rows, test_junk);
    ADD(test_a_replay_is_dropped);
    ADD(test_close_notify_is_the_end_of_data);
    ADD(test_bye_both_ways_waits_for_the_peer);
    ADD(test_nobody_waits_for_ever_for_a_close_notify);
    ADD(test_a_fatal_alert_ends_the_connection);
    return suite_run("dtls");
}
