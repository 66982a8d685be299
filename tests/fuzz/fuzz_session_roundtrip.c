/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_session_roundtrip.c - bytes make a session; what packs comes back equal, as blob and ticket */

#include "fuzz/target.h"
#include "session/fields.h"
#include "session/serialize.h"
#include "session/ticket.h"
#include "wire/reader.h"

static const struct session_field *field_with(uint8_t tag)
{
    for (size_t i = 0; i < SESSION_FIELD_COUNT; i++) {
        if (session_fields[i].tag == tag)
            return &session_fields[i];
    }
    return NULL;
}

/* Sets facts by tag, whether the value suits or not; only what has no place is passed over. */
static void read_params(struct wire_reader *reader, struct session_params *out)
{
    out->kind = (enum session_kind)(wire_read_u8(reader) % 6);
    out->datagram = (wire_read_u8(reader) & 1) != 0;
    out->established_ms = (int64_t)(wire_read_u64(reader) >> 8);
    out->lifetime_s = wire_read_u24(reader);
    while (wire_more(reader)) {
        const struct session_field *field = field_with(wire_read_u8(reader));
        struct bytes value = wire_read_vec8(reader);
        if (field == NULL || (field->form == FIELD_SHORT && value.size > field->max))
            continue;
        if (field->form == FIELD_NUMBER && field->width == 1 && value.size > 0)
            value = bytes_of((value.data[0] & 1) != 0 ? "\1" : "\0", 1); /* a bool is one of two */
        PROMISE(session_field_set(field, value, out) == 0);
    }
}

static void make_it_likely(uint8_t choice, struct session_params *params)
{
    bool tls13 = session_kind_is_tls13(params->kind);
    if ((choice & 1) == 0)
        return;
    params->datagram = false;
    params->version = tls13 ? 0x0304 : 0x0303;
    params->cipher_suite = tls13 ? 0x1302 : 0xc02b;
    params->secret.size = 48;
    params->lifetime_s %= 604801;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct stek_master master = { .bytes = { 1, 2, 3 }, .lifetime_s = 60 };
    SCOPED(session_params) struct session_params params = { 0 }, from_blob = { 0 };
    SCOPED(session_params) struct session_params copy = { 0 }, from_ticket = { 0 };
    SCOPED(buffer) struct buffer blob = { 0 }, ticket = { 0 };
    struct wire_reader reader = wire_reader(bytes_of(data, size));
    uint8_t choice = wire_read_u8(&reader);
    read_params(&reader, &params);
    make_it_likely(choice, &params);

    PROMISE(session_params_copy(&params, &copy) == 0);
    PROMISE(session_params_equal(&params, &copy));
    if (session_pack(&params, &blob) < 0)
        return 0;
    PROMISE(blob.size == session_packed_size(&params));
    PROMISE(session_unpack(buffer_bytes(&blob), &from_blob) == 0);

    if (ticket_issue(&master, &params, 0, &ticket) < 0)
        return 0;
    PROMISE(ticket_accept(&master, buffer_bytes(&ticket), 0, &from_ticket) == 0);
    PROMISE(session_params_equal(&from_blob, &from_ticket));
    return 0;
}
