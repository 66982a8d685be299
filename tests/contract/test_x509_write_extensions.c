/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_x509_write_extensions.c - extensions put into certificates: what stands there, in DER */

#include "suite.h"

#include <gnutls/x509-ext.h>
#include <gnutls/x509.h>
#include <stdio.h>

typedef gnutls_x509_crt_t cert;

static cert empty(void)
{
    cert certificate;

    assert_code(gnutls_x509_crt_init(&certificate), 0);
    return certificate;
}

/* "OID=DER" of each extension, "OID!=DER" of a critical one. */
static const char *extensions_of(cert certificate)
{
    static char text[8192];
    char oid[128];
    unsigned char data[2048];
    unsigned critical;
    size_t used = 0;

    text[0] = '\0';
    for (unsigned i = 0;; i++) {
        size_t size = sizeof oid, data_size = sizeof data;
        if (gnutls_x509_crt_get_extension_info(certificate, i, oid, &size, &critical) < 0)
            return text;
        assert_code(gnutls_x509_crt_get_extension_data(certificate, i, data, &data_size), 0);
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s%s=", i > 0 ? " " : "", oid,
                                 critical ? "!" : "");
        for (size_t at = 0; at < data_size; at++)
            used += (size_t)snprintf(text + used, sizeof text - used, "%02x", data[at]);
    }
}

/* ---- setters with one argument or two, as functions of the certificate ---- */

#define SETTER(name, call)                                                                         \
    static int name(cert c)                                                                        \
    {                                                                                              \
        return call;                                                                               \
    }

