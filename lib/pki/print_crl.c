/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* print_crl.c - revocation lists as text */

#include "pki/certificate.h"
#include "pki/crl.h"
#include "pki/der.h"
#include "pki/extension_oid.h"
#include "pki/print.h"

static const struct bytes oid_crl_number = OID("\x55\x1d\x14"); /* 2.5.29.20 */

static void print_number(struct printer *p, const struct certificate_extension *extension)
{
    struct wire_reader reader = wire_reader(extension->value);
    print(p, "\t\tCRL Number (%s): ", extension->critical ? "critical" : "not critical");
    print_hex(p, der_read_integer(&reader));
    print(p, "\n");
}

static void print_list_extensions(struct printer *p, struct bytes extensions)
{
    struct certificate_extension extension;
    if (extensions.size > 0)
        print(p, "\tExtensions:\n");
    while (extension_take(&extensions, &extension)) {
        if (bytes_equal(extension.oid, oid_crl_number))
            print_number(p, &extension);
        else
            print_extension(p, &extension);
    }
}

static void print_entries(struct printer *p, const struct gnutls_x509_crl_int *crl)
{
    struct crl_entry entry;
    if (crl_count(crl) == 0)
        print(p, "\tNo revoked certificates.\n");
    else
        print(p, "\tRevoked certificates (%zu):\n", crl_count(crl));
    for (size_t i = 0; crl_entry_at(crl, i, &entry); i++) {
        print(p, "\t\tSerial Number (hex): ");
        print_hex(p, entry.serial);
        print(p, "\n\t\tRevoked at: ");
        print_time(p, entry.revoked_s);
        print(p, "\n");
    }
}

static void print_dates(struct printer *p, const struct crl_facts *facts)
{
    print(p, "\tUpdate dates:\n\t\tIssued: ");
    print_time(p, facts->this_update_s);
    if (facts->next_update_s != NO_TIME) {
        print(p, "\n\t\tNext at: ");
        print_time(p, facts->next_update_s);
    }
    print(p, "\n");
}

void crl_print(const struct gnutls_x509_crl_int *crl, gnutls_certificate_print_formats_t format,
               struct printer *p)
{
    const struct crl_facts *facts = crl_facts(crl);
    /* CertificateList: behind what is signed. */
    struct wire_reader reader = wire_reader(crl_der(crl));
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    der_read_whole(&fields, DER_SEQUENCE);
    struct bytes algorithm = der_read_whole(&fields, DER_SEQUENCE);
    bool is_signed = format != GNUTLS_CRT_PRINT_UNSIGNED_FULL;
    p->indent = "\t\t";
    print(p, "X.509 Certificate Revocation List Information:\n\tVersion: %u\n", facts->version);
    if (is_signed) {
        print(p, "\tIssuer: ");
        print_name(p, facts->issuer);
        print(p, "\n");
    }
    print_dates(p, facts);
    print_list_extensions(p, facts->extensions);
    print_entries(p, crl);
    if (is_signed) {
        print_signature_algorithm(p, &facts->signature_algorithm, algorithm);
        print_signature(p, &facts->signature_algorithm, facts->signature);
    }
}
