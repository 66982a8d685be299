/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_psk_import.c - RFC 9258, against tests/data/imported_psk.py, which prints the rows */

#include "credentials/psk_import.h"

#include "base/errors.h"
#include "crypto/hkdf.h"
#include "session/binder.h"
#include "wire/tls.h"

#include "unit/hex.h"

static const struct vector {
    const char *external, *context;
    uint16_t protocol;
    const struct hash *hash;
    const char *key, *identity_digest, *imported, *binder; /* over "a hello" */
} vectors[] = {
    /* clang-format off */
    { "616c696365", "", 0x0304, &hash_sha256,
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
      "50f0536c739ebc7ac52408942a74190682ca244ba18b1f22c257c3f597837d09",
      "860ffdc7faf064152cd66d466ccb0db0628d2e3dc19c2861cb358a3ecb0e54f2",
      "a2882fa0c22e394dd404cad699feff64ad35ddb1eb5fc3445f07b73a5d31ff04" },
    { "616c696365", "", 0x0304, &hash_sha384,
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
      "e058b2cdef0bf54e297b8b5bf82ab3f876bc8f4ebbef20d219983b9f3e6bddc2",
      "a5572360753f3b6cd48121f74d7ad203f1927f58517bc273276cbf53607eca8dd6705059186b96ad49bacd4c17bcc464",
      "7e1ea3f5c9576d2e377007455f9bc684e7f3b1d8e73c53e8954694d7508b60db186e3c2ed7507b7fce64e3f39f18ff18" },
    { "616c696365", "726570726973652f31", 0x0304, &hash_sha256,
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
      "a5df376f821c30273efea938cc6f0877bc856d6ec2faf0623cf1962c92ae3bd7",
      "9d28a40519161c822188f4a6baf100ad74253117999c8032ac8a91959afec439",
      "1aef6287fee0bdd92bb9450de093acfe77788274938c8d90c8076dff0be5d596" },
    { "616c696365", "", 0x0303, &hash_sha256,
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
      "7f96d8eeb5e28d7df9bf3aaa9b368abfaec8671b6aceaba1f15cce4d856ee714",
      "d6d604aab5ec8e4c38320d66cd727062f3b11e05c1c397b78f4dbb1ae4758745",
      "2c87f1acf6946bbe40e12db75f5962155d9b9fdb6bb268f02c6d41c3c8a67b9c" },
    { "00ff", "00", 0x0304, &hash_sha384,
      "6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b",
      "3e47a20adb449c938d142601081bc92bde707a4bb724797109cae814debd5428",
      "e2c7cc6aec9926c8d87ca0a419393ad0d94a3dab7746088c1517dd76015ec9da49198106473973fa1bc359d80ff18772",
      "ed595363024da7d6b6d7988fba6ae4d6f5a024bc9205cfcb9d9bc6413b6b67ab8450f6b478fc2cb62726805966c7a70b" },
    { "616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161", "636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363", 0x0304, &hash_sha256,
      "78",
      "ba73f8c7a3a4ea5a6e1ad13124983cc7d8f2ec0e647e9de36ba49c42329f0631",
      "f2e6d792bb9041cf18431cd5bf421cb4137e3c98fc16964111f63119e304411b",
      "0103bae1df93e74efe07bd41e879972f2ca06aa856473cab9464447b06f3401b" },
    /* clang-format on */
};

static void write_identity(const struct vector *v, struct buffer *out)
{
    SCOPED(buffer) struct buffer external = { 0 }, context = { 0 };
    struct imported_identity identity = { .protocol = v->protocol, .hash = v->hash };

    unhex(v->external, &external);
    unhex(v->context, &context);
    identity.external = buffer_bytes(&external);
    identity.context = buffer_bytes(&context);
    assert_int_equal(imported_identity_write(&identity, out), 0);
}

static void assert_bytes(struct bytes found, const char *hex)
{
    SCOPED(buffer) struct buffer expected = { 0 };

    unhex(hex, &expected);
    assert_true(bytes_equal(found, buffer_bytes(&expected)));
}

