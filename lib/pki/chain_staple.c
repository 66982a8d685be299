/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* chain_staple.c - what the OCSP responses that came with a chain say of it */

#include "pki/chain.h"
#include "pki/der.h"
#include "pki/ocsp.h"
#include "pki/oid.h"

#include <gnutls/x509.h>

enum { STATUS_REQUEST = 5 }; /* RFC 7633, 4.1: the number of the extension */

static const struct bytes oid_tls_features = OID("\x2b\x06\x01\x05\x05\x07\x01\x18");

/* RFC 7633: the certificate says that a staple comes with it, to who asks. */
static bool promises_staple(const struct gnutls_x509_crt_int *certificate)
{
    struct certificate_extension extension;
    if (!certificate_find_extension(certificate, oid_tls_features, &extension))
        return false;
    struct wire_reader reader = wire_reader(extension.value);
    struct wire_reader features = der_enter(&reader, DER_SEQUENCE);
    while (wire_more(&features)) {
        if (der_read_small(&features, UINT16_MAX) == STATUS_REQUEST && !features.failed)
            return true;
    }
    return false;
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
