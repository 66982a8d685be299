/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* verify_status.c - a verification status in words */

#include "pki/verify_status.h"

#include "base/errors.h"

struct sentence {
    unsigned bit;
    const char *text;
};

/* clang-format off */
static const struct sentence sentences[] = {
    { GNUTLS_CERT_REVOKED,                "The certificate or one above it has been revoked. " },
    { GNUTLS_CERT_MISMATCH,               "The certificate is not the one that was known for this host. " },
    { GNUTLS_CERT_SIGNER_NOT_FOUND,       "The certificate issuer is unknown. " },
    { GNUTLS_CERT_SIGNER_NOT_CA,          "The certificate issuer is not an authority (CA). " },
    { GNUTLS_CERT_SIGNATURE_FAILURE,      "A signature in the certificate chain is invalid. " },
    { GNUTLS_CERT_INSECURE_ALGORITHM,     "The certificate chain uses an insecure algorithm. " },
    { GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE,
                                          "The certificate chain breaks a constraint of an issuer. " },
    { GNUTLS_CERT_PURPOSE_MISMATCH,       "The certificate chain is not for the intended purpose. " },
    { GNUTLS_CERT_NOT_ACTIVATED,          "The certificate chain uses a certificate that is not yet valid. " },
    { GNUTLS_CERT_EXPIRED,                "The certificate chain uses an expired certificate. " },
    { GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED,
                                          "The revocation data is old and has been superseded. " },
    { GNUTLS_CERT_REVOCATION_DATA_ISSUED_IN_FUTURE,
                                          "The revocation data carries a date in the future. " },
    { GNUTLS_CERT_UNEXPECTED_OWNER,       "The name in the certificate does not match the expected one. " },
    { GNUTLS_CERT_MISSING_OCSP_STATUS,    "The certificate demands an OCSP status, and none was sent. " },
    { GNUTLS_CERT_INVALID_OCSP_STATUS,    "The OCSP status that was sent is invalid. " },
    { GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS, "The certificate has an unknown critical extension. " },
};
/* clang-format on */

int verify_status_print(unsigned status, struct buffer *out)
{
    const char *verdict =
        status == 0 ? "The certificate is trusted. " : "The certificate is NOT trusted. ";
    TRY(buffer_append(out, bytes_of_text(verdict)));
    for (size_t i = 0; i < ARRAY_SIZE(sentences); i++) {
        if ((status & sentences[i].bit) != 0)
            TRY(buffer_append(out, bytes_of_text(sentences[i].text)));
    }
    return 0;
}
