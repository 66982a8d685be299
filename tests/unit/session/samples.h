/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* samples.h - sessions to test with: one of each kind, and random ones
 *
 * The samples are also written by tests/data/blobs/make.py, which knows the format by
 * doc/formats.md alone.
 */

#ifndef UNIT_SESSION_SAMPLES_H
#define UNIT_SESSION_SAMPLES_H

#include "base/errors.h"
#include "session/fields.h"
#include "wire/writer.h"

/* After every header that knows fail(). */
#include "unit/test.h"

enum {
    SAMPLE_ESTABLISHED_S = 1700000000,
    BLOB_MAGIC = 0x52655072,
    BLOB_HEAD_SIZE = 21,
    BLOB_CHECK_SIZE = 16,
};
#define SAMPLE_ESTABLISHED_MS INT64_C(1700000000123)
#define SAMPLE_RECEIVED_MS    INT64_C(1700000000456)

static const enum session_kind every_kind[] = { SESSION_CLIENT13, SESSION_SERVER13,
                                                SESSION_CLIENT12, SESSION_SERVER12 };

static inline void set_text(struct buffer *buffer, const char *text)
{
    assert_int_equal(buffer_set(buffer, bytes_of_text(text)), 0);
}

/* first, first + 1, ... */
static inline void count_up(uint8_t first, size_t size, uint8_t *out)
{
    for (size_t i = 0; i < size; i++)
        out[i] = (uint8_t)(first + i);
}

static inline void set_counting(struct buffer *buffer, uint8_t first, size_t size)
{
    uint8_t *out;
    buffer_clear(buffer);
    assert_int_equal(buffer_extend(buffer, size, &out), 0);
    count_up(first, size, out);
}

static inline void add_to_chain(struct buffer *chain, struct bytes certificate)
{
    struct wire_writer writer = wire_writer(chain);
    wire_write_vec24(&writer, certificate);
    assert_int_equal(wire_write_end(&writer), 0);
}

static inline void set_chain(struct session_params *params)
{
    add_to_chain(&params->peer_chain, bytes_of_text("the peer's certificate"));
    add_to_chain(&params->peer_chain, bytes_of_text("its issuer's"));
}

static inline void sample_secret(struct session_params *params, size_t size)
{
    params->secret.size = (uint8_t)size;
    count_up(1, size, params->secret.bytes);
}

static inline void sample_id(struct session_params *params)
{
    params->id.size = 32;
    count_up(0x40, 32, params->id.bytes);
}

static inline void sample_client13(struct session_params *out)
{
    out->version = 0x0304;
    out->cipher_suite = 0x1302;
    sample_secret(out, 48);
    out->server_auth = AUTH_CERTIFICATE;
    out->peer_verified = PEER_VERIFIED_AS_SERVER_NAME;
    set_text(&out->server_name, "www.example.net");
    set_chain(out);
    set_counting(&out->ticket.ticket, 0x80, 200);
    out->ticket.age_add = 0xfad6aac5;
    out->ticket.lifetime_s = 7200;
    out->ticket.received_ms = SAMPLE_RECEIVED_MS;
    out->ticket.max_early_data = 16384;
    out->group = 0x001d;
    set_text(&out->alpn, "h2");
    set_text(&out->peer_ocsp, "a staple");
    out->record_size_limit = 16385;
}

static inline void sample_server13(struct session_params *out)
{
    out->version = 0x0304;
    out->cipher_suite = 0x1301;
    sample_secret(out, 32);
    sample_id(out);
    out->client_auth = AUTH_CERTIFICATE;
    out->server_auth = AUTH_CERTIFICATE;
    out->peer_verified = PEER_VERIFIED;
    set_text(&out->server_name, "www.example.net");
    set_chain(out);
    out->ticket.age_add = 0; /* required, and empty when zero */
    out->ticket.received_ms = SAMPLE_RECEIVED_MS;
    out->group = 0x0017;
}

