/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension_objects.h - what stands behind the handles of extensions */

#ifndef API_EXTENSION_OBJECTS_H
#define API_EXTENSION_OBJECTS_H

#include "base/memory.h"
#include "pki/extension_list.h"
#include "pki/name_constraints.h"
#include "pki/policies.h"
#include "pki/sct.h"

#include <gnutls/x509-ext.h>

struct gnutls_subject_alt_names_st {
    struct general_names names;
};

struct gnutls_x509_aki_st {
    struct authority_key key;
};

struct gnutls_x509_key_purposes_st {
    struct key_purposes purposes;
};

struct gnutls_x509_policies_st {
    struct policies policies;
};

struct gnutls_x509_crl_dist_points_st {
    struct distribution_points points;
};

struct gnutls_x509_aia_st {
    struct access_list list;
};

struct gnutls_x509_ct_scts_st {
    struct scts scts;
};

struct gnutls_x509_tlsfeatures_st {
    struct tls_features features;
};

struct gnutls_name_constraints_st {
    struct name_constraints constraints;
};

/* An empty object of the handle's type. */
#define NEW_OBJECT(handle)                                                                         \
    ((*(handle) = memory_get_zeroed(sizeof **(handle))) != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR))

/* Gives what a writer wrote, or passes on why it could not. */
static inline int give_written(int result, const struct buffer *der, gnutls_datum_t *out)
{
    return result < 0 ? result : bytes_give(buffer_bytes(der), out);
}

/* A text that has a zero byte behind it, as a view. */
static inline gnutls_datum_t datum_of_text(const struct buffer *text)
{
    return datum_of(buffer_bytes(text));
}

/* Shows a name as the API does; what is not wanted may be NULL. GNUTLS_E_X509_UNKNOWN_SAN for one
 * of a kind that the API has no number for. */
int show_general_name(const struct general_name_item *, unsigned *type, gnutls_datum_t *name,
                      gnutls_datum_t *other_oid) MUST_USE;

/* A proxy's policy, in memory of the application; what is not wanted may be NULL. */
struct proxy_info;
int give_proxy_info(const struct proxy_info *, char **language, char **policy, size_t *size)
    MUST_USE;

/* From the API's struct. */
int take_policy(const struct gnutls_x509_policy_st *, struct policy *out) MUST_USE;

/* Read into an object; `flags` as gnutls_x509_ext_import_tlsfeatures() and
 * gnutls_x509_ext_import_name_constraints(). */
int features_import(struct bytes value, unsigned flags, struct tls_features *out) MUST_USE;
int constraints_import(struct bytes value, unsigned flags, struct name_constraints *out) MUST_USE;

#endif
