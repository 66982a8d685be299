/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_said_versions.c - what gnutls-cli-debug says to a server in place of the truth
 *
 * It binds functions that no header shows. The one for the version of records is there and changes
 * nothing that is sent.
 */

#include "suite.h"

void _gnutls_hello_set_default_version(gnutls_session_t, unsigned char, unsigned char);
void _gnutls_record_set_default_version(gnutls_session_t, unsigned char, unsigned char);
void _gnutls_rsa_pms_set_version(gnutls_session_t, unsigned char, unsigned char);

#define TLS12     "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS12_RSA TLS12 ":-KX-ALL:+RSA"

struct row {
    const char *name, *priority, *identity;
    unsigned hello, record, premaster; /* 0: not said */
    unsigned seen;                     /* by the server, in the hello */
    int client, server; /* who reads the premaster secret takes the hello's version alone */
};

static const struct row rows[] = {
    { "the truth, TLS 1.3", NULL, "server-rsa", 0, 0, 0, 0x0303, 0, 0 },
    { "the truth, TLS 1.2", TLS12, "server-rsa", 0, 0, 0, 0x0303, 0, 0 },
    { "TLS 1.6, and TLS 1.2 is agreed on", TLS12, "server-rsa", 0x0307, 0, 0, 0x0307, 0, 0 },
    { "a record of no version", TLS12, "server-rsa", 0, 0x0505, 0, 0x0303, 0, 0 },
    { "a record of no version, TLS 1.3", NULL, "server-rsa", 0, 0x0505, 0, 0x0303, 0, 0 },
    { "RSA, the truth", TLS12_RSA, "server-encipher", 0, 0, 0, 0x0303, 0, 0 },
    { "RSA, TLS 1.6 in the hello", TLS12_RSA, "server-encipher", 0x0307, 0, 0, 0x0307,
      GNUTLS_E_FATAL_ALERT_RECEIVED, GNUTLS_E_DECRYPTION_FAILED },
    { "RSA, another version in the premaster secret", TLS12_RSA, "server-encipher", 0, 0, 0x0505,
      0x0303, GNUTLS_E_FATAL_ALERT_RECEIVED, GNUTLS_E_DECRYPTION_FAILED },
    { "RSA, the same in both", TLS12_RSA, "server-encipher", 0x0307, 0, 0x0307, 0x0307, 0, 0 },
};

static unsigned seen;

static int look(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                const gnutls_datum_t *message)
{
    seen = (unsigned)message->data[0] << 8 | message->data[1];
    return 0;
}

static unsigned char major(unsigned version)
{
    return (unsigned char)(version >> 8);
}

static void say(struct sim_end *client, struct sim_end *server, void *context)
{
    const struct row *row = context;
    gnutls_session_t said = client->session;
    if (row->hello != 0)
        _gnutls_hello_set_default_version(said, major(row->hello), (unsigned char)row->hello);
    if (row->record != 0)
        _gnutls_record_set_default_version(said, major(row->record), (unsigned char)row->record);
    if (row->premaster != 0)
        _gnutls_rsa_pms_set_version(said, major(row->premaster), (unsigned char)row->premaster);
    gnutls_handshake_set_hook_function(server->session, GNUTLS_HANDSHAKE_CLIENT_HELLO,
                                       GNUTLS_HOOK_POST, look);
}

static void test_said_version_is_sent(void **state)
{
    const struct row *row = *state;
    sim_init(&sim, &(struct sim_options){ 0 });
    seen = 0;
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ .client_priority = row->priority,
                                                  .server_priority = row->priority,
                                                  .server_identity = row->identity,
                                                  .prepare = say,
                                                  .context = (void *)(uintptr_t)row }),
                0);

    pair_handshake(&pair);

    assert_int_equal(seen, row->seen);
    assert_code(pair.client.result, row->client);
    assert_code(pair.server.result, row->server);
}

int main(void)
{
    ADD_ROWS(rows, test_said_version_is_sent);
    return suite_run("said_versions");
}
