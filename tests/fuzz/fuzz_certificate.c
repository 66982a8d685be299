/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_certificate.c - any bytes as a certificate: judged by itself, printed, asked */

#include "base/errors.h"
#include "fuzz/target.h"
#include "pki/name.h"
#include "pki/print.h"
#include "pki/trust.h"

#include <gnutls/x509.h>
#include <string.h>

static bool is_inside(struct bytes part, struct bytes whole)
{
    return part.size == 0 ||
           (part.data >= whole.data && part.data + part.size <= whole.data + whole.size);
}

/* Every view lies in the certificate's own copy. */
static void expect_views(const struct gnutls_x509_crt_int *certificate)
{
    const struct certificate_facts *facts = certificate_facts(certificate);
    const struct bytes views[] = {
        facts->tbs,
        facts->serial,
        facts->signature,
        facts->subject,
        facts->issuer,
        facts->spki,
        facts->subject_id,
        facts->issuer_id,
        facts->extensions,
        facts->issuer_names,
        facts->subject_key_id,
        facts->authority_key_id,
        facts->purposes,
        facts->alternative_names,
        facts->name_constraints,
    };
    for (size_t i = 0; i < sizeof views / sizeof views[0]; i++)
        PROMISE(is_inside(views[i], certificate_der(certificate)));
    PROMISE(facts->version >= 1 && facts->version <= 3);
    PROMISE(facts->path_length >= -1);
}

/* As its own authority: builds a path, and runs every check on it. */
static void expect_judgement(struct gnutls_x509_crt_int *certificate)
{
    struct gnutls_x509_trust_list_st *list = NULL;
    unsigned status = ~0u;
    const struct chain_question question = {
        .chain = &certificate,
        .count = 1,
        .hostname = "host.example.test",
        .email = "a@b.test",
        .purpose = GNUTLS_KP_TLS_WWW_SERVER,
        .flags = GNUTLS_VERIFY_DO_NOT_ALLOW_SAME,
    };
    if (trust_new(&list) < 0)
        return;
    PROMISE(trust_add(list, certificate) == 0 && trust_has(list, certificate));
    PROMISE(trust_check(list, &question, &status) == 0);
    PROMISE(status == 0 || (status & GNUTLS_CERT_INVALID) != 0);
    trust_free(list);
}

/* As text, in every format. */
static void expect_printing(const struct gnutls_x509_crt_int *certificate)
{
    static const gnutls_certificate_print_formats_t formats[] = {
        GNUTLS_CRT_PRINT_FULL,    GNUTLS_CRT_PRINT_ONELINE,      GNUTLS_CRT_PRINT_UNSIGNED_FULL,
        GNUTLS_CRT_PRINT_COMPACT, GNUTLS_CRT_PRINT_FULL_NUMBERS,
    };
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        SCOPED(buffer) struct buffer text = { 0 };
        struct printer p = printer(&text, "");
        certificate_print(certificate, formats[i], &p);
        PROMISE(p.error == 0 && text.size > 0);
    }
}

/* Names and places one by one, until they end. */
static void expect_getters(gnutls_x509_crt_t certificate)
{
    char text[256], serial[64];
    gnutls_datum_t given;
    gnutls_x509_dn_t dn;
    size_t size, serial_size;
    int result = 0;
    for (unsigned i = 0; result != GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE; i++) {
        PROMISE(i < 4096);
        size = sizeof text;
        result = gnutls_x509_crt_get_subject_alt_name(certificate, i, text, &size, NULL);
        size = sizeof text;
        gnutls_x509_crt_get_issuer_alt_name(certificate, i, text, &size, NULL);
        size = sizeof text;
        serial_size = sizeof serial;
        gnutls_x509_crt_get_authority_key_gn_serial(certificate, i, text, &size, NULL, serial,
                                                    &serial_size, NULL);
    }
    size = sizeof text;
    gnutls_x509_crt_get_crl_dist_points(certificate, 0, text, &size, NULL, NULL);
    if (gnutls_x509_crt_get_authority_info_access(certificate, 0, GNUTLS_IA_URI, &given, NULL) == 0)
        gnutls_free(given.data);
    PROMISE(gnutls_x509_crt_get_subject(certificate, &dn) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    SCOPED(buffer) struct buffer text = { 0 };
    int result = certificate_new(bytes_of(data, size), &certificate);
    PROMISE((result == 0) == (certificate != NULL) && result <= 0);
    if (result < 0)
        return 0;

    expect_views(certificate);
    expect_judgement(certificate);
    PROMISE(bytes_equal(certificate_der(certificate), bytes_of(data, size)));
    (void)!name_print(certificate_subject(certificate), true, &text);
    (void)!name_print(certificate_issuer(certificate), false, &text);
    certificate_has_name(certificate, "10.0.0.1", 0);
    expect_printing(certificate);
    expect_getters(certificate);
    certificate_free(certificate);
    return 0;
}
