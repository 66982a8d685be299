/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resumption.c - a client's sessions: taken once, asked for, looked at; and why one was resumed */

#include "api/behind_reprise.h"

/**
 * reprise_session_take_data:
 * @session: the connection, of a client
 * @data: receives the session; free it with gnutls_free()
 *
 * Gives a session that was not given before: each ticket once.
 *
 * Who connects again with one ticket shows an observer that it is the same
 * client (RFC 8446, C.4). This function takes the newest ticket out of the
 * connection, so that each connection to come can have one of its own:
 * neither it nor gnutls_session_get_data2() gives it again. The newest four
 * are kept; more can be had by taking while they come.
 *
 * If none has come yet the function waits, as long as
 * gnutls_session_get_data2() would. It does not wait for a second one, nor
 * where the server or the program has said that there will be none, see
 * reprise_session_set_ticket_request(). Tickets past their time are dropped.
 *
 * In TLS 1.2 there is one session, good for any number of connections; it is
 * given once.
 *
 * The data is a secret, for gnutls_session_set_data().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is none, or none any more; %GNUTLS_E_INVALID_REQUEST on a server and
 *   before the handshake; %GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE within it;
 *   %GNUTLS_E_INVALID_SESSION when the connection has failed; or another
 *   negative error code.
 **/
API int reprise_session_take_data(gnutls_session_t session, gnutls_datum_t *data)
{
    return _reprise_session_take_data(session, data);
}

/**
 * reprise_session_data_info:
 * @data: what gnutls_session_get_data2() or reprise_session_take_data() gave, or
 *   an entry of a server's cache
 * @info: receives what it says of itself; its member size is set before
 *
 * Tells what a stored session is and until when it is good, without its
 * secret.
 *
 * Set info->size to sizeof(*info) before the call: members beyond it are not
 * touched, and those that this library does not know are set to zero. Names
 * are views of @data without a zero byte behind them; they live as long as it
 * does, and nothing is to be freed.
 *
 * Whether a session is expired is judged as gnutls_session_set_data() and the
 * handshake would, by the present time. The four zero bytes that stand for
 * "no ticket came" are of kind %REPRISE_SESSION_NONE, with all else zero.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for no data, for a
 *   struct that is too short, and for data of a later format;
 *   %GNUTLS_E_DB_ERROR for data that is not this library's;
 *   %GNUTLS_E_PARSING_ERROR for data that is damaged. After an error @info is
 *   as it was.
 **/
API int reprise_session_data_info(const gnutls_datum_t *data, reprise_session_data_info_st *info)
{
    return _reprise_session_data_info(data, info);
}

/**
 * reprise_session_set_ticket_request:
 * @session: the connection, before its handshake
 * @new_count: tickets after a full handshake, to %REPRISE_TICKETS_MAX
 * @resumption_count: tickets after a resumption, likewise
 *
 * Says how many tickets a client wants, or a server gives at most (RFC 9149).
 *
 * A client that is to open several connections at once wants a ticket for
 * each; one that will not come back wants none. It asks by the extension
 * ticket_request of TLS 1.3, and a server that knows it sends so many, or
 * fewer. Without this call a client does not ask, and gets what the server
 * sends by itself.
 *
 * A server gives a client that asks what it asks for, up to four unless this
 * function sets another bound. A client that does not ask gets two after a
 * full handshake and one after a resumption, whatever is set here. With
 * %GNUTLS_NO_AUTO_SEND_TICKET the program sends them, and the extension is
 * not answered.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST once the handshake
 *   has begun, and for more than %REPRISE_TICKETS_MAX.
 **/
API int reprise_session_set_ticket_request(gnutls_session_t session, unsigned int new_count,
                                           unsigned int resumption_count)
{
    return _reprise_session_set_ticket_request(session, new_count, resumption_count);
}

/**
 * reprise_session_get_expected_tickets:
 * @session: the connection, of a client
 * @count: receives how many tickets the server said that it will send
 *
 * Tells what a server answered to reprise_session_set_ticket_request().
 *
 * It counts from the handshake on, tickets that have come included. A server
 * may send another number after all.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when the
 *   server said nothing, in TLS 1.2, on a server, and before the handshake.
 **/
API int reprise_session_get_expected_tickets(gnutls_session_t session, unsigned int *count)
{
    return _reprise_session_get_expected_tickets(session, count);
}

/**
 * reprise_session_resumption_verdict:
 * @session: the connection
 *
 * Names why this connection's handshake resumed a session, or why not.
 *
 * On a client it is what kept the session from being offered, or
 * %REPRISE_VERDICT_PEER_DECLINED when it was offered and the server made a
 * full handshake. On a server it is what the server found. None of them is an
 * error, and all but %REPRISE_VERDICT_RESUMED mean a full handshake.
 *
 * Returns: the verdict; %REPRISE_VERDICT_UNKNOWN before the end of the
 *   handshake, and when the connection has failed. Later releases may have
 *   further ones.
 **/
API reprise_verdict_t reprise_session_resumption_verdict(gnutls_session_t session)
{
    return _reprise_session_resumption_verdict(session);
}

/**
 * reprise_session_resumption_verdict_name:
 * @verdict: as from reprise_session_resumption_verdict()
 *
 * Gives a verdict's name for people: "expired", "other name".
 *
 * Returns: a static text; "unknown" for a number that is no verdict.
 **/
API const char *reprise_session_resumption_verdict_name(reprise_verdict_t verdict)
{
    return _reprise_session_resumption_verdict_name(verdict);
}
