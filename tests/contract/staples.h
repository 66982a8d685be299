/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* staples.h - the OCSP responses of tests/data/revocation/, given by servers */
#ifndef TESTS_CONTRACT_STAPLES_H
#define TESTS_CONTRACT_STAPLES_H

#include "suite.h"

#include <gnutls/x509.h>

#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"

/* What a client makes of a server. */
enum {
    GOOD = 0,
    INVALID = GNUTLS_CERT_INVALID,
    REVOKED = INVALID | GNUTLS_CERT_REVOKED,
    WRONG = INVALID | GNUTLS_CERT_INVALID_OCSP_STATUS,
    OLD = INVALID | GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED,
    FUTURE = INVALID | GNUTLS_CERT_REVOCATION_DATA_ISSUED_IN_FUTURE,
    MISSING = INVALID | GNUTLS_CERT_MISSING_OCSP_STATUS,
};

/* Gives the response whose name it was told. */
static inline int give_staple(gnutls_session_t session, void *name, gnutls_datum_t *out)
{
    if (name == NULL)
        return GNUTLS_E_NO_CERTIFICATE_STATUS;
    gnutls_datum_t file = file_in("revocation/%s.ocsp", name);
    out->data = gnutls_malloc(file.size);
    assert_non_null(out->data);
    memcpy(out->data, file.data, file.size);
    out->size = file.size;
    free(file.data);
    return 0;
}

#endif
