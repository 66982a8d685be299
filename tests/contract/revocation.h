/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* revocation.h - the revocation lists of tests/data/revocation/, and the chain that they are about */

#ifndef CONTRACT_REVOCATION_H
#define CONTRACT_REVOCATION_H

#include "suite.h"

#include <gnutls/x509.h>

enum {
    GOOD = 0,
    INVALID = GNUTLS_CERT_INVALID,
    REVOKED = INVALID | GNUTLS_CERT_REVOKED,
    UNKNOWN = INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND,
    FORGED = INVALID | GNUTLS_CERT_SIGNATURE_FAILURE,
    OLD = INVALID | GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED,
    FUTURE = INVALID | GNUTLS_CERT_REVOCATION_DATA_ISSUED_IN_FUTURE,
    NOT_CA = INVALID | GNUTLS_CERT_SIGNER_NOT_CA,
    CONSTRAINED = INVALID | GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE,
};

static inline gnutls_datum_t load_text(const char *name)
{
    return file_in("revocation/%s.crl", name);
}

static inline gnutls_x509_crl_t load_list(const char *name)
{
    gnutls_x509_crl_t list;
    gnutls_datum_t file = load_text(name);

    assert_code(gnutls_x509_crl_init(&list), 0);
    assert_code(gnutls_x509_crl_import(list, &file, GNUTLS_X509_FMT_PEM), 0);
    free(file.data);
    return list;
}

/* The chain of the tests, and whom we trust. */
static struct {
    gnutls_x509_crt_t root, inter, server;
} certificates;

static inline gnutls_x509_trust_list_t open_certificates(void)
{
    gnutls_x509_trust_list_t trust;

    certificates.root = certificate_in("%s", "root-cert.pem");
    certificates.inter = certificate_in("%s", "inter-cert.pem");
    certificates.server = certificate_in("%s", "server-p256-cert.pem");
    assert_code(gnutls_x509_trust_list_init(&trust, 0), 0);
    assert_code(gnutls_x509_trust_list_add_cas(trust, &certificates.root, 1, 0), 1);
    return trust;
}

static inline void close_certificates(gnutls_x509_trust_list_t trust)
{
    gnutls_x509_trust_list_deinit(trust, 0);
    gnutls_x509_crt_deinit(certificates.root);
    gnutls_x509_crt_deinit(certificates.inter);
    gnutls_x509_crt_deinit(certificates.server);
}

static inline unsigned verify_chain(gnutls_x509_trust_list_t trust, unsigned flags)
{
    gnutls_x509_crt_t chain[] = { certificates.server, certificates.inter };
    unsigned status = 0;

    assert_code(gnutls_x509_trust_list_verify_crt(trust, chain, 2, flags, &status, NULL), 0);
    return status;
}

static inline gnutls_datum_t two_lists(void)
{
    gnutls_datum_t first = load_text("empty"), second = load_text("revokes-server");
    unsigned char *both = malloc(first.size + second.size + 1);

    assert_non_null(both);
    memcpy(both, first.data, first.size);
    memcpy(both + first.size, second.data, second.size);
    both[first.size + second.size] = '\0';
    gnutls_datum_t result = { both, first.size + second.size };
    free(first.data);
    free(second.data);
    return result;
}

#endif
