/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs8.c - PKCS#8 that is locked with a password: RFC 5958, 3 */

#include "pki/pkcs8.h"

#include "base/errors.h"
#include "pki/der.h"

int pkcs8_locked_read(struct bytes der, struct encryption *out_how, struct bytes *out_encrypted)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes algorithm = der_read_whole(&fields, DER_SEQUENCE);
    *out_encrypted = der_read(&fields, DER_OCTET_STRING);
    *out_how = (struct encryption){ 0 };
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    return encryption_read(algorithm, out_how);
}

int pkcs8_unlock(struct bytes der, const char *password, struct buffer *out)
{
    struct encryption how;
    struct bytes encrypted;
    TRY(pkcs8_locked_read(der, &how, &encrypted));
    return encryption_open(&how, password, encrypted, out);
}

int pkcs8_lock(unsigned flags, const char *password, struct bytes plain, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, encrypted = { 0 };
    TRY(encryption_seal(flags, password, plain, &fields, &encrypted));
    TRY(der_write(&fields, DER_OCTET_STRING, buffer_bytes(&encrypted)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

bool pkcs8_is_locked(struct bytes der)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    return der_peek(&fields) == DER_SEQUENCE;
}
