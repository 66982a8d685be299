/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reader.h - one end that reads records, and the keys of the peer that seals them */

#ifndef TESTS_RECORD_READER_H
#define TESTS_RECORD_READER_H

#include "unit/record/link.h"

#include "record/inbound.h"

struct reader {
    struct inbound in;
    struct link link;
    struct transport transport;
    struct record_keys keys, peer;
    struct record record;
};

/* Keys are for the caller to set. */
static inline void begin_reader(struct reader *r)
{
    *r = (struct reader){ 0 };
    inbound_init(&r->in);
    link_open(&r->link, &r->transport);
}

static inline void close_reader(struct reader *r)
{
    inbound_wipe(&r->in);
    link_close(&r->link);
}

static inline int next(struct reader *r)
{
    return inbound_next(&r->in, &r->transport, &r->keys, &r->record);
}

#endif
