/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* crl.c - certificate revocation lists, RFC 5280, 5: import and what was read
 *
 * A list may have a hundred thousand entries. They are walked once, when it comes in, and stay
 * where they are in the DER: what is kept of each is its place, and a second order by serial
 * number, in which a certificate is looked up.
 */

#include "pki/crl.h"

#include "base/errors.h"
#include "base/memory.h"
#include "pki/crl_internal.h"
#include "pki/der.h"
#include "pki/general_name.h"
#include "pki/pem.h"

#include <stdlib.h>

const char *const pem_crl_labels[] = { "X509 CRL", NULL };

static int read_entry(struct wire_reader *entries, struct crl_entry *out)
{
    struct wire_reader fields = der_enter(entries, DER_SEQUENCE);
    out->serial = der_read_integer(&fields);
    out->revoked_s = der_read_time(&fields);
    out->extensions = bytes_none();
    if (wire_more(&fields))
        out->extensions = der_read(&fields, DER_SEQUENCE);
    return der_end(&fields);
}

/* RFC 5280, 5.3.3: from here on the entries belong to this issuer. False for what is no name. */
static bool read_entry_issuer(struct bytes value, struct bytes *out)
{
    struct wire_reader reader = wire_reader(value);
    struct bytes names = der_read(&reader, DER_SEQUENCE);
    struct general_name name;
    if (der_end(&reader) < 0)
        return false;
    while (general_name_take(&names, &name)) {
        if (name.kind == NAME_DIRECTORY)
            *out = name.value;
    }
    return true;
}

/* RFC 5280, 5.3.1: only a list of changes takes a certificate off the list again. */
static bool is_removal(struct bytes value)
{
    return value.size == 3 && value.data[0] == DER_ENUMERATED && value.data[2] == REMOVE_FROM_CRL;
}

static int read_entry_extensions(struct bytes rest, struct crl_walk *walk)
{
    struct certificate_extension extension;
    walk->removes = false;
    while (rest.size > 0) {
        if (!extension_take(&rest, &extension))
            return fail(GNUTLS_E_ASN1_DER_ERROR);
        if (bytes_equal(extension.oid, oid_certificate_issuer) &&
            !read_entry_issuer(extension.value, &walk->issuer))
            return fail(GNUTLS_E_ASN1_DER_ERROR);
        if (bytes_equal(extension.oid, oid_reason))
            walk->removes = is_removal(extension.value);
    }
    return 0;
}

/* First by size, then by content: any order does that is one. */
static int compare_serials(const void *a, const void *b)
{
    const struct crl_serial *left = a, *right = b;
    if (left->size != right->size)
        return left->size < right->size ? -1 : 1;
    return memcmp(left->data, right->data, left->size);
}

static int add_entry(struct gnutls_x509_crl_int *crl, const uint8_t *at, struct crl_walk *walk)
{
    struct crl_entry entry;
    struct wire_reader one = { at, walk->reader.end, false };
    TRY(read_entry(&one, &entry));
    TRY(read_entry_extensions(entry.extensions, walk));
    TRY(crl_note_entry(crl, (size_t)(at - crl->facts.entries.data)));
    walk->reader.at = one.at;

    bool is_ours = bytes_equal(walk->issuer, crl->facts.issuer);
    if (!is_ours || (walk->removes && crl->facts.is_delta) || crl->facts.attributes_only)
        return 0;
    crl->sorted[crl->sorted_count++] =
        (struct crl_serial){ entry.serial.data, (uint32_t)entry.serial.size };
    return 0;
}

int crl_note_entry(struct gnutls_x509_crl_int *crl, size_t offset)
{
    if (crl->count == crl->room) {
        size_t room = crl->room < 16 ? 16 : crl->room * 2;
        void *places = memory_resize_array(crl->places, room, sizeof *crl->places);
        if (places == NULL)
            return fail(GNUTLS_E_MEMORY_ERROR);
        crl->places = places;
        void *sorted = memory_resize_array(crl->sorted, room, sizeof *crl->sorted);
        if (sorted == NULL)
            return fail(GNUTLS_E_MEMORY_ERROR);
        crl->sorted = sorted;
        crl->room = room;
    }
    crl->places[crl->count++] = (uint32_t)offset;
    return 0;
}

static int read_entries(struct gnutls_x509_crl_int *crl)
{
    struct crl_walk walk = { wire_reader(crl->facts.entries), crl->facts.issuer, false };
    while (wire_more(&walk.reader))
        TRY(add_entry(crl, walk.reader.at, &walk));
    if (crl->sorted_count > 1)
        qsort(crl->sorted, crl->sorted_count, sizeof *crl->sorted, compare_serials);
    return 0;
}

/* RFC 5280, 5.1. */
static int read_tbs(struct bytes der, struct crl_facts *facts, struct bytes *out_algorithm)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader tbs = der_enter(&reader, DER_SEQUENCE);
    facts->version = der_peek(&tbs) == DER_INTEGER ? der_read_small(&tbs, 1) + 1 : 1;
    *out_algorithm = der_read_whole(&tbs, DER_SEQUENCE);
    facts->issuer = der_read_whole(&tbs, DER_SEQUENCE);
    if (tbs.failed)
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    TRY(name_check(facts->issuer));

    facts->this_update_s = der_read_time(&tbs);
    facts->next_update_s = NO_TIME;
    if (der_peek(&tbs) == DER_UTC_TIME || der_peek(&tbs) == DER_GENERALIZED_TIME)
        facts->next_update_s = der_read_time(&tbs);
    if (tbs.failed)
        return fail(GNUTLS_E_ASN1_TIME_ERROR);
    der_read_optional(&tbs, DER_SEQUENCE, &facts->entries);
    struct bytes extensions = bytes_none();
    der_read_optional(&tbs, DER_CONTEXT_DEEP(0), &extensions);
    TRY(der_end(&tbs));
    return extensions.size == 0 ? 0 : crl_extensions_read(extensions, facts);
}

