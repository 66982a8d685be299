/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* verify.c - certificates of this connection: the peer's, ours, and whether they are good */

#include "api/output.h"
#include "base/text.h"
#include "connection/connection.h"
#include "pki/certificate.h"
#include "pki/verify_status.h"

#include <arpa/inet.h>

/* What an application asks of a name, from its list of typed values. */
struct asked {
    struct peer_question question;
    char address[INET6_ADDRSTRLEN];
};

static int read_address(const gnutls_typed_vdata_st *value, struct asked *out)
{
    int family = value->size == 4 ? AF_INET : AF_INET6;
    if (value->size != 4 && value->size != 16)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (inet_ntop(family, value->data, out->address, sizeof out->address) == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    out->question.hostname = out->address;
    return 0;
}

static int read_values(const gnutls_typed_vdata_st *data, unsigned elements, struct asked *out)
{
    for (unsigned i = 0; i < elements; i++) {
        switch (data[i].type) {
        case GNUTLS_DT_DNS_HOSTNAME:
            out->question.hostname = (const char *)data[i].data;
            break;
        case GNUTLS_DT_KEY_PURPOSE_OID:
            out->question.purpose = (const char *)data[i].data;
            break;
        case GNUTLS_DT_RFC822NAME:
            out->question.email = (const char *)data[i].data;
            break;
        case GNUTLS_DT_IP_ADDRESS:
            TRY(read_address(&data[i], out));
            break;
        default:
            return fail(GNUTLS_E_INVALID_REQUEST);
        }
    }
    return 0;
}

/* A peer found good here is as good as one that the handshake verified. */
static int verify(gnutls_session_t session, const struct peer_question *question, unsigned *status)
{
    TRY(peer_verify(&session->agreed, &session->config, question, clock_wall_ms(session->clock),
                    status));
    return *status == 0 ? peer_set_verified(&session->agreed, &session->config, question->hostname)
                        : 0;
}

/**
 * gnutls_certificate_verify_peers:
 * @session: the connection
 * @data: what else to ask: a host's name, an address, a mail address, a
 *   purpose
 * @elements: how many
 * @status: receives bits of #gnutls_certificate_status_t; 0: all is well
 *
 * Checks the peer's chain against those the credentials trust, and its
 * first certificate against what is asked.
 *
 * Works within a verification function and after the handshake, also of a
 * resumed session: then it is the chain of the first handshake, with
 * today's clock. Texts end with a zero byte; the size of their elements is
 * not looked at.
 *
 * Returns: %GNUTLS_E_SUCCESS when the check was made, whatever came of it;
 *   %GNUTLS_E_NO_CERTIFICATE_FOUND when the peer showed none;
 *   %GNUTLS_E_INVALID_REQUEST for an unknown type of value, and when it showed
 *   a bare key; %GNUTLS_E_INSUFFICIENT_CREDENTIALS without certificate
 *   credentials, which hold the trust.
 *
 * Since: 3.3.0
 **/
API int gnutls_certificate_verify_peers(gnutls_session_t session, gnutls_typed_vdata_st *data,
                                        unsigned int elements, unsigned int *status)
{
    struct asked asked = { 0 };
    TRY(read_values(data, elements, &asked));
    return verify(session, &asked.question, status);
}

/**
 * gnutls_certificate_verify_peers2:
 * @session: the connection
 * @status: receives bits of #gnutls_certificate_status_t; 0: all is well
 *
 * Checks the peer's chain, and no name.
 *
 * Without a name a good chain says that the peer is someone, not who. See
 * gnutls_certificate_verify_peers3().
 *
 * Returns: as gnutls_certificate_verify_peers().
 **/
API int gnutls_certificate_verify_peers2(gnutls_session_t session, unsigned int *status)
{
    return verify(session, &(struct peer_question){ 0 }, status);
}

/**
 * gnutls_certificate_verify_peers3:
 * @session: the connection
 * @hostname: the name or address that was meant, or %NULL
 * @status: receives bits of #gnutls_certificate_status_t; 0: all is well
 *
 * Checks the peer's chain, and that it speaks for the host.
 *
 * Returns: as gnutls_certificate_verify_peers().
 *
 * Since: 3.1.4
 **/
API int gnutls_certificate_verify_peers3(gnutls_session_t session, const char *hostname,
                                         unsigned int *status)
{
    return verify(session, &(struct peer_question){ .hostname = hostname }, status);
}

/**
 * gnutls_certificate_verification_status_print:
 * @status: bits of #gnutls_certificate_status_t
 * @type: what kind of certificate it was
 * @out: receives the text, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 * @flags: 0
 *
 * Says a verification status in words.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.1.4
 **/
API int gnutls_certificate_verification_status_print(unsigned int status,
                                                     gnutls_certificate_type_t type,
                                                     gnutls_datum_t *out, unsigned int flags)
{
    SCOPED(buffer) struct buffer text = { 0 };
    TRY(verify_status_print(status, &text));
    return bytes_give(buffer_bytes(&text), out);
}

/**
 * gnutls_session_set_verify_cert:
 * @session: the connection
 * @hostname: the name or address that the peer must have, or %NULL; not
 *   copied: it has to live until the handshake is over
 * @flags: of #gnutls_certificate_verify_flags
 *
 * Has the peer's certificate checked within the handshake.
 *
 * A chain that is not good ends the handshake with
 * %GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR;
 * gnutls_session_get_verify_cert_status() tells why. A session whose peer
 * was not checked is not offered for resumption.
 *
 * Since: 3.4.6
 **/
API void gnutls_session_set_verify_cert(gnutls_session_t session, const char *hostname,
                                        unsigned int flags)
{
    session->config.verify = (struct verify_demand){
        .automatic = true,
        .hostname = hostname,
        .flags = flags,
    };
}

/**
 * gnutls_session_set_verify_cert2:
 * @session: the connection
 * @data: a host's name and a purpose to ask for; not copied, as are the
 *   texts in it: they have to live until the handshake is over
 * @elements: how many
 * @flags: of #gnutls_certificate_verify_flags
 *
 * Has the peer's certificate checked within the handshake, with a purpose.
 *
 * See gnutls_session_set_verify_cert(). Values of other types are not
 * looked at.
 *
 * Since: 3.4.6
 **/
API void gnutls_session_set_verify_cert2(gnutls_session_t session, gnutls_typed_vdata_st *data,
                                         unsigned int elements, unsigned int flags)
{
    struct verify_demand demand = { .automatic = true, .flags = flags };
    for (unsigned i = 0; i < elements; i++) {
        if (data[i].type == GNUTLS_DT_DNS_HOSTNAME)
            demand.hostname = (const char *)data[i].data;
        else if (data[i].type == GNUTLS_DT_KEY_PURPOSE_OID)
            demand.purpose = (const char *)data[i].data;
    }
    session->config.verify = demand;
}

/**
 * gnutls_session_set_verify_function:
 * @session: the connection
 * @func: is called when the peer's certificate has come; %NULL: none
 *
 * Lets a function judge the peer's certificate, in this connection only.
 *
 * It takes the place of that of the credentials; see
 * gnutls_certificate_set_verify_function().
 *
 * Since: 3.4.6
 **/
API void gnutls_session_set_verify_function(gnutls_session_t session,
                                            gnutls_certificate_verify_function *func)
{
    session->config.verify.function = func;
}

/**
 * gnutls_session_get_verify_cert_status:
 * @session: the connection
 *
 * Tells what came of the check that gnutls_session_set_verify_cert() asked
 * for.
 *
 * Returns: bits of #gnutls_certificate_status_t, 0 for a good chain;
 *   (unsigned)-1 when no check was made, as in a resumed session.
 *
 * Since: 3.4.6
 **/
API unsigned int gnutls_session_get_verify_cert_status(gnutls_session_t session)
{
    return session->agreed.verify_status;
}

/**
 * gnutls_certificate_get_peers:
 * @session: the connection
 * @list_size: receives how many, or %NULL
 *
 * Gives the peer's certificates, its own first, in DER.
 *
 * They belong to the session. In a resumed session they are those of the
 * first handshake.
 *
 * Returns: the list; %NULL when the peer showed none.
 **/
API const gnutls_datum_t *gnutls_certificate_get_peers(gnutls_session_t session,
                                                       unsigned int *list_size)
{
    unsigned count;
    const gnutls_datum_t *list = agreed_peers(&session->agreed, &count);

    if (list_size != NULL)
        *list_size = count;
    return list;
}

/**
 * gnutls_certificate_get_ours:
 * @session: the connection
 *
 * Gives the certificate that we showed in this handshake, in DER.
 *
 * It belongs to the session.
 *
 * Returns: the certificate; %NULL when none was shown, as in a resumed
 *   session.
 **/
API const gnutls_datum_t *gnutls_certificate_get_ours(gnutls_session_t session)
{
    return session->agreed.ours.size > 0 ? &session->agreed.ours : NULL;
}

/* The times of the peer's own certificate. */
static int peer_times(gnutls_session_t session, int64_t *out_begin_s, int64_t *out_end_s)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    unsigned count;
    const gnutls_datum_t *list = agreed_peers(&session->agreed, &count);
    if (count == 0)
        return fail(GNUTLS_E_NO_CERTIFICATE_FOUND);
    TRY(certificate_new(bytes_of_datum(&list[0]), &certificate));
    *out_begin_s = certificate_facts(certificate)->not_before_s;
    *out_end_s = certificate_facts(certificate)->not_after_s;
    certificate_free(certificate);
    return 0;
}

