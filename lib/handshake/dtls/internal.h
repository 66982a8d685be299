/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* internal.h - handshakes over datagrams */

#ifndef HANDSHAKE_DTLS_INTERNAL_H
#define HANDSHAKE_DTLS_INTERNAL_H

#include "handshake/dtls/dtls.h"
#include "handshake/internal.h"

#endif
