/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* internal.h - the messages and actions of TLS 1.2 */

#ifndef HANDSHAKE_TLS12_INTERNAL_H
#define HANDSHAKE_TLS12_INTERNAL_H

#include "handshake/internal.h"
#include "handshake/tls12/key_exchange.h"

enum { VERIFY_DATA_SIZE = 12 };

/* key_schedule.c */
int derive_master_secret(struct handshake *);
int derive_record_keys(struct handshake *);
void verify_data_make(const struct handshake *, enum role sender, uint8_t out[VERIFY_DATA_SIZE]);
int client_writes_anew(struct handshake *);
int server_writes_anew(struct handshake *);

/* negotiate.c */
int choose_suite12(struct handshake *);

/* renegotiation.c: what a further handshake must have in common with the one before */
int check_renegotiation(const struct handshake *) MUST_USE;

/* resume.c */
int decide_resumption12(struct handshake *);
int take_up_session12(struct handshake *);
int store_session12(struct handshake *);

/* kx_ecdhe.c and kx_dhe.c, for methods that add something to them */
int ecdhe_write_params(struct handshake *, struct wire_writer *);
int ecdhe_read_params(struct handshake *, struct wire_reader *);
int ecdhe_write_answer(struct handshake *, struct wire_writer *);
int ecdhe_read_answer(struct handshake *, struct wire_reader *);
int dhe_write_params(struct handshake *, struct wire_writer *);
int dhe_read_params(struct handshake *, struct wire_reader *);
int dhe_write_answer(struct handshake *, struct wire_writer *);
int dhe_read_answer(struct handshake *, struct wire_reader *);

/* supplemental.c */
int gather_supplemental(struct handshake *);
int hand_supplemental_over(struct handshake *);

/* one message each */
int write_supplemental(struct handshake *, struct wire_writer *);
int read_supplemental(struct handshake *, struct wire_reader *);
int write_server_hello12(struct handshake *, struct wire_writer *);
int write_certificate12(struct handshake *, struct wire_writer *);
int read_certificate12(struct handshake *, struct wire_reader *);
int write_certificate_status(struct handshake *, struct wire_writer *);
int read_certificate_status(struct handshake *, struct wire_reader *);
int prepare_server_key_exchange(struct handshake *);
int write_server_key_exchange(struct handshake *, struct wire_writer *);
int read_server_key_exchange(struct handshake *, struct wire_reader *);
int write_certificate_request12(struct handshake *, struct wire_writer *);
int read_certificate_request12(struct handshake *, struct wire_reader *);
int prepare_client_key_exchange(struct handshake *);
int finish_key_exchange(struct handshake *);
int write_client_key_exchange(struct handshake *, struct wire_writer *);
int read_client_key_exchange(struct handshake *, struct wire_reader *);
int sign_transcript12(struct handshake *);
int write_certificate_verify12(struct handshake *, struct wire_writer *);
int read_certificate_verify12(struct handshake *, struct wire_reader *);
int write_finished12(struct handshake *, struct wire_writer *);
int read_finished12(struct handshake *, struct wire_reader *);
int write_new_session_ticket12(struct handshake *, struct wire_writer *);
int read_new_session_ticket12(struct handshake *, struct wire_reader *);

#endif
