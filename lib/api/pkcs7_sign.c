/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs7_sign.c - signed data of PKCS#7 and CMS: signing, and checking */

#include "api/now.h"
#include "api/pkcs7_attributes.h"
#include "base/errors.h"
#include "credentials/key_signer.h"
#include "pki/certificate.h"
#include "pki/chain.h"
#include "pki/pkcs7.h"
#include "pki/pkcs7_people.h"
#include "pki/trust.h"

#include <gnutls/x509.h>

/* Who signs: by the identifier of the key, where that is wanted and the certificate has one. */
static int say_who(const struct certificate_facts *facts, unsigned flags,
                   struct pkcs7_signing *what)
{
    if ((flags & GNUTLS_PKCS7_WRITE_SPKI) != 0 && facts->subject_key_id.size > 0) {
        what->key_id = facts->subject_key_id;
        return 0;
    }
    what->issuer = facts->issuer;
    what->serial = facts->serial;
    return facts->version > 0 ? 0 : fail(GNUTLS_E_INVALID_REQUEST);
}

static void say_what(const gnutls_datum_t *data, unsigned flags, bool attributes,
                     struct pkcs7_signing *what)
{
    bool with_time = (flags & GNUTLS_PKCS7_INCLUDE_TIME) != 0;
    what->data = bytes_of_datum(data);
    what->embed = (flags & GNUTLS_PKCS7_EMBED_DATA) != 0;
    what->with_attributes = attributes || with_time;
    what->time_s = with_time ? now_s() : -1;
}

/* RFC 8419, 2.3: what goes with EdDSA, which hashes for itself. */
static const struct hash *hash_beside(const struct signer *signer)
{
    if (signer->how.hash != NULL)
        return signer->how.hash;
    return signer->key == KEY_ED448 ? &hash_shake256 : &hash_sha512;
}

/**
 * gnutls_pkcs7_sign:
 * @pkcs7: receives the signature, beside those that are there
 * @signer: the certificate of who signs
 * @signer_key: its private key
 * @data: what is signed
 * @signed_attrs: attributes that are signed too, or %NULL
 * @unsigned_attrs: attributes that are not, or %NULL
 * @dig: the hash; %GNUTLS_DIG_UNKNOWN: one that goes with the key
 * @flags: of #gnutls_pkcs7_sign_flags
 *
 * Signs data: RFC 5652, 5.
 *
 * With %GNUTLS_PKCS7_EMBED_DATA the data is put into the structure, with
 * %GNUTLS_PKCS7_INCLUDE_CERT the certificate, with
 * %GNUTLS_PKCS7_INCLUDE_TIME the time. With %GNUTLS_PKCS7_WRITE_SPKI the
 * signer is named by the identifier of the key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty
 *   certificate or key; %GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM when key and
 *   hash do not go together; other negative codes.
 *
 * Since: 3.4.2
 **/
API int gnutls_pkcs7_sign(gnutls_pkcs7_t pkcs7, gnutls_x509_crt_t signer,
                          gnutls_privkey_t signer_key, const gnutls_datum_t *data,
                          gnutls_pkcs7_attrs_t signed_attrs, gnutls_pkcs7_attrs_t unsigned_attrs,
                          gnutls_digest_algorithm_t dig, unsigned flags)
{
    SCOPED(buffer) struct buffer attributes = { 0 }, others = { 0 };
    struct signer with = { 0 };
    struct pkcs7_signing what = { .signer = &with };
    TRY(say_who(certificate_facts(signer), flags, &what));
    TRY(privkey_signer(signer_key, dig, 0, &with));
    say_what(data, flags, signed_attrs != NULL, &what);
    what.digest = hash_beside(&with);
    TRY(attributes_write(signed_attrs, &attributes));
    TRY(attributes_write(unsigned_attrs, &others));
    what.attributes = buffer_bytes(&attributes);
    what.unsigned_attributes = buffer_bytes(&others);
    TRY(pkcs7_sign(pkcs7, &what));
    bool with_certificate = (flags & GNUTLS_PKCS7_INCLUDE_CERT) != 0;
    return with_certificate ? der_list_add(&pkcs7->certificates, certificate_der(signer)) : 0;
}