static void test_section_4_1_identities_are_written_and_read(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(vectors); i++) {
        const struct vector *v = &vectors[i];
        SCOPED(buffer) struct buffer identity = { 0 };
        struct imported_identity again;
        struct digest digest;

        write_identity(v, &identity);
        hash_once(&hash_sha256, buffer_bytes(&identity), &digest);
        assert_bytes(digest_bytes(&digest), v->identity_digest);

        assert_int_equal(imported_identity_read(buffer_bytes(&identity), &again), 0);
        assert_bytes(again.external, v->external);
        assert_bytes(again.context, v->context);
        assert_int_equal(again.protocol, v->protocol);
        assert_ptr_equal(again.hash, v->hash);
    }
}

static void test_section_4_1_keys_are_derived_from_all_that_is_named(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(vectors); i++) {
        const struct vector *v = &vectors[i];
        SCOPED(buffer) struct buffer identity = { 0 }, key = { 0 };
        SCOPED(secret) struct secret imported = { 0 };

        write_identity(v, &identity);
        unhex(v->key, &key);
        psk_import(buffer_bytes(&identity), v->hash, buffer_bytes(&key), &imported);

        assert_bytes(secret_bytes(&imported), v->imported);
    }
}

static void test_section_5_2_binders_have_a_label_of_their_own(void **state)
{
    static const uint8_t zeros[HASH_SIZE_MAX];

    for (size_t i = 0; i < ARRAY_SIZE(vectors); i++) {
        const struct vector *v = &vectors[i];
        SCOPED(buffer) struct buffer imported = { 0 };
        SCOPED(secret) struct secret early = { 0 };
        struct digest hello, binder;

        unhex(v->imported, &imported);
        hkdf_extract(v->hash, bytes_of(zeros, v->hash->size), buffer_bytes(&imported), &early);
        hash_once(v->hash, bytes_of_text("a hello"), &hello);
        binder_make(v->hash, &early, PSK_IMPORTED, &hello, &binder);

        assert_bytes(digest_bytes(&binder), v->binder);
    }
}

static void test_identities_that_are_none_are_refused(void **state)
{
    static const char *const rows[] = {
        "",                     /* nothing */
        "0000000003040001",     /* no external identity */
        "00016100000304",       /* cut */
        "000161000003040001ff", /* with a byte behind it */
        "000161000003040003",   /* a derivation that nobody knows */
        "000161000003040000",   /* the same */
        "0002610000030400",     /* a length beyond the end */
        "000161ffff03040001",   /* a length beyond the end */
        "616c696365",           /* a name */
    };

    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(buffer) struct buffer bytes = { 0 };
        struct imported_identity identity;

        unhex(rows[i], &bytes);
        assert_int_equal(imported_identity_read(buffer_bytes(&bytes), &identity),
                         GNUTLS_E_PARSING_ERROR);
    }
}

static void test_what_no_identity_can_say_is_not_written(void **state)
{
    static const uint8_t big[0x10000];
    const struct imported_identity rows[] = {
        { .external = bytes_none(), .protocol = WIRE_TLS13, .hash = &hash_sha256 },
        { .external = bytes_of(big, sizeof big), .protocol = WIRE_TLS13, .hash = &hash_sha256 },
        { .external = bytes_of(big, 1),
          .context = bytes_of(big, sizeof big),
          .protocol = WIRE_TLS13,
          .hash = &hash_sha256 },
        { .external = bytes_of(big, 1), .protocol = WIRE_TLS13, .hash = &hash_sha512 },
    };

    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(buffer) struct buffer out = { 0 };

        assert_int_equal(imported_identity_write(&rows[i], &out), GNUTLS_E_INVALID_REQUEST);
        assert_int_equal(out.size, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_section_4_1_identities_are_written_and_read),
        cmocka_unit_test(test_section_4_1_keys_are_derived_from_all_that_is_named),
        cmocka_unit_test(test_section_5_2_binders_have_a_label_of_their_own),
        cmocka_unit_test(test_identities_that_are_none_are_refused),
        cmocka_unit_test(test_what_no_identity_can_say_is_not_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
