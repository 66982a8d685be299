/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* request.c - requests for certificates, PKCS#10 (RFC 2986), read */

#include "pki/request.h"

#include "base/errors.h"
#include "base/memory.h"
#include "pki/der.h"
#include "pki/internal.h"
#include "pki/oid.h"

enum { ATTRIBUTES_MAX = 64, VERSION_MAX = 2 };

const struct bytes oid_extension_request = OID("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0e");

static int check_values(const struct attribute *attribute)
{
    struct wire_reader values = wire_reader(attribute->values);
    do {
        der_take(&values);
    } while (wire_more(&values));
    return der_end(&values);
}

/* RFC 2985, 5.4.2: the attribute has one value, and a request one such attribute. */
static int read_wanted_extensions(const struct attribute *attribute,
                                  struct certificate_facts *facts)
{
    if (facts->extensions.data != NULL)
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    return certificate_extensions_read(attribute->values, facts);
}

static int read_attributes(struct bytes attributes, struct certificate_facts *facts)
{
    struct attribute attribute;
    for (size_t count = 0; attributes.size > 0; count++) {
        if (count == ATTRIBUTES_MAX || !attribute_take(&attributes, &attribute))
            return fail(GNUTLS_E_ASN1_DER_ERROR);
        TRY(check_values(&attribute));
        if (bytes_equal(attribute.oid, oid_extension_request))
            TRY(read_wanted_extensions(&attribute, facts));
    }
    return 0;
}

/* True, and it is passed, where a draft has nothing. */
static bool is_missing(struct wire_reader *reader, const struct certificate_facts *facts)
{
    struct bytes nothing;
    return facts->is_draft && der_read_optional(reader, DER_NULL, &nothing);
}

static int read_info(struct gnutls_x509_crq_int *request)
{
    struct certificate_facts *facts = &request->facts;
    struct wire_reader reader = wire_reader(facts->tbs);
    struct wire_reader info = der_enter(&reader, DER_SEQUENCE);
    if (!is_missing(&info, facts))
        facts->version = der_read_small(&info, VERSION_MAX) + 1;
    facts->subject = der_read_whole(&info, DER_SEQUENCE);
    if (!is_missing(&info, facts))
        facts->spki = der_read_whole(&info, DER_SEQUENCE);
    /* RFC 2986, 4: an empty set is to be written, and is left out by some. */
    der_read_optional(&info, DER_CONTEXT_DEEP(0), &request->attributes);
    TRY(der_end(&info));
    TRY(name_check(facts->subject));
    return read_attributes(request->attributes, facts);
}

static int read_request(struct gnutls_x509_crq_int *request)
{
    struct certificate_facts *facts = &request->facts;
    struct wire_reader reader = wire_reader(buffer_bytes(&request->der));
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    facts->path_length = -1;
    facts->tbs = der_read_whole(&fields, DER_SEQUENCE);
    struct bytes algorithm = request->algorithm = der_read_whole(&fields, DER_SEQUENCE);
    facts->signature = der_read_bit_bytes(&fields);
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    TRY(read_info(request));
    if (!facts->is_draft)
        TRY(signature_algorithm_read(algorithm, &facts->signature_algorithm));
    return subject_key_read(facts->spki, &request->key, &request->key_result);
}

static void wipe_content(struct gnutls_x509_crq_int *request)
{
    public_key_wipe(&request->key);
    buffer_wipe(&request->der);
}

int request_replace(struct gnutls_x509_crq_int *request, struct bytes der, bool is_draft)
{
    struct gnutls_x509_crq_int fresh = { .facts.is_draft = is_draft };
    int result = buffer_set(&fresh.der, der);
    if (result == 0)
        result = read_request(&fresh);
    if (result < 0) {
        wipe_content(&fresh);
        return result;
    }
    wipe_content(request);
    *request = fresh;
    return 0;
}

int request_fill(struct gnutls_x509_crq_int *request, struct bytes der)
{
    return request_replace(request, der, false);
}

int request_new(struct gnutls_x509_crq_int **out)
{
    struct gnutls_x509_crq_int *request = memory_get_zeroed(sizeof *request);
    if (request == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    request->key_result = GNUTLS_E_ASN1_VALUE_NOT_FOUND;
    *out = request;
    return 0;
}

void request_free(struct gnutls_x509_crq_int *request)
{
    if (request == NULL)
        return;
    wipe_content(request);
    memory_free(request);
}

struct bytes request_der(const struct gnutls_x509_crq_int *request)
{
    return request->facts.is_draft ? bytes_none() : buffer_bytes(&request->der);
}

const struct certificate_facts *request_facts(const struct gnutls_x509_crq_int *request)
{
    return &request->facts;
}

struct bytes request_algorithm(const struct gnutls_x509_crq_int *request)
{
    return request->algorithm;
}

int request_public_key(const struct gnutls_x509_crq_int *request, const struct public_key **out)
{
    if (request->key_result < 0)
        return fail(request->key_result);
    *out = &request->key;
    return 0;
}

struct bytes request_attributes(const struct gnutls_x509_crq_int *request)
{
    return request->attributes;
}

bool request_find_attribute(const struct gnutls_x509_crq_int *request, struct bytes oid,
                            struct attribute *out)
{
    struct bytes rest = request->attributes;
    while (attribute_take(&rest, out)) {
        if (bytes_equal(out->oid, oid))
            return true;
    }
    return false;
}

static bool kinds_fit(enum key_kind key, enum key_kind signature)
{
    return key == signature || (key == KEY_RSA_PSS && signature == KEY_RSA);
}

int request_verify(const struct gnutls_x509_crq_int *request)
{
    const struct certificate_facts *facts = &request->facts;
    const struct public_key *key = NULL;
    TRY(request_public_key(request, &key));
    if (facts->signature.size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    if (facts->signature_algorithm.id != GNUTLS_SIGN_UNKNOWN &&
        !kinds_fit(key->kind, facts->signature_algorithm.key))
        return fail(GNUTLS_E_CONSTRAINT_ERROR);
    return key_verifies(key, &facts->signature_algorithm, facts->tbs, facts->signature);
}
