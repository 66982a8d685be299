/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* behind_reprise.c - what the functions of libreprise.so.0 stand on; they are documented there */

#include "api/behind_reprise.h"

#include "base/errors.h"
#include "connection/calls.h"
#include "session/anti_replay.h"
#include "session/info.h"

/* The struct as it first was. */
enum { INFO_SIZE_FIRST = sizeof(reprise_session_data_info_st) };

BEHIND_REPRISE int _reprise_anti_replay_shared_init(gnutls_anti_replay_t *anti_replay,
                                                    const char *path, size_t max_entries,
                                                    unsigned int flags)
{
    if (anti_replay == NULL || flags != 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    *anti_replay = NULL;
    return anti_replay_new_shared(path, max_entries, clock_wall_ms(clock_system()), anti_replay);
}

BEHIND_REPRISE int _reprise_session_take_data(gnutls_session_t session, gnutls_datum_t *data)
{
    SCOPED(buffer) struct buffer blob = { 0 };

    if (session == NULL || data == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(connection_take_session(session, &blob));
    return buffer_give(&blob, data);
}

/* Programs were built with a struct that was shorter, or will be with one that is longer. */
BEHIND_REPRISE int _reprise_session_data_info(const gnutls_datum_t *data,
                                              reprise_session_data_info_st *info)
{
    reprise_session_data_info_st all;
    size_t size;

    if (data == NULL || data->data == NULL || data->size == 0 || info == NULL ||
        info->size < INFO_SIZE_FIRST)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(session_info(bytes_of_datum(data), clock_wall_ms(clock_system()), &all));
    size = all.size = info->size;
    if (size > sizeof(all)) {
        memset((uint8_t *)info + sizeof(all), 0, size - sizeof(all));
        size = sizeof(all);
    }
    memcpy(info, &all, size);
    return 0;
}

BEHIND_REPRISE int _reprise_session_set_ticket_request(gnutls_session_t session,
                                                       unsigned int new_count,
                                                       unsigned int resumption_count)
{
    if (session == NULL || new_count > REPRISE_TICKETS_MAX ||
        resumption_count > REPRISE_TICKETS_MAX || connection_state(session) != CONNECTION_NEW)
        return fail(GNUTLS_E_INVALID_REQUEST);
    session->config.ticket_request =
        (struct ticket_request){ true, (uint8_t)new_count, (uint8_t)resumption_count };
    return 0;
}

BEHIND_REPRISE int _reprise_session_get_expected_tickets(gnutls_session_t session,
                                                         unsigned int *count)
{
    if (session == NULL || count == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (!session->agreed.tickets_foretold)
        return GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;
    *count = session->agreed.tickets_expected;
    return 0;
}

BEHIND_REPRISE reprise_verdict_t _reprise_session_resumption_verdict(gnutls_session_t session)
{
    bool known = false;
    enum verdict verdict;

    if (session == NULL)
        return REPRISE_VERDICT_UNKNOWN;
    verdict = connection_verdict(session, &known);
    return known ? (reprise_verdict_t)verdict : REPRISE_VERDICT_UNKNOWN;
}

BEHIND_REPRISE const char *_reprise_session_resumption_verdict_name(reprise_verdict_t verdict)
{
    return verdict_name((enum verdict)verdict);
}
