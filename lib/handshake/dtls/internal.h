/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* internal.h - handshakes over datagrams */

#ifndef HANDSHAKE_DTLS_INTERNAL_H
#define HANDSHAKE_DTLS_INTERNAL_H

#include "handshake/dtls/dtls.h"
#include "handshake/internal.h"

/* hello_verify.c */
int prepare_hello(struct handshake *);
int read_hello_verify(struct handshake *, struct wire_reader *);
int begin_anew(struct handshake *);

#endif
