/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* early_data.c - data that goes with the hello, and what came so */

#include "base/errors.h"
#include "connection/calls.h"

/* A client that has no session yet may still be given one before the handshake. */
enum { LIMIT_WITHOUT_SESSION = 16384 };

size_t connection_early_data_limit(const struct gnutls_session_int *session)
{
    const struct stored_ticket *newest = ticket_store_newest(&session->resumption.tickets);
    const struct session_params *offered = connection_offered(session);

    if (session->config.role == SERVER)
        return session->config.max_early_data;
    if (newest != NULL)
        return newest->facts.max_early_data;
    return offered != NULL ? offered->ticket.max_early_data : 0;
}

int connection_queue_early_data(struct gnutls_session_int *session, struct bytes data)
{
    struct config *config = &session->config;
    size_t limit = connection_offered(session) != NULL ? connection_early_data_limit(session)
                                                       : LIMIT_WITHOUT_SESSION;

    if (config->role != CLIENT || connection_state(session) != CONNECTION_NEW)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (data.size == 0)
        return 0;
    if (data.size > limit || config->early_data_out.size > limit - data.size)
        return fail(GNUTLS_E_RECORD_LIMIT_REACHED);
    config->early_data = true;
    return buffer_append(&config->early_data_out, data);
}

int connection_take_early_data(struct gnutls_session_int *session, void *out, size_t size,
                               size_t *out_size)
{
    struct agreed *agreed = &session->agreed;
    struct bytes left = bytes_from(buffer_bytes(&agreed->early_data_in), agreed->early_data_taken);

    if (session->config.role != SERVER)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (left.size == 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *out_size = size < left.size ? size : left.size;
    memcpy(out, left.data, *out_size);
    agreed->early_data_taken += *out_size;
    if (*out_size == left.size) {
        buffer_wipe(&agreed->early_data_in);
        agreed->early_data_taken = 0;
    }
    return 0;
}

const struct cipher_suite *connection_early_suite(const struct gnutls_session_int *session)
{
    const struct handshake *hs = session->handshake;

    if (hs == NULL)
        return NULL;
    if (hs->role == SERVER)
        return hs->agreed->early_data ? hs->agreed->suite : NULL;
    return hs->early.offered ? suite_by_id(hs->resumption.session->cipher_suite) : NULL;
}
