/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* print.h - certificates, lists, requests and keys as text for people
 *
 * The form is an interface: programs show and parse it. A printer is sticky like a writer; after
 * the first failure, which can only be lack of memory, nothing more is printed.
 */

#ifndef PKI_PRINT_H
#define PKI_PRINT_H

#include "base/buffer.h"
#include "pki/algorithm.h"

#include <gnutls/x509.h>

struct printer {
    struct buffer *out;
    int error;
    const char *indent; /* in front of the lines of extensions */
    bool full_numbers;  /* numbers of keys in one line */
};

static inline struct printer printer(struct buffer *out, const char *indent)
{
    return (struct printer){ .out = out, .indent = indent };
}

/* ---- pieces ---- */

void print(struct printer *, const char *format, ...) PRINTF_LIKE(2, 3);
void print_bytes(struct printer *, struct bytes text);
void print_hex(struct printer *, struct bytes);

/* Sixteen bytes a line, each behind `indent`, with colons between. */
void print_hex_lines(struct printer *, struct bytes, const char *indent);

/* What is visible ASCII as it is, else a dot. */
void print_ascii(struct printer *, struct bytes);

/* A Name, the last part first; nothing for an empty one. */
void print_name(struct printer *, struct bytes name);

void print_oid(struct printer *, struct bytes oid);

/* "Wed Jan 01 00:00:00 UTC 2020". */
void print_time(struct printer *, int64_t seconds);

/* "Wed, Jan 01 00:00:00 UTC 2020". */
void print_comma_time(struct printer *, int64_t seconds);

/* "2020-01-01 00:00:00 UTC". */
void print_short_time(struct printer *, int64_t seconds);

/* "error: WHAT: " and what the code means, on a line of its own. */
void print_fault(struct printer *, const char *what, int code);

/* A hash of `data` behind `title`. */
void print_digest(struct printer *, const char *title, const struct hash *, struct bytes data);

/* Base64 of the SHA-256 of a SubjectPublicKeyInfo. */
void print_pin(struct printer *, struct bytes spki);

/* ---- blocks ---- */

/* Kind, strength and numbers. `title` is "Subject Public Key" or the like; `key` is NULL for one
 * that is not known, and then `result` says why. */
void print_key(struct printer *, const char *title, struct bytes spki, const struct public_key *key,
               int result);

/* The identifiers of a key: SHA-1 and SHA-256, and the pin. */
void print_key_ids(struct printer *, struct bytes spki, const char *indent);

/* "Digital signature." and so on. */
void print_key_usage(struct printer *, unsigned usage, const char *indent);

void print_signature_algorithm(struct printer *, const struct signature_algorithm *,
                               struct bytes algorithm);

/* Of RSA-PSS; told of certificates and requests, not of lists and responses. */
void print_salt(struct printer *, const struct signature_algorithm *);

/* A warning if the algorithm is broken, and the signature. */
void print_signature(struct printer *, const struct signature_algorithm *, struct bytes signature);

/* One extension: its name, whether it is critical, and what it says. */
struct certificate_extension;
void print_extension(struct printer *, const struct certificate_extension *);

/* Elements of extensions. */
void print_extensions(struct printer *, struct bytes extensions);

/* ---- wholes ---- */

struct gnutls_x509_crt_int;
struct gnutls_x509_crl_int;
struct gnutls_x509_crq_int;
void certificate_print(const struct gnutls_x509_crt_int *, gnutls_certificate_print_formats_t,
                       struct printer *);
void crl_print(const struct gnutls_x509_crl_int *, gnutls_certificate_print_formats_t,
               struct printer *);
void request_print(const struct gnutls_x509_crq_int *, gnutls_certificate_print_formats_t,
                   struct printer *);

/* A key by itself. */
void public_key_print(const struct public_key *, unsigned usage, struct bytes spki,
                      struct printer *);

/* The picture of a fingerprint, as OpenSSH draws it. */
void print_random_art(struct printer *, const char *key_type, unsigned key_size,
                      struct bytes fingerprint);

#endif
