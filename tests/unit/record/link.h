/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* link.h - a transport in memory that cuts into chunks and stalls */

#ifndef TESTS_RECORD_LINK_H
#define TESTS_RECORD_LINK_H

#include "unit/test.h"

#include "base/buffer.h"
#include "base/text.h"
#include "record/transport.h"

#include <errno.h>

/* What is pushed comes out of pull. */
struct link {
    struct buffer bytes;
    size_t pulled;
    size_t chunk; /* most bytes per call; 0: no limit */
    bool stalls;  /* each call says EAGAIN once before it works */
    bool closed;  /* behind the last byte comes the end, not EAGAIN */
    bool stalled;
    unsigned pushes, pulls;
};

static inline bool link_stalls_now(struct link *link)
{
    link->stalled = link->stalls && !link->stalled;
    return link->stalled;
}

static inline size_t link_cut(const struct link *link, size_t size)
{
    return link->chunk > 0 && size > link->chunk ? link->chunk : size;
}

static inline ssize_t link_push(gnutls_transport_ptr_t ptr, const void *data, size_t size)
{
    struct link *link = ptr;

    link->pushes++;
    if (link_stalls_now(link)) {
        errno = EAGAIN;
        return -1;
    }
    size = link_cut(link, size);
    assert_int_equal(buffer_append(&link->bytes, bytes_of(data, size)), 0);
    return (ssize_t)size;
}

static inline ssize_t link_pull(gnutls_transport_ptr_t ptr, void *out, size_t size)
{
    struct link *link = ptr;
    size_t here = link->bytes.size - link->pulled;

    link->pulls++;
    if (here == 0 && link->closed)
        return 0;
    if (here == 0 || link_stalls_now(link)) {
        errno = EAGAIN;
        return -1;
    }
    size = link_cut(link, size < here ? size : here);
    memcpy(out, link->bytes.data + link->pulled, size);
    link->pulled += size;
    return (ssize_t)size;
}

static inline void link_open(struct link *link, struct transport *transport)
{
    *link = (struct link){ 0 };
    *transport = (struct transport){
        .push = link_push, .pull = link_pull, .push_ptr = link, .pull_ptr = link
    };
}

static inline void link_close(struct link *link)
{
    buffer_wipe(&link->bytes);
}

static inline void link_put_hex(struct link *link, const char *hex)
{
    assert_int_equal(hex_decode(bytes_of_text(hex), &link->bytes), 0);
}

#endif
