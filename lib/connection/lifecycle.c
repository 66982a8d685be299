/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* lifecycle.c - from gnutls_init() to gnutls_deinit(): one block of memory per connection */

#include "base/errors.h"
#include "base/memory.h"
#include "connection/calls.h"

enum {
    DEFAULT_LIFETIME_S = 6 * 3600,
    DEFAULT_MESSAGE_MAX = 128 * 1024,
    DEFAULT_EARLY_DATA_MAX = 16384,
    TICKETS_GIVEN_MAX = TICKET_STORE_MAX, /* to a client that asks: what ours would keep */
};

static void set_config(struct config *config, unsigned flags)
{
    *config = (struct config){
        .role = (flags & GNUTLS_SERVER) != 0 ? SERVER : CLIENT,
        .datagram = (flags & GNUTLS_DATAGRAM) != 0,
        .force_client_certificate = (flags & GNUTLS_FORCE_CLIENT_CERT) != 0,
        .tickets = (flags & GNUTLS_NO_TICKETS) == 0,
        .tickets_tls12 = (flags & GNUTLS_NO_TICKETS_TLS12) == 0,
        .ticket_request = { false, TICKETS_GIVEN_MAX, TICKETS_GIVEN_MAX },
        .auto_send_tickets = (flags & GNUTLS_NO_AUTO_SEND_TICKET) == 0,
        .lifetime_s = DEFAULT_LIFETIME_S,
        .raw_keys = (flags & GNUTLS_ENABLE_RAWPK) != 0,
        .post_handshake_auth = (flags & GNUTLS_POST_HANDSHAKE_AUTH) != 0,
        .no_default_extensions = (flags & GNUTLS_NO_DEFAULT_EXTENSIONS) != 0,
        .early_data = (flags & GNUTLS_ENABLE_EARLY_DATA) != 0,
        .no_end_of_early_data = (flags & GNUTLS_NO_END_OF_EARLY_DATA) != 0,
        .max_early_data = DEFAULT_EARLY_DATA_MAX,
        .max_message_size = DEFAULT_MESSAGE_MAX,
        .keylog = keylog_of_environment(),
    };
    config->ocsp_wanted = !config->no_default_extensions && (flags & GNUTLS_NO_STATUS_REQUEST) == 0;
}

int connection_new(unsigned init_flags, struct gnutls_session_int **out)
{
    struct gnutls_session_int *session;
    int result;

    *out = NULL;
    session = memory_get_zeroed(sizeof(*session));
    if (session == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);

    session->init_flags = init_flags;
    session->clock = clock_system();
    set_config(&session->config, init_flags);
    transport_init(&session->transport, init_flags);
    inbound_init(&session->in);
    outbound_init(&session->out);
    epochs_init(&session->keys);
    lock_init_recursive(&session->write_lock);
    if (custom_take_those_for_all(&session->config.custom) < 0 ||
        supplemental_take_those_for_all(&session->config.supplemental) < 0) {
        connection_free(session);
        return fail(GNUTLS_E_MEMORY_ERROR);
    }
    session->agreed.verify_status = (unsigned)-1;
    result = session->config.datagram ? datagrams_use(session) : 0;
    if (result < 0)
        connection_free(session);
    else
        *out = session;
    return result;
}

static void wipe_config(struct config *config)
{
    custom_wipe(&config->custom);
    supplemental_wipe(&config->supplemental);
    priority_free(config->priority);
    buffer_wipe(&config->server_name);
    buffer_wipe(&config->alpn);
    buffer_wipe(&config->srtp_profiles);
    buffer_wipe(&config->srtp_mki);
    buffer_wipe(&config->early_data_out);
    stek_master_wipe(&config->stek);
}

static void wipe_resumption(struct resumption_state *resumption)
{
    connection_free_offer(resumption->offered);
    ticket_store_wipe(&resumption->tickets);
}

void connection_free(struct gnutls_session_int *session)
{
    if (session == NULL)
        return;

    handshake_free(session->handshake);
    datagrams_free(session);
    renegotiation_forget(session);
    agreed_wipe(&session->agreed);
    wipe_resumption(&session->resumption);
    wipe_config(&session->config);
    message_queue_wipe(&session->late_messages);
    reauth_wipe(&session->reauth);
    buffer_wipe(&session->sending.corked);
    inbound_wipe(&session->in);
    outbound_wipe(&session->out);
    epochs_wipe(&session->keys);
    detached_wipe(&session->detached);
    lock_wipe(&session->write_lock);
    memory_free_secret(session, sizeof(*session));
}

void connection_use_priority(struct gnutls_session_int *session, struct gnutls_priority_st *owned)
{
    struct config *config = &session->config;

    priority_free(config->priority);
    config->priority = owned;
    if (owned->flags.no_tickets)
        config->tickets = false;
    if (owned->flags.no_tickets_tls12)
        config->tickets_tls12 = false;
    if (owned->flags.no_status_request)
        config->ocsp_wanted = false;
    if (owned->flags.no_extensions)
        config->no_default_extensions = true;
}

void connection_use_credentials(struct gnutls_session_int *session, gnutls_credentials_type_t type,
                                void *credentials)
{
    struct config *config = &session->config;
    bool client = config->role == CLIENT;

    if (type == GNUTLS_CRD_CERTIFICATE)
        config->certificate = credentials;
    if (type == GNUTLS_CRD_PSK && client)
        config->psk_client = credentials;
    if (type == GNUTLS_CRD_PSK && !client)
        config->psk_server = credentials;
    if (type == GNUTLS_CRD_ANON && client)
        config->anonymous_client = credentials;
    if (type == GNUTLS_CRD_ANON && !client)
        config->anonymous_server = credentials;
}
