/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ocsp_print.c - OCSP requests and responses as text for people */

#include "crypto/hash.h"
#include "pki/der.h"
#include "pki/ocsp.h"
#include "pki/pem.h"
#include "pki/print.h"

static void print_id(struct printer *p, const struct ocsp_id *id)
{
    print(p, "\t\tCertificate ID:\n\t\t\tHash Algorithm: %s\n",
          id->hash != NULL ? id->hash->name : "unknown");
    print(p, "\t\t\tIssuer Name Hash: ");
    print_hex(p, id->name_hash);
    print(p, "\n\t\t\tIssuer Key Hash: ");
    print_hex(p, id->key_hash);
    print(p, "\n\t\t\tSerial Number: ");
    print_hex(p, id->serial);
    print(p, "\n");
}

static void print_extension_of_ocsp(struct printer *p,
                                    const struct certificate_extension *extension)
{
    if (bytes_equal(extension->oid, oid_ocsp_nonce)) {
        struct wire_reader reader = wire_reader(extension->value);
        print(p, "\t\tNonce%s: ", extension->critical ? " (critical)" : "");
        print_hex(p, der_read(&reader, DER_OCTET_STRING));
        print(p, "\n");
        return;
    }
    print(p, "\t\tUnknown extension ");
    print_oid(p, extension->oid);
    print(p, " (%s):\n\t\t\tASCII: ", extension->critical ? "critical" : "not critical");
    print_ascii(p, extension->value);
    print(p, "\n\t\t\tHexdump: ");
    print_hex(p, extension->value);
    print(p, "\n");
}

static void print_extensions_of_ocsp(struct printer *p, struct bytes extensions)
{
    struct certificate_extension extension;
    while (extension_take(&extensions, &extension))
        print_extension_of_ocsp(p, &extension);
}

void ocsp_request_print(const struct gnutls_ocsp_req_int *request, struct printer *p)
{
    struct bytes extensions = ocsp_request_extensions(request);
    struct ocsp_id id;
    print(p, "OCSP Request Information:\n\tVersion: 1\n\tRequest List:\n");
    for (size_t i = 0; ocsp_request_at(request, i, &id); i++)
        print_id(p, &id);
    if (extensions.size > 0)
        print(p, "\tExtensions:\n");
    print_extensions_of_ocsp(p, extensions);
}

static const char *status_name(unsigned status)
{
    static const char *const names[] = {
        [GNUTLS_OCSP_RESP_SUCCESSFUL] = "Successful",
        [GNUTLS_OCSP_RESP_MALFORMEDREQUEST] = "malformedRequest",
        [GNUTLS_OCSP_RESP_INTERNALERROR] = "internalError",
        [GNUTLS_OCSP_RESP_TRYLATER] = "tryLater",
        [GNUTLS_OCSP_RESP_SIGREQUIRED] = "sigRequired",
        [GNUTLS_OCSP_RESP_UNAUTHORIZED] = "unauthorized",
    };
    bool known = status < ARRAY_SIZE(names) && names[status] != NULL;
    return known ? names[status] : "unknown";
}

static void print_moment(struct printer *p, const char *title, int64_t seconds)
{
    print(p, "\t\t%s: ", title);
    print_time(p, seconds);
    print(p, "\n");
}

static void print_single(struct printer *p, const struct ocsp_single *single)
{
    static const char *const names[] = { "good", "revoked", "unknown" };
    print_id(p, &single->id);
    print(p, "\t\tCertificate Status: %s\n", names[single->status]);
    if (single->revoked_s != NO_OCSP_TIME)
        print_moment(p, "Revocation time", single->revoked_s);
    print_moment(p, "This Update", single->this_update_s);
    if (single->next_update_s != NO_OCSP_TIME)
        print_moment(p, "Next Update", single->next_update_s);
}

static void print_certificates(struct printer *p, struct bytes rest)
{
    if (rest.size > 0)
        print(p, "\tAdditional certificates:\n");
    while (rest.size > 0) {
        SCOPED(buffer) struct buffer pem = { 0 };
        struct gnutls_x509_crt_int *certificate = ocsp_take_certificate(&rest);
        if (certificate == NULL)
            return;
        certificate_print(certificate, GNUTLS_CRT_PRINT_FULL, p);
        if (pem_write(certificate_der(certificate), pem_certificate_labels[0], &pem) == 0)
            print_bytes(p, buffer_bytes(&pem));
        certificate_free(certificate);
    }
}

static void print_responder(struct printer *p, const struct ocsp_facts *facts)
{
    bool named = facts->responder_name.size > 0;
    print(p, "\tVersion: 1\n\tResponder%s ID: ", named ? "" : " Key");
    if (named)
        print_name(p, facts->responder_name);
    else
        print_hex(p, facts->responder_key);
    print(p, "\n\tProduced At: ");
    print_time(p, facts->produced_s);
    print(p, "\n\tResponses:\n");
}

static void print_basic(struct printer *p, const struct gnutls_ocsp_resp_int *response,
                        gnutls_ocsp_print_formats_t format)
{
    const struct ocsp_facts *facts = ocsp_facts(response);
    struct ocsp_single single;
    print_responder(p, facts);
    for (size_t i = 0; ocsp_single_at(response, i, &single); i++)
        print_single(p, &single);
    print(p, "\tExtensions:\n");
    print_extensions_of_ocsp(p, facts->extensions);
    print_signature_algorithm(p, &facts->signature_algorithm, facts->algorithm);
    if (format == GNUTLS_OCSP_PRINT_COMPACT)
        return;
    print_signature(p, &facts->signature_algorithm, facts->signature);
    print_certificates(p, facts->certificates);
}

void ocsp_response_print(const struct gnutls_ocsp_resp_int *response,
                         gnutls_ocsp_print_formats_t format, struct printer *p)
{
    const struct ocsp_facts *facts = ocsp_facts(response);
    print(p, "OCSP Response Information:\n");
    if (!facts->is_filled) {
        print_fault(p, "ocsp_resp_get_status", GNUTLS_E_ASN1_VALUE_NOT_FOUND);
        return;
    }
    print(p, "\tResponse Status: %s\n", status_name(facts->status));
    if (facts->type.size == 0)
        return;
    print(p, "\tResponse Type: ");
    if (facts->is_basic)
        print(p, "Basic OCSP Response");
    else
        print_oid(p, facts->type);
    print(p, "\n");
    if (facts->is_basic)
        print_basic(p, response, format);
}
