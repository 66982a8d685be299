/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_priorities.c - priority strings: which are taken, where a wrong one is wrong, what they do */

#include "suite.h"

/* ---- strings ---- */

enum { END = -1 }; /* the position of a string without fault is not looked at */

struct string_row {
    const char *text;
    int code;
    int position;
};

#define TAKEN(text)                                                                                \
    {                                                                                              \
        text, 0, END                                                                               \
    }
#define WRONG(text, position)                                                                      \
    {                                                                                              \
        text, GNUTLS_E_INVALID_REQUEST, position                                                   \
    }
#define NOTHING_LEFT(text)                                                                         \
    {                                                                                              \
        text, GNUTLS_E_NO_PRIORITIES_WERE_SET, END                                                 \
    }
static const struct string_row string_rows[] = {
    TAKEN("NORMAL"),
    TAKEN("PERFORMANCE"),
    TAKEN("SECURE"),
    TAKEN("SECURE128"),
    TAKEN("SECURE192"),
    TAKEN("SECURE256"),
    TAKEN("PFS"),
    TAKEN("LEGACY"),
    TAKEN("SUITEB128"),
    TAKEN("SUITEB192"),
    TAKEN("normal"),
    TAKEN("NORMAL:%COMPAT"),
    TAKEN("NORMAL: +AES-128-GCM"),
    TAKEN("NORMAL:-VERS-SSL3.0"),
    TAKEN("NORMAL:-VERS-TLS-ALL:+VERS-TLS1.3"),
    TAKEN("NORMAL:-VERS-ALL:+VERS-TLS1.3"),
    TAKEN("NORMAL:!ARCFOUR-128:+ANON-DH"),
    TAKEN("NORMAL:+ARCFOUR-128:+3DES-CBC:+DES-CBC"),
    TAKEN("NORMAL:+SHA256"),
    TAKEN("NORMAL:+COMP-NULL"),
    TAKEN("NORMAL:+COMP-DEFLATE"),
    TAKEN("NORMAL:+CTYPE-X509"),
    TAKEN("NORMAL:+CTYPE-OPENPGP"),
    TAKEN("NORMAL:+CTYPE-SRV-X509:+CTYPE-CLI-ALL"),
    TAKEN("NORMAL:+CURVE-ALL"),
    TAKEN("NORMAL:-GROUP-ALL:+GROUP-X25519"),
    TAKEN("NORMAL:%PROFILE_MEDIUM"),
    TAKEN("NORMAL:-CIPHER-ALL:+AES-256-GCM"),
    TAKEN("NORMAL:-MAC-ALL:+AEAD"),
    TAKEN("NORMAL:-RSA:-DHE-RSA"),
    TAKEN("NORMAL:+PSK:+DHE-PSK:+ECDHE-PSK:+RSA-PSK:+SRP:+SRP-RSA:+SRP-DSS"),
    TAKEN("NORMAL:+AES-128-CCM-8:+AES-256-CCM-8"),
    TAKEN("NORMAL:+VERS-DTLS1.2"),
    TAKEN("NORMAL:+VERS-DTLS-ALL"),
    TAKEN("NORMAL:+SIGN-RSA-SHA256:+SIGN-RSA-PSS-SHA256:+SIGN-RSA-PSS-RSAE-SHA256"),
    TAKEN("NORMAL:+SIGN-EDDSA-ED25519:-SIGN-RSA-SHA1"),
    TAKEN("SECURE256:+SECURE128"),
    TAKEN("SECURE256:+SECURE128:-VERS-TLS-ALL:+VERS-TLS1.2:+SIGN-ALL"),
    TAKEN("NONE:+VERS-TLS1.3:+AES-128-GCM:+AEAD:+GROUP-X25519:+SIGN-ALL"),
    TAKEN("NORMAL:%SAFE_RENEGOTIATION"),
    TAKEN("NORMAL:%UNSAFE_RENEGOTIATION"),
    TAKEN("NORMAL:%PARTIAL_RENEGOTIATION"),
    TAKEN("NORMAL:%DISABLE_SAFE_RENEGOTIATION"),
    TAKEN("NORMAL:%SSL3_RECORD_VERSION"),
    TAKEN("NORMAL:%LATEST_RECORD_VERSION"),
    TAKEN("NORMAL:%VERIFY_ALLOW_SIGN_RSA_MD5"),
    TAKEN("NORMAL:%VERIFY_ALLOW_X509_V1_CA_CRT"),
    TAKEN("NORMAL:%VERIFY_DISABLE_CRL_CHECKS"),
    TAKEN("NORMAL:%DUMBFW"),
    TAKEN("NORMAL:%NO_TICKETS"),
    TAKEN("NORMAL:%NO_TICKETS_TLS12"),
    TAKEN("NORMAL:%NO_EXTENSIONS"),
    TAKEN("NORMAL:%NO_ETM"),
    TAKEN("NORMAL:%FORCE_ETM"),
    TAKEN("NORMAL:%NO_SESSION_HASH"),
    TAKEN("NORMAL:%FALLBACK_SCSV"),
    TAKEN("NORMAL:%SERVER_PRECEDENCE"),
    TAKEN("NORMAL:%STATELESS_COMPRESSION"),
    TAKEN("NORMAL:%ALLOW_SMALL_RECORDS"),
    TAKEN("NORMAL:%DISABLE_WILDCARDS"),
    TAKEN("NORMAL:%DISABLE_TLS13_COMPAT_MODE"),
    WRONG("", 0),
    WRONG("FOO", 0),
    WRONG(":NORMAL", 0),
    WRONG("NORMAL:FOO", 7),
    WRONG("NORMAL:+FOO", 7),
    WRONG("NORMAL:-FOO", 7),
    WRONG("NORMAL:!FOO", 7),
    WRONG("NORMAL:%NOSUCH", 7),
    WRONG("NORMAL:+VERS-TLS1.9", 7),
    WRONG("NORMAL:+GROUP-ALL:-GROUP-FOO", 18),
    WRONG("NORMAL:+SIGN-FOO", 7),
    WRONG("NORMAL:%PROFILE_FOO", 7),
    WRONG("NORMAL:", 7),
    WRONG("NORMAL::+AES-128-GCM", 7),
    WRONG("NORMAL:+", 7),
    WRONG("NORMAL:-", 7),
    WRONG("NORMAL:!", 7),
    WRONG("NORMAL:%", 7),
    WRONG("NORMAL:*AES-128-GCM", 7),
    NOTHING_LEFT("NONE"),
    NOTHING_LEFT("NONE:+VERS-TLS1.3"),
    NOTHING_LEFT("+AES-128-GCM"),
    NOTHING_LEFT("NORMAL:-VERS-ALL"),
};

