/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* srtp.h - profiles of SRTP and their keys, RFC 5764 and RFC 7714 */

#ifndef CONNECTION_SRTP_H
#define CONNECTION_SRTP_H

#include "base/buffer.h"

struct gnutls_session_int;

struct srtp_profile {
    gnutls_srtp_profile_t id; /* as on the wire */
    const char *name;
    uint8_t key_size, salt_size;
};

/* NULL: there is none. */
const struct srtp_profile *srtp_profile_by_id(unsigned id);
const struct srtp_profile *srtp_profile_by_name(struct bytes name);

/* The list as it stands in the extension. */
int srtp_list_add(struct buffer *list, const struct srtp_profile *) MUST_USE;

/* Names with colons between them; GNUTLS_E_INVALID_REQUEST, and which is none. */
int srtp_list_read(const char *text, const char **out_error_at, struct buffer *out) MUST_USE;

struct srtp_keys {
    size_t size;                                                     /* of all together */
    gnutls_datum_t client_key, client_salt, server_key, server_salt; /* views */
};

/* GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE without a profile; GNUTLS_E_SHORT_MEMORY_BUFFER. */
int srtp_make_keys(struct gnutls_session_int *, uint8_t *out, size_t room,
                   struct srtp_keys *out_keys) MUST_USE;

#endif
