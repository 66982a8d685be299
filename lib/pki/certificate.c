/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate.c - X.509 certificates: import and what was read
 *
 * A certificate is walked once, when it comes in: its fields are views into the copy of the DER
 * that it keeps, and only the key's numbers are taken apart. What is read here is never read
 * again, and nothing is used of a certificate that did not parse to its last byte.
 */

#include "pki/certificate.h"

#include "base/errors.h"
#include "base/memory.h"
#include "pki/der.h"
#include "pki/internal.h"
#include "pki/name.h"
#include "pki/oid.h"

#include <gnutls/x509.h>
#include <stdatomic.h>

/* The time of a draft that has none. */
enum { NOT_SET = -1 };

static const struct bytes oid_any_purpose = OID("\x55\x1d\x25\x00");

static int read_version(struct wire_reader *tbs, unsigned *out)
{
    struct bytes content;
    *out = 1;
    if (!der_read_optional(tbs, DER_CONTEXT_DEEP(0), &content))
        return 0;
    struct wire_reader reader = wire_reader(content);
    uint32_t version = der_read_small(&reader, 2);
    TRY(der_end(&reader));
    *out = version + 1;
    /* DER leaves out what is the default, version 1. */
    return version > 0 ? 0 : fail(GNUTLS_E_ASN1_DER_ERROR);
}

static int64_t read_time(struct wire_reader *reader, const struct certificate_facts *facts)
{
    struct bytes missing;
    return facts->is_draft && der_read_optional(reader, DER_NULL, &missing) ? NOT_SET
                                                                            : der_read_time(reader);
}

static int read_validity(struct wire_reader *tbs, struct certificate_facts *facts)
{
    struct wire_reader times = der_enter(tbs, DER_SEQUENCE);
    facts->not_before_s = read_time(&times, facts);
    facts->not_after_s = read_time(&times, facts);
    return der_end(&times) == 0 ? 0 : fail(GNUTLS_E_ASN1_TIME_ERROR);
}

static int check_unique_id(struct bytes content, struct bytes *out)
{
    if (content.size < 1 || content.data[0] > 7)
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    *out = bytes_from(content, 1);
    return 0;
}

/* What may follow the key: RFC 5280, 4.1.2.1 ties it to the version. */
static int read_tail(struct wire_reader *tbs, struct certificate_facts *facts)
{
    struct bytes content;
    if (der_read_optional(tbs, DER_CONTEXT(1), &content))
        TRY(check_unique_id(content, &facts->issuer_id));
    if (der_read_optional(tbs, DER_CONTEXT(2), &content))
        TRY(check_unique_id(content, &facts->subject_id));
    bool has_ids = facts->subject_id.data != NULL || facts->issuer_id.data != NULL;
    bool has_extensions = der_read_optional(tbs, DER_CONTEXT_DEEP(3), &content);
    TRY(der_end(tbs));
    bool is_old = (has_ids && facts->version < 2) || (has_extensions && facts->version < 3);
    if (is_old && !facts->is_draft)
        return fail(GNUTLS_E_X509_CERTIFICATE_ERROR);
    return has_extensions ? certificate_extensions_read(content, facts) : 0;
}

static struct bytes read_serial(struct wire_reader *tbs, const struct certificate_facts *facts)
{
    struct bytes missing;
    if (facts->is_draft && der_read_optional(tbs, DER_NULL, &missing))
        return bytes_none();
    return der_read_integer(tbs);
}

static struct bytes read_key(struct wire_reader *tbs, const struct certificate_facts *facts)
{
    struct bytes missing;
    if (facts->is_draft && der_read_optional(tbs, DER_NULL, &missing))
        return bytes_none();
    return der_read_whole(tbs, DER_SEQUENCE);
}

static int read_tbs(struct bytes der, struct certificate_facts *facts, struct bytes *out_algorithm)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader tbs = der_enter(&reader, DER_SEQUENCE);
    TRY(read_version(&tbs, &facts->version));
    facts->serial = read_serial(&tbs, facts);
    *out_algorithm = der_read_whole(&tbs, DER_SEQUENCE);
    facts->issuer = der_read_whole(&tbs, DER_SEQUENCE);
    if (tbs.failed)
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    TRY(read_validity(&tbs, facts));
    facts->subject = der_read_whole(&tbs, DER_SEQUENCE);
    facts->spki = read_key(&tbs, facts);
    if (tbs.failed)
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    TRY(name_check(facts->issuer));
    TRY(name_check(facts->subject));
    return read_tail(&tbs, facts);
}

