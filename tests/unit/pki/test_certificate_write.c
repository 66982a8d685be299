/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_certificate_write.c - a change is whole or it is none */

#include "unit/pki/files.h"

#include "base/errors.h"
#include "pki/certificate_write.h"
#include "pki/oid.h"

#include <gnutls/x509.h>

static const struct bytes oid_key_usage = OID("\x55\x1d\x0f");
static const struct bytes oid_unknown = OID("\x2a\x03\x04");

static struct gnutls_x509_crt_int *empty(void)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    assert_int_equal(certificate_new_empty(&certificate), 0);
    return certificate;
}

static void test_a_draft_is_asked_like_a_certificate_and_is_none(void **state)
{
    struct gnutls_x509_crt_int *draft = empty();

    assert_int_equal(certificate_set_serial(draft, bytes_of("\x05", 1)), 0);
    assert_int_equal(certificate_set_time(draft, PART_NOT_AFTER, 1000), 0);

    const struct certificate_facts *facts = certificate_facts(draft);
    assert_true(facts->is_draft);
    assert_int_equal(facts->version, 1);
    assert_bytes_equal(facts->serial.data, facts->serial.size, "\x05", 1);
    assert_int_equal(facts->not_before_s, -1);
    assert_int_equal(facts->not_after_s, 1000);
    assert_int_equal(facts->spki.size, 0);
    assert_int_equal(certificate_der(draft).size, 0);
    certificate_free(draft);
}

static void test_a_change_that_fails_changes_nothing(void **state)
{
    struct gnutls_x509_crt_int *certificate = load_certificate("server-p256-cert");
    SCOPED(buffer) struct buffer before = { 0 };
    const struct certificate_extension broken = { oid_key_usage, bytes_of("abc", 3), true };
    assert_int_equal(buffer_append(&before, certificate_der(certificate)), 0);

    assert_int_equal(certificate_set_extension(certificate, &broken), GNUTLS_E_ASN1_DER_ERROR);
    assert_int_equal(certificate_set_version(certificate, 4), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(certificate_set_version(certificate, 1), GNUTLS_E_X509_CERTIFICATE_ERROR);
    assert_int_equal(certificate_set_serial(certificate, bytes_none()), GNUTLS_E_INVALID_REQUEST);

    assert_true(bytes_equal(certificate_der(certificate), buffer_bytes(&before)));
    certificate_free(certificate);
}

static void test_a_certificate_that_others_hold_is_not_changed(void **state)
{
    struct gnutls_x509_crt_int *certificate = load_certificate("server-p256-cert");
    const struct certificate_extension extension = { oid_unknown, bytes_of("abc", 3), false };

    certificate_hold(certificate);
    assert_int_equal(certificate_set_extension(certificate, &extension), GNUTLS_E_INVALID_REQUEST);
    certificate_free(certificate);
    assert_int_equal(certificate_set_extension(certificate, &extension), 0);

    certificate_free(certificate);
}

static void test_extensions_keep_their_places(void **state)
{
    struct gnutls_x509_crt_int *certificate = load_certificate("server-p256-cert");
    const struct certificate_extension extension = { oid_unknown, bytes_of("abc", 3), false };
    const struct certificate_extension usage = { oid_key_usage, bytes_of("\x03\x02\x02\x04", 4),
                                                 false };
    struct certificate_extension first, again;
    struct bytes rest = certificate_facts(certificate)->extensions;
    SCOPED(buffer) struct buffer oid = { 0 };
    assert_true(extension_take(&rest, &first));
    assert_int_equal(buffer_append(&oid, first.oid), 0);

    assert_int_equal(certificate_set_extension(certificate, &extension), 0);
    assert_int_equal(certificate_set_extension(certificate, &usage), 0);

    rest = certificate_facts(certificate)->extensions;
    assert_true(extension_take(&rest, &again));
    assert_true(bytes_equal(again.oid, buffer_bytes(&oid)));
    while (rest.size > 0)
        assert_true(extension_take(&rest, &again));
    assert_true(bytes_equal(again.oid, oid_unknown));
    assert_int_equal(certificate_facts(certificate)->key_usage, GNUTLS_KEY_KEY_CERT_SIGN);
    certificate_free(certificate);
}

static int refuse(const struct signer *signer, struct bytes data, struct buffer *out)
{
    return GNUTLS_E_PK_SIGN_FAILED;
}

static void test_a_signer_that_fails_leaves_the_old_signature(void **state)
{
    struct gnutls_x509_crt_int *certificate = load_certificate("server-p256-cert");
    const struct signer signer = {
        KEY_ED25519, { SIGN_EDDSA, NULL }, GNUTLS_SIGN_EDDSA_ED25519, refuse, NULL
    };
    SCOPED(buffer) struct buffer before = { 0 };
    assert_int_equal(buffer_append(&before, certificate_der(certificate)), 0);

    assert_int_equal(certificate_sign(certificate, certificate_subject(certificate), &signer),
                     GNUTLS_E_PK_SIGN_FAILED);

    assert_true(bytes_equal(certificate_der(certificate), buffer_bytes(&before)));
    certificate_free(certificate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_draft_is_asked_like_a_certificate_and_is_none),
        cmocka_unit_test(test_a_change_that_fails_changes_nothing),
        cmocka_unit_test(test_a_certificate_that_others_hold_is_not_changed),
        cmocka_unit_test(test_extensions_keep_their_places),
        cmocka_unit_test(test_a_signer_that_fails_leaves_the_old_signature),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
