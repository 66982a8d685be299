/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* transcript.h - the running hash of all handshake messages
 *
 * Until the hash is chosen messages are kept as bytes. A client hello is kept as bytes until the
 * next message, since binders are made over a part of it.
 */

#ifndef HANDSHAKE_TRANSCRIPT_H
#define HANDSHAKE_TRANSCRIPT_H

#include "base/buffer.h"
#include "crypto/hash.h"

/* The hello's beginning, hashed before the rest: all before it is in the state too. */
struct begun_hello {
    struct hash_state state;
    size_t size; /* 0: none */
};

struct transcript {
    const struct hash *hash; /* NULL until chosen */
    struct hash_state state;
    struct buffer pending; /* not yet in the state */
    struct begun_hello begun;
    bool keeping;
    struct buffer kept; /* all messages, for a TLS 1.2 CertificateVerify of any hash */
};

int transcript_add(struct transcript *, struct bytes message) MUST_USE;

/* As above, kept as bytes for transcript_cut(). */
int transcript_add_hello(struct transcript *, struct bytes message) MUST_USE;

/* Takes the hash that the suite names. A second choice must be the same. */
int transcript_choose_hash(struct transcript *, const struct hash *) MUST_USE;

/* RFC 8446, 4.4.1: the first hello gives way to its hash. */
void transcript_restart_for_retry(struct transcript *);

/* The hash of all messages so far. */
void transcript_now(const struct transcript *, struct digest *out);

/* The hash of all messages and `partial` behind them, under a hash that may not be chosen yet. */
void transcript_with(const struct transcript *, const struct hash *, struct bytes partial,
                     struct digest *out);

/* The same, where `partial` is the beginning of the hello that will be added next. And without
 * the last `tail` bytes of the hello just added. Both remember the state, so that a hello with
 * binders is hashed but once. */
int transcript_begin_hello(struct transcript *, const struct hash *, struct bytes partial,
                           struct digest *out) MUST_USE;
int transcript_cut(struct transcript *, const struct hash *, size_t tail, struct digest *out)
    MUST_USE;

/* From now on all messages are kept as bytes too, those pending included: before the hash is
 * chosen, so that the hello is among them. */
int transcript_keep(struct transcript *) MUST_USE;
void transcript_keep_no_more(struct transcript *);

void transcript_wipe(struct transcript *);

#endif
