/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* session_info.c - what a connection has agreed */

#include "base/errors.h"
#include "connection/calls.h"

/**
 * gnutls_protocol_get_version:
 * @session: the connection
 *
 * Tells the version of the protocol; before it is agreed, the highest one
 * that the priorities allow.
 *
 * Returns: the version; %GNUTLS_VERSION_UNKNOWN without priorities.
 **/
API gnutls_protocol_t gnutls_protocol_get_version(gnutls_session_t session)
{
    const struct version *version = session->agreed.version;

    if (version == NULL && session->config.priority != NULL)
        version = priority_highest(session->config.priority, session->config.datagram);
    return version != NULL ? version->id : GNUTLS_VERSION_UNKNOWN;
}

/**
 * gnutls_cipher_get:
 * @session: the connection
 *
 * Tells the cipher.
 *
 * Returns: the cipher; %GNUTLS_CIPHER_NULL before it is agreed.
 **/
API gnutls_cipher_algorithm_t gnutls_cipher_get(gnutls_session_t session)
{
    const struct cipher_suite *suite = session->agreed.suite;

    return suite != NULL ? suite->cipher : GNUTLS_CIPHER_NULL;
}

/**
 * gnutls_mac_get:
 * @session: the connection
 *
 * Tells how records are authenticated.
 *
 * Returns: the algorithm, %GNUTLS_MAC_AEAD when the cipher does it;
 *   %GNUTLS_MAC_NULL before it is agreed.
 **/
API gnutls_mac_algorithm_t gnutls_mac_get(gnutls_session_t session)
{
    const struct cipher_suite *suite = session->agreed.suite;

    return suite != NULL ? suite->mac : GNUTLS_MAC_NULL;
}

/**
 * gnutls_kx_get:
 * @session: the connection
 *
 * Tells how keys were exchanged.
 *
 * In TLS 1.3 the answer is made from the group and from whether the session
 * was resumed: %GNUTLS_KX_ECDHE_RSA and %GNUTLS_KX_ECDHE_PSK, for instance.
 *
 * Returns: the algorithm; 0 before it is agreed.
 **/
API gnutls_kx_algorithm_t gnutls_kx_get(gnutls_session_t session)
{
    return connection_kx(session);
}

/**
 * gnutls_group_get:
 * @session: the connection
 *
 * Tells the group of the key exchange.
 *
 * Returns: the group; %GNUTLS_GROUP_INVALID when there was none.
 *
 * Since: 3.6.0
 **/
API gnutls_group_t gnutls_group_get(gnutls_session_t session)
{
    const struct group *group = session->agreed.group;

    return group != NULL ? group->api_id : GNUTLS_GROUP_INVALID;
}

/**
 * gnutls_ecc_curve_get:
 * @session: the connection
 *
 * Tells the curve of the key exchange.
 *
 * Returns: the curve; %GNUTLS_ECC_CURVE_INVALID when there was none.
 *
 * Since: 3.0
 **/
API gnutls_ecc_curve_t gnutls_ecc_curve_get(gnutls_session_t session)
{
    const struct group *group = session->agreed.group;

    return group != NULL ? group->curve : GNUTLS_ECC_CURVE_INVALID;
}

/**
 * gnutls_compression_get:
 * @session: the connection
 *
 * Tells the compression: there is none.
 *
 * Returns: %GNUTLS_COMP_NULL
 **/
API gnutls_compression_method_t gnutls_compression_get(gnutls_session_t session)
{
    (void)session;
    return GNUTLS_COMP_NULL;
}

/**
 * gnutls_ciphersuite_get:
 * @session: the connection
 *
 * Tells the cipher suite by the name that it has in the standards.
 *
 * Returns: a name such as "TLS_AES_256_GCM_SHA384"; NULL before it is agreed.
 *
 * Since: 3.7.4
 **/
API const char *gnutls_ciphersuite_get(gnutls_session_t session)
{
    const struct cipher_suite *suite = session->agreed.suite;

    return suite != NULL ? suite->rfc_name : NULL;
}

/**
 * gnutls_prf_hash_get:
 * @session: the connection
 *
 * Tells the hash from which keys are derived.
 *
 * Returns: the hash; %GNUTLS_DIG_UNKNOWN before it is agreed.
 *
 * Since: 3.6.13
 **/
API gnutls_digest_algorithm_t gnutls_prf_hash_get(const gnutls_session_t session)
{
    const struct cipher_suite *suite = session->agreed.suite;

    return suite != NULL ? suite->hash->digest_id : GNUTLS_DIG_UNKNOWN;
}

/**
 * gnutls_sign_algorithm_get:
 * @session: the connection
 *
 * Tells how the server signed the handshake.
 *
 * Returns: the algorithm; %GNUTLS_SIGN_UNKNOWN when it did not: a resumed
 *   session is not signed.
 *
 * Since: 3.1.1
 **/
API int gnutls_sign_algorithm_get(gnutls_session_t session)
{
    return (int)connection_sign(session, session->agreed.server_scheme);
}

/**
 * gnutls_sign_algorithm_get_client:
 * @session: the connection
 *
 * Tells how the client signed the handshake.
 *
 * Returns: the algorithm; %GNUTLS_SIGN_UNKNOWN when it did not.
 *
 * Since: 3.1.11
 **/
API int gnutls_sign_algorithm_get_client(gnutls_session_t session)
{
    return (int)connection_sign(session, session->agreed.client_scheme);
}

