/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ocsp_response.c - OCSP responses: import and what was read, RFC 6960, 4.2 */

#include "base/errors.h"
#include "base/memory.h"
#include "pki/der.h"
#include "pki/internal.h"
#include "pki/ocsp.h"
#include "pki/oid.h"

#include <gnutls/x509.h>

enum { SUCCESSFUL = 0, STATUS_MAX = 6, REASON_MAX = 10 };

/* id-pkix-ocsp-basic */
static const struct bytes oid_basic = OID("\x2b\x06\x01\x05\x05\x07\x30\x01\x01");

struct gnutls_ocsp_resp_int {
    struct buffer der;
    struct ocsp_facts facts;
    struct bytes singles;
    uint32_t *places; /* of the entries within `singles` */
    size_t count, room;
};

static uint8_t read_enumerated(struct wire_reader *reader, uint8_t most)
{
    struct bytes content = der_read(reader, DER_ENUMERATED);
    if (content.size != 1 || content.data[0] > most) {
        wire_read_fail(reader);
        return 0;
    }
    return content.data[0];
}

static int64_t read_general_time(struct wire_reader *reader)
{
    return der_read_generalized_time(reader, DER_GENERALIZED_TIME);
}

/* RFC 6960, 4.2.1: [0] good, [1] revoked with time and perhaps reason, [2] unknown. */
static void read_status(struct wire_reader *fields, struct ocsp_single *out)
{
    struct bytes content;
    if (der_read_optional(fields, DER_CONTEXT_DEEP(1), &content)) {
        struct wire_reader info = wire_reader(content);
        out->status = GNUTLS_OCSP_CERT_REVOKED;
        out->revoked_s = read_general_time(&info);
        if (der_read_optional(&info, DER_CONTEXT_DEEP(0), &content)) {
            struct wire_reader reason = wire_reader(content);
            out->reason = read_enumerated(&reason, REASON_MAX);
            if (der_end(&reason) < 0)
                wire_read_fail(fields);
        }
        if (der_end(&info) < 0)
            wire_read_fail(fields);
        return;
    }
    bool good = der_read_optional(fields, DER_CONTEXT(0), &content);
    out->status = good ? GNUTLS_OCSP_CERT_GOOD : GNUTLS_OCSP_CERT_UNKNOWN;
    if (!good)
        content = der_read(fields, DER_CONTEXT(2));
    if (content.size != 0)
        wire_read_fail(fields);
}

/* [n] around one GeneralizedTime. */
static bool read_optional_time(struct wire_reader *fields, uint8_t tag, int64_t *out)
{
    struct bytes content;
    if (!der_read_optional(fields, tag, &content))
        return true;
    struct wire_reader reader = wire_reader(content);
    *out = read_general_time(&reader);
    return der_end(&reader) == 0;
}

/* [1] around Extensions; `out` receives their elements. */
static bool read_optional_extensions(struct wire_reader *fields, struct bytes *out,
                                     bool *out_critical)
{
    struct bytes content;
    struct certificate_extension extension;
    if (!der_read_optional(fields, DER_CONTEXT_DEEP(1), &content))
        return true;
    struct wire_reader reader = wire_reader(content);
    *out = der_read(&reader, DER_SEQUENCE);
    if (der_end(&reader) < 0)
        return false;
    struct bytes rest = *out;
    while (rest.size > 0) {
        if (!extension_take(&rest, &extension))
            return false;
        *out_critical |= extension.critical;
    }
    return true;
}

static int read_single(struct wire_reader *singles, struct ocsp_single *out)
{
    struct bytes extensions = bytes_none();
    *out = (struct ocsp_single){ .revoked_s = NO_OCSP_TIME, .next_update_s = NO_OCSP_TIME };
    struct wire_reader fields = der_enter(singles, DER_SEQUENCE);
    out->id = ocsp_id_read(&fields);
    read_status(&fields, out);
    out->this_update_s = read_general_time(&fields);
    if (!read_optional_time(&fields, DER_CONTEXT_DEEP(0), &out->next_update_s) ||
        !read_optional_extensions(&fields, &extensions, &out->has_unknown_critical))
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    return der_end(&fields);
}

static int note_single(struct gnutls_ocsp_resp_int *response, const uint8_t *at)
{
    if (response->count == response->room) {
        size_t room = response->room < 4 ? 4 : response->room * 2;
        void *places = memory_resize_array(response->places, room, sizeof *response->places);
        if (places == NULL)
            return fail(GNUTLS_E_MEMORY_ERROR);
        response->places = places;
        response->room = room;
    }
    response->places[response->count++] = (uint32_t)(at - response->singles.data);
    return 0;
}

static int read_singles(struct gnutls_ocsp_resp_int *response)
{
    struct wire_reader reader = wire_reader(response->singles);
    struct ocsp_single single;
    while (wire_more(&reader)) {
        TRY(note_single(response, reader.at));
        TRY(read_single(&reader, &single));
    }
    return der_end(&reader);
}

static int read_responder(struct wire_reader *tbs, struct ocsp_facts *facts)
{
    struct bytes content;
    if (der_read_optional(tbs, DER_CONTEXT_DEEP(1), &content)) {
        facts->responder_name = content;
        return name_check(content);
    }
    struct wire_reader key = der_enter(tbs, DER_CONTEXT_DEEP(2));
    facts->responder_key = der_read(&key, DER_OCTET_STRING);
    return der_end(&key);
}

