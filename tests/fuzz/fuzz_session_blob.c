/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_session_blob.c - any bytes as a blob; then the same bytes with a check made right
 *
 * The second reaches what stands behind the check.
 */

#include "base/memory.h"
#include "fuzz/target.h"
#include "session/check.h"
#include "session/info.h"
#include "session/serialize.h"
#include "session/verdict.h"

enum { HEAD_SIZE = 21, SIZE_AT = 18 };

static void ask_everything(const struct session_params *params)
{
    static const uint16_t suites[] = { 0x1301, 0x1302, 0xc02b, 0xfafa };
    const struct resumption_offer offer = { .version = 0x0304,
                                            .suites = suites,
                                            .suite_count = 4,
                                            .psk_mode_in_common = true,
                                            .tickets_allowed = true };
    const struct client_demands demands = { .min_version = 0x0303,
                                            .max_version = 0x0304,
                                            .suites = suites,
                                            .suite_count = 4,
                                            .tickets_allowed = true };
    for (int64_t now_ms = 0; now_ms < INT64_C(4000000000000); now_ms += INT64_C(850000000000)) {
        PROMISE(session_verdict(params, &offer, now_ms) < VERDICT_COUNT);
        PROMISE(session_offer_verdict(params, &demands, now_ms) < VERDICT_COUNT);
        PROMISE(session_lifetime_left_s(params, now_ms) <= 604800);
    }
}

static void check_view(gnutls_datum_t view, struct bytes blob)
{
    PROMISE(view.size == 0 ||
            (view.data >= blob.data && view.data + view.size <= blob.data + blob.size));
}

/* It is understood when the blob is, and points nowhere else. */
static void ask_info(struct bytes blob, bool is_whole)
{
    reprise_session_data_info_st info;
    bool told = session_info(blob, INT64_C(1700000000000), &info) == 0;

    PROMISE(told == (is_whole || session_is_dummy(blob)));
    if (!told)
        return;
    check_view(info.server_name, blob);
    check_view(info.alpn, blob);
    check_view(info.verified_name, blob);
    PROMISE((info.kind == REPRISE_SESSION_NONE) == session_is_dummy(blob));
    PROMISE(session_is_dummy(blob) || info.expired == (INT64_C(1700000000000) > info.expires_ms));
}

static void try_blob(struct bytes blob)
{
    SCOPED(session_params) struct session_params params = { 0 }, back = { 0 };
    SCOPED(buffer) struct buffer again = { 0 };
    (void)session_blob_established_s(blob);
    (void)session_blob_expires_s(blob);
    bool is_whole = session_unpack(blob, &params) == 0;
    ask_info(blob, is_whole);
    if (!is_whole)
        return;

    ask_everything(&params);
    PROMISE(session_pack(&params, &again) == 0);
    PROMISE(again.size <= blob.size); /* fields may have been passed over */
    PROMISE(session_unpack(buffer_bytes(&again), &back) == 0);
    PROMISE(session_params_equal(&params, &back));
    PROMISE(session_blob_established_s(blob) == params.established_ms / 1000);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    try_blob(bytes_of(data, size));
    if (size < HEAD_SIZE + SESSION_CHECK_SIZE)
        return 0;

    uint8_t *blob = memory_copy(data, size);
    PROMISE(blob != NULL);
    size_t fields_size = size - HEAD_SIZE - SESSION_CHECK_SIZE;
    memcpy(blob, "RePr", 4);
    blob[SIZE_AT] = (uint8_t)(fields_size >> 16);
    blob[SIZE_AT + 1] = (uint8_t)(fields_size >> 8);
    blob[SIZE_AT + 2] = (uint8_t)fields_size;
    struct session_check check = session_check(bytes_of(blob, size - SESSION_CHECK_SIZE));
    memcpy(blob + size - SESSION_CHECK_SIZE, check.bytes, sizeof(check.bytes));
    try_blob(bytes_of(blob, size));
    memory_free(blob);
    return 0;
}
