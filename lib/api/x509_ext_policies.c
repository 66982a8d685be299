/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_ext_policies.c - extensions that are lists: policies */

#include "api/extension_objects.h"
#include "base/errors.h"

/**
 * gnutls_x509_policies_init:
 * @policies: receives an empty list; release it with
 *   gnutls_x509_policies_deinit()
 *
 * Makes a list of policies.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_policies_init(gnutls_x509_policies_t *policies)
{
    return NEW_OBJECT(policies);
}

/**
 * gnutls_x509_policies_deinit:
 * @policies: a list, or %NULL
 *
 * Releases a list of policies.
 **/
API void gnutls_x509_policies_deinit(gnutls_x509_policies_t policies)
{
    if (policies != NULL)
        policies_wipe(&policies->policies);
    memory_free(policies);
}

/**
 * gnutls_x509_ext_import_policies:
 * @ext: the value of the extension, DER
 * @policies: receives the policies
 * @flags: 0
 *
 * Reads policies in place of what the list had. A failure
 * changes nothing.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative code for what is broken.
 **/
API int gnutls_x509_ext_import_policies(const gnutls_datum_t *ext, gnutls_x509_policies_t policies,
                                        unsigned int flags)
{
    return policies_read(bytes_of_datum(ext), &policies->policies);
}

/**
 * gnutls_x509_ext_export_policies:
 * @policies: a list of policies
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes policies.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 **/
API int gnutls_x509_ext_export_policies(gnutls_x509_policies_t policies, gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 };
    return give_written(policies_write(&policies->policies, &der), &der, ext);
}

/* Shows a policy: its parts live where they are. */
static void show_policy(const struct policy *from, struct gnutls_x509_policy_st *out)
{
    *out = (struct gnutls_x509_policy_st){ .oid = (char *)from->oid.data,
                                           .qualifiers = (unsigned)from->count };
    for (size_t i = 0; i < from->count; i++) {
        const struct policy_qualifier *qualifier = &from->qualifiers[i];
        out->qualifier[i].type = qualifier->type;
        out->qualifier[i].data = (char *)qualifier->text.data;
        out->qualifier[i].size = (unsigned)qualifier->text.size;
    }
}

/**
 * gnutls_x509_policies_get:
 * @policies: a list of policies
 * @seq: which policy, from 0
 * @policy: receives it; its parts live with the list
 *
 * Gives a policy of the list. Of a qualifier that is neither a URI nor a
 * notice in text only that it is there is told.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last.
 **/
API int gnutls_x509_policies_get(gnutls_x509_policies_t policies, unsigned int seq,
                                 struct gnutls_x509_policy_st *policy)
{
    if (seq >= policies->policies.count)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (policy != NULL)
        show_policy(&policies->policies.items[seq], policy);
    return 0;
}

int take_policy(const struct gnutls_x509_policy_st *from, struct policy *out)
{
    if (from->qualifiers > GNUTLS_MAX_QUALIFIERS)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(policy_set_oid(out, from->oid));
    for (unsigned i = 0; i < from->qualifiers; i++) {
        struct bytes text = bytes_of(from->qualifier[i].data, from->qualifier[i].size);
        TRY(policy_add_qualifier(out, from->qualifier[i].type, text));
    }
    return 0;
}

/**
 * gnutls_x509_policies_set:
 * @policies: a list of policies
 * @policy: what to add
 *
 * Adds a policy to the list.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for what is no
 *   OID; %GNUTLS_E_INVALID_REQUEST for a qualifier of a type that is not
 *   known, or a notice of more than 200 bytes; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_policies_set(gnutls_x509_policies_t policies,
                                 const struct gnutls_x509_policy_st *policy)
{
    SCOPED(policy) struct policy taken = { .count = 0 };
    TRY(take_policy(policy, &taken));
    return policies_take(&policies->policies, &taken);
}

/**
 * gnutls_x509_policy_release:
 * @policy: a policy that gnutls_x509_crt_get_policy() gave
 *
 * Releases what the policy points to.
 **/
API void gnutls_x509_policy_release(struct gnutls_x509_policy_st *policy)
{
    for (unsigned i = 0; i < policy->qualifiers; i++)
        memory_free(policy->qualifier[i].data);
    memory_free(policy->oid);
}