static void test_string(void **state)
{
    const struct string_row *row = *state;
    gnutls_priority_t cache = NULL;
    const char *position = NULL;

    int code = gnutls_priority_init(&cache, row->text, &position);

    assert_code(code, row->code);
    if (row->position != END)
        assert_ptr_equal(position, row->text + row->position);
    if (code == 0)
        gnutls_priority_deinit(cache);
}

static void test_string_set_directly(void **state)
{
    const struct string_row *row = *state;
    const char *position = NULL;
    gnutls_session_t session;
    assert_code(gnutls_init(&session, GNUTLS_CLIENT), 0);

    int code = gnutls_priority_set_direct(session, row->text, &position);

    assert_code(code, row->code);
    if (row->position != END)
        assert_ptr_equal(position, row->text + row->position);
    gnutls_deinit(session);
}

static void test_no_string_is_the_default(void **state)
{
    gnutls_priority_t cache = NULL, normal = NULL;
    const unsigned *list, *usual;
    assert_code(gnutls_priority_init(&cache, NULL, NULL), 0);
    assert_code(gnutls_priority_init(&normal, "NORMAL", NULL), 0);

    int count = gnutls_priority_protocol_list(cache, &list);
    assert_true(count > 0);
    assert_int_equal(gnutls_priority_protocol_list(normal, &usual), count);
    assert_memory_equal(list, usual, (size_t)count * sizeof *list);
    gnutls_priority_deinit(cache);
    gnutls_priority_deinit(normal);
}

static void test_the_position_need_not_be_asked_for(void **state)
{
    gnutls_priority_t cache = NULL;

    assert_code(gnutls_priority_init(&cache, "NORMAL:+FOO", NULL), GNUTLS_E_INVALID_REQUEST);
}

static void test_appending_to_the_default(void **state)
{
    gnutls_priority_t cache = NULL;
    const char *wrong = "+FOO", *position = NULL;

    assert_code(gnutls_priority_init2(&cache, "%COMPAT", NULL, GNUTLS_PRIORITY_INIT_DEF_APPEND), 0);
    gnutls_priority_deinit(cache);
    assert_code(gnutls_priority_init2(&cache, wrong, &position, GNUTLS_PRIORITY_INIT_DEF_APPEND),
                GNUTLS_E_INVALID_REQUEST);
    assert_ptr_equal(position, wrong);
}

static void test_default_priorities_of_a_session(void **state)
{
    gnutls_session_t session;
    assert_code(gnutls_init(&session, GNUTLS_CLIENT), 0);

    assert_code(gnutls_set_default_priority(session), 0);
    assert_code(gnutls_set_default_priority_append(session, "%COMPAT", NULL, 0), 0);
    assert_code(gnutls_set_default_priority_append(session, "+FOO", NULL, 0),
                GNUTLS_E_INVALID_REQUEST);

    gnutls_deinit(session);
}

/* ---- what is chosen in TLS 1.3 ---- */

