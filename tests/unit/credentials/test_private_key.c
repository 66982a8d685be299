/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_private_key.c - keys of ours and keys of the application */

#include "unit/pki/files.h"

#include "base/errors.h"
#include "credentials/internal.h"
#include "credentials/private_key.h"
#include "pki/key_import.h"

/* The application's key, behind its functions. */
static struct private_key hidden;
static unsigned raw_calls, data_calls, hash_calls, deinit_calls;

static void load_hidden(const char *file)
{
    SCOPED(buffer) struct buffer text = load_file(file);
    assert_int_equal(private_key_read_pem(buffer_bytes(&text), (struct key_lock){ 0 }, &hidden), 0);
    raw_calls = data_calls = hash_calls = deinit_calls = 0;
}

static int give(struct buffer *signature, gnutls_datum_t *out)
{
    return buffer_give(signature, out);
}

static int sign_raw(gnutls_privkey_t key, void *userdata, const gnutls_datum_t *digest,
                    gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer signature = { 0 };
    const struct sign_how how = { SIGN_ECDSA, &hash_sha256 };
    raw_calls++;
    assert_ptr_equal(userdata, &hidden);
    TRY(key_sign_digest(&hidden, how, bytes_of_datum(digest), &signature));
    return give(&signature, out);
}

static int sign_data(gnutls_privkey_t key, gnutls_sign_algorithm_t id, void *userdata,
                     unsigned flags, const gnutls_datum_t *data, gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer signature = { 0 };
    data_calls++;
    TRY(key_sign(&hidden, scheme_by_api_id(id)->how, bytes_of_datum(data), &signature));
    return give(&signature, out);
}

static int sign_hash(gnutls_privkey_t key, gnutls_sign_algorithm_t id, void *userdata,
                     unsigned flags, const gnutls_datum_t *digest, gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer signature = { 0 };
    hash_calls++;
    TRY(key_sign_digest(&hidden, scheme_by_api_id(id)->how, bytes_of_datum(digest), &signature));
    return give(&signature, out);
}

static int refuse(gnutls_privkey_t key, void *userdata, const gnutls_datum_t *digest,
                  gnutls_datum_t *out)
{
    return GNUTLS_E_PK_SIGN_FAILED;
}

static void deinit(gnutls_privkey_t key, void *userdata)
{
    deinit_calls++;
}

static int know_nothing_but_ed25519(gnutls_privkey_t key, unsigned flags, void *userdata)
{
    if ((flags & GNUTLS_PRIVKEY_INFO_HAVE_SIGN_ALGO) != 0)
        return GNUTLS_FLAGS_TO_SIGN_ALGO(flags) == GNUTLS_SIGN_EDDSA_ED25519;
    if ((flags & GNUTLS_PRIVKEY_INFO_PK_ALGO) != 0)
        return GNUTLS_PK_EDDSA_ED25519;
    return (flags & GNUTLS_PRIVKEY_INFO_PK_ALGO_BITS) != 0 ? 256 : -1;
}

static void assert_signs(struct gnutls_privkey_st *key, gnutls_sign_algorithm_t id)
{
    const struct signature_scheme *scheme = scheme_by_api_id(id);
    SCOPED(buffer) struct buffer signature = { 0 };
    struct bytes message = bytes_of_text("message");

    assert_int_equal(privkey_sign(key, scheme, message, &signature), 0);

    assert_int_equal(key_verify(&hidden.public, scheme->how, message, buffer_bytes(&signature)), 0);
}

static struct gnutls_privkey_st *external_of(const struct external_key *functions)
{
    struct gnutls_privkey_st *key = NULL;
    assert_int_equal(privkey_new(&key), 0);
    assert_int_equal(privkey_fill_external(key, functions), 0);
    return key;
}

static void test_functions_of_the_first_kind_get_a_digest(void **state)
{
    load_hidden("server-p256-key.pem");
    struct external_key functions = {
        .pk = GNUTLS_PK_ECDSA, .userdata = &hidden, .sign_raw = sign_raw, .deinit = deinit
    };
    struct gnutls_privkey_st *key = external_of(&functions);

    assert_signs(key, GNUTLS_SIGN_ECDSA_SECP256R1_SHA256);
    assert_null(privkey_public(key));
    assert_int_equal(privkey_algorithm(key), GNUTLS_PK_ECDSA);
    privkey_free(key);

    assert_int_equal(raw_calls, 1);
    assert_int_equal(deinit_calls, 1);
    private_key_wipe(&hidden);
}

static void test_functions_of_the_first_kind_make_no_pss(void **state)
{
    struct external_key functions = { .pk = GNUTLS_PK_RSA, .sign_raw = sign_raw };
    struct gnutls_privkey_st *key = external_of(&functions);

    assert_true(privkey_can(key, scheme_by_api_id(GNUTLS_SIGN_RSA_SHA256)));
    assert_false(privkey_can(key, scheme_by_api_id(GNUTLS_SIGN_RSA_PSS_RSAE_SHA256)));
    assert_false(privkey_can(key, scheme_by_api_id(GNUTLS_SIGN_EDDSA_ED25519)));

    privkey_free(key);
}

