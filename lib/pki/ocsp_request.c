/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ocsp_request.c - OCSP requests, read and made, RFC 6960, 4.1 */

#include "base/errors.h"
#include "base/memory.h"
#include "pki/certificate_write.h"
#include "pki/der.h"
#include "pki/ocsp.h"
#include "pki/oid.h"

/* As in a certificate. */
enum { EXTENSIONS_MAX = 64 };

const struct bytes oid_ocsp_nonce = OID("\x2b\x06\x01\x05\x05\x07\x30\x01\x02");

/* Both grow as they are filled: elements, one after the other. */
struct gnutls_ocsp_req_int {
    struct buffer requests, extensions;
    size_t count; /* of the requests */
};

int ocsp_request_new(struct gnutls_ocsp_req_int **out)
{
    *out = memory_get_zeroed(sizeof **out);
    return *out != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

static void wipe_content(struct gnutls_ocsp_req_int *request)
{
    buffer_wipe(&request->requests);
    buffer_wipe(&request->extensions);
}

void ocsp_request_free(struct gnutls_ocsp_req_int *request)
{
    if (request == NULL)
        return;
    wipe_content(request);
    memory_free(request);
}

/* Request ::= SEQUENCE { CertID, [0] Extensions OPTIONAL } */
static bool take_request(struct bytes *requests, struct ocsp_id *out)
{
    struct wire_reader reader = wire_reader(*requests);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes extensions;
    *out = ocsp_id_read(&fields);
    der_read_optional(&fields, DER_CONTEXT_DEEP(0), &extensions);
    if (fields.failed || wire_more(&fields))
        return false;
    *requests = wire_read_rest(&reader);
    return true;
}

static int check_requests(struct bytes requests, size_t *out_count)
{
    struct ocsp_id id;
    for (*out_count = 0; requests.size > 0; ++*out_count) {
        if (*out_count == OCSP_REQUESTS_MAX || !take_request(&requests, &id))
            return fail(GNUTLS_E_ASN1_DER_ERROR);
    }
    return 0;
}

static int check_extensions(struct bytes extensions)
{
    struct certificate_extension extension;
    for (size_t count = 0; extensions.size > 0; count++) {
        if (count == EXTENSIONS_MAX || !extension_take(&extensions, &extension))
            return fail(GNUTLS_E_ASN1_DER_ERROR);
    }
    return 0;
}

static int read_content(struct bytes der, struct bytes *out_requests, struct bytes *out_extensions)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct wire_reader tbs = der_enter(&fields, DER_SEQUENCE);
    struct bytes ignored, extensions;
    der_read_optional(&tbs, DER_CONTEXT_DEEP(0), &ignored); /* version */
    der_read_optional(&tbs, DER_CONTEXT_DEEP(1), &ignored); /* who asks */
    *out_requests = der_read(&tbs, DER_SEQUENCE);
    *out_extensions = bytes_none();
    if (der_read_optional(&tbs, DER_CONTEXT_DEEP(2), &extensions)) {
        struct wire_reader list = wire_reader(extensions);
        *out_extensions = der_read(&list, DER_SEQUENCE);
        TRY(der_end(&list));
    }
    der_read_optional(&fields, DER_CONTEXT_DEEP(0), &ignored); /* signature */
    TRY(der_end(&tbs));
    TRY(der_end(&fields));
    return der_end(&reader);
}

static int fill(struct gnutls_ocsp_req_int *request, struct bytes der)
{
    struct bytes requests, extensions;
    TRY(read_content(der, &requests, &extensions));
    TRY(check_requests(requests, &request->count));
    TRY(check_extensions(extensions));
    TRY(buffer_append(&request->requests, requests));
    return buffer_append(&request->extensions, extensions);
}

int ocsp_request_fill(struct gnutls_ocsp_req_int *request, struct bytes der)
{
    struct gnutls_ocsp_req_int fresh = { 0 };
    int result = fill(&fresh, der);
    if (result < 0) {
        wipe_content(&fresh);
        return result;
    }
    wipe_content(request);
    *request = fresh;
    return 0;
}

int ocsp_request_write(const struct gnutls_ocsp_req_int *request, struct buffer *out)
{
    SCOPED(buffer) struct buffer tbs = { 0 };
    TRY(der_write(&tbs, DER_SEQUENCE, buffer_bytes(&request->requests)));
    if (request->extensions.size > 0) {
        SCOPED(buffer) struct buffer list = { 0 };
        TRY(der_write(&list, DER_SEQUENCE, buffer_bytes(&request->extensions)));
        TRY(der_write(&tbs, DER_CONTEXT_DEEP(2), buffer_bytes(&list)));
    }
    TRY(der_wrap(&tbs, DER_SEQUENCE));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&tbs));
}

int ocsp_request_add(struct gnutls_ocsp_req_int *request, const struct ocsp_id *id)
{
    SCOPED(buffer) struct buffer one = { 0 };
    if (request->count == OCSP_REQUESTS_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(ocsp_id_write(id, &one));
    TRY(der_wrap(&one, DER_SEQUENCE));
    TRY(buffer_append(&request->requests, buffer_bytes(&one)));
    request->count++;
    return 0;
}

int ocsp_request_add_certificate(struct gnutls_ocsp_req_int *request, const struct hash *hash,
                                 const struct gnutls_x509_crt_int *issuer,
                                 const struct gnutls_x509_crt_int *certificate)
{
    struct digest name, key;
    hash_once(hash, certificate_issuer(certificate), &name);
    hash_once(hash, ocsp_key_bits(issuer), &key);
    struct ocsp_id id = { hash, digest_bytes(&name), digest_bytes(&key),
                          certificate_facts(certificate)->serial };
    return ocsp_request_add(request, &id);
}

bool ocsp_request_at(const struct gnutls_ocsp_req_int *request, size_t index, struct ocsp_id *out)
{
    struct bytes rest = buffer_bytes(&request->requests);
    for (size_t i = 0; rest.size > 0 && take_request(&rest, out); i++) {
        if (i == index)
            return true;
    }
    return false;
}

struct bytes ocsp_request_extensions(const struct gnutls_ocsp_req_int *request)
{
    return buffer_bytes(&request->extensions);
}

int ocsp_request_set_extension(struct gnutls_ocsp_req_int *request, struct bytes oid, bool critical,
                               struct bytes value)
{
    SCOPED(buffer) struct buffer fresh = { 0 };
    struct certificate_extension extension = { oid, value, critical };
    TRY(extensions_put(buffer_bytes(&request->extensions), &extension, &fresh));
    buffer_move(&fresh, &request->extensions);
    return 0;
}