static inline void sample_client12(struct session_params *out)
{
    out->version = 0x0303;
    out->cipher_suite = 0xc02b;
    sample_secret(out, 48);
    sample_id(out);
    out->extended_master_secret = true;
    out->server_auth = AUTH_CERTIFICATE;
    out->peer_verified = PEER_VERIFIED;
    set_text(&out->verified_name, "alias.example.net");
    set_chain(out);
    set_counting(&out->ticket.ticket, 0x80, 100);
    out->ticket.lifetime_s = 300;
}

static inline void sample_server12(struct session_params *out)
{
    out->version = 0x0303;
    out->cipher_suite = 0xc02c;
    sample_secret(out, 48);
    sample_id(out);
    out->extended_master_secret = true;
    out->encrypt_then_mac = true;
    out->client_auth = AUTH_PSK;
    out->server_auth = AUTH_ANONYMOUS;
    set_text(&out->psk_identity, "alice");
}

/* `out` is wiped first. */
static inline void sample_params(enum session_kind kind, struct session_params *out)
{
    session_params_wipe(out);
    out->kind = kind;
    out->established_ms = SAMPLE_ESTABLISHED_MS;
    out->lifetime_s = 21600;
    if (kind == SESSION_CLIENT13)
        sample_client13(out);
    else if (kind == SESSION_SERVER13)
        sample_server13(out);
    else if (kind == SESSION_CLIENT12)
        sample_client12(out);
    else
        sample_server12(out);
}

/* ---- blobs made by hand ---- */

/* Makes the check right again after a change: each byte as far as it counts in the two sums. */
static inline void renew_check(struct buffer *blob)
{
    size_t before = blob->size - BLOB_CHECK_SIZE;
    uint64_t words = before / 4 + 1, sums[2] = { 0, 0 };
    for (size_t i = 0; i < before; i++) {
        uint64_t value = (uint64_t)blob->data[i] << 8 * (3 - i % 4);
        sums[0] += value;
        sums[1] += value * (words - i / 4);
    }
    for (size_t i = 0; i < BLOB_CHECK_SIZE; i++)
        blob->data[before + i] = (uint8_t)(sums[i / 8] >> 8 * (7 - i % 8));
}

/* A frame whose check is right, around whatever fields. */
static inline void frame_blob(uint8_t format, uint8_t kind, struct bytes fields, struct buffer *out)
{
    buffer_clear(out);
    struct wire_writer writer = wire_writer(out);
    wire_write_u32(&writer, BLOB_MAGIC);
    wire_write_u64(&writer, SAMPLE_ESTABLISHED_MS);
    wire_write_u32(&writer, 21600);
    wire_write_u8(&writer, format);
    wire_write_u8(&writer, kind);
    wire_write_vec24(&writer, fields);
    wire_write_zeros(&writer, BLOB_CHECK_SIZE);
    assert_int_equal(wire_write_end(&writer), 0);
    renew_check(out);
}

static inline const struct session_field *field_with(uint8_t tag)
{
    for (size_t i = 0; i < SESSION_FIELD_COUNT; i++) {
        if (session_fields[i].tag == tag)
            return &session_fields[i];
    }
    fail_msg("no row has the tag %d", tag);
    return NULL;
}

/* ---- random sessions, repeatable from their seed ---- */

static inline uint64_t random_next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static inline size_t random_below(uint64_t *seed, size_t limit)
{
    return (size_t)(random_next(seed) % limit);
}

static inline void random_bytes(uint64_t *seed, size_t size, uint8_t *out)
{
    for (size_t i = 0; i < size; i++)
        out[i] = (uint8_t)(random_next(seed) >> 24);
}

/* Empty, of an edge of the length's forms, or anything. */
static inline size_t random_size(uint64_t *seed, size_t max)
{
    static const size_t edges[] = { 0, 0, 1, 0xfd, 0xfe, 0xff, 0x100, 0xffff, 0x10000 };
    size_t size = edges[random_below(seed, sizeof(edges) / sizeof(edges[0]))];
    if (size > max || random_below(seed, 2) == 0)
        size = random_below(seed, max < 600 ? max + 1 : 600);
    return size;
}