/* RFC 5280, 4.1. */
static int read_facts(struct bytes der, struct certificate_facts *facts)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    facts->path_length = -1;
    facts->tbs = der_read_whole(&fields, DER_SEQUENCE);
    struct bytes outer = der_read_whole(&fields, DER_SEQUENCE), inner;
    facts->signature = der_read_bit_bytes(&fields);
    TRY(der_end(&fields));
    TRY(der_end(&reader));

    TRY(read_tbs(facts->tbs, facts, &inner));
    if (facts->is_draft)
        return 0;
    /* RFC 5280, 4.1.1.2: what is outside the signature must be what is inside. */
    if (!bytes_equal(outer, inner))
        return fail(GNUTLS_E_X509_CERTIFICATE_ERROR);
    return signature_algorithm_read(outer, &facts->signature_algorithm);
}

/* A key of a kind that is not known does not spoil the rest of the certificate. */
static bool is_foreign_key(int result)
{
    return result == GNUTLS_E_UNKNOWN_PK_ALGORITHM || result == GNUTLS_E_ECC_UNSUPPORTED_CURVE ||
           result == GNUTLS_E_UNKNOWN_HASH_ALGORITHM || result == GNUTLS_E_UNKNOWN_ALGORITHM ||
           result == GNUTLS_E_PK_INVALID_PUBKEY;
}

int subject_key_read(struct bytes spki, struct public_key *out, int *out_result)
{
    *out_result = GNUTLS_E_ASN1_VALUE_NOT_FOUND;
    if (spki.size == 0)
        return 0;
    *out_result = public_key_read(spki, out);
    return is_foreign_key(*out_result) ? 0 : *out_result;
}

static int read_into(struct bytes der, struct gnutls_x509_crt_int *out)
{
    TRY(buffer_set(&out->der, der));
    TRY(read_facts(buffer_bytes(&out->der), &out->facts));
    return subject_key_read(out->facts.spki, &out->key, &out->key_result);
}

static void wipe_content(struct gnutls_x509_crt_int *certificate)
{
    public_key_wipe(&certificate->key);
    buffer_wipe(&certificate->der);
    dn_free(atomic_exchange(&certificate->subject_dn, NULL));
    dn_free(atomic_exchange(&certificate->issuer_dn, NULL));
}

int certificate_replace(struct gnutls_x509_crt_int *certificate, struct bytes der, bool is_draft)
{
    struct gnutls_x509_crt_int fresh = { .holds = 1, .facts.is_draft = is_draft };
    /* Others who hold it have views into it. */
    if (certificate->holds != 1)
        return fail(GNUTLS_E_INVALID_REQUEST);
    int result = read_into(der, &fresh);
    if (result < 0) {
        wipe_content(&fresh);
        return result;
    }
    wipe_content(certificate);
    /* The views point to the DER's memory, which moves along. */
    certificate->der = fresh.der;
    certificate->facts = fresh.facts;
    certificate->key = fresh.key;
    certificate->key_result = fresh.key_result;
    return 0;
}

int certificate_fill(struct gnutls_x509_crt_int *certificate, struct bytes der)
{
    return certificate_replace(certificate, der, false);
}

int certificate_new_empty(struct gnutls_x509_crt_int **out)
{
    struct gnutls_x509_crt_int *certificate = memory_get_zeroed(sizeof *certificate);
    if (certificate == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    certificate->holds = 1;
    certificate->key_result = GNUTLS_E_ASN1_VALUE_NOT_FOUND;
    *out = certificate;
    return 0;
}

int certificate_new(struct bytes der, struct gnutls_x509_crt_int **out)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    TRY(certificate_new_empty(&certificate));
    int result = certificate_fill(certificate, der);
    if (result < 0) {
        certificate_free(certificate);
        return result;
    }
    *out = certificate;
    return 0;
}

void certificate_free(struct gnutls_x509_crt_int *certificate)
{
    if (certificate == NULL || --certificate->holds > 0)
        return;
    wipe_content(certificate);
    memory_free(certificate);
}

struct gnutls_x509_crt_int *certificate_hold(struct gnutls_x509_crt_int *certificate)
{
    certificate->holds++;
    return certificate;
}

struct bytes certificate_der(const struct gnutls_x509_crt_int *certificate)
{
    return certificate->facts.is_draft ? bytes_none() : buffer_bytes(&certificate->der);
}

int certificate_public_key(const struct gnutls_x509_crt_int *certificate,
                           const struct public_key **out)
{
    if (certificate->key_result < 0)
        return fail(certificate->key_result);
    *out = &certificate->key;
    return 0;
}

const struct certificate_facts *certificate_facts(const struct gnutls_x509_crt_int *certificate)
{
    return &certificate->facts;
}

