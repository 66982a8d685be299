/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_external_psk.c - TLS 1.3 from a key held beforehand: what breaks a rule, and keys that are
 * imported
 *
 * RFC 8446, 4.2.9 to 4.2.11; RFC 9258.
 */

#include "strict.h"

#include "base/errors.h"

#include "unit/test.h"

/* A hello with binders passes the seam twice: before they are made, and after. */
enum { BEFORE_BINDERS = 0, AFTER_BINDERS = 1, BINDER_SIZE = 32 };

/* The identity stands behind two lengths: at 4 of the extension. */
static void change_name(struct buffer *m, const struct evil *e)
{
    size_t at, size;

    assert_true(message_extension(m, EXT_PRE_SHARED_KEY, &at, &size));
    m->data[at + 4] ^= 1;
}

static void give_age(struct buffer *m, const struct evil *e)
{
    size_t at, size;

    assert_true(message_extension(m, EXT_PRE_SHARED_KEY, &at, &size));
    m->data[at + 4 + 5 + 3] = 1; /* "alice", then its age */
}

/* clang-format off */
#define HELLO(pass) SCENE_KEY, CLIENT, CLIENT_HELLO, pass
#define ANSWER      SCENE_KEY, SERVER, SERVER_HELLO, 0
static const struct rule rules[] = {
    { "R1 binder wrong",              HELLO(AFTER_BINDERS), flip_last_byte, 0, NULL, DECRYPT },
    { "R1 hello changed under the binder", HELLO(AFTER_BINDERS), prepend_extension, 0x1a2a, "00", DECRYPT },
    { "R1 empty identity",            HELLO(AFTER_BINDERS), replace_extension, EXT_PRE_SHARED_KEY, "0006000000000000002120aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", DECODE },
    { "R1 identity beyond its list",  HELLO(AFTER_BINDERS), replace_extension, EXT_PRE_SHARED_KEY, "000b00ff616c696365000000000021", DECODE },
    { "R1 no binder",                 HELLO(AFTER_BINDERS), replace_extension, EXT_PRE_SHARED_KEY, "000b0005616c696365000000000000", ILLEGAL },
    { "R1 binder of no bytes",        HELLO(AFTER_BINDERS), replace_extension, EXT_PRE_SHARED_KEY, "000b0005616c69636500000000000100", DECODE },
    { "R1 age cut",                   HELLO(AFTER_BINDERS), replace_extension, EXT_PRE_SHARED_KEY, "00090005616c6963650000", DECODE },
    { "unknown identity is passed over", HELLO(BEFORE_BINDERS), change_name, 0, NULL, MUST_SUCCEED },
    { "identity with an age is no key", HELLO(BEFORE_BINDERS), give_age, 0, NULL, MUST_SUCCEED },
    { "R2 identity out of range",     ANSWER, replace_extension, EXT_PRE_SHARED_KEY, "0001", ILLEGAL },
    { "R2 identity of one byte",      ANSWER, replace_extension, EXT_PRE_SHARED_KEY, "00", DECODE },
    { "R2 suite of another hash",     ANSWER, replace_suites, 0, "1302", ILLEGAL },
    { "R2 no share in psk_dhe_ke",    ANSWER, remove_extension, EXT_KEY_SHARE, NULL, GNUTLS_A_MISSING_EXTENSION },
    { "R2 share in psk_ke",           SCENE_KEY_PSK_KE, SERVER, SERVER_HELLO, 0, append_extension, EXT_KEY_SHARE, "001d00200900000000000000000000000000000000000000000000000000000000000000", ILLEGAL },
    { "R5 second hello without the key", SCENE_KEY_RETRY, CLIENT, CLIENT_HELLO, 3, remove_extension, EXT_PRE_SHARED_KEY, NULL, MUST_SUCCEED },
    { "R5 binder over a wrong transcript", SCENE_KEY_RETRY, CLIENT, CLIENT_HELLO, 3, flip_last_byte, 0, NULL, DECRYPT },
    { "early data has no place behind a key", SCENE_KEY, SERVER, ENCRYPTED_EXTENSIONS, 0, append_extension, EXT_EARLY_DATA, "", GNUTLS_A_UNSUPPORTED_EXTENSION },
};
/* clang-format on */

static void test_hellos_with_keys_are_checked(void **state)
{
    ASSERT_RULES(rules);
}

/* A server that takes none shows its certificate; what is known of the client is then nothing. */
static void test_second_hello_without_the_key_leaves_nobody_known(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        struct strict_run run;

        strict_begin(&run, SCENE_KEY_RETRY, &strict_networks[n]);
        evil = (struct evil){ .who = run.pair.client.session,
                              .message = CLIENT_HELLO,
                              .pass = 3,
                              .change = remove_extension,
                              .type = EXT_PRE_SHARED_KEY };
        assert_int_equal(strict_handshake(&run, SERVER), 0);
        assert_true(evil.did);

        assert_null(gnutls_psk_server_get_username(run.pair.server.session));
        assert_int_equal(gnutls_auth_server_get_type(run.pair.server.session),
                         GNUTLS_CRD_CERTIFICATE);
        strict_end(&run);
    }
}

