/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* calls.h - what can be asked of a connection
 *
 * What sends or receives may say GNUTLS_E_AGAIN or GNUTLS_E_INTERRUPTED; the same call then goes
 * on where it stopped. GNUTLS_E_INVALID_SESSION: the connection has failed before.
 */

#ifndef CONNECTION_CALLS_H
#define CONNECTION_CALLS_H

#include "connection/connection.h"

#include <gnutls/dtls.h>

/* ---- lifecycle.c ---- */

int connection_new(unsigned init_flags, struct gnutls_session_int **out) MUST_USE;
void connection_free(struct gnutls_session_int *);

/* Takes the priorities over, and what they say about tickets and extensions. */
void connection_use_priority(struct gnutls_session_int *, struct gnutls_priority_st *owned);

/* Borrowed; NULL takes them back. Types that nothing is done with are passed over. */
void connection_use_credentials(struct gnutls_session_int *, gnutls_credentials_type_t, void *);

/* ---- handshake.c ---- */

/* On an open connection of TLS 1.3 it is a key update, of TLS 1.2 a further handshake. */
int connection_handshake(struct gnutls_session_int *) MUST_USE;

/* After a false start: what is left of the handshake. Nothing at other times. */
int connection_complete(struct gnutls_session_int *) MUST_USE;

/* ---- send.c ---- */

/* At most one record of application data; `padding` bytes are hidden behind it. After a stall
 * the arguments do not count: what was queued is pushed. */
int connection_send(struct gnutls_session_int *, struct bytes, size_t padding, size_t *out_sent)
    MUST_USE;

/* All of it, with so much padding that only `high` can be seen of the size. */
int connection_send_hidden(struct gnutls_session_int *, struct bytes, size_t high, size_t *out_sent)
    MUST_USE;

/* Up to `count` bytes of a file, or less at its end, from `offset` bytes behind where it stands;
 * `offset` moves on. NULL: from where it stands, which then moves. Stalls are waited out. After an
 * error `out_sent` bytes have gone. */
int connection_send_file(struct gnutls_session_int *, int fd, off_t *offset, size_t count,
                         size_t *out_sent) MUST_USE;

/* Takes back what was queued and not pushed; how many bytes that was. */
size_t connection_discard(struct gnutls_session_int *);

void connection_cork(struct gnutls_session_int *);

/* Sends all that was corked; `wait` goes on over stalls. */
int connection_uncork(struct gnutls_session_int *, bool wait, size_t *out_sent) MUST_USE;

/* The content that one record may carry now. */
size_t connection_send_limit(const struct gnutls_session_int *);

/* That of the protocol, whatever fits into a datagram. */
size_t connection_record_limit(const struct gnutls_session_int *);

/* ---- send_messages.c ---- */

/* New keys for what we send; `ask_peer`: the peer shall do the same. */
int connection_update_keys(struct gnutls_session_int *, bool ask_peer) MUST_USE;

/* Server: asks for a further handshake; in TLS 1.3 for new keys. */
int connection_request_handshake(struct gnutls_session_int *) MUST_USE;

/* Server: that many NewSessionTickets. */
int connection_send_tickets(struct gnutls_session_int *, unsigned count) MUST_USE;

/* Plays what is to be written of an exchange after the handshake, and sends it. */
int connection_send_exchange(struct gnutls_session_int *, struct handshake *) MUST_USE;

/* ---- receive.c ---- */

/* What gnutls_packet_t points to. */
struct mbuffer_st {
    struct buffer data;
    uint8_t sequence[8];
};
void packet_free(struct mbuffer_st *);

/* Application data, at least one byte; `*out_size` is 0 after close_notify. GNUTLS_E_AGAIN also
 * when something else than data was taken in, on any transport. */
int connection_receive(struct gnutls_session_int *, void *out, size_t size, size_t *out_size)
    MUST_USE;

/* One record's data. `*out` is NULL after close_notify. */
int connection_receive_packet(struct gnutls_session_int *, struct mbuffer_st **out) MUST_USE;

/* Data that is here and was not asked for yet. */
size_t connection_pending(const struct gnutls_session_int *);

/* What one record brought. */
enum arrival { ARRIVED_DATA, ARRIVED_MESSAGE, ARRIVED_WARNING, ARRIVED_CLOSE };

/* Reads one record and does what is due. Data is lent until the next. */
int connection_read(struct gnutls_session_int *, enum arrival *out, struct bytes *out_data)
    MUST_USE;

