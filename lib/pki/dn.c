/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dn.c - a distinguished name as an object of its own */

#include "pki/dn.h"

#include "base/errors.h"
#include "base/memory.h"
#include "pki/oid.h"

int dn_new(struct gnutls_x509_dn_st **out)
{
    struct gnutls_x509_dn_st *dn = memory_get_zeroed(sizeof *dn);
    if (dn == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    *out = dn;
    return 0;
}

void dn_free(struct gnutls_x509_dn_st *dn)
{
    if (dn == NULL)
        return;
    buffer_wipe(&dn->der);
    buffer_wipe(&dn->oids);
    memory_free(dn);
}

static int write_oids(struct bytes name, struct buffer *out)
{
    static const uint8_t end[1];
    struct name_walk walk = { 0 };
    struct name_attribute attribute;
    while (name_walk(name, &walk, &attribute)) {
        TRY(oid_print(attribute.oid, out));
        TRY(buffer_append(out, bytes_of(end, 1)));
    }
    return 0;
}

int dn_set(struct gnutls_x509_dn_st *dn, struct bytes der)
{
    SCOPED(buffer) struct buffer copy = { 0 }, oids = { 0 };
    TRY(name_check(der));
    TRY(write_oids(der, &oids));
    TRY(buffer_set(&copy, der));
    buffer_move(&copy, &dn->der);
    buffer_move(&oids, &dn->oids);
    return 0;
}

int dn_attribute(const struct gnutls_x509_dn_st *dn, unsigned set, unsigned index,
                 struct name_attribute *out, const char **out_oid)
{
    struct name_walk walk = { 0 };
    const char *oid = (const char *)dn->oids.data;
    while (name_walk(buffer_bytes(&dn->der), &walk, out)) {
        if (out->set == set && index-- == 0) {
            *out_oid = oid;
            return 0;
        }
        oid += strlen(oid) + 1;
    }
    return fail(GNUTLS_E_ASN1_ELEMENT_NOT_FOUND);
}
