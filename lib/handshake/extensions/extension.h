/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension.h - an extension is a row of a table
 *
 * Reading has two passes: collect (known? allowed here? asked for? twice?), then read in the
 * order of the table, so that a row may rely on the rows above it. Writing is one pass.
 */

#ifndef HANDSHAKE_EXTENSIONS_EXTENSION_H
#define HANDSHAKE_EXTENSIONS_EXTENSION_H

#include "handshake/handshake.h"

/* Where an extension may stand, RFC 8446, 4.2. */
enum place {
    IN_CLIENT_HELLO = 1,
    IN_SERVER_HELLO = 2,
    IN_HELLO_RETRY = 4,
    IN_ENCRYPTED_EXTENSIONS = 8,
    IN_CERTIFICATE_REQUEST = 16,
    IN_CERTIFICATE = 32,
    IN_SERVER_HELLO12 = 64, /* of TLS 1.2 */
};

struct extension {
    uint16_t type;
    const char *name;
    uint8_t may_be_in;                                    /* enum place */
    bool (*wanted)(const struct handshake *, enum place); /* shall we write it here? */
    int (*write)(struct handshake *, enum place, struct wire_writer *);
    int (*read)(struct handshake *, enum place, struct wire_reader *);
    int (*absent)(struct handshake *, enum place); /* it was not there: NULL: no matter */
};

extern const struct extension *const extension_table[];
extern const size_t extension_count;

/* Client: the order of both its hellos, drawn by lot unless the priorities forbid it. Peers that
 * count on one are found out before anything depends on them, and connections do not tell which
 * library made them. The last row of the table stays last (RFC 8446, 4.2.11). */
int extensions_draw_order(struct handshake *) MUST_USE;

/* Writes the block of this place, with its length. */
int extensions_write(struct handshake *, enum place, struct wire_writer *) MUST_USE;

/* Reads a block. RFC 8446, 4.2: illegal_parameter for one that stands twice or in a wrong
 * message, unsupported_extension for one that was not asked for. */
int extensions_read(struct handshake *, enum place, struct bytes block) MUST_USE;

/* ---- custom.c: those of the application ---- */

int custom_write(struct handshake *, enum place, struct wire_writer *) MUST_USE;

/* Does one of this type stand in for the library's own? */
bool custom_replaces(const struct handshake *, unsigned type);

/* May an extension that the library does not know stand in this answer? */
int custom_check_answer(const struct handshake *, enum place, unsigned type) MUST_USE;

/* Before and behind the library's own; the block has been checked. */
int custom_read_before(struct handshake *, enum place, struct bytes block) MUST_USE;
int custom_read_behind(struct handshake *, enum place, struct bytes block) MUST_USE;

extern const struct extension extension_supported_versions, extension_server_name,
    extension_supported_groups, extension_signature_algorithms, extension_key_share,
    extension_cookie, extension_psk_modes, extension_alpn, extension_status_request,
    extension_max_fragment_length, extension_record_size_limit, extension_session_ticket,
    extension_post_handshake_auth, extension_certificate_authorities, extension_early_data,
    extension_pre_shared_key, extension_extended_master_secret, extension_encrypt_then_mac,
    extension_renegotiation_info, extension_ec_points, extension_ticket_request, extension_srtp,
    extension_client_certificate_type, extension_server_certificate_type;

#endif
