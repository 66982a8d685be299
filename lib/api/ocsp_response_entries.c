/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ocsp_response_entries.c - what an OCSP response tells of certificates, and its extensions */

#include "api/extension_output.h"
#include "api/output.h"
#include "pki/ocsp.h"

#include <gnutls/x509.h>

static int give_id(const struct ocsp_id *id, gnutls_digest_algorithm_t *digest,
                   gnutls_datum_t *name_hash, gnutls_datum_t *key_hash, gnutls_datum_t *serial)
{
    if (digest != NULL)
        *digest = id->hash != NULL ? id->hash->digest_id : GNUTLS_DIG_UNKNOWN;
    if (name_hash != NULL)
        TRY(bytes_give(id->name_hash, name_hash));
    if (key_hash != NULL)
        TRY(bytes_give(id->key_hash, key_hash));
    return serial != NULL ? bytes_give(id->serial, serial) : 0;
}

/**
 * gnutls_ocsp_resp_get_single:
 * @resp: a response
 * @indx: which entry, from 0
 * @digest: receives the hash of the two that follow, or %NULL
 * @issuer_name_hash: receives the hash of the issuer's name, or %NULL
 * @issuer_key_hash: receives the hash of the issuer's key, or %NULL
 * @serial_number: receives the serial number, or %NULL
 * @cert_status: receives a value of #gnutls_ocsp_cert_status_t, or %NULL
 * @this_update: receives when this was known to be right, or %NULL
 * @next_update: receives when more will be known, (time_t)-1: not said; or
 *   %NULL
 * @revocation_time: receives when the certificate was revoked, (time_t)-1: it
 *   was not; or %NULL
 * @revocation_reason: receives a value of #gnutls_x509_crl_reason_t, or %NULL
 *
 * Gives what a response says about one certificate. Free what is received
 * with gnutls_free().
 *
 * There may be several entries, also about one certificate: look at each.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_resp_get_single(gnutls_ocsp_resp_const_t resp, unsigned int indx,
                                    gnutls_digest_algorithm_t *digest,
                                    gnutls_datum_t *issuer_name_hash,
                                    gnutls_datum_t *issuer_key_hash, gnutls_datum_t *serial_number,
                                    unsigned int *cert_status, time_t *this_update,
                                    time_t *next_update, time_t *revocation_time,
                                    unsigned int *revocation_reason)
{
    struct ocsp_single single;
    if (!ocsp_single_at(resp, indx, &single))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    TRY(give_id(&single.id, digest, issuer_name_hash, issuer_key_hash, serial_number));
    if (cert_status != NULL)
        *cert_status = single.status;
    if (this_update != NULL)
        *this_update = single.this_update_s;
    if (next_update != NULL)
        *next_update = single.next_update_s;
    if (revocation_time != NULL)
        *revocation_time = single.revoked_s;
    if (revocation_reason != NULL)
        *revocation_reason = single.reason;
    return 0;
}

/**
 * gnutls_ocsp_resp_check_crt:
 * @resp: a response
 * @indx: which entry, from 0
 * @crt: a certificate
 *
 * Tells whether an entry is about this certificate, as far as the name of its
 * issuer and its serial number tell.
 *
 * Returns: %GNUTLS_E_SUCCESS when it is; %GNUTLS_E_OCSP_RESPONSE_ERROR when it
 *   is about another; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last.
 **/
API int gnutls_ocsp_resp_check_crt(gnutls_ocsp_resp_const_t resp, unsigned int indx,
                                   gnutls_x509_crt_t crt)
{
    struct ocsp_single single;
    if (!ocsp_single_at(resp, indx, &single))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return ocsp_id_fits(&single.id, crt, NULL) ? 0 : fail(GNUTLS_E_OCSP_RESPONSE_ERROR);
}

/**
 * gnutls_ocsp_resp_get_extension:
 * @resp: a response
 * @indx: which extension, from 0
 * @oid: receives the OID in dotted form, ended by a zero byte that is not
 *   counted, or %NULL
 * @critical: receives whether it is critical, or %NULL
 * @data: receives the value in DER, or %NULL
 *
 * Gives an extension of a response. Free what is received with
 * gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_resp_get_extension(gnutls_ocsp_resp_const_t resp, unsigned int indx,
                                       gnutls_datum_t *oid, unsigned int *critical,
                                       gnutls_datum_t *data)
{
    return extension_give(ocsp_facts(resp)->extensions, indx, oid, critical, data);
}

/**
 * gnutls_ocsp_resp_get_nonce:
 * @resp: a response
 * @critical: receives whether the extension is critical, or %NULL
 * @nonce: receives the nonce; free it with gnutls_free()
 *
 * Gives the nonce of a response, which should be that of the request.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is none; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_resp_get_nonce(gnutls_ocsp_resp_const_t resp, unsigned int *critical,
                                   gnutls_datum_t *nonce)
{
    return nonce_give(ocsp_facts(resp)->extensions, critical, nonce);
}
