/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* strict.c - breaks a rule and looks at what the victim does */

#include "strict.h"

#include "base/errors.h"
#include "base/text.h"

#include "unit/test.h"

#include <stdio.h>

#define TLS13  "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define CURVES ":-GROUP-ALL:+GROUP-SECP256R1:+GROUP-SECP384R1:+GROUP-X25519"
#define TLS12  "NORMAL:-VERS-ALL:+VERS-TLS1.2" CURVES

const struct sim_options strict_networks[] = {
    { .seed = 1 },
    { .seed = 2, .chunk = 1, .stall = SIM_STALL_EACH },
};
const size_t strict_network_count = ARRAY_SIZE(strict_networks);

static int receive_supplemental(gnutls_session_t session, const unsigned char *data, size_t size)
{
    return 0;
}

static int send_supplemental(gnutls_session_t session, gnutls_buffer_t out)
{
    return gnutls_buffer_append_data(out, "more", 4);
}

static void supply(struct sim_end *client, struct sim_end *server, void *context)
{
    struct sim_end *ends[] = { client, server };

    for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
        for (unsigned type = 0x0100; type <= 0x0200; type += 0x0100)
            assert_int_equal(
                gnutls_session_supplemental_register(ends[i]->session, NULL,
                                                     (gnutls_supplemental_data_format_type_t)type,
                                                     receive_supplemental, send_supplemental, 0),
                0);
        gnutls_supplemental_send(ends[i]->session, 1);
        gnutls_supplemental_recv(ends[i]->session, 1);
    }
}

static struct pair_options options12_of(enum scene scene, struct cache *cache)
{
    struct pair_options o = { .tickets = true, .ticket_key = &pair_ticket_key };

    o.client_priority = o.server_priority = TLS12;
    if (scene == SCENE12_BY_ID) {
        o.tickets = false;
        o.ticket_key = NULL;
        o.prepare = cache_use;
        o.context = cache;
    }
    if (scene == SCENE12_LOWERED || scene == SCENE12_LOWERED_RESUMED)
        o.client_priority = "NORMAL" CURVES;
    if (scene == SCENE12_SUPPLEMENTAL)
        o.prepare = supply;
    if (scene == SCENE12_CBC)
        o.client_priority = TLS12 ":-CIPHER-ALL:+AES-128-CBC";
    if (scene == SCENE12_CLIENT_CERTIFICATE || scene == SCENE12_CLIENT_REQUESTED) {
        o.request = scene == SCENE12_CLIENT_CERTIFICATE ? GNUTLS_CERT_REQUIRE : GNUTLS_CERT_REQUEST;
        o.client_identity = "client-p256";
    }
    return o;
}

static int give_key(gnutls_session_t session, const gnutls_datum_t *name, gnutls_datum_t *key)
{
    if (!bytes_equal(bytes_of_datum(name), bytes_of_text("alice")))
        return -1;
    return bytes_give(bytes_of_text("0123456789"), key);
}

static void use_key(struct sim_end *client, struct sim_end *server, void *context)
{
    const gnutls_datum_t key = { (unsigned char *)"0123456789", 10 };
    struct strict_run *run = context;

    assert_int_equal(gnutls_psk_allocate_client_credentials(&run->client_key), 0);
    assert_int_equal(gnutls_psk_allocate_server_credentials(&run->server_key), 0);
    assert_int_equal(
        gnutls_psk_set_client_credentials(run->client_key, "alice", &key, GNUTLS_PSK_KEY_RAW), 0);
    gnutls_psk_set_server_credentials_function2(run->server_key, give_key);
    gnutls_credentials_set(client->session, GNUTLS_CRD_PSK, run->client_key);
    gnutls_credentials_set(server->session, GNUTLS_CRD_PSK, run->server_key);
}

static void show_key(gnutls_certificate_credentials_t credentials, const char *role)
{
    char public[128], key[128];

    snprintf(public, sizeof public, "%s/%s-p256-public.pem", TEST_DATA, role);
    snprintf(key, sizeof key, "%s/%s-p256-key.pem", TEST_DATA, role);
    gnutls_certificate_free_keys(credentials);
    assert_int_equal(gnutls_certificate_set_rawpk_key_file(
                         credentials, public, key, GNUTLS_X509_FMT_PEM, NULL, 0, NULL, 0, 0, 0),
                     0);
}

