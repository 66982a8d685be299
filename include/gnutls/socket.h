/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* socket.h - what needs a socket rather than a stream */

#ifndef GNUTLS_SOCKET_H
#define GNUTLS_SOCKET_H

#include <gnutls/gnutls.h>
#include <sys/socket.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Connects and says hello in one, RFC 7413
 */

void gnutls_transport_set_fastopen(gnutls_session_t session, int fd, struct sockaddr *connect_addr,
                                   socklen_t connect_addrlen, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif
