/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* supplemental.h - kinds of supplemental data that the application registers, RFC 4680
 *
 * Who sends and who expects them is agreed on by other means, an extension of the application for
 * one. There are none in TLS 1.3: a connection that knows a kind does not speak it.
 */

#ifndef HANDSHAKE_SUPPLEMENTAL_H
#define HANDSHAKE_SUPPLEMENTAL_H

#include "base/attributes.h"

#include <gnutls/gnutls.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SUPPLEMENTAL_MAX = 32 };

struct supplemental_kind {
    const char *name; /* NULL: none; owned by the list */
    uint16_t type;
    gnutls_supp_recv_func receive; /* NULL: of no interest */
    gnutls_supp_send_func send;    /* NULL: never sent */
};

/* Rows stay where they are: they may be added while others are at work. */
struct supplemental {
    struct supplemental_kind *rows;
    size_t count;
    bool sends, expects;
};

/* Copies the name. GNUTLS_E_ALREADY_REGISTERED for a type that is there; GNUTLS_E_MEMORY_ERROR
 * when there are too many. */
int supplemental_register(struct supplemental *, const struct supplemental_kind *) MUST_USE;
const struct supplemental_kind *supplemental_find(const struct supplemental *, unsigned type);
void supplemental_wipe(struct supplemental *);

/* For all connections that are made from now on; never forgotten. */
int supplemental_register_for_all(const struct supplemental_kind *) MUST_USE;
int supplemental_take_those_for_all(struct supplemental *out) MUST_USE;
const char *supplemental_name_for_all(unsigned type);

#endif
