/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* behind_reprise.h - what the functions of libreprise.so.0 stand on
 *
 * libgnutls.so.30 shows the ABI of libgnutls and nothing more. What is added to it is
 * in a library beside it, whose functions lead to these; they stand in the node of
 * private symbols, where programs do not look.
 */

#ifndef API_BEHIND_REPRISE_H
#define API_BEHIND_REPRISE_H

#include "base/attributes.h"

#include <gnutls/reprise.h>

int _reprise_anti_replay_shared_init(gnutls_anti_replay_t *anti_replay, const char *path,
                                     size_t max_entries, unsigned int flags);
int _reprise_session_take_data(gnutls_session_t session, gnutls_datum_t *data);
int _reprise_session_data_info(const gnutls_datum_t *data, reprise_session_data_info_st *info);
int _reprise_session_set_ticket_request(gnutls_session_t session, unsigned int new_count,
                                        unsigned int resumption_count);
int _reprise_session_get_expected_tickets(gnutls_session_t session, unsigned int *count);
reprise_verdict_t _reprise_session_resumption_verdict(gnutls_session_t session);
const char *_reprise_session_resumption_verdict_name(reprise_verdict_t verdict);

#endif