static int read_facts(struct bytes der, struct crl_facts *facts)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    facts->tbs = der_read_whole(&fields, DER_SEQUENCE);
    struct bytes outer = der_read_whole(&fields, DER_SEQUENCE), inner;
    facts->signature = der_read_bit_bytes(&fields);
    TRY(der_end(&fields));
    TRY(der_end(&reader));

    TRY(read_tbs(facts->tbs, facts, &inner));
    /* RFC 5280, 5.1.1.2. */
    if (!bytes_equal(outer, inner))
        return fail(GNUTLS_E_X509_CERTIFICATE_ERROR);
    struct wire_reader algorithm_reader = wire_reader(outer);
    struct wire_reader algorithm = der_enter(&algorithm_reader, DER_SEQUENCE);
    facts->signature_oid = der_read_oid(&algorithm);
    return signature_algorithm_read(outer, &facts->signature_algorithm);
}

static int read_into(struct bytes der, struct gnutls_x509_crl_int *out)
{
    TRY(buffer_set(&out->der, der));
    TRY(read_facts(buffer_bytes(&out->der), &out->facts));
    return read_entries(out);
}

static void wipe_content(struct gnutls_x509_crl_int *crl)
{
    buffer_wipe(&crl->der);
    memory_free(crl->places);
    memory_free(crl->sorted);
    crl_wipe_draft(crl);
}

int crl_fill(struct gnutls_x509_crl_int *crl, struct bytes der)
{
    struct gnutls_x509_crl_int fresh = { .holds = 1 };
    if (crl->holds != 1)
        return fail(GNUTLS_E_INVALID_REQUEST);
    int result = read_into(der, &fresh);
    if (result < 0) {
        wipe_content(&fresh);
        return result;
    }
    wipe_content(crl);
    *crl = fresh;
    return 0;
}

int crl_new_empty(struct gnutls_x509_crl_int **out)
{
    struct gnutls_x509_crl_int *crl = memory_get_zeroed(sizeof *crl);
    if (crl == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    crl->holds = 1;
    crl->facts.this_update_s = crl->facts.next_update_s = NO_TIME;
    *out = crl;
    return 0;
}

int crl_new(struct bytes der, struct gnutls_x509_crl_int **out)
{
    struct gnutls_x509_crl_int *crl = NULL;
    TRY(crl_new_empty(&crl));
    int result = crl_fill(crl, der);
    if (result < 0) {
        crl_free(crl);
        return result;
    }
    *out = crl;
    return 0;
}

void crl_free(struct gnutls_x509_crl_int *crl)
{
    if (crl == NULL || --crl->holds > 0)
        return;
    wipe_content(crl);
    memory_free(crl);
}

struct gnutls_x509_crl_int *crl_hold(struct gnutls_x509_crl_int *crl)
{
    crl->holds++;
    return crl;
}

struct bytes crl_der(const struct gnutls_x509_crl_int *crl)
{
    return buffer_bytes(&crl->der);
}

const struct crl_facts *crl_facts(const struct gnutls_x509_crl_int *crl)
{
    return &crl->facts;
}

size_t crl_count(const struct gnutls_x509_crl_int *crl)
{
    return crl->count;
}

bool crl_entry_at(const struct gnutls_x509_crl_int *crl, size_t index, struct crl_entry *out)
{
    if (index >= crl->count)
        return false;
    struct wire_reader reader = wire_reader(bytes_from(crl->facts.entries, crl->places[index]));
    return read_entry(&reader, out) == 0;
}

bool crl_issuer_fits(const struct gnutls_x509_crl_int *crl,
                     const struct gnutls_x509_crt_int *issuer)
{
    return bytes_equal(crl->facts.issuer, issuer->facts.subject);
}

bool crl_revokes(const struct gnutls_x509_crl_int *crl,
                 const struct gnutls_x509_crt_int *certificate)
{
    struct bytes serial = certificate->facts.serial;
    struct crl_serial wanted = { serial.data, (uint32_t)serial.size };
    if (crl->sorted_count == 0 || !bytes_equal(crl->facts.issuer, certificate->facts.issuer))
        return false;
    return bsearch(&wanted, crl->sorted, crl->sorted_count, sizeof wanted, compare_serials) != NULL;
}

int crl_read_all(struct bytes content, gnutls_x509_crt_fmt_t format, crl_taker *take, void *context)
{
    SCOPED(buffer) struct buffer der = { 0 };
    size_t label;
    for (bool any = false;; any = true) {
        struct gnutls_x509_crl_int *crl = NULL;
        int result = format == GNUTLS_X509_FMT_DER
                         ? buffer_set(&der, content)
                         : pem_next(&content, pem_crl_labels, &der, &label);
        if (result == GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR)
            /* Programs know this code for a text without a list. */
            return any ? 0 : fail(GNUTLS_E_BASE64_DECODING_ERROR);
        TRY(result);
        TRY(crl_new(buffer_bytes(&der), &crl));
        result = take(context, crl);
        crl_free(crl);
        TRY(result);
        if (format == GNUTLS_X509_FMT_DER)
            return 0;
    }
}
