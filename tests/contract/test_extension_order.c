/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_extension_order.c - in which order a client's extensions stand
 *
 * From 3.8 on the order is drawn by lot; older references have one of their own, and do not know
 * the word that keeps it.
 */

#include "suite.h"

#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define KEPT  TLS13 ":%NO_SHUFFLE_EXTENSIONS"

enum { TYPES_MAX = 64, HELLOS = 12, PRE_SHARED_KEY = 41 };

struct order {
    unsigned types[TYPES_MAX], count;
};

static struct order hellos[HELLOS * 2];
static unsigned hello_count;

static int note(void *context, unsigned type, const unsigned char *data, unsigned size)
{
    struct order *order = context;

    assert_true(order->count < TYPES_MAX);
    order->types[order->count++] = type;
    return 0;
}

static int look(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                const gnutls_datum_t *message)
{
    assert_true(hello_count < COUNT(hellos));
    return gnutls_ext_raw_parse(&hellos[hello_count++], note, message,
                                GNUTLS_EXT_RAW_FLAG_TLS_CLIENT_HELLO);
}

static void look_at_hellos(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_handshake_set_hook_function(server->session, GNUTLS_HANDSHAKE_CLIENT_HELLO,
                                       GNUTLS_HOOK_PRE, look);
}

static void begin(void)
{
    sim_init(&sim, &(struct sim_options){ 0 });
    memset(hellos, 0, sizeof hellos);
    hello_count = 0;
}

static bool are_equal(const struct order *a, const struct order *b)
{
    return a->count == b->count && memcmp(a->types, b->types, sizeof a->types) == 0;
}

static unsigned count_like_the_first(void)
{
    unsigned count = 0;

    for (unsigned i = 0; i < hello_count; i++)
        count += are_equal(&hellos[i], &hellos[0]);
    return count;
}

static void connect_often(struct pair_options options)
{
    options.prepare = look_at_hellos;
    for (int i = 0; i < HELLOS; i++) {
        connect_pair(&options);
        pair_close(&pair);
    }
    assert_int_equal(hello_count, HELLOS);
}

static void test_the_order_is_drawn_by_lot(void **state)
{
    if (library_under_test() == REFERENCE)
        return;
    begin();
    connect_often((struct pair_options){ .client_priority = TLS13 });

    assert_true(count_like_the_first() < HELLOS / 2);
}

static void test_the_order_is_kept_where_it_is_asked_for(void **state)
{
    if (library_under_test() == REFERENCE)
        return;
    begin();
    connect_often((struct pair_options){ .client_priority = KEPT });

    assert_int_equal(count_like_the_first(), HELLOS);
}

/* RFC 8446, 4.2.11. */
static void test_the_key_of_a_session_stands_last(void **state)
{
    struct pair_options options = { .ticket_key = &pair_ticket_key };
    gnutls_datum_t data = { NULL, 0 };

    begin();
    assert_code(pair_first_session(&sim, &options, &data), 0);
    options.session_data = &data;
    connect_often(options);

    for (unsigned i = 0; i < hello_count; i++)
        assert_int_equal(hellos[i].types[hellos[i].count - 1], PRE_SHARED_KEY);
    gnutls_free(data.data);
}

/* RFC 8446, 4.1.2: nothing but what the retry asks for changes. */
static void test_a_second_hello_keeps_the_order(void **state)
{
    begin();
    connect_pair(&(struct pair_options){
        .client_priority = TLS13 ":-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP521R1",
        .server_priority = TLS13 ":-GROUP-ALL:+GROUP-SECP521R1",
        .prepare = look_at_hellos });

    assert_int_equal(hello_count, 2);
    assert_true(are_equal(&hellos[0], &hellos[1]));
}

int main(void)
{
    ADD(test_the_order_is_drawn_by_lot);
    ADD(test_the_order_is_kept_where_it_is_asked_for);
    ADD(test_the_key_of_a_session_stands_last);
    ADD(test_a_second_hello_keeps_the_order);
    return suite_run("extension_order");
}
