/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_packed_extensions.c - functions that pack an extension's data into a session, and unpack it
 *
 * libgnutls calls them for sessions of TLS 1.2. But no function of the API reads the buffer that
 * one who unpacks is given, and one who leaves its bytes there makes the session be refused; nor
 * is what it unpacked ever shown. So we do not call them, and such sessions are resumed.
 */

#include "suite.h"

#include "cache.h"

#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

enum { TYPE = 0xff00 };

static const char text[] = "what is packed";
static unsigned packed, unpacked;

static int receive(gnutls_session_t session, const unsigned char *data, size_t size)
{
    gnutls_ext_set_data(session, TYPE, gnutls_strdup(text));
    return 0;
}

static int send(gnutls_session_t session, gnutls_buffer_t out)
{
    return gnutls_buffer_append_data(out, "x", 1);
}

static void release(gnutls_ext_priv_data_t data)
{
    gnutls_free(data);
}

static int pack(gnutls_ext_priv_data_t data, gnutls_buffer_t out)
{
    packed++;
    assert_string_equal(data, text);
    return gnutls_buffer_append_data(out, data, strlen(data));
}

/* As much as the API lets one do. */
static int unpack(gnutls_buffer_t in, gnutls_ext_priv_data_t *out)
{
    unpacked++;
    *out = gnutls_strdup(text);
    return 0;
}

struct row {
    const char *name, *priority;
    bool by_id;
    unsigned packed[LIBRARIES], unpacked[LIBRARIES]; /* in both handshakes, by both ends */
    int set_data[LIBRARIES], handshake[LIBRARIES];
    bool resumed[LIBRARIES];
};

static struct cache cache;

static void prepare(struct sim_end *client, struct sim_end *server, void *context)
{
    const struct row *row = context;

    if (row->by_id)
        cache_use(client, server, &cache);
}

static bool is_in(const gnutls_datum_t *data)
{
    return memmem(data->data, data->size, text, strlen(text)) != NULL;
}

static void test_session(void **state)
{
    const struct row *row = *state;
    enum library library = library_under_test();
    struct pair_options o = { .client_priority = row->priority,
                              .server_priority = row->priority,
                              .ticket_key = row->by_id ? NULL : &pair_ticket_key,
                              .prepare = prepare,
                              .context = (void *)(uintptr_t)row };
    gnutls_datum_t data;

    packed = unpacked = 0;
    memset(&cache, 0, sizeof cache);
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_first_session(&sim, &o, &data), 0);
    assert_int_equal(is_in(&data), row->packed[library] > 0);
    o.session_data = &data;
    assert_code(pair_open(&pair, &sim, &o), 0);
    assert_code(pair_handshake(&pair), row->handshake[library]);

    assert_code(pair.set_data_result, row->set_data[library]);
    assert_int_equal(packed, row->packed[library]);
    assert_int_equal(unpacked, row->unpacked[library]);
    assert_int_equal(gnutls_session_is_resumed(pair.client.session), row->resumed[library]);
    gnutls_free(data.data);
    cache_wipe(&cache);
}

/* In TLS 1.3 libgnutls lets the extension stand behind the one that must be the last. */
static const struct row rows[] = {
    { "TLS 1.2, by ticket", TLS12, false, EACH(3, 0), EACH(2, 0), EACH(GNUTLS_E_PARSING_ERROR, 0),
      BOTH(0), EACH(false, true) },
    { "TLS 1.2, by id", TLS12, true, EACH(3, 0), EACH(2, 0), EACH(GNUTLS_E_PARSING_ERROR, 0),
      BOTH(0), EACH(false, true) },
    { "TLS 1.3", TLS13, false, BOTH(0), BOTH(0), BOTH(0), EACH(GNUTLS_E_FATAL_ALERT_RECEIVED, 0),
      EACH(false, true) },
};

int main(void)
{
    if (gnutls_ext_register("packed", TYPE, GNUTLS_EXT_TLS, receive, send, release, pack, unpack) <
        0)
        return 1;
    ADD_ROWS(rows, test_session);
    return suite_run("packed_extensions");
}