/* clang-format off */
SETTER(usage_none,       gnutls_x509_crt_set_key_usage(c, 0))
SETTER(usage_signature,  gnutls_x509_crt_set_key_usage(c, GNUTLS_KEY_DIGITAL_SIGNATURE))
SETTER(usage_authority,  gnutls_x509_crt_set_key_usage(c, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN))
SETTER(usage_decipher,   gnutls_x509_crt_set_key_usage(c, GNUTLS_KEY_DECIPHER_ONLY | GNUTLS_KEY_KEY_AGREEMENT))
SETTER(purpose_server,   gnutls_x509_crt_set_key_purpose_oid(c, GNUTLS_KP_TLS_WWW_SERVER, 0))
SETTER(purpose_client,   gnutls_x509_crt_set_key_purpose_oid(c, GNUTLS_KP_TLS_WWW_CLIENT, 1))
SETTER(purpose_wrong,    gnutls_x509_crt_set_key_purpose_oid(c, "what", 0))
SETTER(no_authority,     gnutls_x509_crt_set_basic_constraints(c, 0, -1))
SETTER(authority,        gnutls_x509_crt_set_basic_constraints(c, 1, -1))
SETTER(authority_last,   gnutls_x509_crt_set_basic_constraints(c, 1, 0))
SETTER(authority_1000,   gnutls_x509_crt_set_basic_constraints(c, 1, 1000))
SETTER(authority_minus,  gnutls_x509_crt_set_basic_constraints(c, 1, -7))
SETTER(status_no,        gnutls_x509_crt_set_ca_status(c, 0))
SETTER(status_yes,       gnutls_x509_crt_set_ca_status(c, 1))
SETTER(key_id,           gnutls_x509_crt_set_subject_key_id(c, "abc", 3))
SETTER(issuer_key_id,    gnutls_x509_crt_set_authority_key_id(c, "abc", 3))
SETTER(no_issuer_key_id, gnutls_x509_crt_set_authority_key_id(c, "abc", 0))
SETTER(host_set,         gnutls_x509_crt_set_subject_alternative_name(c, GNUTLS_SAN_DNSNAME, "a.example"))
SETTER(uri_set,          gnutls_x509_crt_set_subject_alternative_name(c, GNUTLS_SAN_URI, "http://x"))
SETTER(address_set,      gnutls_x509_crt_set_subject_alternative_name(c, GNUTLS_SAN_IPADDRESS, "1.2.3.4"))
SETTER(host,             gnutls_x509_crt_set_subject_alt_name(c, GNUTLS_SAN_DNSNAME, "b.example", 9, GNUTLS_FSAN_APPEND))
SETTER(mail,             gnutls_x509_crt_set_subject_alt_name(c, GNUTLS_SAN_RFC822NAME, "a@b.example", 11, GNUTLS_FSAN_APPEND))
SETTER(address,          gnutls_x509_crt_set_subject_alt_name(c, GNUTLS_SAN_IPADDRESS, "\1\2\3\4", 4, GNUTLS_FSAN_APPEND))
SETTER(address_long,     gnutls_x509_crt_set_subject_alt_name(c, GNUTLS_SAN_IPADDRESS, "0123456789abcdef", 16, GNUTLS_FSAN_APPEND))
SETTER(jabber,           gnutls_x509_crt_set_subject_alt_name(c, GNUTLS_SAN_OTHERNAME_XMPP, "a@b", 3, GNUTLS_FSAN_APPEND))
SETTER(registered,       gnutls_x509_crt_set_subject_alt_name(c, GNUTLS_SAN_REGISTERED_ID, "1.2.3", 5, GNUTLS_FSAN_APPEND))
SETTER(other_der,        gnutls_x509_crt_set_subject_alt_othername(c, "1.2.3.4", "\4\1a", 3, GNUTLS_FSAN_SET))
SETTER(other_bytes,      gnutls_x509_crt_set_subject_alt_othername(c, "1.2.3.4", "abc", 3, GNUTLS_FSAN_APPEND | GNUTLS_FSAN_ENCODE_OCTET_STRING))
SETTER(other_text,       gnutls_x509_crt_set_subject_alt_othername(c, "1.2.3.4", "abc", 3, GNUTLS_FSAN_APPEND | GNUTLS_FSAN_ENCODE_UTF8_STRING))
SETTER(issuer_host,      gnutls_x509_crt_set_issuer_alt_name(c, GNUTLS_SAN_DNSNAME, "i.example", 9, GNUTLS_FSAN_APPEND))
SETTER(issuer_other,     gnutls_x509_crt_set_issuer_alt_othername(c, "1.2.3.4", "abc", 3, GNUTLS_FSAN_APPEND | GNUTLS_FSAN_ENCODE_UTF8_STRING))
SETTER(unknown,          gnutls_x509_crt_set_extension_by_oid(c, "1.2.3.4", "abc", 3, 0))
SETTER(unknown_critical, gnutls_x509_crt_set_extension_by_oid(c, "1.2.3.5", "abcd", 4, 1))
SETTER(unknown_again,    gnutls_x509_crt_set_extension_by_oid(c, "1.2.3.4", "xy", 2, 1))
SETTER(list_place,       gnutls_x509_crt_set_crl_dist_points(c, GNUTLS_SAN_URI, "http://a/", 0))
SETTER(list_for_reason,  gnutls_x509_crt_set_crl_dist_points2(c, GNUTLS_SAN_URI, "http://b/", 9, GNUTLS_CRL_REASON_KEY_COMPROMISE))
SETTER(list_for_two,     gnutls_x509_crt_set_crl_dist_points2(c, GNUTLS_SAN_URI, "http://c/", 9, GNUTLS_CRL_REASON_UNUSED | GNUTLS_CRL_REASON_AA_COMPROMISE))
SETTER(period,           gnutls_x509_crt_set_private_key_usage_period(c, 1000000000, 2000000000))
SETTER(period_endless,   gnutls_x509_crt_set_private_key_usage_period(c, 1000000000, -1))
SETTER(proxy,            gnutls_x509_crt_set_proxy(c, -1, "1.3.6.1.5.5.7.21.1", NULL, 0))
SETTER(proxy_policy,     gnutls_x509_crt_set_proxy(c, 3, "1.3.6.1.5.5.7.21.2", "pol", 3))
SETTER(any_policy_no,    gnutls_x509_crt_set_inhibit_anypolicy(c, 0))
SETTER(any_policy_300,   gnutls_x509_crt_set_inhibit_anypolicy(c, 300))
/* clang-format on */