static inline void random_buffer(uint64_t *seed, size_t max, struct buffer *out)
{
    uint8_t *bytes;
    size_t size = random_size(seed, max);
    buffer_clear(out);
    assert_int_equal(buffer_extend(out, size, &bytes), 0);
    random_bytes(seed, size, bytes);
}

static inline void random_chain(uint64_t *seed, struct buffer *chain)
{
    SCOPED(buffer) struct buffer certificate = { 0 };
    for (size_t left = random_below(seed, 4); left > 0; left--) {
        random_buffer(seed, 0x10000, &certificate);
        if (certificate.size > 0)
            add_to_chain(chain, buffer_bytes(&certificate));
    }
}

static inline void random_suite_and_secret(uint64_t *seed, struct session_params *out)
{
    static const uint16_t tls13[] = { 0x1301, 0x1302, 0x1303, 0x1304, 0x1305 };
    static const uint16_t tls12[] = { 0xc02b, 0xc02c, 0xc02f, 0xc030 };
    size_t secret_size = 48;
    if (session_kind_is_tls13(out->kind)) {
        out->version = 0x0304;
        out->cipher_suite = tls13[random_below(seed, 5)];
        secret_size = out->cipher_suite == 0x1302 ? 48 : 32;
    } else {
        out->version = 0x0303;
        out->cipher_suite = tls12[random_below(seed, 4)];
    }
    out->secret.size = (uint8_t)secret_size;
    random_bytes(seed, secret_size, out->secret.bytes);
}

static inline void random_ticket(uint64_t *seed, struct session_params *out)
{
    out->ticket.age_add = (uint32_t)random_next(seed) >> random_below(seed, 32);
    out->ticket.received_ms = (int64_t)(random_next(seed) >> (24 + random_below(seed, 39)));
    if (session_kind_is_client(out->kind)) {
        random_buffer(seed, 0xffff, &out->ticket.ticket);
        out->ticket.lifetime_s = 1 + (uint32_t)random_below(seed, 604800);
        if (out->ticket.ticket.size == 0)
            set_text(&out->ticket.ticket, "t");
    }
    if (session_kind_is_tls13(out->kind))
        out->ticket.max_early_data = (uint32_t)random_next(seed) >> random_below(seed, 32);
    else
        out->ticket.age_add = 0;
    if (out->kind == SESSION_SERVER12)
        out->ticket.received_ms = 0;
}

/* Any session that may be packed. */
static inline void random_params(uint64_t *seed, struct session_params *out)
{
    session_params_wipe(out);
    out->kind = every_kind[random_below(seed, 4)];
    out->established_ms = (int64_t)(random_next(seed) >> (24 + random_below(seed, 39)));
    out->lifetime_s = (uint32_t)random_below(seed, 604801);
    random_suite_and_secret(seed, out);
    random_ticket(seed, out);
    out->group = (uint16_t)random_next(seed);
    out->client_auth = (enum auth_kind)random_below(seed, 4);
    out->server_auth = (enum auth_kind)random_below(seed, 4);
    out->peer_verified = (enum peer_verified)random_below(seed, 3);
    out->record_size_limit = (uint16_t)random_below(seed, 16386);
    out->client_raw = random_below(seed, 2) == 1;
    out->server_raw = random_below(seed, 2) == 1;
    random_buffer(seed, 0xffff, &out->server_name);
    random_buffer(seed, 255, &out->alpn);
    random_buffer(seed, 0x10000, &out->peer_ocsp);
    random_buffer(seed, 0xffff, &out->psk_identity);
    random_chain(seed, &out->peer_chain);
    if (!session_kind_is_tls13(out->kind)) {
        out->extended_master_secret = random_below(seed, 2) == 1;
        out->encrypt_then_mac = random_below(seed, 2) == 1;
    }
    if (out->kind != SESSION_CLIENT13) {
        out->id.size = (uint8_t)random_below(seed, 33);
        random_bytes(seed, out->id.size, out->id.bytes);
    }
}

#endif