struct bytes certificate_signature_element(const struct gnutls_x509_crt_int *certificate)
{
    struct wire_reader reader = wire_reader(certificate_der(certificate));
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    der_read_whole(&fields, DER_SEQUENCE);
    return der_read_whole(&fields, DER_SEQUENCE);
}

struct bytes certificate_subject(const struct gnutls_x509_crt_int *certificate)
{
    return certificate->facts.subject;
}

struct bytes certificate_issuer(const struct gnutls_x509_crt_int *certificate)
{
    return certificate->facts.issuer;
}

bool certificate_is_self_issued(const struct gnutls_x509_crt_int *certificate)
{
    return bytes_equal(certificate->facts.subject, certificate->facts.issuer);
}

/* Threads that come at once each make one, and the first that is ready stays. */
static int dn_once(_Atomic(struct gnutls_x509_dn_st *) *kept, struct bytes name,
                   struct gnutls_x509_dn_st **out)
{
    struct gnutls_x509_dn_st *fresh = NULL, *found = atomic_load(kept);
    if (name.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (found == NULL) {
        TRY(dn_new(&fresh));
        int result = dn_set(fresh, name);
        if (result < 0 || !atomic_compare_exchange_strong(kept, &found, fresh))
            dn_free(fresh);
        else
            found = fresh;
        TRY(result);
    }
    *out = found;
    return 0;
}

int certificate_subject_dn(struct gnutls_x509_crt_int *certificate, struct gnutls_x509_dn_st **out)
{
    return dn_once(&certificate->subject_dn, certificate->facts.subject, out);
}

int certificate_issuer_dn(struct gnutls_x509_crt_int *certificate, struct gnutls_x509_dn_st **out)
{
    return dn_once(&certificate->issuer_dn, certificate->facts.issuer, out);
}

bool certificate_equal(const struct gnutls_x509_crt_int *a, const struct gnutls_x509_crt_int *b)
{
    return bytes_equal(certificate_der(a), certificate_der(b));
}

bool certificate_may_sign(const struct gnutls_x509_crt_int *certificate)
{
    return !certificate->facts.has_key_usage ||
           (certificate->facts.key_usage & GNUTLS_KEY_DIGITAL_SIGNATURE) != 0;
}

bool certificate_may_encipher(const struct gnutls_x509_crt_int *certificate)
{
    return !certificate->facts.has_key_usage ||
           (certificate->facts.key_usage & GNUTLS_KEY_KEY_ENCIPHERMENT) != 0;
}

/* The signature's padding must be one that the issuer's key may make; key_verify() looks at the
 * kind of key, here is what an RSA-PSS key's own parameters add (RFC 4055, 3.3). */
static bool key_allows(const struct public_key *key, const struct sign_how *how)
{
    if (key->kind != KEY_RSA_PSS)
        return true;
    if (how->padding != SIGN_RSA_PSS)
        return false;
    return key->pss.hash == NULL ||
           (key->pss.hash == how->hash && key->pss.salt_size <= how->salt_size);
}

int key_verifies(const struct public_key *key, const struct signature_algorithm *algorithm,
                 struct bytes data, struct bytes signature)
{
    if (algorithm->how.hash == NULL && algorithm->how.padding != SIGN_EDDSA)
        return fail(GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM);
    if (!key_allows(key, &algorithm->how))
        return fail(GNUTLS_E_PK_SIG_VERIFY_FAILED);
    return key_verify(key, algorithm->how, data, signature);
}

int certificate_verifies(const struct gnutls_x509_crt_int *issuer,
                         const struct signature_algorithm *algorithm, struct bytes data,
                         struct bytes signature)
{
    const struct public_key *key = NULL;
    TRY(certificate_public_key(issuer, &key));
    return key_verifies(key, algorithm, data, signature);
}

int certificate_signed_by(const struct gnutls_x509_crt_int *certificate,
                          const struct gnutls_x509_crt_int *issuer)
{
    const struct certificate_facts *facts = &certificate->facts;
    return certificate_verifies(issuer, &facts->signature_algorithm, facts->tbs, facts->signature);
}

bool certificate_has_purpose(const struct gnutls_x509_crt_int *certificate, const char *purpose,
                             unsigned flags)
{
    if (!certificate->facts.has_purposes)
        return true;
    struct wire_reader reader = wire_reader(certificate->facts.purposes);
    while (wire_more(&reader)) {
        struct bytes oid = der_read_oid(&reader);
        if (bytes_equal(oid, oid_any_purpose)) {
            if ((flags & GNUTLS_KP_FLAG_DISALLOW_ANY) == 0)
                return true;
        } else if (oid_is(oid, purpose)) {
            return true;
        }
    }
    return false;
}