static int access(cert c, int what)
{
    gnutls_datum_t place = { (unsigned char *)"http://o/", 9 };
    return gnutls_x509_crt_set_authority_info_access(c, what, &place);
}
SETTER(access_status, access(c, GNUTLS_IA_OCSP_URI))
SETTER(access_issuers, access(c, GNUTLS_IA_CAISSUERS_URI))
SETTER(access_unknown, access(c, GNUTLS_IA_URI))

static int policy(cert c, const char *oid, unsigned qualifiers, unsigned critical)
{
    struct gnutls_x509_policy_st policy = {
        .oid = (char *)oid,
        .qualifiers = qualifiers,
        .qualifier = { { GNUTLS_X509_QUALIFIER_URI, (char *)"http://p", 8 },
                       { GNUTLS_X509_QUALIFIER_NOTICE, (char *)"not\xc3\xa9", 5 } },
    };
    return gnutls_x509_crt_set_policy(c, &policy, critical);
}
SETTER(policy_plain, policy(c, "1.2.3.4", 0, 0))
SETTER(policy_qualified, policy(c, "1.2.3.5", 2, 1))

static int features(cert c, unsigned count)
{
    static const unsigned numbers[] = { 5, 17 };
    gnutls_x509_tlsfeatures_t list;
    assert_code(gnutls_x509_tlsfeatures_init(&list), 0);
    for (unsigned i = 0; i < count; i++)
        assert_code(gnutls_x509_tlsfeatures_add(list, numbers[i]), 0);
    int code = gnutls_x509_crt_set_tlsfeatures(c, list);
    gnutls_x509_tlsfeatures_deinit(list);
    return code;
}
SETTER(features_none, features(c, 0))
SETTER(features_two, features(c, 2))

static int constraints(cert c, unsigned count, unsigned critical)
{
    gnutls_datum_t name = { (unsigned char *)"example.com", 11 };
    gnutls_x509_name_constraints_t list;
    assert_code(gnutls_x509_name_constraints_init(&list), 0);
    if (count > 0)
        assert_code(gnutls_x509_name_constraints_add_permitted(list, GNUTLS_SAN_DNSNAME, &name), 0);
    if (count > 1)
        assert_code(gnutls_x509_name_constraints_add_excluded(list, GNUTLS_SAN_RFC822NAME, &name),
                    0);
    int code = gnutls_x509_crt_set_name_constraints(c, list, critical);
    gnutls_x509_name_constraints_deinit(list);
    return code;
}
SETTER(constraints_none, constraints(c, 0, 1))
SETTER(constraints_one, constraints(c, 1, 1))
SETTER(constraints_two, constraints(c, 2, 0))

/* ---- rows ---- */

enum { STEPS = 5 };

struct extension_row {
    const char *name;
    int (*steps[STEPS])(cert);
    int code[LIBRARIES]; /* of the last */
    const char *extensions;
    const char *reprise; /* what ours writes, where it differs on purpose */
};

#define INVALID GNUTLS_E_INVALID_REQUEST

