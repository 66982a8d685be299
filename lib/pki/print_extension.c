/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* print_extension.c - extensions as text */

#include "algorithms/names.h"
#include "base/errors.h"
#include "base/text.h"
#include "pki/certificate.h"
#include "pki/extension_list.h"
#include "pki/extension_oid.h"
#include "pki/extension_value.h"
#include "pki/name_constraints.h"
#include "pki/policies.h"
#include "pki/print.h"
#include "pki/print_names.h"
#include "pki/sct.h"

/* 1.2.643.100.111 and .112: texts about the tools of subject and issuer. */
static const struct bytes oid_subject_tool = OID("\x2a\x85\x03\x64\x6f");
static const struct bytes oid_issuer_tool = OID("\x2a\x85\x03\x64\x70");

/* Each printer prints what an extension says, below its title; a broken one is an error. */

static int print_basic_constraints(struct printer *p, struct bytes value)
{
    struct basic_constraints constraints = { 0 };
    TRY(basic_constraints_read(value, &constraints));
    print(p, "%s\tCertificate Authority (CA): %s\n", p->indent,
          constraints.is_authority ? "TRUE" : "FALSE");
    if (constraints.path_length >= 0)
        print(p, "%s\tPath Length Constraint: %d\n", p->indent, constraints.path_length);
    return 0;
}

static int print_subject_key(struct printer *p, struct bytes value)
{
    struct bytes id = bytes_none();
    TRY(subject_key_id_read(value, &id));
    print(p, "%s\t", p->indent);
    print_hex(p, id);
    print(p, "\n");
    return 0;
}

static int print_authority_key(struct printer *p, struct bytes value)
{
    SCOPED(authority_key) struct authority_key key = { 0 };
    TRY(authority_key_read(value, &key));
    for (size_t i = 0; i < key.issuer.count; i++)
        print_general_name(p, "", &key.issuer.items[i]);
    if (key.has_serial && key.issuer.count > 0) {
        print(p, "%s\tserial: ", p->indent);
        print_hex(p, buffer_bytes(&key.serial));
        print(p, "\n");
    }
    if (key.has_id) {
        print(p, "%s\t", p->indent);
        print_hex(p, buffer_bytes(&key.id));
        print(p, "\n");
    }
    return 0;
}

static int print_usage(struct printer *p, struct bytes value)
{
    char indent[16];
    unsigned usage = 0;
    TRY(key_usage_read(value, &usage));
    struct text text = text_in(indent, sizeof indent);
    text_add(&text, "%s\t", p->indent);
    print_key_usage(p, usage, indent);
    return 0;
}

static int print_usage_period(struct printer *p, struct bytes value)
{
    struct usage_period period = { 0 };
    TRY(usage_period_read(value, &period));
    print(p, "%s\tNot Before: ", p->indent);
    print_time(p, period.from_s);
    print(p, "\n%s\tNot After: ", p->indent);
    print_time(p, period.until_s);
    print(p, "\n");
    return 0;
}

static const char *purpose_name(const char *oid)
{
    static const char *const rows[][2] = {
        { GNUTLS_KP_TLS_WWW_SERVER, "TLS WWW Server." },
        { GNUTLS_KP_TLS_WWW_CLIENT, "TLS WWW Client." },
        { GNUTLS_KP_CODE_SIGNING, "Code signing." },
        { GNUTLS_KP_EMAIL_PROTECTION, "Email protection." },
        { GNUTLS_KP_TIME_STAMPING, "Time stamping." },
        { GNUTLS_KP_OCSP_SIGNING, "OCSP signing." },
        { GNUTLS_KP_IPSEC_IKE, "Ipsec IKE." },
        { GNUTLS_KP_MS_SMART_CARD_LOGON, "Smart Card Logon." },
        { GNUTLS_KP_ANY, "Any purpose." },
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        if (strcmp(rows[i][0], oid) == 0)
            return rows[i][1];
    }
    return oid;
}

static int print_purposes(struct printer *p, struct bytes value)
{
    SCOPED(key_purposes) struct key_purposes purposes = { 0 };
    TRY(key_purposes_read(value, &purposes));
    for (size_t i = 0; i < purposes.count; i++)
        print(p, "%s\t%s\n", p->indent, purpose_name((const char *)purposes.oids[i].data));
    return 0;
}

static int print_alternative_names(struct printer *p, struct bytes value)
{
    SCOPED(general_names) struct general_names names = { 0 };
    TRY(alternative_names_read(value, &names));
    for (size_t i = 0; i < names.count; i++)
        print_general_name(p, "", &names.items[i]);
    return 0;
}

