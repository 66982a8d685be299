/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* serialize.h - the blob: params to bytes and back
 *
 * The frame is described in doc/formats.md: magic, times, format, kind, tagged fields, check.
 */

#ifndef SESSION_SERIALIZE_H
#define SESSION_SERIALIZE_H

#include "session/params.h"

/* Appends the blob. GNUTLS_E_INTERNAL_ERROR when a fact that the kind requires is missing or one
 * is out of range; optional facts (alpn, staple, ...) that do not fit are left out. */
int session_pack(const struct session_params *, struct buffer *out) MUST_USE;

/* What session_pack() will append. */
size_t session_packed_size(const struct session_params *);

/* `out` is only touched on success. Bytes behind a whole blob are ignored. GNUTLS_E_DB_ERROR for
 * what does not carry our mark (other libraries' data); GNUTLS_E_PARSING_ERROR for a blob cut or
 * damaged; GNUTLS_E_INVALID_REQUEST for one that is whole but not to be understood here (later
 * format, unknown required field, unknown suite or version). */
int session_unpack(struct bytes blob, struct session_params *out) MUST_USE;

/* The same with views of the blob in place of copies, for who keeps the blob as long. What is lent
 * may not be changed, and is wiped by session_lent_wipe(), also after a failure. */
int session_unpack_lent(struct bytes blob, struct session_params *out) MUST_USE;

/* What gnutls_session_get_data2() gives in TLS 1.3 when no ticket has come. */
extern const uint8_t session_dummy[4];
bool session_is_dummy(struct bytes blob);

/* Time of creation and of expiry without parsing the rest; seconds; 0 for foreign bytes. */
int64_t session_blob_established_s(struct bytes blob);
int64_t session_blob_expires_s(struct bytes blob);

#endif