/**
 * gnutls_certificate_type_get2:
 * @session: the connection
 * @target: whose certificate
 *
 * Tells whether a certificate is one of X.509, or a bare key (RFC 7250).
 *
 * In a resumed session it is as it was in the first one.
 *
 * Returns: %GNUTLS_CRT_X509 or %GNUTLS_CRT_RAWPK
 *
 * Since: 3.6.4
 **/
API gnutls_certificate_type_t gnutls_certificate_type_get2(gnutls_session_t session,
                                                           gnutls_ctype_target_t target)
{
    const struct agreed *agreed = &session->agreed;
    bool we_are_client = session->config.role == CLIENT;
    bool of_client = target == GNUTLS_CTYPE_CLIENT ||
                     (target == GNUTLS_CTYPE_OURS && we_are_client) ||
                     (target == GNUTLS_CTYPE_PEERS && !we_are_client);

    return (of_client ? agreed->params.client_raw : agreed->params.server_raw) ? GNUTLS_CRT_RAWPK
                                                                               : GNUTLS_CRT_X509;
}

/**
 * gnutls_certificate_type_get:
 * @session: the connection
 *
 * Tells the type of our own certificate: see gnutls_certificate_type_get2().
 *
 * Returns: %GNUTLS_CRT_X509 or %GNUTLS_CRT_RAWPK
 **/
API gnutls_certificate_type_t gnutls_certificate_type_get(gnutls_session_t session)
{
    return gnutls_certificate_type_get2(session, GNUTLS_CTYPE_OURS);
}

static gnutls_credentials_type_t credentials_of(enum auth_kind auth)
{
    switch (auth) {
    case AUTH_PSK:
        return GNUTLS_CRD_PSK;
    case AUTH_ANONYMOUS:
        return GNUTLS_CRD_ANON;
    default:
        return GNUTLS_CRD_CERTIFICATE;
    }
}

/**
 * gnutls_auth_server_get_type:
 * @session: the connection
 *
 * Tells how the server is known to the client. In a resumed session this is
 * how it was in the first one.
 *
 * Returns: the type of credentials.
 **/
API gnutls_credentials_type_t gnutls_auth_server_get_type(gnutls_session_t session)
{
    return credentials_of(session->agreed.params.server_auth);
}

/**
 * gnutls_auth_client_get_type:
 * @session: the connection
 *
 * Tells how the client is known to the server, or could be: a client may have
 * shown no certificate.
 *
 * Returns: the type of credentials.
 **/
API gnutls_credentials_type_t gnutls_auth_client_get_type(gnutls_session_t session)
{
    return credentials_of(session->agreed.params.client_auth);
}

/**
 * gnutls_auth_get_type:
 * @session: the connection
 *
 * Tells how the peer is known to us; see gnutls_auth_server_get_type() and
 * gnutls_auth_client_get_type().
 *
 * Returns: the type of credentials.
 **/
API gnutls_credentials_type_t gnutls_auth_get_type(gnutls_session_t session)
{
    if (session->config.role == SERVER)
        return gnutls_auth_client_get_type(session);
    return gnutls_auth_server_get_type(session);
}

/**
 * gnutls_session_get_desc:
 * @session: the connection
 *
 * Describes a connection in a line, such as
 * "(TLS1.3)-(ECDHE-X25519)-(EdDSA-Ed25519)-(AES-256-GCM)".
 *
 * Returns: the line, to be released with gnutls_free(); NULL before the
 *   handshake is complete.
 *
 * Since: 3.1.10
 **/
API char *gnutls_session_get_desc(gnutls_session_t session)
{
    SCOPED(buffer) struct buffer text = { 0 };
    gnutls_datum_t line = { NULL, 0 };

    if (connection_describe(session, &text) < 0 || buffer_give(&text, &line) < 0)
        return NULL;
    return (char *)line.data;
}

/**
 * gnutls_safe_renegotiation_status:
 * @session: the connection
 *
 * Tells whether renegotiation is safe (RFC 5746); TLS 1.3 has none.
 *
 * Returns: non-zero when it is.
 *
 * Since: 2.10.0
 **/
API unsigned gnutls_safe_renegotiation_status(gnutls_session_t session)
{
    return session->agreed.safe_renegotiation;
}

/**
 * gnutls_session_ext_master_secret_status:
 * @session: the connection
 *
 * Tells whether the secrets are bound to the handshake (RFC 7627), which in
 * TLS 1.3 they always are without being asked.
 *
 * Returns: non-zero when it was negotiated.
 **/
API unsigned gnutls_session_ext_master_secret_status(gnutls_session_t session)
{
    return session->agreed.params.extended_master_secret;
}

/**
 * gnutls_session_etm_status:
 * @session: the connection
 *
 * Tells whether records are authenticated after they are encrypted (RFC
 * 7366). An AEAD does not need it.
 *
 * Returns: non-zero when it was negotiated.
 **/
API unsigned gnutls_session_etm_status(gnutls_session_t session)
{
    return session->agreed.params.encrypt_then_mac;
}

/**
 * gnutls_sign_algorithm_get_requested:
 * @session: the connection, while its handshake runs
 * @indx: counts from 0
 * @algo: receives the algorithm
 *
 * Tells which signature algorithms the peer takes from us, in its order of preference, and of those
 * only what this connection allows. It is of use in a function that chooses a certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last one and
 * outside of the handshake.
 **/
API int gnutls_sign_algorithm_get_requested(gnutls_session_t session, size_t indx,
                                            gnutls_sign_algorithm_t *algo)
{
    const struct handshake *hs = session->handshake;

    if (!hs || indx >= hs->peer.scheme_count)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *algo = hs->peer.schemes[indx]->api_id;
    return 0;
}
