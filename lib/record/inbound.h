/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* inbound.h - bytes to records to content
 *
 * A record is pulled, kept over any stall, opened in place and lent out. What was pulled is never
 * lost, whatever time runs out.
 */

#ifndef RECORD_INBOUND_H
#define RECORD_INBOUND_H

#include "record/protect.h"
#include "record/transport.h"
#include "wire/tls.h"

struct datagrams;

struct inbound {
    struct datagrams *datagrams; /* owned; NULL on a stream */
    struct buffer raw; /* header and fragment of the record under way, and what came behind */
    size_t used;       /* bytes at the front of raw that are done with */
    struct buffer application; /* data that came while something else was waited for */
    size_t application_used;
    struct bytes rest;     /* in raw: what is not taken yet of the application record lent last */
    size_t plain_limit;    /* largest content we take (record_size_limit, RFC 8449) */
    bool look_ahead;       /* during a handshake: also pull the next header with a fragment */
    bool expect_tls13;     /* TLS 1.3 is chosen: with keys on, the outer type is 23 */
    bool allow_ccs;        /* RFC 8446, D.4: one ChangeCipherSpec of one byte 1 is passed over */
    uint8_t empty_records; /* in a row: bounded */
    uint32_t skip_left;    /* rejected 0-RTT: bytes of records that may fail to open */
};

/* The next record, opened; `out` is lent until the next call. Application data that was left
 * (inbound_leave_application) is kept. GNUTLS_E_AGAIN and GNUTLS_E_INTERRUPTED, and what
 * transport.before_pull says, lose nothing. GNUTLS_E_PREMATURE_TERMINATION at the end of the
 * stream, GNUTLS_E_RECORD_OVERFLOW, GNUTLS_E_DECRYPTION_FAILED (bad_record_mac),
 * GNUTLS_E_UNEXPECTED_PACKET, GNUTLS_E_UNSUPPORTED_VERSION_PACKET.
 *
 * What comes out is never empty. The ChangeCipherSpec of a version before 1.3 is given: one byte, 1.
 * Whether it may come now is for the caller to say. */
int inbound_next(struct inbound *, struct transport *, struct record_keys *, struct record *out)
    MUST_USE;

/* Is a whole record here already, so that inbound_next() needs no transport? */
bool inbound_has_record(const struct inbound *);

/* Are bytes of a record here that is not whole yet? */
bool inbound_is_partial(const struct inbound *);

/* RFC 8446, 5.4; RFC 8449, 4, where the limit counts the inner type and the padding too. */
int inbound_check_content(const struct inbound *, const struct record_keys *, const struct record *)
    MUST_USE;

/* RFC 5246, 7.1; RFC 8446, 5: a ChangeCipherSpec is one byte, 1. */
int inbound_check_ccs(const struct record *) MUST_USE;

/* How much inbound_keep_application() keeps at most; of datagrams it is one. */
enum { INBOUND_KEEP_MAX = 4 * RECORD_PLAIN_MAX };

/* Keeps application data for later; GNUTLS_E_LARGE_PACKET over the bound. */
int inbound_keep_application(struct inbound *, struct bytes) MUST_USE;

/* The part of the record lent last that the application did not take: it stays where it is. */
void inbound_leave_application(struct inbound *, struct bytes rest);

/* Of what was kept and left, in the order in which it came. */
size_t inbound_application_size(const struct inbound *);
size_t inbound_take_application(struct inbound *, void *out, size_t size);

/* Gives memory back when nothing is held. */
void inbound_idle(struct inbound *);

void inbound_init(struct inbound *);

/* From now on, what is pulled is datagrams (datagram.h). */
int inbound_use_datagrams(struct inbound *) MUST_USE;
void inbound_wipe(struct inbound *);

#endif
