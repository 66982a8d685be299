/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_srtp.c - L6: use_srtp, read with care */

#include "datagrams.h"

#include "base/text.h"
#include "wire/reader.h"

#include <gnutls/dtls.h>

#define MKI       "6d6b69"
#define MKI_255   MKI_51 MKI_51 MKI_51 MKI_51 MKI_51
#define MKI_51    MKI_17 MKI_17 MKI_17
#define MKI_17    "000102030405060708090a0b0c0d0e0f10"
#define P4        "fafafafafafafafa"
#define P64       P4 P4 P4 P4 P4 P4 P4 P4 P4 P4 P4 P4 P4 P4 P4 P4
#define P256      P64 P64 P64 P64
#define TOO_SHORT GNUTLS_E_UNEXPECTED_PACKET_LENGTH
#define ILLEGAL   GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER

#define FIRST GNUTLS_SRTP_AES128_CM_HMAC_SHA1_80

enum { NONE_AGREED = 0 };

struct srtp_row {
    const char *name;
    enum role who;
    const char *hex; /* instead of the extension, with type and size */
    int result;      /* of the victim */
    unsigned agreed; /* when it is borne */
    unsigned mki_size;
    bool nobody_asked; /* the client offers nothing */
};

/* clang-format off */
static const struct srtp_row srtp_rows[] = {
    { "offer as it should be",      CLIENT, "000e00080002000103" MKI, 0, FIRST, 3 },
    { "offer of nothing",           CLIENT, "000e0000", TOO_SHORT },
    { "offer of no profile",        CLIENT, "000e0003000000", TOO_SHORT },
    { "offer of half a profile",    CLIENT, "000e000400010100", TOO_SHORT },
    { "offer cut",                  CLIENT, "000e000400040001", TOO_SHORT },
    { "offer without MKI",          CLIENT, "000e000400020001", TOO_SHORT },
    { "offer with MKI cut",         CLIENT, "000e00070002000105" "6d6b", TOO_SHORT },
    { "offer with bytes left over", CLIENT, "000e000600020001" "00ff", TOO_SHORT },
    { "offer of unknown profiles",  CLIENT, "000e00070004fafa1a1a00", 0, NONE_AGREED },
    { "unknown profile first",      CLIENT, "000e00070004fafa000100", 0, FIRST },
    { "the same profile twice",     CLIENT, "000e000700040001000100", 0, FIRST },
    { "hundreds of unknown profiles", CLIENT, "000e02050202" P256 "000100", 0, FIRST },
    { "MKI of 255 bytes",           CLIENT, "000e010400020001ff" MKI_255, 0, FIRST, 255 },
    { "offered twice",              CLIENT, "000e00050002000100" "000e00050002000100", ILLEGAL },
    { "choice as it should be",     SERVER, "000e00080002000103" MKI, 0, FIRST, 3 },
    { "choice without MKI",         SERVER, "000e00050002000100", 0, FIRST },
    { "choice of nothing",          SERVER, "000e0000", TOO_SHORT },
    { "choice of no profile",       SERVER, "000e0003000000", TOO_SHORT },
    { "choice of two profiles",     SERVER, "000e000700040001000200", ILLEGAL },
    { "choice of what was not offered", SERVER, "000e00050002000500", ILLEGAL },
    { "choice of an unknown one",   SERVER, "000e00050002fafa00", ILLEGAL },
    { "choice with another MKI",    SERVER, "000e00080002000103" "00006a", ILLEGAL },
    { "choice with a longer MKI",   SERVER, "000e00090002000104" MKI "69", ILLEGAL },
    { "choice with MKI of 255 bytes", SERVER, "000e010400020001ff" MKI_255, ILLEGAL },
    { "choice with MKI cut",        SERVER, "000e00060002000103" "6d", TOO_SHORT },
    { "choice with bytes left over", SERVER, "000e00060002000100" "ff", TOO_SHORT },
    { "choice that nobody asked for", SERVER, "000e00050002000100", GNUTLS_E_RECEIVED_ILLEGAL_EXTENSION, .nobody_asked = true },
};
/* clang-format on */

