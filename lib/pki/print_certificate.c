/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* print_certificate.c - certificates and requests as text */

#include "algorithms/algorithms.h"
#include "algorithms/names.h"
#include "base/errors.h"
#include "pki/certificate.h"
#include "pki/extension_oid.h"
#include "pki/extension_value.h"
#include "pki/print.h"
#include "pki/print_names.h"
#include "pki/request.h"

/* A Name on the line of its title; an empty one leaves the title alone. */
static void print_titled_name(struct printer *p, const char *title, struct bytes name)
{
    enum { EMPTY_NAME_SIZE = 2 };
    print(p, "\t%s:%s", title, name.size > EMPTY_NAME_SIZE ? " " : "");
    print_name(p, name);
    print(p, "\n");
}

static void print_facts_key(struct printer *p, const struct certificate_facts *facts,
                            const struct public_key *key, int result)
{
    print_key(p, "Subject Public Key", facts->spki, key, result);
}

/* A key that is not known has no identifiers either. */
static void print_other_information(struct printer *p,
                                    const struct gnutls_x509_crt_int *certificate, bool is_signed,
                                    bool has_key)
{
    struct bytes der = certificate_der(certificate);
    print(p, "Other Information:\n");
    if (is_signed) {
        print_digest(p, "\tFingerprint:\n\t\tsha1:", &hash_sha1, der);
        print_digest(p, "\n\t\tsha256:", &hash_sha256, der);
        print(p, "\n");
    }
    if (has_key)
        print_key_ids(p, certificate_facts(certificate)->spki, "\t");
}

static void print_unique_id(struct printer *p, const char *title, struct bytes id)
{
    if (id.data == NULL)
        return;
    print(p, "\t%s:\n", title);
    print_hex_lines(p, id, "\t\t\t");
}

static void print_validity(struct printer *p, const struct certificate_facts *facts)
{
    print(p, "\tValidity:\n\t\tNot Before: ");
    print_time(p, facts->not_before_s);
    print(p, "\n\t\tNot After: ");
    print_time(p, facts->not_after_s);
    print(p, "\n");
}

static void print_full(struct printer *p, const struct gnutls_x509_crt_int *certificate,
                       bool is_signed)
{
    const struct certificate_facts *facts = certificate_facts(certificate);
    const struct public_key *key = NULL;
    int result = certificate_public_key(certificate, &key);
    print(p,
          "X.509 Certificate Information:\n\tVersion: %u\n\tSerial Number (hex): ", facts->version);
    print_hex(p, facts->serial);
    print(p, "\n");
    if (is_signed)
        print_titled_name(p, "Issuer", facts->issuer);
    print_validity(p, facts);
    print_titled_name(p, "Subject", facts->subject);
    print_facts_key(p, facts, key, result);
    print_unique_id(p, "Issuer Unique ID", facts->issuer_id);
    print_unique_id(p, "Subject Unique ID", facts->subject_id);
    if (facts->extensions.size > 0)
        print(p, "\tExtensions:\n");
    print_extensions(p, facts->extensions);
    if (is_signed) {
        print_signature_algorithm(p, &facts->signature_algorithm,
                                  certificate_signature_element(certificate));
        print_salt(p, &facts->signature_algorithm);
        print_signature(p, &facts->signature_algorithm, facts->signature);
    }
    print_other_information(p, certificate, is_signed, key != NULL);
}

/* ---- in one line ---- */

static void print_short_name(struct printer *p, const char *title, struct bytes name)
{
    enum { EMPTY_NAME_SIZE = 2 };
    if (name.size <= EMPTY_NAME_SIZE) {
        print(p, "no %s,", title);
        return;
    }
    print(p, "%s `", title);
    print_name(p, name);
    print(p, "', ");
}

static void print_short_key(struct printer *p, const struct certificate_facts *facts,
                            const struct public_key *key)
{
    if (key == NULL)
        print_oid(p, public_key_oid(facts->spki));
    else
        print(p, "%s", algorithm_name(ALGORITHM_PK, (int)key_pk_algorithm(key)));
    print(p, " key %u bits, ", key != NULL ? public_key_bits(key) : 0);
}

static void print_short_signature(struct printer *p, const struct gnutls_x509_crt_int *certificate)
{
    const struct certificate_facts *facts = certificate_facts(certificate);
    const struct algorithm *found =
        algorithm_by_id(ALGORITHM_SIGN, (int)facts->signature_algorithm.id);
    print(p, "signed using ");
    if (found == NULL)
        print_oid(p, algorithm_oid(certificate_signature_element(certificate)));
    else
        print(p, "%s", found->name);
    print(p, found != NULL && !found->secure_in_certs ? " (broken!), " : ", ");
}