static void show_keys(struct sim_end *client, struct sim_end *server, void *context)
{
    struct strict_run *run = context;

    show_key(run->pair.client_credentials, "client");
    show_key(run->pair.server_credentials, "server");
}

static void set_raw_keys(struct strict_run *run, struct pair_options *o)
{
    o->client_priority = o->server_priority = TLS12 ":-CTYPE-ALL:+CTYPE-RAWPK";
    o->client_flags = o->server_flags = GNUTLS_ENABLE_RAWPK;
    o->request = GNUTLS_CERT_REQUIRE;
    o->prepare = show_keys;
    o->context = run;
}

static bool has_key(enum scene scene)
{
    return scene == SCENE_KEY || scene == SCENE_KEY_PSK_KE || scene == SCENE_KEY_RETRY;
}

static void set_key(enum scene scene, struct strict_run *run, struct pair_options *o)
{
    o->prepare = use_key;
    o->context = run;
    o->client_priority = TLS13 ":+ECDHE-PSK";
    o->server_priority = TLS13 ":+ECDHE-PSK";
    if (scene == SCENE_KEY_PSK_KE) {
        o->client_priority = TLS13 ":+PSK";
        o->server_priority = TLS13 ":+PSK";
    }
    if (scene == SCENE_KEY_RETRY)
        o->server_priority = TLS13 ":+ECDHE-PSK:-GROUP-ALL:+GROUP-SECP256R1";
}

static struct pair_options options_of(enum scene scene, struct cache *cache)
{
    struct pair_options o = { .tickets = true, .ticket_key = &pair_ticket_key };

    if (scene >= SCENE12_FULL)
        return options12_of(scene, cache);
    o.client_priority = o.server_priority = TLS13;
    if (scene == SCENE_PSK_KE) {
        o.client_priority = TLS13 ":+PSK";
        o.server_priority = TLS13 ":+PSK:+ECDHE-PSK";
    }
    if (scene == SCENE_RETRY || scene == SCENE_RETRY_RESUMED)
        o.server_priority = TLS13 ":-GROUP-ALL:+GROUP-SECP256R1";
    if (scene == SCENE_CLIENT_CERTIFICATE) {
        o.request = GNUTLS_CERT_REQUIRE;
        o.client_identity = "client-p256";
    }
    return o;
}

static void offer_alpn(gnutls_session_t session)
{
    const gnutls_datum_t names[] = { { (unsigned char *)"h2", 2 },
                                     { (unsigned char *)"http/1.1", 8 } };

    assert_int_equal(gnutls_alpn_set_protocols(session, names, 2, 0), 0);
}

static bool resumes(enum scene scene)
{
    return scene == SCENE_RESUMED || scene == SCENE_PSK_KE || scene == SCENE_RETRY_RESUMED ||
           scene == SCENE12_RESUMED || scene == SCENE12_BY_ID || scene == SCENE12_LOWERED_RESUMED;
}

/* What the session of a resumed scene came from. */
static enum scene first_scene(enum scene scene)
{
    if (scene == SCENE12_BY_ID)
        return SCENE12_BY_ID;
    return scene >= SCENE12_FULL ? SCENE12_FULL : SCENE_FULL;
}

void strict_begin(struct strict_run *run, enum scene scene, const struct sim_options *network)
{
    struct pair_options o;

    memset(run, 0, sizeof *run);
    o = options_of(scene, &run->cache);
    if (has_key(scene))
        set_key(scene, run, &o);
    if (scene == SCENE12_RAW_KEYS)
        set_raw_keys(run, &o);
    evil = (struct evil){ 0 };
    sim_init(&run->sim, network);
    if (resumes(scene)) {
        struct pair_options first = options_of(first_scene(scene), &run->cache);

        assert_int_equal(pair_first_session(&run->sim, &first, &run->data), 0);
        o.session_data = &run->data;
    }
    assert_int_equal(pair_open(&run->pair, &run->sim, &o), 0);
    if (scene == SCENE_ALPN) {
        offer_alpn(run->pair.client.session);
        offer_alpn(run->pair.server.session);
    }
}