struct choice_row {
    const char *name;
    const char *client, *server;
    gnutls_cipher_algorithm_t cipher[LIBRARIES];
    gnutls_group_t group[LIBRARIES];
    int code; /* of the handshake, at the client */
    const char *identity;
};

#define TLS13         "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define CIPHERS(list) TLS13 ":-CIPHER-ALL:" list
#define GROUPS(list)  TLS13 ":-GROUP-ALL:" list
#define CIPHER(name)  GNUTLS_CIPHER_##name
#define GROUP(name)   GNUTLS_GROUP_##name
/* clang-format off */
static const struct choice_row choice_rows[] = {
    { "the default", TLS13, TLS13, BOTH(CIPHER(AES_256_GCM)), EACH(GROUP(SECP256R1), GROUP(X25519)) },
    { "performance first", "PERFORMANCE:-VERS-ALL:+VERS-TLS1.3", TLS13,
      BOTH(CIPHER(AES_128_GCM)), EACH(GROUP(SECP256R1), GROUP(X25519)) },
    { "at least 192 bits", "SECURE256:-VERS-ALL:+VERS-TLS1.3", TLS13,
      BOTH(CIPHER(AES_256_GCM)), BOTH(GROUP(SECP384R1)), .identity = "server-p384" },
    { "the client's order of ciphers", CIPHERS("+CHACHA20-POLY1305:+AES-128-GCM"),
      CIPHERS("+AES-128-GCM:+CHACHA20-POLY1305"), BOTH(CIPHER(CHACHA20_POLY1305)) },
    { "the server's order of ciphers", CIPHERS("+CHACHA20-POLY1305:+AES-128-GCM"),
      CIPHERS("+AES-128-GCM:+CHACHA20-POLY1305:%SERVER_PRECEDENCE"), BOTH(CIPHER(AES_128_GCM)) },
    { "CCM", CIPHERS("+AES-128-CCM"), TLS13, BOTH(CIPHER(AES_128_CCM)) },
    { "CCM-8 has to be asked for", CIPHERS("+AES-128-CCM-8"), CIPHERS("+AES-128-CCM-8"),
      BOTH(CIPHER(AES_128_CCM_8)) },
    { "CCM-8 is not in the default", CIPHERS("+AES-128-CCM-8"), TLS13,
      .code = GNUTLS_E_FATAL_ALERT_RECEIVED },
    { "X25519", GROUPS("+GROUP-X25519"), TLS13, .group = BOTH(GROUP(X25519)) },
    { "X448", GROUPS("+GROUP-X448"), TLS13, .group = BOTH(GROUP(X448)) },
    { "P-521", GROUPS("+GROUP-SECP521R1"), TLS13, .group = BOTH(GROUP(SECP521R1)) },
    { "FFDHE 2048", GROUPS("+GROUP-FFDHE2048"), TLS13, .group = BOTH(GROUP(FFDHE2048)) },
    { "FFDHE 4096", GROUPS("+GROUP-FFDHE4096"), TLS13, .group = BOTH(GROUP(FFDHE4096)) },
    { "a retry for another group", GROUPS("+GROUP-X25519:+GROUP-SECP384R1"),
      GROUPS("+GROUP-SECP384R1"), .group = BOTH(GROUP(SECP384R1)) },
    { "no cipher in common", CIPHERS("+AES-128-GCM"), CIPHERS("+AES-256-GCM"),
      .code = GNUTLS_E_FATAL_ALERT_RECEIVED },
    { "no group in common", GROUPS("+GROUP-X25519"), GROUPS("+GROUP-SECP384R1"),
      .code = GNUTLS_E_FATAL_ALERT_RECEIVED },
};
/* clang-format on */

static void test_choice(void **state)
{
    const struct choice_row *row = *state;
    enum library library = library_under_test();
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ .server_identity = row->identity,
                                                  .client_priority = row->client,
                                                  .server_priority = row->server }),
                0);

    int code = pair_handshake(&pair);

    assert_code(code, row->code);
    if (code != 0) {
        assert_int_equal(gnutls_alert_get(pair.client.session), GNUTLS_A_HANDSHAKE_FAILURE);
        return;
    }
    if (row->cipher[library] != 0)
        assert_int_equal(gnutls_cipher_get(pair.client.session), row->cipher[library]);
    if (row->group[library] != 0)
        assert_int_equal(gnutls_group_get(pair.client.session), row->group[library]);
    assert_code(pair_ping(&pair), 0);
}

int main(void)
{
    ADD_ROWS(string_rows, test_string);
    ADD_ROWS(string_rows, test_string_set_directly);
    ADD(test_no_string_is_the_default);
    ADD(test_the_position_need_not_be_asked_for);
    ADD(test_appending_to_the_default);
    ADD(test_default_priorities_of_a_session);
    ADD_ROWS(choice_rows, test_choice);
    return suite_run("priority strings");
}