static int print_distribution_points(struct printer *p, struct bytes value)
{
    SCOPED(distribution_points) struct distribution_points points = { 0 };
    TRY(distribution_points_read(value, &points));
    for (size_t i = 0; i < points.count; i++)
        print_general_name(p, "", &points.items[i].name);
    return 0;
}

static int print_access(struct printer *p, struct bytes value)
{
    SCOPED(access_list) struct access_list list = { 0 };
    TRY(access_list_read(value, &list));
    for (size_t i = 0; i < list.count; i++) {
        const char *method = (const char *)list.items[i].method.data;
        const char *name = strcmp(method, GNUTLS_OID_AD_OCSP) == 0        ? "id-ad-ocsp"
                           : strcmp(method, GNUTLS_OID_AD_CAISSUERS) == 0 ? "id-ad-caIssuers"
                                                                          : "UNKNOWN";
        print(p, "%s\tAccess Method: %s (%s)\n", p->indent, method, name);
        print_general_name(p, "Access Location ", &list.items[i].location);
    }
    return 0;
}

static int print_proxy(struct printer *p, struct bytes value)
{
    struct proxy_info info = { 0 };
    TRY(proxy_info_read(value, &info));
    if (info.path_length >= 0)
        print(p, "%s\tPath Length Constraint: %d\n", p->indent, info.path_length);
    print(p, "%s\tPolicy Language: ", p->indent);
    print_oid(p, info.language);
    const char *name = proxy_language_name(info.language);
    if (name != NULL)
        print(p, " (%s)", name);
    print(p, "\n");
    if (info.policy.data == NULL)
        return 0;
    print(p, "%s\tPolicy:\n%s\t\tASCII: ", p->indent, p->indent);
    print_ascii(p, info.policy);
    print(p, "\n%s\t\tHexdump: ", p->indent);
    print_hex(p, info.policy);
    print(p, "\n");
    return 0;
}

static int print_features(struct printer *p, struct bytes value)
{
    enum { STATUS_REQUEST = 5 };
    struct tls_features features = { .count = 0 };
    TRY(tls_features_read(value, &features));
    for (size_t i = 0; i < features.count; i++) {
        if (features.items[i] == STATUS_REQUEST)
            print(p, "%s\tOCSP Status Request(%u)\n", p->indent, features.items[i]);
        else
            print(p, "%s\t%u\n", p->indent, features.items[i]);
    }
    return 0;
}

static void print_subtrees(struct printer *p, const char *title, const struct general_names *names)
{
    if (names->count > 0)
        print(p, "%s\t%s:\n", p->indent, title);
    for (size_t i = 0; i < names->count; i++)
        print_name_constraint(p, &names->items[i]);
}

static int print_constraints(struct printer *p, struct bytes value)
{
    SCOPED(name_constraints) struct name_constraints constraints = { { 0 }, { 0 } };
    TRY(name_constraints_read(value, &constraints));
    print_subtrees(p, "Permitted", &constraints.permitted);
    print_subtrees(p, "Excluded", &constraints.excluded);
    return 0;
}

static void print_policy(struct printer *p, const struct policy *policy)
{
    const char *oid = (const char *)policy->oid.data;
    print(p, "%s\t%s%s\n", p->indent, oid, strcmp(oid, "2.5.29.32.0") == 0 ? " (anyPolicy)" : "");
    for (size_t i = 0; i < policy->count; i++) {
        unsigned type = policy->qualifiers[i].type;
        if (type == GNUTLS_X509_QUALIFIER_UNKNOWN)
            continue;
        print(p, "%s\t\t%s: ", p->indent, type == GNUTLS_X509_QUALIFIER_URI ? "URI" : "Note");
        print_bytes(p, buffer_bytes(&policy->qualifiers[i].text));
        print(p, "\n");
    }
}

static int print_policies(struct printer *p, struct bytes value)
{
    SCOPED(policies) struct policies policies = { 0 };
    TRY(policies_read(value, &policies));
    for (size_t i = 0; i < policies.count; i++)
        print_policy(p, &policies.items[i]);
    return 0;
}