static void test_functions_of_the_last_kind_get_the_message(void **state)
{
    load_hidden("server-ed25519-key.pem");
    struct external_key functions = { .sign_data = sign_data, .info = know_nothing_but_ed25519 };
    struct gnutls_privkey_st *key = external_of(&functions);

    assert_signs(key, GNUTLS_SIGN_EDDSA_ED25519);
    assert_true(privkey_can(key, scheme_by_api_id(GNUTLS_SIGN_EDDSA_ED25519)));
    assert_false(privkey_can(key, scheme_by_api_id(GNUTLS_SIGN_EDDSA_ED448)));
    assert_int_equal(privkey_algorithm(key), GNUTLS_PK_EDDSA_ED25519);
    assert_int_equal(privkey_bits(key), 256);

    assert_int_equal(data_calls, 1);
    privkey_free(key);
    private_key_wipe(&hidden);
}

static void test_a_digest_is_made_where_only_digests_are_signed(void **state)
{
    load_hidden("server-rsa-key.pem");
    struct external_key functions = { .pk = GNUTLS_PK_RSA, .sign_hash = sign_hash };
    struct gnutls_privkey_st *key = external_of(&functions);

    assert_signs(key, GNUTLS_SIGN_RSA_PSS_RSAE_SHA384);
    assert_false(privkey_can(key, scheme_by_api_id(GNUTLS_SIGN_EDDSA_ED25519)));

    assert_int_equal(hash_calls, 1);
    privkey_free(key);
    private_key_wipe(&hidden);
}

static void test_a_refusal_is_handed_on(void **state)
{
    struct external_key functions = { .pk = GNUTLS_PK_ECDSA, .sign_raw = refuse };
    struct gnutls_privkey_st *key = external_of(&functions);
    SCOPED(buffer) struct buffer signature = { 0 };

    assert_int_equal(privkey_sign(key, scheme_by_api_id(GNUTLS_SIGN_ECDSA_SHA256),
                                  bytes_of_text("x"), &signature),
                     GNUTLS_E_PK_SIGN_FAILED);

    assert_int_equal(signature.size, 0);
    privkey_free(key);
}

static void test_an_empty_key_does_nothing(void **state)
{
    struct gnutls_privkey_st *key = NULL;
    struct external_key nothing = { 0 };
    SCOPED(buffer) struct buffer signature = { 0 };
    assert_int_equal(privkey_new(&key), 0);

    assert_int_equal(privkey_fill_external(key, &nothing), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(privkey_sign(key, scheme_by_api_id(GNUTLS_SIGN_ECDSA_SHA256),
                                  bytes_of_text("x"), &signature),
                     GNUTLS_E_INVALID_REQUEST);
    assert_false(privkey_can(key, scheme_by_api_id(GNUTLS_SIGN_ECDSA_SHA256)));

    privkey_free(key);
}

static void test_a_key_is_filled_once_and_held_by_many(void **state)
{
    struct gnutls_privkey_st *key = NULL;
    load_hidden("server-p256-key.pem");
    SCOPED(private_key) struct private_key copy = { 0 }, second = { 0 };
    assert_int_equal(private_key_copy(&hidden, &copy), 0);
    assert_int_equal(private_key_copy(&hidden, &second), 0);
    assert_int_equal(privkey_new(&key), 0);

    assert_int_equal(privkey_fill(key, &copy), 0);
    assert_int_equal(privkey_fill(key, &second), GNUTLS_E_INVALID_REQUEST);
    assert_ptr_equal(privkey_hold(key), key);
    privkey_free(key);
    assert_signs(key, GNUTLS_SIGN_ECDSA_SHA256);

    privkey_free(key);
    private_key_wipe(&hidden);
}

static void test_the_scheme_of_a_key_follows_its_hash(void **state)
{
    assert_int_equal(scheme_for_key(GNUTLS_PK_RSA, &hash_sha384, false)->api_id,
                     GNUTLS_SIGN_RSA_SHA384);
    assert_int_equal(scheme_for_key(GNUTLS_PK_RSA, &hash_sha384, true)->api_id,
                     GNUTLS_SIGN_RSA_PSS_RSAE_SHA384);
    assert_int_equal(scheme_for_key(GNUTLS_PK_RSA_PSS, &hash_sha256, false)->api_id,
                     GNUTLS_SIGN_RSA_PSS_SHA256);
    assert_int_equal(scheme_for_key(GNUTLS_PK_ECDSA, &hash_sha512, false)->how.hash->digest_id,
                     GNUTLS_DIG_SHA512);
    assert_int_equal(scheme_for_key(GNUTLS_PK_EDDSA_ED448, NULL, false)->api_id,
                     GNUTLS_SIGN_EDDSA_ED448);
    assert_null(scheme_for_key(GNUTLS_PK_DH, &hash_sha256, false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_functions_of_the_first_kind_get_a_digest),
        cmocka_unit_test(test_functions_of_the_first_kind_make_no_pss),
        cmocka_unit_test(test_functions_of_the_last_kind_get_the_message),
        cmocka_unit_test(test_a_digest_is_made_where_only_digests_are_signed),
        cmocka_unit_test(test_a_refusal_is_handed_on),
        cmocka_unit_test(test_an_empty_key_does_nothing),
        cmocka_unit_test(test_a_key_is_filled_once_and_held_by_many),
        cmocka_unit_test(test_the_scheme_of_a_key_follows_its_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
