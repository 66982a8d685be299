/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* custom.h - extensions of the application: it registers them, writes and reads their content
 *
 * They stand behind the library's own, which a registered one may take the place of only where
 * nothing of the protocol depends on it.
 */

#ifndef HANDSHAKE_EXTENSIONS_CUSTOM_H
#define HANDSHAKE_EXTENSIONS_CUSTOM_H

#include "base/attributes.h"
#include "base/buffer.h"

#include <gnutls/gnutls.h>

/* What gnutls_buffer_t points to. Its shape is known to libraries that go with libgnutls. */
struct gnutls_buffer_st {
    uint8_t *allocated, *data;
    size_t room, size;
};
int public_buffer_append(struct gnutls_buffer_st *, struct bytes) MUST_USE;
void public_buffer_wipe(struct gnutls_buffer_st *);

enum { CUSTOM_MAX = 32 };

struct custom_extension {
    const char *name; /* NULL: none; owned by the list */
    uint16_t type;
    gnutls_ext_parse_type_t order; /* GNUTLS_EXT_ANY and _NONE are never read */
    unsigned flags;                /* gnutls_ext_flags_t */
    gnutls_ext_recv_func receive;
    gnutls_ext_send_func send;
    gnutls_ext_deinit_data_func release;
    gnutls_ext_priv_data_t data; /* of the application; NULL: none */
};

/* Rows stay where they are: they may be added while others are at work. */
struct custom_extensions {
    struct custom_extension *rows;
    size_t count;
};

/* Copies the name. GNUTLS_E_ALREADY_REGISTERED for a type that is there, or is the library's own
 * and may not be replaced, or is so without GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL;
 * GNUTLS_E_INVALID_REQUEST for what is no type; GNUTLS_E_MEMORY_ERROR when there are too many. */
int custom_register(struct custom_extensions *, const struct custom_extension *) MUST_USE;

struct custom_extension *custom_find(const struct custom_extensions *, unsigned type);
void custom_set_data(struct custom_extension *, gnutls_ext_priv_data_t);
void custom_wipe(struct custom_extensions *);

/* For all connections that are made from now on; never forgotten. */
int custom_register_for_all(const struct custom_extension *) MUST_USE;
int custom_take_those_for_all(struct custom_extensions *out) MUST_USE;
const char *custom_name_for_all(unsigned type);

/* What the API calls an extension of the library, read at this point (GNUTLS_EXT_ANY: at whatever
 * point); NULL: there is none. */
const char *extension_name(unsigned type, gnutls_ext_parse_type_t order);

/* What a handshake knows of them. */
struct custom_course {
    uint32_t sent, came; /* bits of rows */
    unsigned message;    /* gnutls_ext_flags_t of the one under way, for the application */
    struct bytes hello;  /* server: the block of the client's hello, until the next message */
};

/* ---- what is only shown ---- */

/* The block of extensions of a client's hello without its header, with its length in front.
 * GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE: the hello has none. */
int hello_find_extensions(struct bytes hello, bool datagram, struct bytes *out) MUST_USE;

/* Calls `show` for each extension of the block, as it comes; a negative answer ends it and is
 * returned. GNUTLS_E_UNEXPECTED_EXTENSIONS_LENGTH for a broken block, of which nothing is shown. */
int extensions_show(struct bytes block, gnutls_ext_raw_process_func show, void *context) MUST_USE;

#endif
