/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* policies.c - certificate policies, RFC 5280, 4.2.1.4: read, built, written */

#include "pki/policies.h"

#include "base/errors.h"
#include "base/memory.h"
#include "base/text.h"
#include "pki/der.h"
#include "pki/name.h"
#include "pki/oid.h"

#include <gnutls/x509.h>

/* id-qt-cps and id-qt-unotice, 1.3.6.1.5.5.7.2.1 and .2. */
static const struct bytes oid_cps = OID("\x2b\x06\x01\x05\x05\x07\x02\x01");
static const struct bytes oid_notice = OID("\x2b\x06\x01\x05\x05\x07\x02\x02");

/* Characters of a DisplayText. */
enum { NOTICE_MAX = 200 };

void policy_wipe(struct policy *policy)
{
    for (size_t i = 0; i < policy->count; i++)
        buffer_wipe(&policy->qualifiers[i].text);
    buffer_wipe(&policy->oid);
    *policy = (struct policy){ 0 };
}

void policies_wipe(struct policies *policies)
{
    for (size_t i = 0; i < policies->count; i++)
        policy_wipe(&policies->items[i]);
    memory_free(policies->items);
    *policies = (struct policies){ 0 };
}

int policies_take(struct policies *policies, struct policy *owned)
{
    struct policy *items = memory_resize_array(policies->items, policies->count + 1, sizeof *items);
    if (items == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    items[policies->count++] = *owned;
    policies->items = items;
    *owned = (struct policy){ 0 };
    return 0;
}

int policy_set_oid(struct policy *policy, const char *oid)
{
    SCOPED(buffer) struct buffer der = { 0 };
    TRY(oid_parse(oid, &der));
    TRY(buffer_set(&policy->oid, bytes_of_text(oid)));
    return buffer_end_text(&policy->oid);
}

static int add_qualifier(struct policy *policy, unsigned type, struct bytes text)
{
    if (policy->count == POLICY_QUALIFIERS_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    struct policy_qualifier *qualifier = &policy->qualifiers[policy->count++];
    qualifier->type = type;
    TRY(buffer_set(&qualifier->text, text));
    return buffer_end_text(&qualifier->text);
}

int policy_add_qualifier(struct policy *policy, unsigned type, struct bytes text)
{
    bool is_uri = type == GNUTLS_X509_QUALIFIER_URI;
    bool is_notice = type == GNUTLS_X509_QUALIFIER_NOTICE;
    if ((is_uri && !text_is_ascii(text)) || (is_notice && text.size > NOTICE_MAX) ||
        (!is_uri && !is_notice))
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (!text_is_utf8(text))
        return fail(GNUTLS_E_INVALID_UTF8_STRING);
    return add_qualifier(policy, type, text);
}

/* ---- read ---- */

/* UserNotice: of its two parts only the text is shown; a reference names someone's file. */
static int read_notice(struct wire_reader *fields, struct policy *out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    struct wire_reader notice = der_enter(fields, DER_SEQUENCE);
    struct name_attribute attribute = { .tag = 0 };
    struct bytes reference;
    der_read_optional(&notice, DER_SEQUENCE, &reference);
    if (wire_more(&notice))
        der_read_any(&notice, &attribute.tag, &attribute.content);
    TRY(der_end(&notice));
    /* A DisplayText may be one; a name may not. */
    if (attribute.tag == DER_VISIBLE_STRING)
        attribute.tag = DER_IA5_STRING;
    if (attribute.tag == 0 || name_value_text(&attribute, &text) < 0)
        return add_qualifier(out, GNUTLS_X509_QUALIFIER_UNKNOWN, bytes_none());
    return add_qualifier(out, GNUTLS_X509_QUALIFIER_NOTICE, buffer_bytes(&text));
}

static int read_qualifier(struct wire_reader *fields, struct policy *out)
{
    struct bytes oid = der_read_oid(fields);
    if (bytes_equal(oid, oid_notice))
        return read_notice(fields, out);
    if (bytes_equal(oid, oid_cps))
        return add_qualifier(out, GNUTLS_X509_QUALIFIER_URI, der_read(fields, DER_IA5_STRING));
    der_take(fields);
    return add_qualifier(out, GNUTLS_X509_QUALIFIER_UNKNOWN, bytes_none());
}

static int read_qualifiers(struct wire_reader *list, struct policy *out)
{
    while (wire_more(list)) {
        struct wire_reader fields = der_enter(list, DER_SEQUENCE);
        /* More than the API can show are passed over. */
        if (out->count == POLICY_QUALIFIERS_MAX)
            continue;
        TRY(read_qualifier(&fields, out));
        TRY(der_end(&fields));
    }
    return der_end(list);
}

static int read_policy(struct wire_reader *fields, struct policy *out)
{
    TRY(oid_print(der_read_oid(fields), &out->oid));
    TRY(buffer_end_text(&out->oid));
    if (wire_more(fields)) {
        struct wire_reader list = der_enter(fields, DER_SEQUENCE);
        TRY(read_qualifiers(&list, out));
    }
    return der_end(fields);
}

int policies_read(struct bytes value, struct policies *out)
{
    SCOPED(policies) struct policies read = { 0 };
    struct wire_reader reader = wire_reader(value);
    struct wire_reader list = der_enter(&reader, DER_SEQUENCE);
    TRY(der_end(&reader));
    while (wire_more(&list)) {
        SCOPED(policy) struct policy policy = { 0 };
        struct wire_reader fields = der_enter(&list, DER_SEQUENCE);
        TRY(read_policy(&fields, &policy));
        TRY(policies_take(&read, &policy));
    }
    TRY(der_end(&list));
    policies_wipe(out);
    *out = read;
    read = (struct policies){ 0 };
    return 0;
}

/* ---- written ---- */

static int write_qualifier(const struct policy_qualifier *qualifier, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, notice = { 0 };
    struct bytes text = buffer_bytes(&qualifier->text);
    if (qualifier->type == GNUTLS_X509_QUALIFIER_URI) {
        TRY(der_write(&fields, DER_OID, oid_cps));
        TRY(der_write(&fields, DER_IA5_STRING, text));
    } else if (qualifier->type == GNUTLS_X509_QUALIFIER_NOTICE) {
        TRY(der_write(&fields, DER_OID, oid_notice));
        TRY(der_write(&notice, DER_UTF8_STRING, text));
        TRY(der_write(&fields, DER_SEQUENCE, buffer_bytes(&notice)));
    } else {
        return fail(GNUTLS_E_INVALID_REQUEST);
    }
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

static int write_policy(const struct policy *policy, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, qualifiers = { 0 }, oid = { 0 };
    TRY(oid_parse((const char *)policy->oid.data, &oid));
    TRY(der_write(&fields, DER_OID, buffer_bytes(&oid)));
    for (size_t i = 0; i < policy->count; i++)
        TRY(write_qualifier(&policy->qualifiers[i], &qualifiers));
    if (policy->count > 0)
        TRY(der_write(&fields, DER_SEQUENCE, buffer_bytes(&qualifiers)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

int policies_write(const struct policies *policies, struct buffer *out)
{
    SCOPED(buffer) struct buffer list = { 0 };
    for (size_t i = 0; i < policies->count; i++)
        TRY(write_policy(&policies->items[i], &list));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&list));
}
