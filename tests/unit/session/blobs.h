/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* blobs.h - blobs of the samples, and what becomes of a blob that is read */

#ifndef TESTS_UNIT_SESSION_BLOBS_H
#define TESTS_UNIT_SESSION_BLOBS_H

#include "session/serialize.h"

#include "unit/session/samples.h"

static inline void pack_sample(enum session_kind kind, struct buffer *out)
{
    SCOPED(session_params) struct session_params params = { 0 };
    sample_params(kind, &params);
    buffer_clear(out);
    assert_int_equal(session_pack(&params, out), 0);
}

/* Also asserts that a refusal leaves the output alone. */
static inline int unpack_code(struct bytes blob)
{
    static const struct session_params nothing;
    SCOPED(session_params) struct session_params params = { 0 };
    int code = session_unpack(blob, &params);
    if (code < 0)
        assert_memory_equal(&params, &nothing, sizeof(params));
    return code;
}

#endif
