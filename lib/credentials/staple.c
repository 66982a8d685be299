/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* staple.c - the OCSP responses that we send along with our certificates */

#include "base/errors.h"
#include "base/memory.h"
#include "credentials/internal.h"
#include "pki/ocsp.h"

int identity_set_staple(struct identity *identity, size_t position, struct bytes response,
                        int64_t expires_s)
{
    if (position >= identity->count)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (identity->staples == NULL) {
        identity->staples = memory_get_array(identity->count, sizeof *identity->staples);
        if (identity->staples == NULL)
            return fail(GNUTLS_E_MEMORY_ERROR);
        identity->staple_count = identity->count;
    }
    TRY(buffer_set(&identity->staples[position].response, response));
    identity->staples[position].expires_s = expires_s;
    return 0;
}

struct bytes identity_staple(const struct identity *identity, size_t position, int64_t now_s)
{
    if (position >= identity->staple_count)
        return bytes_none();
    const struct staple *staple = &identity->staples[position];
    if (staple->expires_s != 0 && staple->expires_s <= now_s)
        return bytes_none();
    return buffer_bytes(&staple->response);
}

/* The entry about the `position`-th certificate. */
static bool find_entry(const struct gnutls_ocsp_resp_int *response, const struct identity *identity,
                       size_t position, struct ocsp_single *out)
{
    const struct gnutls_x509_crt_int *issuer =
        position + 1 < identity->count ? identity->chain[position + 1] : NULL;
    for (size_t i = 0; ocsp_single_at(response, i, out); i++) {
        if (ocsp_id_fits(&out->id, identity->chain[position], issuer))
            return true;
    }
    return false;
}

static int place(const struct gnutls_ocsp_resp_int *response, const struct identity *identity,
                 int64_t now_s, size_t *out_position, int64_t *out_expires_s)
{
    struct ocsp_single single;
    size_t position = 0;
    while (position < identity->count && !find_entry(response, identity, position, &single))
        position++;
    if (position == identity->count)
        return fail(GNUTLS_E_OCSP_MISMATCH_WITH_CERTS);
    bool is_past = single.next_update_s != NO_OCSP_TIME && single.next_update_s <= now_s;
    if (is_past || single.status == GNUTLS_OCSP_CERT_REVOKED)
        return fail(GNUTLS_E_EXPIRED);
    *out_position = position;
    *out_expires_s = single.next_update_s != NO_OCSP_TIME ? single.next_update_s : 0;
    return 0;
}

int identity_place_staple(const struct identity *identity, struct bytes der, int64_t now_s,
                          size_t *out_position, int64_t *out_expires_s)
{
    struct gnutls_ocsp_resp_int *response = NULL;
    TRY(ocsp_response_new(&response));
    int result = ocsp_response_fill(response, der);
    if (result == 0)
        result = place(response, identity, now_s, out_position, out_expires_s);
    ocsp_response_free(response);
    return result;
}

void credentials_set_staple_source(struct gnutls_certificate_credentials_st *credentials,
                                   const struct staple_source *source)
{
    credentials->staple_source = *source;
}

int credentials_ask_staple(const struct gnutls_certificate_credentials_st *credentials,
                           gnutls_session_t session, const struct identity *identity,
                           struct buffer *out)
{
    const struct staple_source *source =
        identity->source.ask != NULL ? &identity->source : &credentials->staple_source;
    gnutls_datum_t response = { NULL, 0 };
    if (source->ask == NULL)
        return 0;
    /* Whatever it says but a response: then there is none, and the handshake goes on. */
    int result = source->ask(session, source->context, &response);
    if (result == 0)
        result = buffer_set(out, bytes_of_datum(&response));
    else
        result = 0;
    gnutls_free(response.data);
    return result;
}