static void print_sct(struct printer *p, const struct sct *sct)
{
    const char *name = algorithm_name(ALGORITHM_SIGN, (int)sct_sign_id(sct));
    print(p, "%s\t\tVersion: %u\n%s\t\tLog ID: ", p->indent, sct->version + 1u, p->indent);
    print_hex(p, sct->log_id);
    print(p, "\n%s\t\tTime: ", p->indent);
    print_comma_time(p, (int64_t)(sct->timestamp_ms / 1000));
    print(p, "\n%s\t\tExtensions: %s\n", p->indent, sct->extensions.size > 0 ? "unknown" : "none");
    print(p, "%s\t\tSignature algorithm: %s\n%s\t\tSignature: ", p->indent,
          name != NULL ? name : "unknown", p->indent);
    print_hex(p, sct->signature);
    print(p, "\n");
}

static int print_scts(struct printer *p, struct bytes value)
{
    SCOPED(scts) struct scts scts = { { 0 } };
    struct sct sct;
    TRY(scts_read(value, &scts));
    for (size_t i = 0; scts_at(&scts, i, &sct); i++) {
        print(p, "%s\tSigned Certificate Timestamp %zu:\n", p->indent, i + 1);
        if (sct.version == SCT_VERSION_1)
            print_sct(p, &sct);
        else
            print(p, "%s\t\tVersion: %u (unknown SCT version)\n", p->indent, sct.version + 1u);
    }
    return 0;
}

static int print_dump(struct printer *p, struct bytes value)
{
    print(p, "%s\tASCII: ", p->indent);
    print_ascii(p, value);
    print(p, "\n%s\tHexdump: ", p->indent);
    print_hex(p, value);
    print(p, "\n");
    return 0;
}

struct extension_printer {
    const struct bytes *oid;
    const char *title;
    int (*print)(struct printer *, struct bytes value);
};

/* clang-format off */
static const struct extension_printer printers[] = {
    { &oid_basic_constraints,   "Basic Constraints",             print_basic_constraints },
    { &oid_subject_key_id,      "Subject Key Identifier",        print_subject_key },
    { &oid_authority_key_id,    "Authority Key Identifier",      print_authority_key },
    { &oid_key_usage,           "Key Usage",                     print_usage },
    { &oid_usage_period,        "Private Key Usage Period",      print_usage_period },
    { &oid_purposes,            "Key Purpose",                   print_purposes },
    { &oid_alternative_names,   "Subject Alternative Name",      print_alternative_names },
    { &oid_issuer_names,        "Issuer Alternative Name",       print_alternative_names },
    { &oid_distribution_points, "CRL Distribution points",       print_distribution_points },
    { &oid_proxy_info,          "Proxy Certificate Information", print_proxy },
    { &oid_information_access,  "Authority Information Access",  print_access },
    { &oid_scts,                "CT Precertificate SCTs",        print_scts },
    { &oid_tls_features,        "TLS Features",                  print_features },
    { &oid_name_constraints,    "Name Constraints",              print_constraints },
    { &oid_policies,            "Certificate Policies",          print_policies },
    { &oid_subject_tool,        "Subject Signing Tool",          print_dump },
    { &oid_issuer_tool,         "Issuer Signing Tool",           print_dump },
};
/* clang-format on */

static const char *criticality(const struct certificate_extension *extension)
{
    return extension->critical ? "critical" : "not critical";
}

/* Extensions that are said in the line of their title. */
static bool print_short(struct printer *p, const struct certificate_extension *extension)
{
    unsigned skip;
    if (!bytes_equal(extension->oid, oid_inhibit_policy))
        return false;
    int result = inhibit_policy_read(extension->value, &skip);
    if (result < 0)
        print_fault(p, "certificate inhibit any policy import", result);
    else
        print(p, "%sInhibit anyPolicy skip certs: %u (%s)\n", p->indent, skip,
              criticality(extension));
    return true;
}

static const struct extension_printer *find_printer(struct bytes oid)
{
    for (size_t i = 0; i < ARRAY_SIZE(printers); i++) {
        if (bytes_equal(oid, *printers[i].oid))
            return &printers[i];
    }
    return NULL;
}

void print_extension(struct printer *p, const struct certificate_extension *extension)
{
    const struct extension_printer *known = find_printer(extension->oid);
    if (print_short(p, extension))
        return;
    if (known == NULL) {
        print(p, "%sUnknown extension ", p->indent);
        print_oid(p, extension->oid);
        print(p, " (%s):\n", criticality(extension));
        print_dump(p, extension->value);
        return;
    }
    print(p, "%s%s (%s):\n", p->indent, known->title, criticality(extension));
    int result = known->print(p, extension->value);
    if (result < 0)
        print_fault(p, known->title, result);
}

void print_extensions(struct printer *p, struct bytes extensions)
{
    struct certificate_extension extension;
    while (extension_take(&extensions, &extension))
        print_extension(p, &extension);
}
