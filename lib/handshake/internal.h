/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* internal.h - what the files of this room share */

#ifndef HANDSHAKE_INTERNAL_H
#define HANDSHAKE_INTERNAL_H

#include "base/errors.h"
#include "handshake/handshake.h"

/* ---- run.c ---- */

/* Seals and pushes all that is written. */
int handshake_flush(struct handshake *) MUST_USE;

/* Seals what is written, or hands it over where no record carries it. */
int seal_flight(struct handshake *) MUST_USE;

/* From now on this direction is under keys of this secret. What was written before goes under
 * the old keys; bytes read under them that are left over are refused (RFC 8446, 5.1). */
int write_keys(struct handshake *, gnutls_record_encryption_level_t, const struct secret *traffic)
    MUST_USE;
int read_keys(struct handshake *, gnutls_record_encryption_level_t, const struct secret *traffic)
    MUST_USE;

/* An alert came: 0 when it means nothing. */
int handshake_take_alert(struct handshake *, struct bytes content) MUST_USE;

/* Messages of no content. */
int write_nothing(struct handshake *, struct wire_writer *);
int make_false_start(struct handshake *);
int read_nothing(struct handshake *, struct wire_reader *);

/* ---- client_hello.c ---- */

/* Fresh, unless the application set it. */
int make_hello_random(const struct config *, uint8_t out[HELLO_RANDOM_SIZE]) MUST_USE;

int prepare_client_hello(struct handshake *);
int write_client_hello(struct handshake *, struct wire_writer *);
int read_client_hello(struct handshake *, struct wire_reader *);
int prepare_second_hello(struct handshake *);

/* Does our hello also offer TLS 1.2? */
bool offers_tls12(const struct handshake *);

/* A digest of all that must be the same in the second hello (RFC 8446, 4.1.2). */
int hello_invariants(struct bytes body, struct digest *out) MUST_USE;

/* ---- server_hello.c ---- */

int write_server_hello(struct handshake *, struct wire_writer *);
int read_server_hello(struct handshake *, struct wire_reader *);
int write_hello_retry(struct handshake *, struct wire_writer *);
int read_hello_retry(struct handshake *, struct wire_reader *);
bool hello_is_retry(struct bytes body);

/* The unencrypted ChangeCipherSpec that middleboxes want to see, RFC 8446, D.4; once. */
int send_dummy_ccs(struct handshake *) MUST_USE;

/* What a server hello says. */
struct hello_answer {
    uint16_t version, suite;
    struct bytes random, session_id, extensions;
    uint8_t compression;
};

/* Was the suite offered, for the version agreed, with no compression? */
int check_answered_suite(const struct handshake *, const struct cipher_suite *, uint8_t compression)
    MUST_USE;

/* RFC 8446, 4.1.3: a lower version than both can must not be somebody else's doing. */
int check_not_lowered(const struct handshake *) MUST_USE;

/* ---- negotiate.c: the server's choices ---- */

/* The highest version that we can agree to; NULL: none. */
const struct version *highest_version(const struct config *);

/* RFC 7366: a block cipher whose MAC stands inside may not be wanted; 3.1: nor may a further handshake
 * go back to one. */
bool mac_must_stand_outside(const struct handshake *);

int choose_version(struct handshake *);
/* Do we speak it, here and now? A further handshake stays with the version of the first. */
bool version_is_open(const struct handshake *, const struct version *);
int choose_suite(struct handshake *);
int choose_group(struct handshake *);
int choose_identity(struct handshake *);

/* Finds the identity to show, and the scheme; none: hs->chosen.identity stays NULL. */
int identity_ask(struct handshake *, const struct identity_question *) MUST_USE;

/* The suites of this version that both sides take, in the order that counts. */
size_t common_suites(const struct handshake *, uint16_t *out, size_t room);

/* A fresh share of this group. */
int own_share_make(struct handshake *, const struct group *) MUST_USE;

bool peer_takes_group(const struct handshake *, const struct group *);

