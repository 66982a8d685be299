/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_extension.c - any bytes as every extension: what was read is written, and read again the same
 *
 * A list that was read may be written in other bytes, since what is not shown is not kept; but what
 * was written is read and written alike.
 */

#include "base/errors.h"
#include "fuzz/target.h"
#include "pki/extension_list.h"
#include "pki/extension_value.h"
#include "pki/name.h"
#include "pki/name_constraints.h"
#include "pki/name_write.h"
#include "pki/policies.h"
#include "pki/print.h"
#include "pki/sct.h"

#include <gnutls/x509.h>

/* Reads into a list, writes it; 0 when both went well. */
#define PASS(type, noun, from, to)                                                                 \
    static int noun##_pass(struct bytes from, struct buffer *to)                                   \
    {                                                                                              \
        SCOPED(type) struct type list = { 0 };                                                     \
        TRY(noun##_read(from, &list));                                                             \
        return noun##_write(&list, to);                                                            \
    }
PASS(general_names, alternative_names, value, out)
PASS(key_purposes, key_purposes, value, out)
PASS(authority_key, authority_key, value, out)
PASS(access_list, access_list, value, out)
PASS(distribution_points, distribution_points, value, out)
PASS(policies, policies, value, out)
PASS(scts, scts, value, out)

static int features_pass(struct bytes value, struct buffer *out)
{
    struct tls_features features = { .count = 0 };
    TRY(tls_features_read(value, &features));
    return tls_features_write(&features, out);
}

static int constraints_pass(struct bytes value, struct buffer *out)
{
    SCOPED(name_constraints) struct name_constraints constraints = { { 0 }, { 0 } };
    SCOPED(name_constraints) struct name_constraints same = { { 0 }, { 0 } };
    TRY(name_constraints_read(value, &constraints));
    TRY(name_constraints_read(value, &same));
    /* To be narrowed by itself forbids nothing that was allowed. */
    bool before = name_constraints_allow_name(&constraints, GNUTLS_SAN_DNSNAME,
                                              bytes_of_text("host.example.test"));
    PROMISE(name_constraints_narrow(&constraints, &same) == 0);
    PROMISE(before == name_constraints_allow_name(&constraints, GNUTLS_SAN_DNSNAME,
                                                  bytes_of_text("host.example.test")));
    return name_constraints_write(&same, out);
}

static int basic_pass(struct bytes value, struct buffer *out)
{
    struct basic_constraints constraints = { 0 };
    TRY(basic_constraints_read(value, &constraints));
    return basic_constraints_write(&constraints, out);
}

static int usage_pass(struct bytes value, struct buffer *out)
{
    unsigned usage = 0;
    TRY(key_usage_read(value, &usage));
    return key_usage_write(usage, out);
}

static int period_pass(struct bytes value, struct buffer *out)
{
    struct usage_period period = { 0 };
    TRY(usage_period_read(value, &period));
    return usage_period_write(&period, out);
}

static int proxy_pass(struct bytes value, struct buffer *out)
{
    struct proxy_info info = { 0 };
    TRY(proxy_info_read(value, &info));
    return proxy_info_write(&info, out);
}

typedef int pass_function(struct bytes value, struct buffer *out);

static pass_function *const passes[] = {
    alternative_names_pass,
    key_purposes_pass,
    authority_key_pass,
    access_list_pass,
    distribution_points_pass,
    policies_pass,
    scts_pass,
    features_pass,
    constraints_pass,
    basic_pass,
    usage_pass,
    period_pass,
    proxy_pass,
};

/* What was written once is written the same for ever. */
static void expect_fixed_point(pass_function *pass, struct bytes value)
{
    SCOPED(buffer) struct buffer once = { 0 }, twice = { 0 };
    if (pass(value, &once) < 0)
        return;
    PROMISE(pass(buffer_bytes(&once), &twice) == 0);
    PROMISE(bytes_equal(buffer_bytes(&once), buffer_bytes(&twice)));
}

/* A name that was made from text is printed, and made again the same. */
static void expect_name(struct bytes text)
{
    SCOPED(buffer) struct buffer copy = { 0 }, name = { 0 }, printed = { 0 }, again = { 0 };
    const char *wrong;
    if (buffer_set(&copy, text) < 0 || buffer_text(&copy) == NULL ||
        name_parse(buffer_text(&copy), &name, &wrong) < 0)
        return;
    PROMISE(name_check(buffer_bytes(&name)) == 0);
    PROMISE(name_print(buffer_bytes(&name), true, &printed) == 0);
    if (buffer_text(&printed) == NULL)
        return;
    PROMISE(name_parse(buffer_text(&printed), &again, &wrong) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED(buffer) struct buffer text = { 0 };
    struct printer p = printer(&text, "\t\t");
    struct bytes all = bytes_of(data, size);
    for (size_t i = 0; i < sizeof passes / sizeof passes[0]; i++)
        expect_fixed_point(passes[i], all);
    expect_name(all);
    print_extensions(&p, all);
    PROMISE(p.error == 0);
    return 0;
}