/* What was signed: given, or in the structure. */
static int find_data(gnutls_pkcs7_t pkcs7, const gnutls_datum_t *data, struct bytes *out)
{
    *out = data != NULL && data->data != NULL ? bytes_of_datum(data) : bytes_none();
    if (out->data != NULL)
        return 0;
    return pkcs7_content(pkcs7, out) == 0 ? 0 : fail(GNUTLS_E_NO_EMBEDDED_DATA);
}

static int check(gnutls_pkcs7_t pkcs7, const struct pkcs7_signer *signer,
                 const struct gnutls_x509_crt_int *certificate, const gnutls_datum_t *data,
                 unsigned flags)
{
    const struct public_key *key;
    struct bytes content;
    TRY(find_data(pkcs7, data, &content));
    /* The data's hash and the signature's may differ; either is enough to forge. */
    if (hash_is_forgeable(signer->digest, flags) ||
        signature_is_forgeable(&signer->algorithm, flags))
        return fail(GNUTLS_E_INSUFFICIENT_SECURITY);
    TRY(certificate_public_key(certificate, &key));
    return pkcs7_check(pkcs7, signer, key, content);
}

/**
 * gnutls_pkcs7_verify_direct:
 * @pkcs7: signed data
 * @signer: the certificate of who should have signed
 * @idx: which signature, from 0
 * @data: what was signed, where it is not in the structure; or %NULL
 * @flags: of #gnutls_certificate_verify_flags
 *
 * Checks that a signature was made with the key of this certificate. The
 * certificate itself is not verified.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PK_SIG_VERIFY_FAILED;
 *   %GNUTLS_E_NO_EMBEDDED_DATA when there is no data;
 *   %GNUTLS_E_INSUFFICIENT_SECURITY for a broken hash;
 *   %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last signature; other
 *   negative codes.
 *
 * Since: 3.4.2
 **/
API int gnutls_pkcs7_verify_direct(gnutls_pkcs7_t pkcs7, gnutls_x509_crt_t signer, unsigned idx,
                                   const gnutls_datum_t *data, unsigned flags)
{
    struct pkcs7_signer made;
    TRY(pkcs7_signer_at(pkcs7, idx, &made));
    return check(pkcs7, &made, signer, data, flags);
}

/* Is the signer's certificate good, with those that came along? */
static int check_chain(const struct pkcs7_people *people, gnutls_x509_trust_list_t tl,
                       gnutls_typed_vdata_st *vdata, unsigned vdata_size, unsigned flags)
{
    unsigned status = 0;
    /* They come in any order. */
    flags |= GNUTLS_VERIFY_ALLOW_UNSORTED_CHAIN;
    TRY(gnutls_x509_trust_list_verify_crt2(tl, people->chain, (unsigned)people->count, vdata,
                                           vdata_size, flags, &status, NULL));
    return status == 0 ? 0 : fail(GNUTLS_E_PK_SIG_VERIFY_FAILED);
}

/**
 * gnutls_pkcs7_verify:
 * @pkcs7: signed data
 * @tl: whom to trust
 * @vdata: what else to ask of the signer's certificate, such as a purpose; or
 *   %NULL
 * @vdata_size: how many elements of @vdata
 * @idx: which signature, from 0
 * @data: what was signed, where it is not in the structure; or %NULL
 * @flags: of #gnutls_certificate_verify_flags
 *
 * Checks a signature, and that its signer is to be trusted: the certificate
 * is looked for in the structure, then in the list.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PK_SIG_VERIFY_FAILED when the
 *   signature is not right, or the signer not known or not trusted;
 *   %GNUTLS_E_NO_EMBEDDED_DATA when there is no data;
 *   %GNUTLS_E_INSUFFICIENT_SECURITY for a broken hash;
 *   %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last signature; other
 *   negative codes.
 *
 * Since: 3.4.2
 **/
API int gnutls_pkcs7_verify(gnutls_pkcs7_t pkcs7, gnutls_x509_trust_list_t tl,
                            gnutls_typed_vdata_st *vdata, unsigned int vdata_size, unsigned idx,
                            const gnutls_datum_t *data, unsigned flags)
{
    SCOPED(pkcs7_people) struct pkcs7_people people = { 0 };
    struct pkcs7_signer signer;
    TRY(pkcs7_signer_at(pkcs7, idx, &signer));
    TRY(pkcs7_find_people(pkcs7, &signer, tl, &people));
    TRY(check_chain(&people, tl, vdata, vdata_size, flags));
    return check(pkcs7, &signer, people.chain[0], data, flags);
}
