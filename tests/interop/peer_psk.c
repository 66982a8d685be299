/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* peer_psk.c - the test peer's credentials that are no certificates; made once, for all connections */

#include "peer.h"

#include <string.h>

static gnutls_psk_client_credentials_t psk_client;
static gnutls_psk_server_credentials_t psk_server;
static gnutls_anon_client_credentials_t anonymous_client;
static gnutls_anon_server_credentials_t anonymous_server;

static int use_client(gnutls_session_t session, const struct options *options)
{
    const gnutls_datum_t key = { (unsigned char *)options->psk, (unsigned)strlen(options->psk) };
    int code = psk_client ? 0 : gnutls_psk_allocate_client_credentials(&psk_client);

    if (code >= 0)
        code = gnutls_psk_set_client_credentials(psk_client, options->psk_identity, &key,
                                                 GNUTLS_PSK_KEY_HEX);
    return code < 0 ? code : gnutls_credentials_set(session, GNUTLS_CRD_PSK, psk_client);
}

static int use_server(gnutls_session_t session, const struct options *options)
{
    int code = psk_server ? 0 : gnutls_psk_allocate_server_credentials(&psk_server);

    if (code >= 0)
        code = gnutls_psk_set_server_credentials_file(psk_server, options->psk_file);
    return code < 0 ? code : gnutls_credentials_set(session, GNUTLS_CRD_PSK, psk_server);
}

static int use_nobody(gnutls_session_t session, bool server)
{
    int code = 0;

    if (server && !anonymous_server)
        code = gnutls_anon_allocate_server_credentials(&anonymous_server);
    if (!server && !anonymous_client)
        code = gnutls_anon_allocate_client_credentials(&anonymous_client);
    if (code < 0)
        return code;
    return gnutls_credentials_set(session, GNUTLS_CRD_ANON,
                                  server ? (void *)anonymous_server : (void *)anonymous_client);
}

int other_credentials_use(gnutls_session_t session, const struct options *options)
{
    int code = 0;

    if (options->psk_identity != NULL && options->psk != NULL)
        code = use_client(session, options);
    if (code >= 0 && options->psk_file != NULL)
        code = use_server(session, options);
    if (code >= 0 && options->anonymous)
        code = use_nobody(session, options->server);
    return code;
}

/* Not every libgnutls takes NULL. */
void other_credentials_free(void)
{
    if (psk_client != NULL)
        gnutls_psk_free_client_credentials(psk_client);
    if (psk_server != NULL)
        gnutls_psk_free_server_credentials(psk_server);
    if (anonymous_client != NULL)
        gnutls_anon_free_client_credentials(anonymous_client);
    if (anonymous_server != NULL)
        gnutls_anon_free_server_credentials(anonymous_server);
}