/* The name the client asked for as text, in the room given; NULL: none. */
enum { SERVER_NAME_ROOM = 256 };
const char *server_name_text(const struct handshake *, char room[SERVER_NAME_ROOM]);

/* ---- hooks.c ---- */

/* Server: an action; the application's function that runs after the client's hello. */
int ask_application(struct handshake *);
/* The hook after the hello: when all has been chosen. */
int tell_of_hello(struct handshake *);

/* Tells the application secrets of a level, NULL for a direction that is not told now. */
int tell_secrets(struct handshake *, gnutls_record_encryption_level_t, const struct secret *read,
                 const struct secret *write) MUST_USE;

/* ---- peers.c ---- */

/* Remembers a certificate of the peer's chain, as it came; the first one is read too. */
int peer_chain_add(struct handshake *, size_t position, struct bytes der) MUST_USE;

/* ---- extensions ---- */

/* Server: an action; extensions of the application that are read after it was asked. */
int read_last_extensions(struct handshake *);

/* The list that we send, and those of the peer's list that we take too. */
void schemes_write(const struct handshake *, struct wire_writer *);
int peer_schemes_read(struct handshake *, struct bytes schemes) MUST_USE;
void peer_groups_weigh(struct handshake *); /* server */

/* The names that we send, empty where the application hides them, and those of the peer. */
struct bytes authorities_to_name(const struct config *);
int peer_authorities_read(struct handshake *, struct bytes names) MUST_USE;

/* A CertificateStatus: the body is the same in an extension and in a message. */
void staple_write(struct wire_writer *, struct bytes response);

/* What we staple to this certificate of our chain; empty: nothing. */
struct bytes staple_of(const struct handshake *, size_t position);
int staple_read(struct wire_reader *, struct bytes *out) MUST_USE;

/* May it be shown, by what the client offered and we allow? */
bool may_show(const struct handshake *, enum role whose, bool raw);
/* Server: a certificate, or a bare key (RFC 7250, 4.2): what the client likes better, where we have
 * it. As identity_ask(). */
int identity_ask_by_type(struct handshake *, struct identity_question *) MUST_USE;
/* Server: has it something of a type that the client named? */
bool takes_our_types(const struct handshake *);
/* Server: what a client is to show that will be asked. False: nothing that both take. */
bool choose_client_type(struct handshake *);

bool key_share_find(const struct handshake *, const struct group *, struct bytes *out);
void psk_modes_of(const struct config *, struct psk_modes *out);
bool psk_modes_have(const struct psk_modes *, uint8_t mode);
/* Do the priorities name a key exchange from a key held beforehand? */
bool psk_exchange_is_named(const struct config *);
/* The mode that client and server have in common; false: none. */
bool psk_modes_choose(const struct handshake *, bool *out_dhe);

/* RFC 8449, 4: from now on, all records that are protected keep to the limits. */
void record_limits_apply(struct handshake *);

/* ---- tls13/ ---- */

/* resume.c */
int offer_session(struct handshake *);
/* Is there somebody who would verify the peer's certificate? */
bool peer_must_be_verified(const struct config *);
void withdraw_session_unless(struct handshake *, const struct hash *);
int decide_resumption(struct handshake *);
int adopt_session(struct handshake *, const struct session_params *) MUST_USE;

/* binders.c */
/* PSKs of this hash only stand in the hello that follows a retry. */
void withdraw_psks_unless(struct handshake *, const struct hash *);
void early_psk_set(struct early_psk *, enum psk_origin, const struct hash *, struct bytes key);
int fill_binders(struct handshake *) MUST_USE;
int check_binder(struct handshake *, const struct early_psk *, struct bytes received) MUST_USE;

/* external_psk.c */
/* Is there a key held beforehand, and a mode in which it serves TLS 1.3? */
bool external_psk_is_armed(const struct config *);
int ask_for_external_psk(struct handshake *);
/* Server: an identity that is no ticket. `*out_taken` when it is the one. */
int try_external_psk(struct handshake *, struct bytes identity, struct bytes binder,
                     bool *out_taken) MUST_USE;
