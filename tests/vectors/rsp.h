/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rsp.h - test vectors in the form of NIST: sections, and lines "key = value"
 *
 * Files of RSA Security have headings and hex below them, one of Ed25519 columns; they are read into the
 * same. A value holds until it is set again. Each time the last key of a record has come, the function is
 * called, and asks for what it needs.
 */

#ifndef TESTS_VECTORS_RSP_H
#define TESTS_VECTORS_RSP_H

#include <gnutls/gnutls.h>
#include <stdbool.h>
#include <stddef.h>

struct rsp;

/* "" for a key that has not come. */
const char *rsp_text(const struct rsp *, const char *key);

/* What stands between the last brackets. */
const char *rsp_section(const struct rsp *);

/* A value in hex, as bytes that live until the record ends; whether leading zeros are kept is the
 * vector's choice. */
gnutls_datum_t rsp_bytes(struct rsp *, const char *key);

/* Reads a file below the folder of vectors. False when there is none. */
typedef void rsp_record(struct rsp *, void *context);
bool rsp_run(const char *file, const char *last_key, rsp_record *record, void *context);

/* Where the vectors are: the environment's VECTORS, else where Debian's package
 * python3-cryptography-vectors puts them. NULL when there are none. */
const char *rsp_folder(void);

/* What meson takes as "skipped". */
enum { SKIPPED = 77 };

#endif