void strict_end(struct strict_run *run)
{
    evil = (struct evil){ 0 };
    pair_close(&run->pair);
    gnutls_free(run->data.data);
    cache_wipe(&run->cache);
    gnutls_psk_free_client_credentials(run->client_key);
    gnutls_psk_free_server_credentials(run->server_key);
    sim_end(&run->sim);
}

struct sim_end *strict_end_of(struct strict_run *run, enum role role)
{
    return role == CLIENT ? &run->pair.client : &run->pair.server;
}

int strict_handshake(struct strict_run *run, enum role victim)
{
    struct sim_end *end = strict_end_of(run, victim);
    char byte;
    ssize_t got;

    pair_handshake(&run->pair);
    if (end->result < 0)
        return end->result;
    /* What comes after the handshake may still be wrong: a Finished, the client's flight. */
    got = pair_receive(end, &byte, 1);
    return got == GNUTLS_E_AGAIN ? 0 : (int)got;
}

static void assert_on_network(const struct rule *rule, const struct sim_options *network)
{
    SCOPED(buffer) struct buffer bytes = { 0 };
    enum role victim = rule->who == CLIENT ? SERVER : CLIENT;
    struct strict_run run;
    int result;

    strict_begin(&run, rule->scene, network);
    assert_int_equal(hex_decode(bytes_of_text(rule->hex ? rule->hex : ""), &bytes), 0);
    evil = (struct evil){
        .who = strict_end_of(&run, rule->who)->session,
        .message = rule->message,
        .pass = rule->pass,
        .change = rule->change,
        .type = rule->type,
        .bytes = buffer_bytes(&bytes),
    };
    result = strict_handshake(&run, victim);

    if (!evil.did)
        fail_msg("%s: the rule was not broken (result %s)", rule->name,
                 gnutls_strerror_name(result));
    if (rule->alert == MUST_SUCCEED && result < 0)
        fail_msg("%s: refused with %s", rule->name, gnutls_strerror_name(result));
    if (rule->alert != MUST_SUCCEED && (result >= 0 || error_alert(result) != rule->alert))
        fail_msg("%s: %s, alert %d instead of %d", rule->name,
                 result < 0 ? gnutls_strerror_name(result) : "taken",
                 result < 0 ? error_alert(result) : 0, rule->alert);
    strict_end(&run);
}

void assert_rule(const struct rule *rule)
{
    for (size_t i = 0; i < strict_network_count; i++)
        assert_on_network(rule, &strict_networks[i]);
}

void assert_moment(const struct moment *m, const char *what, message_change *change, uint16_t type,
                   int alert)
{
    char name[100];
    struct rule rule = { name, m->scene, m->who, m->message, m->pass, change, type, NULL, alert };

    snprintf(name, sizeof name, "M4 %s, %s", m->name, what);
    assert_rule(&rule);
}

void assert_wrong_moments(const struct moment *moments, size_t count,
                          bool (*may_stand)(const struct moment *, unsigned type))
{
    static const uint8_t types[] = {
        HELLO_REQUEST,      CLIENT_HELLO,        SERVER_HELLO,
        NEW_SESSION_TICKET, END_OF_EARLY_DATA,   ENCRYPTED_EXTENSIONS,
        CERTIFICATE,        SERVER_KEY_EXCHANGE, CERTIFICATE_REQUEST,
        SERVER_HELLO_DONE,  CERTIFICATE_VERIFY,  CLIENT_KEY_EXCHANGE,
        FINISHED,           CERTIFICATE_STATUS,  SUPPLEMENTAL,
        KEY_UPDATE,         MESSAGE_HASH,        99,
    };

    for (size_t i = 0; i < count; i++) {
        for (size_t t = 0; t < ARRAY_SIZE(types); t++) {
            char what[40];

            if (moments[i].message == types[t] || may_stand(&moments[i], types[t]))
                continue;
            snprintf(what, sizeof what, "as type %u", types[t]);
            assert_moment(&moments[i], what, set_message_type, types[t], UNEXPECTED);
        }
    }
}
