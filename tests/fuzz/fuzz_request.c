/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_request.c - any bytes as a request for a certificate, and what is changed in it */

#include "fuzz/target.h"
#include "pki/certificate_write.h"
#include "pki/extension_change.h"
#include "pki/extension_oid.h"
#include "pki/request.h"

#include <gnutls/x509.h>

static const struct bytes oid = OID("\x2a\x03\x04");

/* Any request may be changed; it stays one, or becomes a draft. */
static void expect_changes(struct gnutls_x509_crq_int *request)
{
    const struct certificate_extension extension = { oid, bytes_of("abc", 3), true };
    struct certificate_extension found;
    struct attribute attribute;
    if (request_set_extension(request, &extension) == 0)
        PROMISE(extension_find(request_facts(request)->extensions, oid, &found) && found.critical);
    if (request_put_attribute(request, oid, bytes_of("\x05\x00", 2), true) == 0)
        PROMISE(request_find_attribute(request, oid, &attribute));
    (void)!request_add_to_name(request, "2.5.4.3", false, bytes_of("x", 1));
}

/* A certificate that takes all that is asked for. */
static void expect_certificate(const struct gnutls_x509_crq_int *request)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    SCOPED(buffer) struct buffer value = { 0 };
    const struct certificate_facts *facts = request_facts(request);
    const struct new_name name = { GNUTLS_SAN_DNSNAME, bytes_of("a.test", 6), NULL,
                                   GNUTLS_FSAN_APPEND };
    if (certificate_new_empty(&certificate) < 0)
        return;
    if (certificate_take_subject(certificate, facts) == 0)
        PROMISE(bytes_equal(certificate_subject(certificate), facts->subject));
    (void)!certificate_take_extensions(certificate, facts->extensions);
    (void)!purposes_with(facts->extensions, GNUTLS_KP_TLS_WWW_SERVER, &value);
    (void)!names_with(facts->extensions, oid_alternative_names, &name, &value);
    (void)!distribution_points_with(facts->extensions, &name, 0, &value);
    (void)!access_list_with(facts->extensions, "1.2.3", bytes_of("u", 1), &value);
    certificate_free(certificate);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gnutls_x509_crq_int *request = NULL;
    SCOPED(buffer) struct buffer text = { 0 };
    if (request_new(&request) < 0)
        return 0;
    if (request_fill(request, bytes_of(data, size)) == 0) {
        PROMISE(bytes_equal(request_der(request), bytes_of(data, size)));
        (void)!request_verify(request);
        (void)!request_password(request, &text);
        expect_certificate(request);
        expect_changes(request);
    } else {
        PROMISE(request_facts(request)->version == 0);
    }
    request_free(request);
    return 0;
}