static int read_data(struct gnutls_ocsp_resp_int *response)
{
    struct ocsp_facts *facts = &response->facts;
    struct wire_reader reader = wire_reader(facts->tbs);
    struct wire_reader tbs = der_enter(&reader, DER_SEQUENCE);
    struct bytes version;
    bool critical = false;
    /* DER leaves out the only version there is; some write it. */
    if (der_read_optional(&tbs, DER_CONTEXT_DEEP(0), &version)) {
        struct wire_reader number = wire_reader(version);
        der_read_small(&number, 0);
        TRY(der_end(&number));
    }
    TRY(read_responder(&tbs, facts));
    facts->produced_s = read_general_time(&tbs);
    response->singles = der_read(&tbs, DER_SEQUENCE);
    if (!read_optional_extensions(&tbs, &facts->extensions, &critical))
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    facts->has_unknown_critical = critical;
    TRY(der_end(&tbs));
    return read_singles(response);
}

static int read_basic(struct gnutls_ocsp_resp_int *response)
{
    struct ocsp_facts *facts = &response->facts;
    struct wire_reader reader = wire_reader(facts->content);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    facts->tbs = der_read_whole(&fields, DER_SEQUENCE);
    struct bytes certificates = bytes_none();
    facts->algorithm = der_read_whole(&fields, DER_SEQUENCE);
    facts->signature = der_read_bit_bytes(&fields);
    der_read_optional(&fields, DER_CONTEXT_DEEP(0), &certificates);
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    if (certificates.size > 0) {
        struct wire_reader list = wire_reader(certificates);
        facts->certificates = der_read(&list, DER_SEQUENCE);
        TRY(der_end(&list));
    }
    TRY(signature_algorithm_read(facts->algorithm, &facts->signature_algorithm));
    return read_data(response);
}

int ocsp_frame_read(struct bytes der, struct ocsp_facts *facts)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes body = bytes_none();
    facts->status = read_enumerated(&fields, STATUS_MAX);
    bool has_body = der_read_optional(&fields, DER_CONTEXT_DEEP(0), &body);
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    facts->der = der;
    facts->is_filled = true;
    if (!has_body)
        return facts->status == SUCCESSFUL ? fail(GNUTLS_E_ASN1_DER_ERROR) : 0;

    struct wire_reader wrapped = wire_reader(body);
    struct wire_reader typed = der_enter(&wrapped, DER_SEQUENCE);
    facts->type = der_read_oid(&typed);
    facts->content = der_read(&typed, DER_OCTET_STRING);
    facts->is_basic = bytes_equal(facts->type, oid_basic);
    TRY(der_end(&typed));
    return der_end(&wrapped);
}

static int read_into(struct bytes der, struct gnutls_ocsp_resp_int *out)
{
    TRY(buffer_set(&out->der, der));
    TRY(ocsp_frame_read(buffer_bytes(&out->der), &out->facts));
    return out->facts.is_basic ? read_basic(out) : 0;
}

static void wipe_content(struct gnutls_ocsp_resp_int *response)
{
    buffer_wipe(&response->der);
    memory_free(response->places);
}

static const struct ocsp_facts nothing_said = { .produced_s = NO_OCSP_TIME };

int ocsp_response_new(struct gnutls_ocsp_resp_int **out)
{
    struct gnutls_ocsp_resp_int *response = memory_get_zeroed(sizeof *response);
    if (response == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    response->facts = nothing_said;
    *out = response;
    return 0;
}

void ocsp_response_free(struct gnutls_ocsp_resp_int *response)
{
    if (response == NULL)
        return;
    wipe_content(response);
    memory_free(response);
}

int ocsp_response_fill(struct gnutls_ocsp_resp_int *response, struct bytes der)
{
    struct gnutls_ocsp_resp_int fresh = { .facts = nothing_said };
    int result = read_into(der, &fresh);
    if (result < 0) {
        wipe_content(&fresh);
        return result;
    }
    wipe_content(response);
    *response = fresh;
    return 0;
}

const struct ocsp_facts *ocsp_facts(const struct gnutls_ocsp_resp_int *response)
{
    return &response->facts;
}

size_t ocsp_count(const struct gnutls_ocsp_resp_int *response)
{
    return response->count;
}

bool ocsp_single_at(const struct gnutls_ocsp_resp_int *response, size_t index,
                    struct ocsp_single *out)
{
    if (index >= response->count)
        return false;
    struct wire_reader reader = wire_reader(bytes_from(response->singles, response->places[index]));
    return read_single(&reader, out) == 0;
}

struct gnutls_x509_crt_int *ocsp_take_certificate(struct bytes *certificates)
{
    struct wire_reader reader = wire_reader(*certificates);
    struct gnutls_x509_crt_int *certificate = NULL;
    struct bytes der = der_read_whole(&reader, DER_SEQUENCE);
    *certificates = wire_read_rest(&reader);
    if (der.size == 0 || certificate_new(der, &certificate) < 0)
        return NULL;
    return certificate;
}

bool ocsp_responder_is(const struct gnutls_ocsp_resp_int *response,
                       const struct gnutls_x509_crt_int *certificate)
{
    const struct ocsp_facts *facts = &response->facts;
    if (facts->responder_name.size > 0)
        return bytes_equal(facts->responder_name, certificate_subject(certificate));
    struct digest digest;
    hash_once(&hash_sha1, ocsp_key_bits(certificate), &digest);
    return bytes_equal(facts->responder_key, digest_bytes(&digest));
}