static const struct extension_row extension_rows[] = {
    { "no usage", { usage_none }, BOTH(0), "2.5.29.15!=030100" },
    { "a usage", { usage_signature }, BOTH(0), "2.5.29.15!=03020780" },
    { "another usage in its place",
      { usage_signature, usage_authority },
      BOTH(0),
      "2.5.29.15!=03020106" },
    { "a usage in the second byte", { usage_decipher }, BOTH(0), "2.5.29.15!=0303070880" },
    { "a purpose", { purpose_server }, BOTH(0), "2.5.29.37=300a06082b06010505070301" },
    { "purposes",
      { purpose_server, purpose_client },
      BOTH(0),
      "2.5.29.37!=301406082b0601050507030106082b06010505070302" },
    { "a purpose that is none",
      { purpose_server, purpose_wrong },
      EACH(GNUTLS_E_ASN1_VALUE_NOT_VALID, GNUTLS_E_X509_UNSUPPORTED_OID),
      "2.5.29.37=300a06082b06010505070301" },
    { "no authority", { no_authority }, BOTH(0), "2.5.29.19!=3000" },
    { "an authority", { authority }, BOTH(0), "2.5.29.19!=30030101ff" },
    { "the last authority", { authority_last }, BOTH(0), "2.5.29.19!=30060101ff020100" },
    { "an authority over a thousand",
      { authority, authority_1000 },
      BOTH(0),
      "2.5.29.19!=30070101ff020203e8" },
    { "an authority without a limit",
      { authority_last, authority_minus },
      BOTH(0),
      "2.5.29.19!=30030101ff" },
    { "no authority in short", { status_no }, BOTH(0), "2.5.29.19!=3000" },
    { "an authority in short", { status_yes }, BOTH(0), "2.5.29.19!=30030101ff" },
    { "an identifier", { key_id }, BOTH(0), "2.5.29.14=0403616263" },
    { "an identifier once more", { key_id, key_id }, BOTH(INVALID), "2.5.29.14=0403616263" },
    { "the issuer's identifier", { issuer_key_id }, BOTH(0), "2.5.29.35=30058003616263" },
    { "an empty identifier of the issuer", { no_issuer_key_id }, BOTH(0), "2.5.29.35=3000" },
    { "the issuer's identifier once more",
      { issuer_key_id, issuer_key_id },
      BOTH(INVALID),
      "2.5.29.35=30058003616263" },
    { "a host", { host_set }, BOTH(0), "2.5.29.17=300b8209612e6578616d706c65" },
    { "a URI in place of a host",
      { host_set, uri_set },
      BOTH(0),
      "2.5.29.17=300a8608687474703a2f2f78" },
    { "an address as text", { address_set }, BOTH(INVALID), "" },
    { "names",
      { host_set, host, mail, address, address_long },
      BOTH(0),
      "2.5.29.17="
      "303b8209612e6578616d706c658209622e6578616d706c65810b6140622e6578616d706c65870401020304871030"
      "313233343536373839616263646566" },
    { "names of rare kinds",
      { jabber, registered },
      BOTH(0),
      "2.5.29.17=3017a01106082b06010505070805a0050c0361406288022a03" },
    { "names of no kind",
      { other_der, other_bytes, other_text },
      BOTH(0),
      "2.5.29.17="
      "3028a00a06032a0304a003040161a00c06032a0304a0050403616263a00c06032a0304a0050c03616263" },
    { "names of the issuer",
      { issuer_host, issuer_other },
      BOTH(0),
      "2.5.29.18=30198209692e6578616d706c65a00c06032a0304a0050c03616263" },
    { "extensions that are not known",
      { unknown, unknown_critical },
      BOTH(0),
      "1.2.3.4=616263 1.2.3.5!=61626364" },
    { "an extension in place of another",
      { unknown, unknown_critical, unknown_again },
      BOTH(0),
      "1.2.3.4!=7879 1.2.3.5!=61626364" },
    /* Bits behind the first byte, and those below the seventh, are lost. */
    { "places of lists",
      { list_place, list_for_reason, list_for_two },
      BOTH(0),
      "2.5.29.31="
      "303b300fa00da00b8609687474703a2f2f612f3013a00da00b8609687474703a2f2f622f810206403013"
      "a00da00b8609687474703a2f2f632f81020680",
      "2.5.29.31="
      "303c300fa00da00b8609687474703a2f2f612f3013a00da00b8609687474703a2f2f622f810206403014"
      "a00da00b8609687474703a2f2f632f8103078080" },
    { "two places of a list",
      { list_place, list_place },
      BOTH(0),
      "2.5.29.31=301c301aa018a0168609687474703a2f2f612f8609687474703a2f2f612f" },
    { "access to status and issuer",
      { access_status, access_issuers },
      BOTH(0),
      "1.3.6.1.5.5.7.1.1="
      "302e301506082b060105050730018609687474703a2f2f6f2f301506082b060105050730028609687474703a2f2f"
      "6f2f" },
    { "access to what is not known", { access_unknown }, BOTH(INVALID), "" },
    { "a policy", { policy_plain }, BOTH(0), "2.5.29.32=3007300506032a0304" },
    /* Never critical there. */
    { "policies",
      { policy_plain, policy_qualified },
      BOTH(0),
      "2.5.29.32="
      "303b300506032a0304303206032a0305302b301406082b060105050702011608687474703a2f2f703013"
      "06082b0601050507020230070c056e6f74c3a9",
      "2.5.29.32!="
      "303b300506032a0304303206032a0305302b301406082b060105050702011608687474703a2f2f7030"
      "1306082b0601050507020230070c056e6f74c3a9" },
    { "no constraints", { constraints_none }, BOTH(INVALID), "" },
    { "a constraint",
      { constraints_one },
      BOTH(0),
      "2.5.29.30!=3011a00f300d820b6578616d706c652e636f6d" },
    { "constraints",
      { constraints_one, constraints_two },
      BOTH(0),
      "2.5.29.30=3022a00f300d820b6578616d706c652e636f6da10f300d810b6578616d706c652e636f6d" },
    { "a period of use",
      { period },
      BOTH(0),
      "2.5.29.16=3022800f32303031303930393031343634305a810f32303333303531383033333332305a" },
    { "a period of use without an end",
      { period_endless },
      BOTH(0),
      "2.5.29.16=3022800f32303031303930393031343634305a810f39393939313233313233353935395a" },
    { "a proxy", { proxy }, BOTH(0), "1.3.6.1.5.5.7.1.14!=300c300a06082b06010505071501" },
    { "a proxy with a policy",
      { proxy, proxy_policy },
      BOTH(0),
      "1.3.6.1.5.5.7.1.14!=3014020103300f06082b060105050715020403706f6c" },
    { "no features", { features_none }, BOTH(0), "1.3.6.1.5.5.7.1.24=3000" },
    { "features", { features_none, features_two }, BOTH(0), "1.3.6.1.5.5.7.1.24=3006020105020111" },
    { "anyPolicy at once", { any_policy_no }, BOTH(0), "2.5.29.54!=020100" },
    { "anyPolicy after 300", { any_policy_300 }, BOTH(0), "2.5.29.54!=0202012c" },
};

