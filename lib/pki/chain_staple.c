/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* chain_staple.c - what the OCSP responses that came with a chain say of it */

#include "pki/chain.h"
#include "pki/extension_list.h"
#include "pki/extension_oid.h"
#include "pki/ocsp.h"

#include <gnutls/x509.h>

enum { STATUS_REQUEST = 5 }; /* RFC 7633, 4.1: the number of the extension */

/* RFC 7633: the certificate says that a staple comes with it, to who asks. */
static bool promises_staple(const struct gnutls_x509_crt_int *certificate)
{
    const struct tls_features staple = { .items = { STATUS_REQUEST }, .count = 1 };
    struct tls_features features;
    struct certificate_extension extension;
    return certificate_find_extension(certificate, oid_tls_features, &extension) &&
           tls_features_read(extension.value, &features) == 0 &&
           tls_features_include(&features, &staple);
}

static size_t place_of(const struct chain_question *question,
                       const struct gnutls_x509_crt_int *certificate)
{
    size_t place = 0;
    while (place < question->count && question->chain[place] != certificate)
        place++;
    return place;
}

unsigned chain_staple_status(const struct chain_question *question,
                             const struct gnutls_x509_crt_int *certificate,
                             const struct gnutls_x509_crt_int *issuer)
{
    struct chain_staples *staples = question->staples;
    size_t place = place_of(question, certificate);
    if (staples == NULL || (question->flags & GNUTLS_VERIFY_DISABLE_CRL_CHECKS) != 0)
        return 0;
    if (place < staples->count && staples->list[place].size > 0) {
        unsigned status =
            ocsp_judge(staples->list[place], certificate, issuer, question->flags, question->now_s);
        if (place == 0)
            staples->is_good = status == 0;
        /* Where the responder did not tell, it is as if there were no staple. */
        if (status != GNUTLS_CERT_MISSING_OCSP_STATUS)
            return status;
    }
    if (place == 0 && staples->wanted && promises_staple(certificate))
        return GNUTLS_CERT_MISSING_OCSP_STATUS;
    return 0;
}