/* ---- early_data.c ---- */

/* Client, before the handshake: data to go with the hello. GNUTLS_E_RECORD_LIMIT_REACHED for more
 * than the session allows. */
int connection_queue_early_data(struct gnutls_session_int *, struct bytes) MUST_USE;

/* Server: what came so. GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when none is left. */
int connection_take_early_data(struct gnutls_session_int *, void *out, size_t size,
                               size_t *out_size) MUST_USE;
size_t connection_early_data_limit(const struct gnutls_session_int *);

/* The suite that early data goes under while it is on its way; NULL: there is none. */
const struct cipher_suite *connection_early_suite(const struct gnutls_session_int *);

/* ---- post_handshake.c ---- */

/* A record of handshake content after the handshake. When the application's hook refuses a
 * message, receiving.to_tell says so, and what is behind it in the record waits. */
int post_handshake_take(struct gnutls_session_int *, struct bytes content) MUST_USE;
int post_handshake_go_on(struct gnutls_session_int *) MUST_USE;

/* ---- detached.c ---- */

/* What the peer said at this level, for gnutls_handshake() to take in; after the handshake it is
 * taken in at once, and GNUTLS_E_AGAIN means that a message is not whole yet. */
int connection_bring(struct gnutls_session_int *, gnutls_record_encryption_level_t, struct bytes)
    MUST_USE;

/* ---- reauth.c ---- */

/* What gnutls_reauth() does. GNUTLS_E_GOT_APPLICATION_DATA: a server's application reads it first.
 * GNUTLS_E_INVALID_REQUEST: not agreed on, nothing asked for. */
int connection_reauthenticate(struct gnutls_session_int *) MUST_USE;

/* Messages that came. */
int reauth_take_request(struct gnutls_session_int *, const struct message *) MUST_USE;
int reauth_take_answer(struct gnutls_session_int *, const struct message *) MUST_USE;

/* A part of an answer has come, and nothing else may come before its end. */
bool reauth_is_amid_answer(const struct gnutls_session_int *);
void reauth_wipe(struct reauth *);

/* ---- renegotiate.c; nothing happens where no further handshake runs ---- */

/* GNUTLS_E_UNSAFE_RENEGOTIATION_DENIED: the peer cannot do it safely; the connection goes on. */
int renegotiation_begin(struct gnutls_session_int *) MUST_USE;

/* What was agreed on, and what is being agreed on, change places. */
void renegotiation_swap(struct gnutls_session_int *);

/* All of it is done: may it take the place of what was? */
int renegotiation_end(struct gnutls_session_int *) MUST_USE;

/* After this result: is it as if it had not been begun? */
bool renegotiation_is_off(const struct gnutls_session_int *, int result);

/* What the connection stands on; NULL before the end of its first handshake. */
const struct agreed *renegotiation_standing(const struct gnutls_session_int *);

void renegotiation_forget(struct gnutls_session_int *);

/* ---- alert.c ---- */

/* No record carries them: the application tells the peer in its own way, or nobody does. */
bool alerts_are_carried(const struct gnutls_session_int *);

int connection_send_alert(struct gnutls_session_int *, unsigned level, unsigned description)
    MUST_USE;

/* The alert that is due for an error; nothing where none is, or where one was sent before. */
int connection_send_alert_for(struct gnutls_session_int *, int error) MUST_USE;

/* An alert came. */
int connection_take_alert(struct gnutls_session_int *, struct bytes content, enum arrival *out)
    MUST_USE;

/* A fatal error: the peer is told as far as it can be without waiting, and the connection is
 * dead. Returns the error. */
int connection_fail(struct gnutls_session_int *, int error);

/* ---- close.c ---- */

int connection_close(struct gnutls_session_int *, bool wait_for_peer) MUST_USE;

/* ---- resume.c ---- */

/* What gnutls_session_set_data() and _get_data2() do. */
int connection_offer_session(struct gnutls_session_int *, struct bytes blob) MUST_USE;
int connection_give_session(struct gnutls_session_int *, struct buffer *out) MUST_USE;

/* A client's session that was not taken before. GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE: there is
 * none. */
int connection_take_session(struct gnutls_session_int *, struct buffer *out) MUST_USE;

/* Why the last handshake resumed a session or not, if there was one. */
enum verdict connection_verdict(const struct gnutls_session_int *, bool *out_known);

