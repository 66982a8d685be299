/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* peer_common.c - what client and server of the test peer share */

#include "peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool file_read(const char *path, gnutls_datum_t *out)
{
    FILE *file = fopen(path, "rb");
    size_t room = 1 << 20;

    if (file == NULL)
        return false;
    out->data = malloc(room);
    out->size = out->data ? (unsigned)fread(out->data, 1, room, file) : 0;
    fclose(file);
    return out->data != NULL;
}

bool file_write(const char *path, const gnutls_datum_t *data)
{
    FILE *file = fopen(path, "wb");

    if (file == NULL)
        return false;
    bool good = fwrite(data->data, 1, data->size, file) == data->size;
    return fclose(file) == 0 && good;
}

void print_error(const char *what, int code)
{
    const char *name = gnutls_strerror_name(code);

    printf("error=%s %s\n", what, name ? name : "unknown");
}

void give_up(gnutls_session_t session, const char *what, int code)
{
    print_error(what, code);
    gnutls_alert_send_appropriate(session, code);
}

gnutls_certificate_credentials_t credentials_new(const struct options *options)
{
    gnutls_certificate_credentials_t credentials = NULL;
    int code = gnutls_certificate_allocate_credentials(&credentials);

    if (code >= 0 && options->ca != NULL)
        code =
            gnutls_certificate_set_x509_trust_file(credentials, options->ca, GNUTLS_X509_FMT_PEM);
    if (code >= 0 && options->certificate != NULL)
        code = gnutls_certificate_set_x509_key_file(credentials, options->certificate, options->key,
                                                    GNUTLS_X509_FMT_PEM);
    if (code >= 0 && options->public_key != NULL)
        code = gnutls_certificate_set_rawpk_key_file(credentials, options->public_key, options->key,
                                                     GNUTLS_X509_FMT_PEM, NULL, 0, NULL, 0, 0, 0);
    if (code >= 0 && options->staple != NULL)
        code = gnutls_certificate_set_ocsp_status_request_file(credentials, options->staple, 0);
    if (code >= 0)
        return credentials;
    print_error("credentials", code);
    gnutls_certificate_free_credentials(credentials);
    return NULL;
}

static void write_ticket(gnutls_session_t session, const struct connection *connection)
{
    gnutls_datum_t data = { NULL, 0 };
    char path[4096];

    if (connection->options->session_out == NULL || gnutls_session_get_data2(session, &data) < 0)
        return;
    snprintf(path, sizeof path, "%s.%u", connection->options->session_out, connection->tickets);
    if (!file_write(path, &data))
        printf("error=cannot write %s\n", path);
    gnutls_free(data.data);
}

static int watch(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                 const gnutls_datum_t *message)
{
    struct connection *connection = gnutls_session_get_ptr(session);

    if (type == GNUTLS_HANDSHAKE_HELLO_RETRY_REQUEST)
        connection->retried = true;
    if (type == GNUTLS_HANDSHAKE_NEW_SESSION_TICKET) {
        connection->tickets++;
        if (incoming)
            write_ticket(session, connection);
    }
    return 0;
}

gnutls_session_t session_new(const struct options *options, unsigned flags,
                             gnutls_certificate_credentials_t credentials,
                             struct connection *connection)
{
    gnutls_session_t session = NULL;
    int code = gnutls_init(&session, flags | (options->later ? GNUTLS_POST_HANDSHAKE_AUTH : 0) |
                                         (options->public_key ? GNUTLS_ENABLE_RAWPK : 0) |
                                         (options->take_early ? GNUTLS_ENABLE_EARLY_DATA : 0));

    if (code >= 0)
        code = options->priority ? gnutls_priority_set_direct(session, options->priority, NULL)
                                 : gnutls_set_default_priority(session);
    if (code >= 0)
        code = gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials);
    if (code >= 0)
        code = other_credentials_use(session, options);
    if (code >= 0 && options->alpn != NULL) {
        const gnutls_datum_t alpn = { (unsigned char *)options->alpn,
                                      (unsigned)strlen(options->alpn) };
        code = gnutls_alpn_set_protocols(session, &alpn, 1, 0);
    }
    if (code < 0) {
        print_error("session", code);
        gnutls_deinit(session);
        return NULL;
    }
    *connection = (struct connection){ .options = options };
    gnutls_session_set_ptr(session, connection);
    gnutls_handshake_set_hook_function(session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_POST, watch);
    return session;
}

int handshake(gnutls_session_t session)
{
    int code;

    do
        code = gnutls_handshake(session);
    while (code < 0 && !gnutls_error_is_fatal(code));
    if (code < 0) {
        give_up(session, "handshake", code);
        if (code == GNUTLS_E_FATAL_ALERT_RECEIVED)
            printf("alert=%s\n", gnutls_alert_get_name(gnutls_alert_get(session)));
    }
    return code;
}

static void print_name(const char *key, const char *name)
{
    printf("%s=%s\n", key, name ? name : "none");
}

static const char *mode_name(gnutls_session_t session)
{
    if (!gnutls_session_is_resumed(session))
        return "full";
    if (gnutls_protocol_get_version(session) != GNUTLS_TLS1_3)
        return "tls12";
    return gnutls_group_get(session) != 0 ? "psk_dhe_ke" : "psk_ke";
}

static const char *auth_name(gnutls_session_t session)
{
    switch (gnutls_auth_get_type(session)) {
    case GNUTLS_CRD_CERTIFICATE:
        return "certificate";
    case GNUTLS_CRD_PSK:
        return "psk";
    default:
        return "none";
    }
}

void print_facts(gnutls_session_t session, const struct connection *connection)
{
    gnutls_datum_t alpn = { NULL, 0 };
    gnutls_datum_t staple = { NULL, 0 };
    unsigned certificates = 0;
    unsigned status = 0;

    printf("resumed=%d\n", gnutls_session_is_resumed(session) != 0);
    print_name("mode", mode_name(session));
    print_name("auth", auth_name(session));
    print_name("version", gnutls_protocol_get_name(gnutls_protocol_get_version(session)));
    print_name("suite", gnutls_ciphersuite_get(session));
    print_name("group", gnutls_group_get_name(gnutls_group_get(session)));
    print_name("signature",
               gnutls_sign_get_name((gnutls_sign_algorithm_t)gnutls_sign_algorithm_get(session)));
    printf("hello_retry=%d\n", connection->retried);
    if (gnutls_alpn_get_selected_protocol(session, &alpn) == 0)
        printf("alpn=%.*s\n", (int)alpn.size, (const char *)alpn.data);
    if (gnutls_ocsp_status_request_get(session, &staple) == 0)
        printf("staple=%u\n", staple.size);
    if (gnutls_protocol_get_version(session) == GNUTLS_TLS1_2)
        printf("etm=%u\nextended=%u\n", gnutls_session_etm_status(session),
               gnutls_session_ext_master_secret_status(session));
    print_name("peer_type", gnutls_certificate_type_get_name(
                                gnutls_certificate_type_get2(session, GNUTLS_CTYPE_PEERS)));
    gnutls_certificate_get_peers(session, &certificates);
    printf("peer_certificates=%u\n", certificates);
    if (certificates > 0 && gnutls_certificate_verify_peers2(session, &status) == 0)
        printf("peer_status=%u\n", status);
}