/* Where the block of extensions of a hello begins, over datagrams. */
static size_t block_at(const struct buffer *m)
{
    struct wire_reader r = wire_reader(bytes_from(buffer_bytes(m), FRAGMENT_HEADER_SIZE));

    wire_read_bytes(&r, 2 + HELLO_RANDOM_SIZE);
    wire_read_vec8(&r);
    if (m->data[0] == CLIENT_HELLO) {
        wire_read_vec8(&r); /* cookie */
        wire_read_vec16(&r);
        wire_read_vec8(&r);
    } else {
        wire_read_bytes(&r, 3);
    }
    assert_false(r.failed);
    return (size_t)(r.at - m->data);
}

/* `bytes` come in the place of the extension, or behind all. */
static void set_srtp(struct buffer *m, const struct evil *e)
{
    struct buffer out = { 0 };
    size_t at = block_at(m);
    struct wire_reader r = wire_reader(bytes_from(buffer_bytes(m), at + 2));

    assert_int_equal(buffer_append(&out, bytes_of(m->data, at + 2)), 0);
    while (wire_more(&r)) {
        const uint8_t *begin = r.at;
        bool is_srtp = wire_read_u16(&r) == EXT_USE_SRTP;

        wire_read_vec16(&r);
        if (!is_srtp)
            assert_int_equal(buffer_append(&out, bytes_of(begin, (size_t)(r.at - begin))), 0);
    }
    assert_int_equal(buffer_append(&out, e->bytes), 0);
    out.data[at] = (uint8_t)((out.size - at - 2) >> 8);
    out.data[at + 1] = (uint8_t)(out.size - at - 2);
    buffer_move(&out, m);
}

static void use_srtp(struct sim_end *client, struct sim_end *server, void *context)
{
    static unsigned char long_mki[255];
    const struct srtp_row *row = context;
    gnutls_datum_t mki = { (unsigned char *)"mki", 3 };

    for (size_t i = 0; i < sizeof long_mki; i++)
        long_mki[i] = (unsigned char)(i % 17);
    if (row->mki_size == sizeof long_mki)
        mki = (gnutls_datum_t){ long_mki, sizeof long_mki };

    assert_int_equal(gnutls_srtp_set_profile(server->session, FIRST), 0);
    if (row->nobody_asked)
        return;
    assert_int_equal(gnutls_srtp_set_profile(client->session, FIRST), 0);
    assert_int_equal(gnutls_srtp_set_profile(client->session, GNUTLS_SRTP_AES128_CM_HMAC_SHA1_32),
                     0);
    assert_int_equal(gnutls_srtp_set_mki(client->session, &mki), 0);
}

static void assert_agreed(const struct srtp_row *row, gnutls_session_t victim)
{
    gnutls_srtp_profile_t profile = 0;
    gnutls_datum_t mki = { NULL, 0 };

    gnutls_srtp_get_selected_profile(victim, &profile);
    gnutls_srtp_get_mki(victim, &mki);
    if (profile != row->agreed || mki.size != row->mki_size)
        fail_msg("%s: profile %u, MKI of %u bytes", row->name, profile, mki.size);
}

static void assert_srtp(const struct srtp_row *row)
{
    struct buffer bytes = { 0 };
    struct sim_end *victim;
    struct world w;

    begin(&w, &(struct pair_options){ .prepare = use_srtp, .context = (void *)(uintptr_t)row });
    assert_int_equal(hex_decode(bytes_of_text(row->hex), &bytes), 0);
    evil = (struct evil){ .who = row->who == CLIENT ? w.pair.client.session : w.pair.server.session,
                          .message = row->who == CLIENT ? CLIENT_HELLO : SERVER_HELLO,
                          .change = set_srtp,
                          .bytes = buffer_bytes(&bytes) };
    victim = row->who == CLIENT ? &w.pair.server : &w.pair.client;
    pair_handshake(&w.pair);

    assert_true(evil.did);
    if (victim->result != row->result)
        fail_msg("%s: %s", row->name, gnutls_strerror_name(victim->result));
    if (row->result == 0)
        assert_agreed(row, victim->session);
    buffer_wipe(&bytes);
    finish(&w);
}

static void test_l6_use_srtp_is_read_with_care(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(srtp_rows); i++)
        assert_srtp(&srtp_rows[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_l6_use_srtp_is_read_with_care),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
