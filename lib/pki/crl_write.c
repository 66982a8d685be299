/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* crl_write.c - revocation lists made and changed, and signed
 *
 * A list that is being made keeps its entries in a buffer of their own, to which one more is
 * appended at a fixed price. Signing writes the whole and reads it back: what comes out is a list
 * like any other.
 */

#include "base/errors.h"
#include "base/memory.h"
#include "pki/certificate_write.h"
#include "pki/crl_internal.h"
#include "pki/der.h"
#include "pki/signer.h"

static const struct bytes oid_number = OID("\x55\x1d\x14");
static const struct bytes oid_authority_key_id = OID("\x55\x1d\x23");

void crl_wipe_draft(struct gnutls_x509_crl_int *crl)
{
    buffer_wipe(&crl->draft_entries);
    buffer_wipe(&crl->draft_extensions);
    buffer_wipe(&crl->draft_issuer);
}

/* From here on the list is a draft: what was read is taken over, the signature is not. */
static int begin(struct gnutls_x509_crl_int *crl)
{
    struct crl_facts *facts = &crl->facts;
    if (crl->holds != 1)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (crl->is_draft)
        return 0;
    TRY(buffer_set(&crl->draft_entries, facts->entries));
    TRY(buffer_set(&crl->draft_extensions, facts->extensions));
    TRY(buffer_set(&crl->draft_issuer, facts->issuer));
    *facts = (struct crl_facts){
        .version = facts->version,
        .issuer = buffer_bytes(&crl->draft_issuer),
        .this_update_s = facts->this_update_s,
        .next_update_s = facts->next_update_s,
        .entries = buffer_bytes(&crl->draft_entries),
        .extensions = buffer_bytes(&crl->draft_extensions),
    };
    crl->is_draft = true;
    crl->sorted_count = 0;
    buffer_wipe(&crl->der);
    return 0;
}

int crl_set_version(struct gnutls_x509_crl_int *crl, unsigned version)
{
    if (version < 1 || version > 2)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(begin(crl));
    crl->facts.version = version;
    return 0;
}

int crl_set_this_update(struct gnutls_x509_crl_int *crl, int64_t seconds)
{
    TRY(begin(crl));
    crl->facts.this_update_s = seconds;
    return 0;
}

int crl_set_next_update(struct gnutls_x509_crl_int *crl, int64_t seconds)
{
    TRY(begin(crl));
    crl->facts.next_update_s = seconds;
    return 0;
}

int crl_add_entry(struct gnutls_x509_crl_int *crl, struct bytes serial, int64_t revoked_s)
{
    SCOPED(buffer) struct buffer entry = { 0 };
    if (serial.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(der_write_integer(&entry, serial));
    TRY(der_write_time(&entry, revoked_s));
    TRY(begin(crl));
    size_t place = crl->draft_entries.size;
    TRY(der_write(&crl->draft_entries, DER_SEQUENCE, buffer_bytes(&entry)));
    crl->facts.entries = buffer_bytes(&crl->draft_entries);
    int result = crl_note_entry(crl, place);
    if (result < 0)
        buffer_cut(&crl->draft_entries, place);
    crl->facts.entries = buffer_bytes(&crl->draft_entries);
    return result;
}

static int set_extension(struct gnutls_x509_crl_int *crl, struct bytes oid, struct bytes value)
{
    SCOPED(buffer) struct buffer fresh = { 0 };
    struct certificate_extension extension = { oid, value, false };
    TRY(begin(crl));
    TRY(extensions_put(crl->facts.extensions, &extension, &fresh));
    buffer_move(&fresh, &crl->draft_extensions);

    /* The views into the old ones are made anew. */
    crl->facts.extensions = buffer_bytes(&crl->draft_extensions);
    struct bytes rest = crl->facts.extensions;
    crl->facts.number = crl->facts.authority_key_id = bytes_none();
    while (extension_take(&rest, &extension))
        TRY(crl_extension_read(&extension, &crl->facts));
    return 0;
}

int crl_set_number(struct gnutls_x509_crl_int *crl, struct bytes number)
{
    SCOPED(buffer) struct buffer value = { 0 };
    if (number.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(der_write_unsigned(&value, number));
    return set_extension(crl, oid_number, buffer_bytes(&value));
}

int crl_set_authority_key_id(struct gnutls_x509_crl_int *crl, struct bytes id)
{
    SCOPED(buffer) struct buffer value = { 0 };
    TRY(der_write(&value, DER_CONTEXT(0), id));
    TRY(der_wrap(&value, DER_SEQUENCE));
    return set_extension(crl, oid_authority_key_id, buffer_bytes(&value));
}

static int write_extensions(const struct crl_facts *facts, struct buffer *out)
{
    SCOPED(buffer) struct buffer list = { 0 };
    if (facts->extensions.size == 0)
        return 0;
    TRY(der_write(&list, DER_SEQUENCE, facts->extensions));
    return der_write(out, DER_CONTEXT_DEEP(0), buffer_bytes(&list));
}

/* RFC 5280, 5.1.2; 5.1.2.6: without entries there is no list of them. */
static int write_tbs(const struct crl_facts *facts, struct bytes issuer,
                     const struct signer *signer, struct buffer *out)
{
    if (facts->version > 1)
        TRY(der_write_small(out, facts->version - 1));
    TRY(signer_write_algorithm(signer, out));
    TRY(buffer_append(out, issuer));
    TRY(der_write_time(out, facts->this_update_s));
    if (facts->next_update_s != NO_TIME)
        TRY(der_write_time(out, facts->next_update_s));
    if (facts->entries.size > 0)
        TRY(der_write(out, DER_SEQUENCE, facts->entries));
    TRY(write_extensions(facts, out));
    return der_wrap(out, DER_SEQUENCE);
}

int crl_sign(struct gnutls_x509_crl_int *crl, struct bytes issuer, const struct signer *signer)
{
    SCOPED(buffer) struct buffer tbs = { 0 }, whole = { 0 };
    if (crl->facts.version == 0 || crl->facts.this_update_s == NO_TIME)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    TRY(write_tbs(&crl->facts, issuer, signer, &tbs));
    TRY(signer_write(signer, buffer_bytes(&tbs), &whole));
    return crl_fill(crl, buffer_bytes(&whole));
}
