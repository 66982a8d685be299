/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ocsp_status.c - stapled OCSP responses, RFC 6066, 8 */

#include "api/output.h"
#include "connection/connection.h"
#include "credentials/certificate.h"
#include "pki/file.h"
#include "pki/staple.h"

/**
 * gnutls_ocsp_status_request_enable_client:
 * @session: the connection, on a client
 * @responder_id: %NULL
 * @responder_id_size: 0
 * @request_extensions: %NULL
 *
 * Asks the server for an OCSP response with its certificate.
 *
 * Responders and extensions can not be named: no server looks at them.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST on a server.
 *
 * Since: 3.1.3
 **/
API int gnutls_ocsp_status_request_enable_client(gnutls_session_t session,
                                                 gnutls_datum_t *responder_id,
                                                 size_t responder_id_size,
                                                 gnutls_datum_t *request_extensions)
{
    if (session->config.role != CLIENT)
        return fail(GNUTLS_E_INVALID_REQUEST);
    session->config.ocsp_wanted = true;
    return 0;
}

/**
 * gnutls_ocsp_status_request_get2:
 * @session: the connection
 * @idx: the place of the certificate in the peer's chain
 * @response: receives the response in DER; it belongs to the session
 *
 * Gives the OCSP response that came with a certificate of the peer.
 *
 * Only that of the peer's own certificate is kept.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   none came.
 *
 * Since: 3.6.3
 **/
API int gnutls_ocsp_status_request_get2(gnutls_session_t session, unsigned int idx,
                                        gnutls_datum_t *response)
{
    const struct buffer *kept = &session->agreed.params.peer_ocsp;
    if (idx > 0 || kept->size == 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *response = (gnutls_datum_t){ kept->data, (unsigned)kept->size };
    return 0;
}

/**
 * gnutls_ocsp_status_request_get:
 * @session: the connection
 * @response: receives the response in DER; it belongs to the session
 *
 * Gives the OCSP response that came with the peer's certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   none came.
 *
 * Since: 3.1.3
 **/
API int gnutls_ocsp_status_request_get(gnutls_session_t session, gnutls_datum_t *response)
{
    return gnutls_ocsp_status_request_get2(session, 0, response);
}

/**
 * gnutls_ocsp_status_request_is_checked:
 * @session: the connection
 * @flags: 0, or %GNUTLS_OCSP_SR_IS_AVAIL
 *
 * Tells whether an OCSP response took part in judging the peer's
 * certificate; with %GNUTLS_OCSP_SR_IS_AVAIL, whether one came at all.
 *
 * Responses are carried and not judged here, so that the first is never so.
 *
 * Returns: non-zero for yes.
 *
 * Since: 3.1.4
 **/
API unsigned int gnutls_ocsp_status_request_is_checked(gnutls_session_t session, unsigned int flags)
{
    return (flags & GNUTLS_OCSP_SR_IS_AVAIL) != 0 && session->agreed.params.peer_ocsp.size > 0;
}

/* In PEM one response after the other, for the certificates in their order. */
static int set_staples(gnutls_certificate_credentials_t credentials, struct bytes content,
                       unsigned index, gnutls_x509_crt_fmt_t format)
{
    struct identity *identity = credentials_at(credentials, index);
    if (identity == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (format == GNUTLS_X509_FMT_DER) {
        TRY(staple_check(content));
        return identity_set_staple(identity, 0, content);
    }
    SCOPED(buffer) struct buffer response = { 0 };
    for (size_t position = 0;; position++) {
        int result = staple_next(&content, &response);
        if (result == GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR && position > 0)
            return 0;
        TRY(result);
        TRY(identity_set_staple(identity, position, buffer_bytes(&response)));
    }
}

/**
 * gnutls_certificate_set_ocsp_status_request_mem:
 * @res: the credentials
 * @resp: one response in DER, or several in PEM
 * @idx: the number of the identity
 * @fmt: whether it is PEM or DER
 *
 * Adds OCSP responses to be stapled to the certificates of an identity.
 *
 * The first is for our own certificate, the next for the one above it, and
 * so on. They are sent to clients that ask for them, as they are: when they
 * have grown old, new ones have to be set.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is no such identity; other negative codes for what is no response.
 *
 * Since: 3.6.3
 **/
API int gnutls_certificate_set_ocsp_status_request_mem(gnutls_certificate_credentials_t res,
                                                       const gnutls_datum_t *resp, unsigned int idx,
                                                       gnutls_x509_crt_fmt_t fmt)
{
    return set_staples(res, bytes_of_datum(resp), idx, fmt);
}

/**
 * gnutls_certificate_set_ocsp_status_request_file2:
 * @res: the credentials
 * @response_file: path of the file
 * @idx: the number of the identity
 * @fmt: whether it is PEM or DER
 *
 * Adds OCSP responses from a file; see
 * gnutls_certificate_set_ocsp_status_request_mem().
 *
 * Returns: what gnutls_certificate_set_ocsp_status_request_mem() returns, or
 *   %GNUTLS_E_FILE_ERROR.
 *
 * Since: 3.6.3
 **/
API int gnutls_certificate_set_ocsp_status_request_file2(gnutls_certificate_credentials_t res,
                                                         const char *response_file,
                                                         unsigned int idx,
                                                         gnutls_x509_crt_fmt_t fmt)
{
    SCOPED(buffer) struct buffer content = { 0 };
    TRY(file_read(response_file, &content));
    return set_staples(res, buffer_bytes(&content), idx, fmt);
}

/**
 * gnutls_certificate_set_ocsp_status_request_file:
 * @res: the credentials
 * @response_file: path of a file with one response in DER
 * @idx: the number of the identity
 *
 * Adds an OCSP response from a file; see
 * gnutls_certificate_set_ocsp_status_request_mem().
 *
 * Returns: what gnutls_certificate_set_ocsp_status_request_mem() returns, or
 *   %GNUTLS_E_FILE_ERROR.
 *
 * Since: 3.1.3
 **/
API int gnutls_certificate_set_ocsp_status_request_file(gnutls_certificate_credentials_t res,
                                                        const char *response_file, unsigned int idx)
{
    return gnutls_certificate_set_ocsp_status_request_file2(res, response_file, idx,
                                                            GNUTLS_X509_FMT_DER);
}
