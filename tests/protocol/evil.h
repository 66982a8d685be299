/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* evil.h - a peer that breaks the rules
 *
 * It is our own engine with two seams, opened by the linker (--wrap): a message may be changed
 * before it enters the transcript, and content may be changed on its way into a record. So the
 * rule-breaker goes on as if nothing had been wrong, and only the victim can notice.
 */

#ifndef PROTOCOL_EVIL_H
#define PROTOCOL_EVIL_H

#include "connection/connection.h"

struct evil;

/* Changes a whole message (with its header, whose length is set afterwards). */
typedef void message_change(struct buffer *message, const struct evil *);

/* Queues content in another way; calls evil_queue() for what shall go out. */
typedef int content_change(struct outbound *, struct record_keys *, uint8_t type, struct bytes,
                           const struct evil *);

struct evil {
    gnutls_session_t who;
    unsigned message; /* whose type; a retry is a SERVER_HELLO */
    unsigned pass;    /* how many of them go by first; a hello with binders counts twice */
    message_change *change;
    unsigned content_pass; /* how many contents go by first */
    content_change *content;
    struct bytes share; /* public value shown instead of the true one, and signed as such */
    uint16_t type;      /* of an extension; or a value; or a place */
    struct bytes bytes;
    bool did; /* it has happened */
};

extern struct evil evil;

/* The real function behind the seam. */
int evil_queue(struct outbound *, struct record_keys *, uint8_t type, struct bytes);

/* ---- changes ---- */

/* The bytes of one extension's body in a message; and that there is one. */
bool message_extension(const struct buffer *message, uint16_t type, size_t *out_at,
                       size_t *out_size);

message_change append_extension;  /* type, bytes: behind all others */
message_change prepend_extension; /* type, bytes: before all others */
message_change replace_extension; /* type, bytes: its body */
message_change remove_extension;  /* type */
message_change repeat_extension;  /* type: the same once more, before all others */
message_change cut_last_byte;
message_change add_a_byte;
message_change flip_last_byte;
message_change replace_session_id; /* bytes */
message_change replace_suites; /* bytes: the list of a client hello, or the suite of a server's */
message_change replace_compression; /* bytes: list of a client hello, or method of a server's */
message_change replace_body;        /* bytes */
message_change overwrite_body;      /* bytes, at the place `type` */
message_change overwrite_end;       /* bytes, the last of the message */
message_change set_message_type;    /* type */

/* ---- content on its way, sent in other ways; `type` and `bytes` are another content ---- */

content_change behind_another;  /* that comes first, `pass` times more than once */
content_change behind_clear;    /* likewise, once, in the clear, whatever keys are on */
content_change instead;         /* that alone */
content_change behind_message;  /* that comes after so many messages more than one */
content_change within_message;  /* after the first byte */
content_change with_a_tail;     /* bytes more in the same record */
content_change in_single_bytes; /* one byte of content per record; tells nothing of it */

#endif
