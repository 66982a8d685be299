/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* advisories.h - what the suites about advisories share */

#ifndef CONTRACT_ADVISORIES_H
#define CONTRACT_ADVISORIES_H

#include "suite.h"

#include <gnutls/x509.h>

static inline gnutls_x509_trust_list_t trust_in(gnutls_x509_crt_t trusted)
{
    gnutls_x509_trust_list_t list;

    assert_code(gnutls_x509_trust_list_init(&list, 0), 0);
    if (trusted != NULL)
        assert_code(gnutls_x509_trust_list_add_cas(list, &trusted, 1, 0), 1);
    return list;
}

#endif
