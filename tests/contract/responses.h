/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* responses.h - the OCSP responses of tests/data/revocation/ */
#ifndef TESTS_CONTRACT_RESPONSES_H
#define TESTS_CONTRACT_RESPONSES_H

#include "suite.h"

#include <gnutls/crypto.h>
#include <gnutls/ocsp.h>
#include <gnutls/x509.h>

static inline gnutls_datum_t load_der(const char *name)
{
    return file_in("revocation/%s.ocsp", name);
}

static inline gnutls_ocsp_resp_t load_response(const char *name)
{
    gnutls_ocsp_resp_t response;
    gnutls_datum_t file = load_der(name);

    assert_code(gnutls_ocsp_resp_init(&response), 0);
    assert_code(gnutls_ocsp_resp_import(response, &file), 0);
    free(file.data);
    return response;
}

#endif
