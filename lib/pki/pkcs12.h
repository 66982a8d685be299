/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs12.h - PKCS#12: keys and certificates in bags, RFC 7292 */

#ifndef PKI_PKCS12_H
#define PKI_PKCS12_H

#include "crypto/pbe.h"
#include "pki/encryption.h"

#include <gnutls/pkcs12.h>

/* Bags in a PFX, elements in a bag, certificates of a PFX that is parsed. A system's trust store
 * fits many times; looking for one among the others stays cheap. */
enum { PKCS12_COUNT_MAX = 4096 };

/* What opening a whole PFX may cost, in iterations: as much as three keys that each ask for the most.
 * Fifty bags that were locked here fit, and their MAC. */
enum { PKCS12_ITERATIONS_MAX = 3 * PBE_ITERATIONS_MAX };

/* One thing in a bag: the DER of a key, a certificate, a list; or all of the bag, locked. */
struct pkcs12_element {
    gnutls_pkcs12_bag_type_t type;
    struct buffer data;
    struct buffer name;   /* UTF-8, with a zero byte behind it that counts; empty: none */
    struct buffer key_id; /* empty: none */
};

struct gnutls_pkcs12_bag_int {
    struct pkcs12_element *elements;
    size_t count;
};

void bag_wipe(struct gnutls_pkcs12_bag_int *);

/* Takes the element over; its index, or an error: GNUTLS_E_INVALID_REQUEST for a locked bag. */
int bag_add(struct gnutls_pkcs12_bag_int *, struct pkcs12_element *owned) MUST_USE;

bool bag_is_locked(const struct gnutls_pkcs12_bag_int *);

/* Replaces what is there by the content of a SafeContents, in BER. */
int bag_read(struct gnutls_pkcs12_bag_int *, struct bytes safe_contents) MUST_USE;

/* Appends the SafeContents. */
int bag_write(const struct gnutls_pkcs12_bag_int *, struct buffer *out) MUST_USE;

/* What a locked bag holds, EncryptedData: how it is locked, and what is; pieces are joined in `room`. */
int bag_locked_read(struct bytes encrypted_data, struct encryption *out_how, struct buffer *room,
                    struct bytes *out_encrypted) MUST_USE;

/* How a locked bag is locked; GNUTLS_E_INVALID_REQUEST for one that is not. */
int bag_how(const struct gnutls_pkcs12_bag_int *, struct encryption *out) MUST_USE;

/* In place; nothing changes on failure. GNUTLS_E_INVALID_REQUEST when it is so already, or empty;
 * else as encryption_open() and encryption_seal(). */
int bag_unlock(struct gnutls_pkcs12_bag_int *, const char *password) MUST_USE;
int bag_lock(struct gnutls_pkcs12_bag_int *, unsigned flags, const char *password) MUST_USE;

/* What shows that nobody changed the bags: a keyed hash. */
struct pkcs12_mac {
    const struct hash *hash; /* NULL: none */
    struct buffer salt, digest;
    unsigned iterations;
};

struct gnutls_pkcs12_int {
    struct buffer authenticated; /* AuthenticatedSafe as it came: what the MAC is over */
    struct buffer contents;      /* its ContentInfos, in DER, one after the other */
    struct pkcs12_mac mac;
};

void pkcs12_wipe(struct gnutls_pkcs12_int *);

/* Replaces what is there by a PFX, in BER. GNUTLS_E_ASN1_DER_ERROR also for more bags and iterations
 * than are opened. */
int pkcs12_read(struct gnutls_pkcs12_int *, struct bytes pfx) MUST_USE;
int pkcs12_write(const struct gnutls_pkcs12_int *, struct buffer *out) MUST_USE;

/* GNUTLS_E_ASN1_ELEMENT_NOT_FOUND when there is none, GNUTLS_E_MAC_VERIFY_FAILED. */
int pkcs12_check_mac(const struct gnutls_pkcs12_int *, const char *password) MUST_USE;
int pkcs12_make_mac(struct gnutls_pkcs12_int *, const struct hash *, const char *password) MUST_USE;

/* Fills the bag. GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last. */
int pkcs12_bag_at(const struct gnutls_pkcs12_int *, size_t index, struct gnutls_pkcs12_bag_int *out)
    MUST_USE;

/* How many iterations the MAC and the locked bags ask for. Bags that are not understood are not
 * opened, and ask for none. */
uint64_t pkcs12_iterations(const struct gnutls_pkcs12_int *);

/* Appends a copy of the bag; the MAC is none of this any more, and gone. GNUTLS_E_INVALID_REQUEST
 * when the whole, with a new MAC, would not be read again: for too many bags or iterations. */
int pkcs12_add_bag(struct gnutls_pkcs12_int *, const struct gnutls_pkcs12_bag_int *) MUST_USE;

#endif