void connection_forget_session(struct gnutls_session_int *);

void connection_free_offer(struct offered_session *);

/* The handshake is over. */
void connection_drop_unused_offer(struct gnutls_session_int *);

/* Client: a session of TLS 1.2 that no handshake made. */
struct made_session {
    const struct version *version;
    const struct cipher_suite *suite;
    struct bytes master, id;
};
int connection_offer_made(struct gnutls_session_int *, const struct made_session *) MUST_USE;

/* gnutls_session_flags_t */
unsigned connection_flags(const struct gnutls_session_int *);

/* ---- describe.c ---- */

/* The key exchange in the words of the API. */
gnutls_kx_algorithm_t connection_kx(const struct gnutls_session_int *);

/* By the API's number for a signature with this scheme here. */
gnutls_sign_algorithm_t connection_sign(const struct gnutls_session_int *,
                                        const struct signature_scheme *);

/* "(TLS1.3)-(ECDHE-X25519)-(EdDSA-Ed25519)-(AES-256-GCM)", appended, ended by a zero.
 * GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE before the handshake is complete. */
int connection_describe(const struct gnutls_session_int *, struct buffer *out) MUST_USE;

/* ---- exporter.c ---- */

int connection_export(const struct gnutls_session_int *, struct bytes label, struct bytes context,
                      uint8_t *out, size_t size) MUST_USE;

/* What gnutls_prf() asks; in TLS 1.3 the same as connection_export(). */
struct prf_question {
    struct bytes label, extra;
    bool server_first; /* its random before the client's */
};
int connection_prf(const struct gnutls_session_int *, const struct prf_question *, uint8_t *out,
                   size_t size) MUST_USE;

/* From the secrets of early data, as long as the handshake runs. */
int connection_export_early(const struct gnutls_session_int *, const struct prf_question *,
                            uint8_t *out, size_t size) MUST_USE;

/* PRF(master secret, label, seed) of TLS 1.2. */
int connection_prf_raw(const struct gnutls_session_int *, struct bytes label, struct bytes seed,
                       uint8_t *out, size_t size) MUST_USE;

/* A view; empty in TLS 1.3. */
gnutls_datum_t connection_master_secret(struct gnutls_session_int *);

/* GNUTLS_E_CHANNEL_BINDING_NOT_AVAILABLE: none of that kind, or none yet. */
int connection_bind(struct gnutls_session_int *, gnutls_channel_binding_t, struct digest *out)
    MUST_USE;

/* ---- keylog.c ---- */

/* Writes to the file that SSLKEYLOGFILE names; NULL when the environment names none, or must not
 * be trusted. */
gnutls_keylog_func keylog_of_environment(void);

/* ---- limits.c ---- */

/* Holds a limit over the pulls that follow, until limit_end(): GNUTLS_E_TIMEDOUT. 0 ms: none. */
void limit_begin(struct gnutls_session_int *, unsigned ms);
void limit_begin_at(struct gnutls_session_int *, int64_t began_ms, unsigned ms);
void limit_end(struct gnutls_session_int *);

/* ---- datagrams.c ---- */

/* Of a session that was made for datagrams. */
int datagrams_use(struct gnutls_session_int *) MUST_USE;
void datagrams_free(struct gnutls_session_int *);

/* In a handshake: each pull waits no longer than until a flight is to be sent again. */
void datagram_limit_begin(struct gnutls_session_int *);

/* Handshake content after the handshake: a request for another one, or what is left of the last,
 * which is answered again. */
int datagram_take_late(struct gnutls_session_int *, struct bytes content) MUST_USE;

/* Says our last words again where the peer seems to lack them. */
int datagram_answer_again(struct gnutls_session_int *) MUST_USE;

/* Tells the audit log of what was thrown away since the last time: anybody may have sent it. */
void datagram_tell_discarded(struct gnutls_session_int *);

/* A warning has come: a client may refuse what it was asked for. */
void datagram_take_warning(struct gnutls_session_int *);

/* Server: where an exchange of cookies ended. */
void datagram_begin_at(struct gnutls_session_int *, const gnutls_dtls_prestate_st *);

/* How long until a flight is to be sent again. */
unsigned datagram_timeout_ms(const struct gnutls_session_int *);

/* The data that one datagram may carry now. */
size_t datagram_data_mtu(const struct gnutls_session_int *);
int datagram_set_data_mtu(struct gnutls_session_int *, size_t size) MUST_USE;

#endif