/* ---- keys that are imported ---- */

struct importer {
    const char *context;
    gnutls_protocol_t version;
    gnutls_digest_algorithm_t hash;
    gnutls_psk_key_flags flags;
    const char *key;
};

struct parties {
    struct importer client, server;
    bool retry, by_functions, certificates;
    unsigned asked;
    gnutls_psk_client_credentials_t psk_client;
    gnutls_psk_server_credentials_t psk_server;
};

static int give_text(const char *text, gnutls_datum_t *out)
{
    return bytes_give(bytes_of_text(text), out);
}

static int identity_of(const struct importer *importer, gnutls_datum_t *out)
{
    const gnutls_datum_t name = { (unsigned char *)"alice", 5 };
    const gnutls_datum_t context = { (unsigned char *)importer->context,
                                     (unsigned)strlen(importer->context) };

    return gnutls_psk_format_imported_identity(&name, &context, importer->version, importer->hash,
                                               out);
}

static int be_imported(gnutls_session_t session, gnutls_datum_t *name, gnutls_datum_t *key,
                       gnutls_psk_key_flags *flags)
{
    const struct parties *parties = gnutls_session_get_ptr(session);

    *flags = parties->client.flags;
    assert_int_equal(identity_of(&parties->client, name), 0);
    return give_text(parties->client.key, key);
}

/* Knows its clients by the identity that it would make itself. Stalls now and then. */
static int look_up_imported(gnutls_session_t session, const gnutls_datum_t *name,
                            gnutls_datum_t *key, gnutls_psk_key_flags *flags)
{
    struct parties *parties = gnutls_session_get_ptr(session);
    gnutls_datum_t expected;
    bool known;

    if (parties->asked++ % 2 == 0)
        return GNUTLS_E_AGAIN;
    assert_int_equal(identity_of(&parties->server, &expected), 0);
    known = bytes_equal(bytes_of_datum(name), bytes_of_datum(&expected));
    gnutls_free(expected.data);
    *flags = parties->server.flags;
    return known ? give_text(parties->server.key, key) : GNUTLS_E_NO_CERTIFICATE_FOUND;
}

static void arm(struct sim_end *client, struct sim_end *server, void *context)
{
    struct parties *p = context;
    const gnutls_datum_t key = { (unsigned char *)p->client.key, (unsigned)strlen(p->client.key) };
    gnutls_datum_t name;

    assert_int_equal(gnutls_psk_allocate_client_credentials(&p->psk_client), 0);
    assert_int_equal(gnutls_psk_allocate_server_credentials(&p->psk_server), 0);
    assert_int_equal(identity_of(&p->client, &name), 0);
    if (p->by_functions)
        gnutls_psk_set_client_credentials_function3(p->psk_client, be_imported);
    else
        assert_int_equal(
            gnutls_psk_set_client_credentials2(p->psk_client, &name, &key, p->client.flags), 0);
    gnutls_free(name.data);
    gnutls_psk_set_server_credentials_function3(p->psk_server, look_up_imported);
    if (!p->certificates) {
        gnutls_credentials_clear(client->session);
        gnutls_credentials_clear(server->session);
    }
    gnutls_credentials_set(client->session, GNUTLS_CRD_PSK, p->psk_client);
    gnutls_credentials_set(server->session, GNUTLS_CRD_PSK, p->psk_server);
    gnutls_session_set_ptr(client->session, p);
    gnutls_session_set_ptr(server->session, p);
}

#define RAW   GNUTLS_PSK_KEY_RAW
#define EXT   GNUTLS_PSK_KEY_EXT
#define HEX   ((gnutls_psk_key_flags)(GNUTLS_PSK_KEY_EXT | GNUTLS_PSK_KEY_HEX))
#define T13   GNUTLS_TLS1_3, GNUTLS_DIG_SHA256
#define WRONG GNUTLS_E_ERROR_IN_FINISHED_PACKET