static void test_extension(void **state)
{
    const struct extension_row *row = *state;
    cert certificate = empty();

    for (unsigned i = 0; i < STEPS && row->steps[i] != NULL; i++) {
        bool last = i + 1 == STEPS || row->steps[i + 1] == NULL;
        assert_code(row->steps[i](certificate), last ? row->code[library_under_test()] : 0);
    }
    bool differs = row->reprise != NULL && library_under_test() == REPRISE;
    assert_string_equal(extensions_of(certificate), differs ? row->reprise : row->extensions);
    gnutls_x509_crt_deinit(certificate);
}

/* Every setter refuses what is no certificate. */
static void test_nothing_is_no_certificate(void **state)
{
    static int (*const setters[])(cert) = {
        usage_none,    purpose_server, authority,  status_yes,      key_id,
        issuer_key_id, host_set,       host,       other_der,       issuer_host,
        issuer_other,  unknown,        list_place, list_for_reason, access_status,
        policy_plain,  period,         proxy,      features_two,    any_policy_no,
    };
    for (size_t i = 0; i < COUNT(setters); i++)
        assert_code(setters[i](NULL), GNUTLS_E_INVALID_REQUEST);
}

int main(void)
{
    ADD_ROWS(extension_rows, test_extension);
    ADD(test_nothing_is_no_certificate);
    return suite_run("x509_write_extensions");
}
