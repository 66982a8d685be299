/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_hostname.c - who a certificate speaks for
 *
 * The expectations are what GnuTLS 3.7.9 says of the same certificates and names, but for the
 * rows that say so.
 */

#include "unit/pki/files.h"

#include "pki/general_name.h"

#include <gnutls/x509.h>

struct row {
    const char *certificate, *name;
    unsigned flags;
    bool matches;
};

enum {
    NO_IP = GNUTLS_VERIFY_DO_NOT_ALLOW_IP_MATCHES,
    NO_WILD = GNUTLS_VERIFY_DO_NOT_ALLOW_WILDCARDS,
};

/* clang-format off */
static const struct row rows[] = {
    { "server-p256-cert", "localhost", 0, true },
    { "server-p256-cert", "LOCALHOST", 0, true },
    { "server-p256-cert", "localhost.", 0, false },
    { "server-p256-cert", "example.test", 0, true },
    { "server-p256-cert", "a.example.test", 0, false },
    { "server-p256-cert", "server-p256", 0, false },     /* the common name */
    { "server-p256-cert", "foo.wild.test", 0, true },
    { "server-p256-cert", "foo.wild.test", NO_WILD, false },
    { "server-p256-cert", "foo.bar.wild.test", 0, false },
    { "server-p256-cert", "wild.test", 0, false },
    { "server-p256-cert", ".wild.test", 0, false },      /* GnuTLS takes an empty label */
    { "server-p256-cert", "*.wild.test", NO_WILD, true },
    { "server-p256-cert", "127.0.0.1", 0, true },
    { "server-p256-cert", "127.0.0.1", NO_IP, false },
    { "server-p256-cert", "127.0.0.2", 0, false },
    { "server-p256-cert", "", 0, false },
    { "pki/host-names", "hOst.test", 0, true },
    { "pki/host-names", "x.test", 0, false },            /* "*.test": too wide */
    { "pki/host-names", "loc.part.test", 0, false },     /* "lo*": no part of a label */
    { "pki/host-names", "a.b.inner.test", 0, false },    /* "a.*": not the left-most */
    { "pki/host-names", "10.0.0.1", 0, true },
    { "pki/host-names", "10.0.0.2", 0, false },          /* an address among the host names */
    { "pki/host-names", "10.0.0.2", NO_IP, true },
    { "pki/host-names", "fe80::1", 0, true },
    { "pki/host-names", "fe80:0:0::0:1", 0, true },
    { "pki/host-names", "fe80::2", 0, false },
    { "pki/host-names", "[fe80::1]", 0, false },
    { "pki/host-common", "cn.test", 0, true },
    { "pki/host-common", "CN.test", 0, true },
    { "pki/host-common", "a.cn.test", 0, false },
    { "pki/host-common-mail", "cn.test", 0, true },
    { "pki/host-common-address", "cn.test", 0, false },
    { "pki/host-common-address", "10.0.0.1", 0, true },
    { "pki/host-common-uri", "cn.test", 0, false },
    { "pki/host-common-client", "cn.test", 0, false },
    { "pki/host-common-two", "cn.test", 0, false },
    { "pki/host-common-two", "host.test", 0, false },
};
/* clang-format on */

static void test_certificates_speak_for_their_names(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct gnutls_x509_crt_int *certificate = load_certificate(rows[i].certificate);
        bool matches = certificate_has_name(certificate, rows[i].name, rows[i].flags);
        if (matches != rows[i].matches)
            fail_msg("%s, %s, %#x", rows[i].certificate, rows[i].name, rows[i].flags);
        certificate_free(certificate);
    }
}

static void test_mail_addresses_have_a_case_before_the_sign(void **state)
{
    struct gnutls_x509_crt_int *named = load_certificate("pki/host-common-mail");
    struct gnutls_x509_crt_int *subject = load_certificate("pki/host-mail");

    assert_true(certificate_has_email(named, "a@b.test"));
    assert_true(certificate_has_email(named, "a@B.test"));
    assert_false(certificate_has_email(named, "A@b.test"));
    assert_false(certificate_has_email(named, "x@b.test"));
    assert_false(certificate_has_email(named, "b.test"));
    assert_true(certificate_has_email(subject, "c@d.test"));
    assert_false(certificate_has_email(subject, "c@e.test"));

    certificate_free(named);
    certificate_free(subject);
}

static void test_names_with_zeros_or_blanks_match_nothing(void **state)
{
    static const char with_zero[] = "a.test\0.evil.test";

    assert_false(
        dns_name_matches(bytes_of(with_zero, sizeof with_zero - 1), bytes_of_text("a.test"), true));
    assert_false(dns_name_matches(bytes_of(with_zero, sizeof with_zero - 1),
                                  bytes_of(with_zero, sizeof with_zero - 1), true));
    assert_false(dns_name_matches(bytes_of_text("a .test"), bytes_of_text("a .test"), true));
    assert_false(dns_name_matches(bytes_none(), bytes_none(), true));
    assert_false(dns_name_matches(bytes_of_text("*"), bytes_of_text("test"), true));
    assert_false(dns_name_matches(bytes_of_text("*."), bytes_of_text("a."), true));
    assert_false(dns_name_matches(bytes_of_text("*.a."), bytes_of_text("b.a."), true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certificates_speak_for_their_names),
        cmocka_unit_test(test_mail_addresses_have_a_case_before_the_sign),
        cmocka_unit_test(test_names_with_zeros_or_blanks_match_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
