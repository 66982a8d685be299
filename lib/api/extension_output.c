/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension_output.c - extensions of OCSP messages into memory of the application */

#include "api/extension_output.h"

#include "api/output.h"
#include "pki/certificate.h"
#include "pki/der.h"
#include "pki/ocsp.h"
#include "pki/oid.h"

static int give(const struct certificate_extension *extension, gnutls_datum_t *oid,
                unsigned *critical, gnutls_datum_t *value)
{
    SCOPED(buffer) struct buffer text = { 0 };
    TRY(oid_print(extension->oid, &text));
    if (critical != NULL)
        *critical = extension->critical;
    if (oid != NULL)
        TRY(bytes_give(buffer_bytes(&text), oid));
    return value != NULL ? bytes_give(extension->value, value) : 0;
}

int extension_give(struct bytes extensions, unsigned index, gnutls_datum_t *oid, unsigned *critical,
                   gnutls_datum_t *value)
{
    struct certificate_extension extension;
    if (!extension_nth(extensions, index, &extension))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return give(&extension, oid, critical, value);
}

int nonce_give(struct bytes extensions, unsigned *critical, gnutls_datum_t *nonce)
{
    struct certificate_extension extension;
    if (!extension_find(extensions, oid_ocsp_nonce, &extension))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    struct wire_reader reader = wire_reader(extension.value);
    struct bytes content = der_read(&reader, DER_OCTET_STRING);
    TRY(der_end(&reader));
    if (critical != NULL)
        *critical = extension.critical;
    return bytes_give(content, nonce);
}
