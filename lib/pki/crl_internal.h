/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* crl_internal.h - what the files about revocation lists tell each other */

#ifndef PKI_CRL_INTERNAL_H
#define PKI_CRL_INTERNAL_H

#include "pki/crl.h"
#include "pki/internal.h"
#include "pki/oid.h"

/* CRLReason, RFC 5280, 5.3.1. */
enum { REMOVE_FROM_CRL = 8 };

static const struct bytes oid_reason = OID("\x55\x1d\x15");
static const struct bytes oid_certificate_issuer = OID("\x55\x1d\x1d");

/* A serial number as it stands in the list. */
struct crl_serial {
    const uint8_t *data;
    uint32_t size;
};

struct gnutls_x509_crl_int {
    _Atomic unsigned holds;
    struct buffer der;
    struct crl_facts facts;
    uint32_t *places; /* of the entries within facts.entries */
    size_t count, room;
    struct crl_serial *sorted; /* what is revoked, of the list's own issuer */
    size_t sorted_count;
    /* What is being written; the facts are views into these until it is signed. */
    bool is_draft;
    struct buffer draft_entries, draft_extensions, draft_issuer;
};

/* What a walk over the entries carries along. */
struct crl_walk {
    struct wire_reader reader;
    struct bytes issuer; /* of the entry before, and of those that follow */
    bool removes;
};

/* Remembers where an entry begins. */
int crl_note_entry(struct gnutls_x509_crl_int *, size_t offset) MUST_USE;

/* crl_extension.c: the Extensions of a list. */
int crl_extensions_read(struct bytes der, struct crl_facts *) MUST_USE;
int crl_extension_read(const struct certificate_extension *, struct crl_facts *) MUST_USE;

/* crl_write.c */
void crl_wipe_draft(struct gnutls_x509_crl_int *);

#endif