static void print_short_proxy(struct printer *p, const struct gnutls_x509_crt_int *certificate)
{
    struct certificate_extension extension;
    struct proxy_info info;
    if (!certificate_find_extension(certificate, oid_proxy_info, &extension) ||
        proxy_info_read(extension.value, &info) < 0)
        return;
    const char *name = proxy_language_name(info.language);
    print(p, "proxy certificate (policy=");
    if (name != NULL)
        print(p, "%s", name);
    else
        print_oid(p, info.language);
    if (info.path_length >= 0)
        print(p, ", pathlen=%d", info.path_length);
    print(p, "), ");
}

static void print_line(struct printer *p, const struct gnutls_x509_crt_int *certificate)
{
    const struct certificate_facts *facts = certificate_facts(certificate);
    const struct public_key *key = NULL;
    int result = certificate_public_key(certificate, &key);
    print_short_name(p, "subject", facts->subject);
    print_short_name(p, "issuer", facts->issuer);
    print(p, "serial 0x");
    print_hex(p, facts->serial);
    print(p, ", ");
    print_short_key(p, facts, key);
    print_short_signature(p, certificate);
    print(p, "activated `");
    print_short_time(p, facts->not_before_s);
    print(p, "', expires `");
    print_short_time(p, facts->not_after_s);
    print(p, "', ");
    print_short_proxy(p, certificate);
    if (result < 0)
        return;
    print(p, "pin-sha256=\"");
    print_pin(p, facts->spki);
    print(p, "\"");
}

void certificate_print(const struct gnutls_x509_crt_int *certificate,
                       gnutls_certificate_print_formats_t format, struct printer *p)
{
    const struct public_key *key = NULL;
    bool is_short = format == GNUTLS_CRT_PRINT_ONELINE || format == GNUTLS_CRT_PRINT_COMPACT;
    p->indent = "\t\t";
    p->full_numbers = format == GNUTLS_CRT_PRINT_FULL_NUMBERS;
    if (!is_short) {
        print_full(p, certificate, format != GNUTLS_CRT_PRINT_UNSIGNED_FULL);
        return;
    }
    print_line(p, certificate);
    if (format == GNUTLS_CRT_PRINT_ONELINE)
        return;
    print(p, "\n");
    if (certificate_public_key(certificate, &key) == 0)
        print_key_ids(p, certificate_facts(certificate)->spki, "\t");
}

/* ---- requests ---- */

/* 1.2.840.113549.1.9.7 and .14 */
static const struct bytes oid_password = OID("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x07");
static const struct bytes oid_extension_request = OID("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0e");

static void print_password(struct printer *p, const struct gnutls_x509_crq_int *request)
{
    SCOPED(buffer) struct buffer text = { 0 };
    int result = request_password(request, &text);
    if (result < 0) {
        print_fault(p, "challenge password", result);
        return;
    }
    print(p, "\t\tChallenge password: ");
    print_bytes(p, buffer_bytes(&text));
    print(p, "\n");
}

static void print_attribute(struct printer *p, const struct gnutls_x509_crq_int *request,
                            const struct attribute *attribute)
{
    if (bytes_equal(attribute->oid, oid_password)) {
        print_password(p, request);
        return;
    }
    if (bytes_equal(attribute->oid, oid_extension_request)) {
        print(p, "\t\tExtensions:\n");
        print_extensions(p, request_facts(request)->extensions);
        return;
    }
    print(p, "\t\tUnknown attribute ");
    print_oid(p, attribute->oid);
    print(p, ":\n\t\t\tASCII: ");
    print_ascii(p, attribute_value(attribute, 0));
    print(p, "\n\t\t\tHexdump: ");
    print_hex(p, attribute_value(attribute, 0));
    print(p, "\n");
}

static void print_attributes(struct printer *p, const struct gnutls_x509_crq_int *request)
{
    struct bytes attributes = request_attributes(request);
    struct attribute attribute;
    if (attributes.size > 0)
        print(p, "\tAttributes:\n");
    while (attribute_take(&attributes, &attribute))
        print_attribute(p, request, &attribute);
}

void request_print(const struct gnutls_x509_crq_int *request,
                   gnutls_certificate_print_formats_t format, struct printer *p)
{
    const struct certificate_facts *facts = request_facts(request);
    const struct public_key *key = NULL;
    int result = request_public_key(request, &key);
    p->indent = "\t\t\t";
    p->full_numbers = format == GNUTLS_CRT_PRINT_FULL_NUMBERS;
    print(p, "PKCS #10 Certificate Request Information:\n\tVersion: %u\n", facts->version);
    print_titled_name(p, "Subject", facts->subject);
    print_facts_key(p, facts, key, result);
    print_signature_algorithm(p, &facts->signature_algorithm, request_algorithm(request));
    print_salt(p, &facts->signature_algorithm);
    print_attributes(p, request);
    print(p, "Other Information:\n");
    if (key != NULL)
        print_key_ids(p, facts->spki, "\t");
}
