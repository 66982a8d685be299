/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* encryption_info.c - how something is locked, for the application */

#include "api/encryption_info.h"
#include "api/output.h"
#include "pki/oid.h"

int give_oid(struct bytes oid, char **out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    gnutls_datum_t given;
    if (out == NULL)
        return 0;
    TRY(oid_print(oid, &text));
    TRY(bytes_give(buffer_bytes(&text), &given));
    *out = (char *)given.data;
    return 0;
}

int give_salt(struct bytes salt, void *out, unsigned *size)
{
    size_t room = size != NULL ? *size : 0;
    if (size == NULL)
        return 0;
    int result = output_bytes(salt, out, &room);
    *size = (unsigned)room;
    return result;
}

int give_encryption(int result, const struct encryption *how, const struct encryption_receivers *to)
{
    if (to->oid != NULL)
        *to->oid = NULL;
    if (how->oid.size > 0)
        TRY(give_oid(how->oid, to->oid));
    TRY(result);
    if (to->schema != NULL)
        *to->schema = how->scheme->flag;
    if (to->cipher != NULL)
        *to->cipher = (unsigned)how->scheme->cipher->id;
    if (to->iterations != NULL)
        *to->iterations = how->iterations;
    return give_salt(how->salt, to->salt, to->salt_size);
}
