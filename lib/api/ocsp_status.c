/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ocsp_status.c - stapled OCSP responses, RFC 6066, 8 */

#include "api/now.h"
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
 * In TLS 1.2 there is one of the peer's own certificate at most; a session
 * that is resumed has kept that one alone.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   none came.
 *
 * Since: 3.6.3
 **/
API int gnutls_ocsp_status_request_get2(gnutls_session_t session, unsigned int idx,
                                        gnutls_datum_t *response)
{
    struct bytes kept = peer_staple(&session->agreed, idx);
    if (kept.size == 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *response = (gnutls_datum_t){ (unsigned char *)(uintptr_t)kept.data, (unsigned)kept.size };
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
 * Tells whether an OCSP response came that was found right and says that the
 * peer's certificate is good; with %GNUTLS_OCSP_SR_IS_AVAIL, whether one came
 * at all.
 *
 * It is looked at when the peer's certificate is verified, as by
 * gnutls_certificate_verify_peers3(); before, the answer is no.
 *
 * Returns: non-zero for yes.
 *
 * Since: 3.1.4
 **/
API unsigned int gnutls_ocsp_status_request_is_checked(gnutls_session_t session, unsigned int flags)
{
    if ((flags & GNUTLS_OCSP_SR_IS_AVAIL) != 0)
        return session->agreed.params.peer_ocsp.size > 0;
    return session->agreed.staple_checked;
}

/* Where responses go: each to the certificate that it is about, or unseen in their order. */
struct placing {
    struct identity *identity;
    bool unseen, only_check;
    int64_t now_s;
    unsigned count;
};

static int place(struct placing *placing, struct bytes response)
{
    size_t position = placing->count;
    int64_t expires_s = 0;
    if (placing->unseen)
        TRY(staple_check(response));
    else
        TRY(identity_place_staple(placing->identity, response, placing->now_s, &position,
                                  &expires_s));
    placing->count++;
    if (placing->only_check)
        return 0;
    return identity_set_staple(placing->identity, position, response, expires_s);
}

static int place_all(struct placing *placing, struct bytes content, gnutls_x509_crt_fmt_t format)
{
    SCOPED(buffer) struct buffer response = { 0 };
    placing->count = 0;
    if (format == GNUTLS_X509_FMT_DER)
        return place(placing, content);
    for (;;) {
        int result = staple_next(&content, &response);
        if (result == GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR)
            return placing->count > 0 ? 0 : fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
        TRY(result);
        TRY(place(placing, buffer_bytes(&response)));
    }
}

/* All are looked at before the first is set. */
static int set_staples(gnutls_certificate_credentials_t credentials, struct bytes content,
                       unsigned index, gnutls_x509_crt_fmt_t format)
{
    struct placing placing = {
        .identity = credentials_at(credentials, index),
        .unseen =
            (credentials_flags(credentials) & GNUTLS_CERTIFICATE_SKIP_OCSP_RESPONSE_CHECK) != 0,
        .only_check = true,
        .now_s = now_s(),
    };
    if (placing.identity == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    TRY(place_all(&placing, content, format));
    placing.only_check = false;
    TRY(place_all(&placing, content, format));
    return placing.unseen ? 0 : (int)placing.count;
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
 * Each goes to the certificate of the chain that it is about, and takes the
 * place of one that was there. They are sent to clients that ask for them,
 * until they are past: then new ones have to be set. With
 * %GNUTLS_CERTIFICATE_SKIP_OCSP_RESPONSE_CHECK among the flags of the
 * credentials nothing is looked at: the first is for our own certificate, the
 * next for the one above it, and so on.
 *
 * Returns: how many there are, or 0 when nothing was looked at;
 *   %GNUTLS_E_OCSP_MISMATCH_WITH_CERTS when one is about no certificate of the
 *   chain; %GNUTLS_E_EXPIRED when one is past, or says that the certificate
 *   was revoked; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when there is no such
 *   identity, or no response in the text; other negative codes for what is no
 *   response. On failure nothing is set.
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
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_FILE_ERROR; or what
 *   gnutls_certificate_set_ocsp_status_request_mem() returns on failure.
 *
 * Since: 3.1.3
 **/
API int gnutls_certificate_set_ocsp_status_request_file(gnutls_certificate_credentials_t res,
                                                        const char *response_file, unsigned int idx)
{
    TRY(gnutls_certificate_set_ocsp_status_request_file2(res, response_file, idx,
                                                         GNUTLS_X509_FMT_DER));
    return 0;
}

/**
 * gnutls_certificate_set_ocsp_status_request_function:
 * @res: the credentials
 * @ocsp_func: gives the response; %NULL: none
 * @ptr: is handed to the function
 *
 * Lets a function of the application give the OCSP response of our own
 * certificate, within the handshake.
 *
 * It is asked for clients that want a response, where none was set from a
 * file or from memory. It returns 0 and the response in memory of
 * gnutls_malloc(), or another value when it has none; the handshake then goes
 * on without.
 *
 * Since: 3.1.3
 **/
API void gnutls_certificate_set_ocsp_status_request_function(
    gnutls_certificate_credentials_t res, gnutls_status_request_ocsp_func ocsp_func, void *ptr)
{
    credentials_set_staple_source(res, &(struct staple_source){ ocsp_func, ptr });
}

/**
 * gnutls_certificate_set_ocsp_status_request_function2:
 * @res: the credentials
 * @idx: the number of the identity
 * @ocsp_func: gives the response; %NULL: none
 * @ptr: is handed to the function
 *
 * The same for one identity; see
 * gnutls_certificate_set_ocsp_status_request_function(), over which it goes.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is no such identity.
 *
 * Since: 3.5.5
 **/
API int gnutls_certificate_set_ocsp_status_request_function2(
    gnutls_certificate_credentials_t res, unsigned int idx,
    gnutls_status_request_ocsp_func ocsp_func, void *ptr)
{
    struct identity *identity = credentials_at(res, idx);
    if (identity == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    identity->source = (struct staple_source){ ocsp_func, ptr };
    return 0;
}

/* The earliest that there is; 0: none. */
static int64_t earliest(const struct identity *identity)
{
    int64_t first_s = 0;
    for (size_t i = 0; i < identity->staple_count; i++) {
        int64_t expires_s = identity->staples[i].expires_s;
        if (expires_s != 0 && (first_s == 0 || expires_s < first_s))
            first_s = expires_s;
    }
    return first_s;
}

/**
 * gnutls_certificate_get_ocsp_expiration:
 * @sc: the credentials
 * @idx: the number of the identity
 * @oidx: the place of the certificate in the chain; -1: the one whose
 *   response is past first
 * @flags: 0
 *
 * Tells until when a response that was set is good.
 *
 * Returns: the time; (time_t)-2 when there is no such certificate; (time_t)-1
 *   when there is no response, or one that does not say; 0 for -1 when none
 *   says.
 *
 * Since: 3.6.3
 **/
API time_t gnutls_certificate_get_ocsp_expiration(gnutls_certificate_credentials_t sc,
                                                  unsigned int idx, int oidx, unsigned int flags)
{
    const struct identity *identity = credentials_at(sc, idx);
    if (identity == NULL)
        return -2;
    if (oidx == -1)
        return earliest(identity);
    if (oidx < 0 || (size_t)oidx >= identity->count)
        return -2;
    if ((size_t)oidx >= identity->staple_count || identity->staples[oidx].expires_s == 0)
        return -1;
    return identity->staples[oidx].expires_s;
}