/* Both are known by the key from now on. */
int adopt_external_psk(struct handshake *) MUST_USE;

/* early_data.c */
bool early_data_may_be_offered(const struct handshake *);
int send_early_data(struct handshake *);
int decide_early_data(struct handshake *);
int leave_early_data(struct handshake *);
int end_early_data(struct handshake *);
/* A record of application data that came in the handshake. */
int take_early_data(struct handshake *, struct bytes) MUST_USE;

/* secrets.c: the actions that derive and switch */
/* Derives a secret of the present stage, and writes it to the key log. */
int derive_secret(struct handshake *, enum tls13_label, const struct digest *at, struct secret *out)
    MUST_USE;
int use_handshake_keys(struct handshake *);
int derive_application_keys(struct handshake *);
int client_switches_keys(struct handshake *);
int server_switches_keys(struct handshake *);
int derive_resumption_master(struct handshake *);
int predict_resumption_master(struct handshake *);

/* post_handshake_auth.c */
int keep_transcript(struct handshake *);
int name_request(struct handshake *);
int go_on_with_answer(struct handshake *);
int finish_under_traffic_secret(struct handshake *);
void forget_peer(struct agreed *);

/* one message each */
int write_encrypted_extensions(struct handshake *, struct wire_writer *);
int read_encrypted_extensions(struct handshake *, struct wire_reader *);
int write_certificate_request(struct handshake *, struct wire_writer *);
int read_certificate_request(struct handshake *, struct wire_reader *);
int write_certificate(struct handshake *, struct wire_writer *);
int read_certificate(struct handshake *, struct wire_reader *);
/* A scheme that we named, that may sign here, and that the peer's key can use. */
int check_scheme(const struct handshake *, const struct signature_scheme *,
                 const struct public_key *) MUST_USE;
/* The peer showed no certificate: an error, or let be. */
int take_no_certificate(struct handshake *) MUST_USE;
int sign_transcript(struct handshake *);
int write_certificate_verify(struct handshake *, struct wire_writer *);
int read_certificate_verify(struct handshake *, struct wire_reader *);
int write_finished(struct handshake *, struct wire_writer *);
int read_finished(struct handshake *, struct wire_reader *);
int choose_client_identity(struct handshake *);
int send_tickets(struct handshake *);
uint8_t tickets_due(const struct handshake *);
bool tickets_will_be_sent(const struct handshake *);

/* ---- tls12/ ---- */

int read_server_hello12(struct handshake *, const struct hello_answer *) MUST_USE;

/* ---- dtls/drive.c: what the driver does for datagrams ---- */

/* Keeps what was written, for now and for later. */
int dtls_seal(struct handshake *) MUST_USE;
int dtls_seal_ccs(struct handshake *) MUST_USE;
int dtls_flush(struct handshake *) MUST_USE;

/* Until the message that is next is there, or the peer's ChangeCipherSpec. */
int dtls_wait(struct handshake *, bool for_cipher_change) MUST_USE;

/* The keys of one direction are about to change; have changed. */
void dtls_write_anew(struct handshake *);
int dtls_read_anew(struct handshake *) MUST_USE;

/* hooks.c: of a function that cannot stall, since what led to its call cannot be done again. A code
 * that is not fatal becomes GNUTLS_E_USER_ERROR. */
int answer_of_application(int result) MUST_USE;

/* verify.c */
int verify_peer(struct handshake *);

/* ---- conditions that stand in more than one script ---- */

static inline bool always(const struct handshake *hs)
{
    return true;
}

/* A server that wants to know its clients within the handshake. */
static inline bool asks_client_here(const struct config *config)
{
    return config->client_certificate != CERTIFICATE_NOT_ASKED;
}

/* A Certificate, that is, with or without one in it. */
static inline bool client_shows(const struct handshake *hs)
{
    return hs->role == CLIENT ? hs->agreed->certificate_requested : hs->chosen.client_certificate;
}

#endif
