/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_select.c - which identity for which peer */

#include "unit/pki/files.h"

#include "base/errors.h"
#include "credentials/certificate.h"

static const struct signature_scheme *const *schemes_of(const gnutls_sign_algorithm_t *ids,
                                                        size_t *out_count)
{
    static const struct signature_scheme *list[16];
    *out_count = 0;
    for (size_t i = 0; ids[i] != GNUTLS_SIGN_UNKNOWN; i++) {
        list[i] = scheme_by_api_id(ids[i]);
        assert_non_null(list[i]);
        ++*out_count;
    }
    return list;
}

static int add(struct gnutls_certificate_credentials_st *credentials, const char *certificate,
               const char *key, const char *const *names, size_t name_count)
{
    struct identity identity = { 0 };
    SCOPED(buffer) struct buffer chain = load_file(certificate), secret = load_file(key);
    assert_int_equal(identity_read_chain(&identity, buffer_bytes(&chain), GNUTLS_X509_FMT_PEM), 0);
    assert_int_equal(identity_read_key(&identity, buffer_bytes(&secret), GNUTLS_X509_FMT_PEM,
                                       &(struct key_opening){ 0 }),
                     0);
    return credentials_add(credentials, &identity, names, name_count);
}

static int setup(void **state)
{
    static const char *const other[] = { "other.test" };
    struct gnutls_certificate_credentials_st *credentials = NULL;
    assert_int_equal(credentials_new(&credentials), 0);
    assert_int_equal(add(credentials, "server-p256-chain.pem", "server-p256-key.pem", NULL, 0), 0);
    assert_int_equal(add(credentials, "server-rsa-chain.pem", "server-rsa-key.pem", NULL, 0), 1);
    assert_int_equal(
        add(credentials, "server-ed25519-chain.pem", "server-ed25519-key.pem", other, 1), 2);
    assert_int_equal(add(credentials, "small-cert.pem", "small-key.pem", NULL, 0), 3);
    *state = credentials;
    return 0;
}

static int teardown(void **state)
{
    credentials_free(*state);
    return 0;
}

enum { NOBODY = -1 };

struct row {
    const char *server_name;
    gnutls_sign_algorithm_t schemes[5]; /* the peer's order; ends in zero */
    int index;
    gnutls_sign_algorithm_t scheme;
};

/* clang-format off */
static const struct row rows[] = {
    { "localhost", { GNUTLS_SIGN_ECDSA_SECP256R1_SHA256, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256 },
      0, GNUTLS_SIGN_ECDSA_SECP256R1_SHA256 },
    { "localhost", { GNUTLS_SIGN_RSA_PSS_RSAE_SHA256 }, 1, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256 },
    { "localhost", { GNUTLS_SIGN_RSA_PSS_RSAE_SHA512, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256 },
      1, GNUTLS_SIGN_RSA_PSS_RSAE_SHA512 },
    { "other.test", { GNUTLS_SIGN_ECDSA_SECP256R1_SHA256, GNUTLS_SIGN_EDDSA_ED25519 },
      2, GNUTLS_SIGN_EDDSA_ED25519 },
    /* No one fits by name and key: the first that fits by key. */
    { "other.test", { GNUTLS_SIGN_RSA_PSS_RSAE_SHA256 }, 1, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256 },
    { "unknown.test", { GNUTLS_SIGN_EDDSA_ED25519, GNUTLS_SIGN_ECDSA_SECP256R1_SHA256 },
      0, GNUTLS_SIGN_ECDSA_SECP256R1_SHA256 },
    { NULL, { GNUTLS_SIGN_EDDSA_ED25519 }, 2, GNUTLS_SIGN_EDDSA_ED25519 },
    /* PKCS#1 signs certificates in TLS 1.3, not handshakes; the curve counts. */
    { NULL, { GNUTLS_SIGN_RSA_SHA256 }, NOBODY, GNUTLS_SIGN_UNKNOWN },
    { NULL, { GNUTLS_SIGN_ECDSA_SECP384R1_SHA384 }, NOBODY, GNUTLS_SIGN_UNKNOWN },
    { NULL, { GNUTLS_SIGN_EDDSA_ED448 }, NOBODY, GNUTLS_SIGN_UNKNOWN },
    { NULL, { 0 }, NOBODY, GNUTLS_SIGN_UNKNOWN },
};
/* clang-format on */