/* clang-format off */
static const struct import_row {
    const char *name;
    struct parties parties;
    int server; /* its result */
    const char *suite; /* part of the description */
} import_rows[] = {
    { "imported for SHA-256", { { "", T13, EXT, "key" }, { "", T13, EXT, "key" } }, 0, "(CHACHA20-POLY1305)" },
    { "imported for SHA-384", { { "", GNUTLS_TLS1_3, GNUTLS_DIG_SHA384, EXT, "key" }, { "", GNUTLS_TLS1_3, GNUTLS_DIG_SHA384, EXT, "key" } }, 0, "(AES-256-GCM)" },
    { "with a context", { { "here", T13, EXT, "key" }, { "here", T13, EXT, "key" } }, 0, "(CHACHA20-POLY1305)" },
    { "by functions", { { "", T13, EXT, "key" }, { "", T13, EXT, "key" }, .by_functions = true }, 0, "(CHACHA20-POLY1305)" },
    { "after a retry", { { "", GNUTLS_TLS1_3, GNUTLS_DIG_SHA384, EXT, "key" }, { "", GNUTLS_TLS1_3, GNUTLS_DIG_SHA384, EXT, "key" }, .retry = true }, 0, "(AES-256-GCM)" },
    { "in hexadecimal", { { "", T13, HEX, "6b6579" }, { "", T13, EXT, "key" } }, 0, "(CHACHA20-POLY1305)" },
    { "in hexadecimal, by the server", { { "", T13, EXT, "key" }, { "", T13, HEX, "6b6579" } }, 0, "(CHACHA20-POLY1305)" },
    { "another context", { { "here", T13, EXT, "key" }, { "there", T13, EXT, "key" } }, WRONG, NULL },
    { "another key", { { "", T13, EXT, "key" }, { "", T13, EXT, "kez" } }, WRONG, NULL },
    { "the client uses the key itself", { { "", T13, RAW, "key" }, { "", T13, EXT, "key" } }, WRONG, NULL },
    { "the server uses the key itself", { { "", T13, EXT, "key" }, { "", T13, RAW, "key" } }, WRONG, NULL },
    { "imported for TLS 1.2: not offered", { { "", GNUTLS_TLS1_2, GNUTLS_DIG_SHA256, EXT, "key" }, { "", T13, EXT, "key" }, .certificates = true }, 0, "(ECDSA-SECP256R1-SHA256)" },
};
/* clang-format on */

static void run_import(const struct import_row *row, const struct sim_options *network)
{
    struct parties parties = row->parties;
    const struct pair_options o = {
        .client_priority = P13 ":+ECDHE-PSK",
        .server_priority =
            parties.retry ? P13 ":+ECDHE-PSK:-GROUP-ALL:+GROUP-SECP256R1" : P13 ":+ECDHE-PSK",
        .prepare = arm,
        .context = &parties,
    };
    struct pair pair;
    struct sim sim;

    sim_init(&sim, network);
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    for (int i = 0; i < 3; i++) /* a function that stalls moves nothing: it is asked again */
        pair_handshake(&pair);

    if (pair.server.result != row->server)
        fail_msg("%s: %s", row->name, gnutls_strerror_name(pair.server.result));
    if (row->server == 0) {
        char *description = gnutls_session_get_desc(pair.client.session);

        assert_non_null(strstr(description, row->suite));
        gnutls_free(description);
        assert_int_equal(pair_ping(&pair), 0);
    }
    pair_close(&pair);
    sim_end(&sim);
    gnutls_psk_free_client_credentials(parties.psk_client);
    gnutls_psk_free_server_credentials(parties.psk_server);
}

static void test_rfc9258_keys_are_imported_by_both_or_not_at_all(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < ARRAY_SIZE(import_rows); i++)
            run_import(&import_rows[i], &strict_networks[n]);
    }
}

static void test_rfc9258_identities_are_made_for_what_exists(void **state)
{
    const gnutls_datum_t name = { (unsigned char *)"alice", 5 }, nobody = { NULL, 0 };
    gnutls_datum_t out = { NULL, 0 };

    assert_int_equal(
        gnutls_psk_format_imported_identity(&name, NULL, GNUTLS_TLS1_3, GNUTLS_DIG_SHA384, &out),
        0);
    assert_true(bytes_equal(bytes_of_datum(&out), bytes_of("\0\5alice\0\0\3\4\0\2", 13)));
    gnutls_free(out.data);
    assert_int_equal(
        gnutls_psk_format_imported_identity(&nobody, NULL, GNUTLS_TLS1_3, GNUTLS_DIG_SHA256, &out),
        GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(
        gnutls_psk_format_imported_identity(&name, NULL, GNUTLS_TLS1_3, GNUTLS_DIG_SHA512, &out),
        GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(gnutls_psk_format_imported_identity(&name, NULL, GNUTLS_VERSION_UNKNOWN,
                                                         GNUTLS_DIG_SHA256, &out),
                     GNUTLS_E_INVALID_REQUEST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hellos_with_keys_are_checked),
        cmocka_unit_test(test_second_hello_without_the_key_leaves_nobody_known),
        cmocka_unit_test(test_rfc9258_keys_are_imported_by_both_or_not_at_all),
        cmocka_unit_test(test_rfc9258_identities_are_made_for_what_exists),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
