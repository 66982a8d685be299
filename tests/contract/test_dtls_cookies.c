/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_dtls_cookies.c - a client that is let in with its cookie only; bytes of hellos */

#include "dtls.h"

static unsigned char cookie_key_bytes[GNUTLS_COOKIE_KEY_SIZE] = "sixteen bytes...";
static gnutls_datum_t cookie_key = { cookie_key_bytes, GNUTLS_COOKIE_KEY_SIZE };

static char me[] = "me", you[] = "you";

static ssize_t push_to_client(gnutls_transport_ptr_t server, const void *data, size_t size)
{
    sim_link_push(&((struct sim_end *)server)->out, data, size);
    return (ssize_t)size;
}

/* One datagram of the client, before the server has a session for it. */
static size_t overhear(uint8_t *out, size_t room)
{
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
    sim_pass(&sim, 100);
    return sim_link_pull(&pair.client.out, out, room);
}

static void test_a_client_gets_in_with_its_cookie_only(void **state)
{
    gnutls_dtls_prestate_st prestate = { 0 };
    uint8_t hello[2000];
    size_t size;

    sim_init(&sim, &lossless);
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ 0 }), 0);
    size = overhear(hello, sizeof hello);
    assert_code(gnutls_dtls_cookie_verify(&cookie_key, me, 2, hello, size, &prestate),
                GNUTLS_E_BAD_COOKIE);
    assert_int_equal(
        gnutls_dtls_cookie_send(&cookie_key, me, 2, &prestate, &pair.server, push_to_client), 44);
    sim_pass(&sim, 100);
    size = overhear(hello, sizeof hello);
    assert_code(gnutls_dtls_cookie_verify(&cookie_key, you, 3, hello, size, &prestate),
                GNUTLS_E_BAD_COOKIE);
    assert_code(gnutls_dtls_cookie_verify(&cookie_key, me, 2, hello, size, &prestate), 0);
    gnutls_dtls_prestate_set(pair.server.session, &prestate);
    sim_link_push(&pair.client.out, hello, size);

    assert_code(pair_handshake(&pair), 0);
    assert_code(pair_ping(&pair), 0);
}

/* A client's random bytes were all zero, and the keys of a session then hung on the server's alone. */
static void test_cve_2020_11501_each_hello_has_bytes_of_its_own(void **state)
{
    enum { RANDOM_SIZE = 32 };
    static const unsigned char zeros[RANDOM_SIZE];
    unsigned char seen[2][RANDOM_SIZE];

    for (unsigned i = 0; i < 2; i++) {
        gnutls_datum_t client, server;
        connect_plainly();
        gnutls_session_get_random(pair.client.session, &client, &server);
        assert_int_equal(client.size, RANDOM_SIZE);
        memcpy(seen[i], client.data, RANDOM_SIZE);
        if (i == 0)
            pair_close(&pair);
    }
    assert_memory_not_equal(seen[0], zeros, RANDOM_SIZE);
    assert_memory_not_equal(seen[0], seen[1], RANDOM_SIZE);
}

int main(void)
{
    ADD(test_a_client_gets_in_with_its_cookie_only);
    ADD(test_cve_2020_11501_each_hello_has_bytes_of_its_own);
    return suite_run("dtls_cookies");
}