static void test_the_name_comes_first_then_the_key(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        const struct identity *identity = NULL;
        const struct signature_scheme *scheme = NULL;
        size_t count;
        const struct signature_scheme *const *schemes = schemes_of(rows[i].schemes, &count);
        struct identity_question question = {
            .server_name = rows[i].server_name,
            .schemes = schemes,
            .scheme_count = count,
            .version = version_by_id(GNUTLS_TLS1_3),
        };

        assert_int_equal(credentials_choose(*state, &question, &identity, &scheme), 0);

        if (rows[i].index == NOBODY) {
            assert_null(identity);
            continue;
        }
        assert_ptr_equal(identity, credentials_at(*state, (size_t)rows[i].index));
        assert_int_equal(scheme->api_id, rows[i].scheme);
    }
}

static void test_authorities_that_the_peer_names_are_respected(void **state)
{
    static const gnutls_sign_algorithm_t ids[] = { GNUTLS_SIGN_ECDSA_SECP256R1_SHA256, 0 };
    struct gnutls_x509_crt_int *small = load_certificate("small-cert");
    struct gnutls_x509_crt_int *foreign = load_certificate("other-ca-cert");
    const struct signature_scheme *scheme = NULL;
    size_t count;
    struct identity_question question = {
        .schemes = schemes_of(ids, &count),
        .version = version_by_id(GNUTLS_TLS1_3),
    };
    question.scheme_count = count;
    const struct {
        struct gnutls_x509_crt_int *authority;
        bool only_wished;
        int index;
    } cases[] = {
        { small, false, 3 }, { foreign, false, NOBODY }, { small, true, 3 }, { foreign, true, 0 }
    };

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        const struct identity *identity = NULL;
        SCOPED(buffer) struct buffer list = { 0 };
        struct bytes name = certificate_subject(cases[i].authority);
        uint8_t size[2] = { (uint8_t)(name.size >> 8), (uint8_t)name.size };
        assert_int_equal(buffer_append(&list, bytes_of(size, 2)), 0);
        assert_int_equal(buffer_append(&list, name), 0);
        question.authorities = buffer_bytes(&list);
        question.authorities_only_wished = cases[i].only_wished;

        assert_int_equal(credentials_choose(*state, &question, &identity, &scheme), 0);

        assert_ptr_equal(identity, cases[i].index == NOBODY
                                       ? NULL
                                       : credentials_at(*state, (size_t)cases[i].index));
    }
    certificate_free(small);
    certificate_free(foreign);
}

static void test_a_key_of_another_certificate_is_refused(void **state)
{
    assert_int_equal(add(*state, "server-p256-cert.pem", "server-p384-key.pem", NULL, 0),
                     GNUTLS_E_CERTIFICATE_KEY_MISMATCH);
    assert_int_equal(add(*state, "server-p256-cert.pem", "small-key.pem", NULL, 0),
                     GNUTLS_E_CERTIFICATE_KEY_MISMATCH);

    credentials_set_flags(*state, GNUTLS_CERTIFICATE_SKIP_KEY_CERT_MATCH);
    assert_int_equal(add(*state, "server-p256-cert.pem", "small-key.pem", NULL, 0), 4);
}

static void test_authorities_are_named_once_and_in_frames(void **state)
{
    struct gnutls_certificate_credentials_st *credentials = *state;
    struct gnutls_x509_crt_int *root = load_certificate("root-cert");
    struct bytes name = certificate_subject(root);
    unsigned count = 0;

    assert_int_equal(credentials_authorities(credentials).size, 0);
    assert_int_equal(trust_add_file(credentials_trust(credentials), TEST_DATA "/root-cert.pem",
                                    GNUTLS_X509_FMT_PEM, &count),
                     0);
    assert_int_equal(credentials_trust_changed(credentials), 0);

    struct bytes all = credentials_authorities(credentials);
    assert_int_equal(all.size, name.size + 2);
    assert_int_equal(all.data[0] << 8 | all.data[1], name.size);
    assert_true(bytes_equal(bytes_from(all, 2), name));
    certificate_free(root);
}

static void test_staples_belong_to_a_place_in_the_chain(void **state)
{
    struct identity *identity = credentials_at(*state, 0);

    assert_int_equal(identity_staple(identity, 0, 0).size, 0);
    assert_int_equal(identity_set_staple(identity, 1, bytes_of_text("one"), 0), 0);
    assert_int_equal(identity_set_staple(identity, 2, bytes_of_text("two"), 0),
                     GNUTLS_E_INVALID_REQUEST);

    assert_int_equal(identity_staple(identity, 0, 0).size, 0);
    assert_int_equal(identity_staple(identity, 1, 0).size, 3);
    assert_int_equal(identity_staple(identity, 2, 0).size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_name_comes_first_then_the_key, setup, teardown),
        cmocka_unit_test_setup_teardown(test_authorities_that_the_peer_names_are_respected, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_key_of_another_certificate_is_refused, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_authorities_are_named_once_and_in_frames, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_staples_belong_to_a_place_in_the_chain, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
