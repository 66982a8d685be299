/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension_list.h - extensions that are lists: read, built, written
 *
 * Each list is a struct of its own that { 0 } makes empty. A reader takes the content of the
 * extension's OCTET STRING whole and puts its entries in place of those that were there; when it
 * fails nothing changes. A writer appends the DER. To change an extension: read it, add, write it.
 */

#ifndef PKI_EXTENSION_LIST_H
#define PKI_EXTENSION_LIST_H

#include "pki/general_names.h"

/* ---- alternative names, RFC 5280, 4.2.1.6 and 4.2.1.7: struct general_names ---- */

int alternative_names_read(struct bytes value, struct general_names *out) MUST_USE;
int alternative_names_write(const struct general_names *, struct buffer *out) MUST_USE;

/* ---- purposes, 4.2.1.12 ---- */

struct key_purposes {
    struct buffer *oids; /* dotted texts, a zero byte behind each */
    size_t count;
};

/* GNUTLS_E_X509_UNSUPPORTED_OID for what is no OID. */
int key_purposes_add(struct key_purposes *, const char *oid) MUST_USE;
int key_purposes_read(struct bytes value, struct key_purposes *out) MUST_USE;
int key_purposes_write(const struct key_purposes *, struct buffer *out) MUST_USE;
void key_purposes_wipe(struct key_purposes *);

/* ---- authority key identifier, 4.2.1.1 ---- */

struct authority_key {
    struct buffer id, serial;
    bool has_id, has_serial;
    struct general_names issuer;
};

int authority_key_read(struct bytes value, struct authority_key *out) MUST_USE;
int authority_key_write(const struct authority_key *, struct buffer *out) MUST_USE;
void authority_key_wipe(struct authority_key *);

/* ---- authority and subject information access, 4.2.2 ---- */

struct access_description {
    struct buffer method; /* dotted text, a zero byte behind it */
    struct general_name_item location;
};

struct access_list {
    struct access_description *items;
    size_t count;
};

int access_list_add(struct access_list *, const char *method, unsigned type, struct bytes location)
    MUST_USE;
int access_list_read(struct bytes value, struct access_list *out) MUST_USE;
int access_list_write(const struct access_list *, struct buffer *out) MUST_USE;
void access_list_wipe(struct access_list *);

/* ---- CRL distribution points, 4.2.1.13: the full names, each with the reasons of its point ---- */

struct distribution_point {
    struct general_name_item name;
    unsigned reasons; /* GNUTLS_CRL_REASON_ bits; 0: all */
};

struct distribution_points {
    struct distribution_point *items;
    size_t count;
};

/* Names that are added with the same reasons, one after the other, share a point. */
int distribution_points_add(struct distribution_points *, unsigned type, struct bytes name,
                            unsigned reasons) MUST_USE;
int distribution_points_read(struct bytes value, struct distribution_points *out) MUST_USE;
int distribution_points_write(const struct distribution_points *, struct buffer *out) MUST_USE;
void distribution_points_wipe(struct distribution_points *);

/* ---- TLS features, RFC 7633 ---- */

enum { TLS_FEATURES_MAX = 64 };

struct tls_features {
    uint16_t items[TLS_FEATURES_MAX];
    size_t count;
};

/* GNUTLS_E_INTERNAL_ERROR when the list is full. */
int tls_features_add(struct tls_features *, uint16_t feature) MUST_USE;
int tls_features_read(struct bytes value, struct tls_features *out) MUST_USE;
/* Are all that are wanted among these? */
bool tls_features_include(const struct tls_features *, const struct tls_features *wanted);
int tls_features_write(const struct tls_features *, struct buffer *out) MUST_USE;

#endif
