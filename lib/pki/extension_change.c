/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension_change.c - an extension with something added to it */

#include "pki/extension_change.h"

#include "base/errors.h"
#include "pki/certificate.h"
#include "pki/der.h"
#include "pki/extension_list.h"
#include "pki/extension_oid.h"
#include "pki/policies.h"

#include <gnutls/x509-ext.h>

/* The value of the extension that there is; false when there is none. */
static bool value_of(struct bytes extensions, struct bytes oid, struct bytes *out)
{
    struct certificate_extension extension;
    if (!extension_find(extensions, oid, &extension))
        return false;
    *out = extension.value;
    return true;
}

int purposes_with(struct bytes extensions, const char *oid, struct buffer *out)
{
    SCOPED(key_purposes) struct key_purposes purposes = { 0 };
    struct bytes value;
    if (value_of(extensions, oid_purposes, &value))
        TRY(key_purposes_read(value, &purposes));
    TRY(key_purposes_add(&purposes, oid));
    return key_purposes_write(&purposes, out);
}

/* The value of an otherName may be given as bytes or text that are still to be made an element. */
static int other_value(const struct new_name *name, struct buffer *out)
{
    if ((name->flags & GNUTLS_FSAN_ENCODE_OCTET_STRING) != 0)
        return der_write(out, DER_OCTET_STRING, name->value);
    if ((name->flags & GNUTLS_FSAN_ENCODE_UTF8_STRING) != 0)
        return der_write(out, DER_UTF8_STRING, name->value);
    return buffer_append(out, name->value);
}

int names_with(struct bytes extensions, struct bytes which, const struct new_name *name,
               struct buffer *out)
{
    SCOPED(general_names) struct general_names names = { 0 };
    SCOPED(buffer) struct buffer element = { 0 };
    struct bytes value, added = name->value;
    bool append = (name->flags & GNUTLS_FSAN_APPEND) != 0;
    if (append && value_of(extensions, which, &value))
        TRY(alternative_names_read(value, &names));
    if (name->other_oid != NULL) {
        TRY(other_value(name, &element));
        added = buffer_bytes(&element);
    }
    TRY(general_names_add(&names, name->type, added, name->other_oid));
    return alternative_names_write(&names, out);
}

int distribution_points_with(struct bytes extensions, const struct new_name *name, unsigned reasons,
                             struct buffer *out)
{
    SCOPED(distribution_points) struct distribution_points points = { 0 };
    struct bytes value;
    if (value_of(extensions, oid_distribution_points, &value))
        TRY(distribution_points_read(value, &points));
    TRY(distribution_points_add(&points, name->type, name->value, reasons));
    return distribution_points_write(&points, out);
}

int access_list_with(struct bytes extensions, const char *method, struct bytes uri,
                     struct buffer *out)
{
    SCOPED(access_list) struct access_list list = { 0 };
    struct bytes value;
    if (value_of(extensions, oid_information_access, &value))
        TRY(access_list_read(value, &list));
    TRY(access_list_add(&list, method, GNUTLS_SAN_URI, uri));
    return access_list_write(&list, out);
}

int policies_with(struct bytes extensions, struct policy *owned, struct buffer *out)
{
    SCOPED(policies) struct policies policies = { 0 };
    struct bytes value;
    if (value_of(extensions, oid_policies, &value))
        TRY(policies_read(value, &policies));
    TRY(policies_take(&policies, owned));
    return policies_write(&policies, out);
}