/**
 * gnutls_certificate_activation_time_peers:
 * @session: the connection
 *
 * Tells from when on the peer's certificate is valid.
 *
 * Returns: the time, or -1 when there is no certificate.
 **/
API time_t gnutls_certificate_activation_time_peers(gnutls_session_t session)
{
    int64_t begin = 0, end = 0;
    return peer_times(session, &begin, &end) < 0 ? -1 : (time_t)begin;
}

/**
 * gnutls_certificate_expiration_time_peers:
 * @session: the connection
 *
 * Tells until when the peer's certificate is valid.
 *
 * Returns: the time, or -1 when there is no certificate.
 **/
API time_t gnutls_certificate_expiration_time_peers(gnutls_session_t session)
{
    int64_t begin = 0, end = 0;
    return peer_times(session, &begin, &end) < 0 ? -1 : (time_t)end;
}

/**
 * gnutls_certificate_server_set_request:
 * @session: the connection, on a server
 * @req: %GNUTLS_CERT_IGNORE, %GNUTLS_CERT_REQUEST or %GNUTLS_CERT_REQUIRE
 *
 * Sets whether the client is asked for a certificate, and whether it must
 * show one.
 *
 * With %GNUTLS_CERT_REQUIRE a session that had no client certificate is not
 * resumed; nor is one whose client certificate nobody verified, where a
 * function or gnutls_session_set_verify_cert() would verify it now. That the
 * certificate is good has to be checked apart; see
 * gnutls_session_set_verify_cert().
 **/
API void gnutls_certificate_server_set_request(gnutls_session_t session,
                                               gnutls_certificate_request_t req)
{
    session->config.client_certificate = req == GNUTLS_CERT_REQUIRE   ? CERTIFICATE_REQUIRED
                                         : req == GNUTLS_CERT_REQUEST ? CERTIFICATE_REQUESTED
                                                                      : CERTIFICATE_NOT_ASKED;
}

/**
 * gnutls_certificate_client_get_request_status:
 * @session: the connection, on a client
 *
 * Tells whether the server asked for a certificate in this handshake.
 *
 * Returns: 1 if it did, else 0, as in a resumed session.
 **/
API unsigned int gnutls_certificate_client_get_request_status(gnutls_session_t session)
{
    return session->agreed.certificate_requested;
}

/**
 * gnutls_certificate_send_x509_rdn_sequence:
 * @session: the connection, on a server
 * @status: 0: the names of the authorities are told, as by default; else
 *   they are not
 *
 * Sets whether a client that is asked for a certificate is told whom we
 * trust.
 **/
API void gnutls_certificate_send_x509_rdn_sequence(gnutls_session_t session, int status)
{
    session->config.hide_authorities = status != 0;
}
