/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs12.c - PKCS#12: keys and certificates in a file with a password */

#include "api/encryption_info.h"
#include "api/output.h"
#include "base/memory.h"
#include "credentials/certificate.h"
#include "credentials/public_key.h"
#include "pki/file.h"
#include "pki/oid.h"
#include "pki/pem.h"
#include "pki/pkcs12_parse.h"

static const char *const labels[] = { "PKCS12", NULL };

/**
 * gnutls_pkcs12_init:
 * @pkcs12: receives an empty PFX
 *
 * Makes room for a PFX, RFC 7292.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pkcs12_init(gnutls_pkcs12_t *pkcs12)
{
    *pkcs12 = memory_get_zeroed(sizeof **pkcs12);
    return *pkcs12 != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

/**
 * gnutls_pkcs12_deinit:
 * @pkcs12: a PFX, or %NULL
 *
 * Wipes and releases a PFX.
 **/
API void gnutls_pkcs12_deinit(gnutls_pkcs12_t pkcs12)
{
    if (pkcs12 == NULL)
        return;
    pkcs12_wipe(pkcs12);
    memory_free(pkcs12);
}

/**
 * gnutls_pkcs12_import:
 * @pkcs12: receives the PFX
 * @data: a PFX
 * @format: whether it is PEM ("PKCS12") or DER; BER is taken as DER
 * @flags: 0
 *
 * Reads a PFX. Nothing is decrypted, and its MAC is not checked; see
 * gnutls_pkcs12_verify_mac().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR for a
 *   text without one; %GNUTLS_E_UNKNOWN_PKCS_CONTENT_TYPE for one that is
 *   protected by public keys; %GNUTLS_E_ASN1_DER_ERROR for what is broken.
 **/
API int gnutls_pkcs12_import(gnutls_pkcs12_t pkcs12, const gnutls_datum_t *data,
                             gnutls_x509_crt_fmt_t format, unsigned int flags)
{
    SCOPED(buffer) struct buffer room = { 0 };
    struct bytes der;
    TRY(pem_or_der(format, bytes_of_datum(data), labels, &room, &der));
    return pkcs12_read(pkcs12, der);
}

static int write_pfx(gnutls_pkcs12_t pkcs12, gnutls_x509_crt_fmt_t format, struct buffer *out)
{
    SCOPED(buffer) struct buffer der = { 0 };
    TRY(pkcs12_write(pkcs12, &der));
    if (format == GNUTLS_X509_FMT_PEM)
        return pem_write(buffer_bytes(&der), labels[0], out);
    buffer_move(&der, out);
    return 0;
}

/**
 * gnutls_pkcs12_export:
 * @pkcs12: a PFX
 * @format: whether PEM or DER is wanted
 * @output_data: receives it; PEM is ended by a zero byte
 * @output_data_size: room in @output_data; receives the size without the
 *   zero byte
 *
 * Writes a PFX. Without gnutls_pkcs12_generate_mac() it has no MAC.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @output_data_size what is needed.
 **/
API int gnutls_pkcs12_export(gnutls_pkcs12_t pkcs12, gnutls_x509_crt_fmt_t format,
                             void *output_data, size_t *output_data_size)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    TRY(write_pfx(pkcs12, format, &whole));
    return format == GNUTLS_X509_FMT_PEM
               ? output_text(buffer_bytes(&whole), output_data, output_data_size)
               : output_bytes(buffer_bytes(&whole), output_data, output_data_size);
}

/**
 * gnutls_pkcs12_export2:
 * @pkcs12: a PFX
 * @format: whether PEM or DER is wanted
 * @out: receives it; free it with gnutls_free()
 *
 * Writes a PFX; see gnutls_pkcs12_export().
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.1.3
 **/
API int gnutls_pkcs12_export2(gnutls_pkcs12_t pkcs12, gnutls_x509_crt_fmt_t format,
                              gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    TRY(write_pfx(pkcs12, format, &whole));
    return bytes_give(buffer_bytes(&whole), out);
}

/**
 * gnutls_pkcs12_get_bag:
 * @pkcs12: a PFX
 * @indx: which bag, from 0
 * @bag: receives the bag
 *
 * Gives a bag. What is encrypted stays so; see gnutls_pkcs12_bag_decrypt().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_UNKNOWN_PKCS_CONTENT_TYPE; %GNUTLS_E_ASN1_DER_ERROR
 *   for what is broken.
 **/
API int gnutls_pkcs12_get_bag(gnutls_pkcs12_t pkcs12, int indx, gnutls_pkcs12_bag_t bag)
{
    if (indx < 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return pkcs12_bag_at(pkcs12, (size_t)indx, bag);
}

/**
 * gnutls_pkcs12_set_bag:
 * @pkcs12: a PFX
 * @bag: a bag, encrypted or not
 *
 * Adds a copy of a bag to a PFX. A MAC has to be made anew after the last.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when the PFX has as
 *   many bags, or costs as many iterations, as are read; or
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pkcs12_set_bag(gnutls_pkcs12_t pkcs12, gnutls_pkcs12_bag_t bag)
{
    return pkcs12_add_bag(pkcs12, bag);
}

/**
 * gnutls_pkcs12_verify_mac:
 * @pkcs12: a PFX
 * @pass: the password, in UTF-8; %NULL: the lack of one
 *
 * Checks that nobody without the password has changed the PFX.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_MAC_VERIFY_FAILED;
 *   %GNUTLS_E_ASN1_ELEMENT_NOT_FOUND when it has no MAC.
 **/
API int gnutls_pkcs12_verify_mac(gnutls_pkcs12_t pkcs12, const char *pass)
{
    return pkcs12_check_mac(pkcs12, pass);
}

/**
 * gnutls_pkcs12_generate_mac2:
 * @pkcs12: a PFX
 * @mac: the hash of its MAC: SHA-1 or SHA-2
 * @pass: the password, in UTF-8; %NULL: the lack of one
 *
 * Makes the MAC of a PFX.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a MAC that is not
 *   known.
 **/
API int gnutls_pkcs12_generate_mac2(gnutls_pkcs12_t pkcs12, gnutls_mac_algorithm_t mac,
                                    const char *pass)
{
    const struct hash *hash = hash_by_mac_id(mac);
    if (hash == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (hash == &hash_md5)
        return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
    return pkcs12_make_mac(pkcs12, hash, pass);
}

/**
 * gnutls_pkcs12_generate_mac:
 * @pkcs12: a PFX
 * @pass: the password, in UTF-8; %NULL: the lack of one
 *
 * Makes the MAC of a PFX, with SHA-256.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 **/
API int gnutls_pkcs12_generate_mac(gnutls_pkcs12_t pkcs12, const char *pass)
{
    return pkcs12_make_mac(pkcs12, &hash_sha256, pass);
}

/**
 * gnutls_pkcs12_mac_info:
 * @pkcs12: a PFX
 * @mac: receives the hash of its MAC, of #gnutls_mac_algorithm_t; this and all
 *   others may be %NULL
 * @salt: receives the salt
 * @salt_size: room in @salt; receives the size
 * @iter_count: receives how often the password is stretched
 * @oid: receives the object identifier of the hash; free it with
 *   gnutls_free()
 *
 * Tells how the MAC of a PFX is made.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when it has none;
 *   %GNUTLS_E_SHORT_MEMORY_BUFFER and in @salt_size what is needed.
 **/
API int gnutls_pkcs12_mac_info(gnutls_pkcs12_t pkcs12, unsigned int *mac, void *salt,
                               unsigned int *salt_size, unsigned int *iter_count, char **oid)
{
    const struct pkcs12_mac *facts = &pkcs12->mac;
    if (oid != NULL)
        *oid = NULL;
    if (facts->hash == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(give_oid(oid_of_hash(facts->hash), oid));
    if (mac != NULL)
        *mac = (unsigned)facts->hash->mac_id;
    if (iter_count != NULL)
        *iter_count = facts->iterations;
    return give_salt(buffer_bytes(&facts->salt), salt, salt_size);
}

/* Gives away a list of certificates, whose owner is then the application. */
static void give_list(struct certificate_list *list, gnutls_x509_crt_t **out, unsigned *out_count)
{
    if (out == NULL)
        return;
    *out = NULL;
    *out_count = 0;
    if (list->count == 0)
        return; /* an empty array is nothing that a program would release */
    *out = list->certificates;
    *out_count = (unsigned)list->count;
    *list = (struct certificate_list){ 0 };
}

/**
 * gnutls_pkcs12_simple_parse:
 * @p12: a PFX
 * @password: of all that is encrypted in it
 * @key: receives the key; release it with gnutls_x509_privkey_deinit()
 * @chain: receives the certificate of the key, those above it behind it; or
 *   %NULL
 * @chain_len: receives how many
 * @extra_certs: receives the other certificates; or %NULL
 * @extra_certs_len: receives how many
 * @crl: receives the first revocation list, or %NULL where there is none; may
 *   be %NULL
 * @flags: 0, or %GNUTLS_PKCS12_SP_INCLUDE_SELF_SIGNED to have a certificate
 *   that signed itself in the chain
 *
 * Takes out what most PFX hold: one key, its chain, perhaps more. The MAC is
 * not checked; see gnutls_pkcs12_verify_mac().
 *
 * Each certificate is to be released with gnutls_x509_crt_deinit(), and the
 * lists with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_DECRYPTION_FAILED for a wrong
 *   password; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE without a key, or
 *   without its certificate where @chain is wanted; other negative codes.
 *
 * Since: 3.1.0
 **/
API int gnutls_pkcs12_simple_parse(gnutls_pkcs12_t p12, const char *password,
                                   gnutls_x509_privkey_t *key, gnutls_x509_crt_t **chain,
                                   unsigned int *chain_len, gnutls_x509_crt_t **extra_certs,
                                   unsigned int *extra_certs_len, gnutls_x509_crl_t *crl,
                                   unsigned int flags)
{
    struct pkcs12_parts parts = { 0 };
    int result = pkcs12_parse(p12, password, flags, &parts);
    if (result >= 0 && chain != NULL && parts.chain.count == 0)
        result = fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (result >= 0)
        result = x509_privkey_new(key);
    if (result >= 0) {
        x509_privkey_set(*key, &parts.key);
        give_list(&parts.chain, chain, chain_len);
        give_list(&parts.others, extra_certs, extra_certs_len);
        if (crl != NULL) {
            *crl = parts.crl;
            parts.crl = NULL;
        }
    }
    pkcs12_parts_wipe(&parts);
    return result;
}

/* A PFX as one more identity. */
static int add_identity(gnutls_certificate_credentials_t credentials, struct pkcs12_parts *parts)
{
    struct identity identity = { .chain = parts->chain.certificates, .count = parts->chain.count };
    parts->chain = (struct certificate_list){ 0 };
    int result = identity.count > 0 ? privkey_new(&identity.key)
                                    : fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (result >= 0)
        result = privkey_fill(identity.key, &parts->key);
    if (result >= 0)
        result = credentials_add(credentials, &identity, NULL, 0);
    identity_wipe(&identity);
    return result < 0 ? result : 0;
}

static int add_pfx(gnutls_certificate_credentials_t credentials, struct bytes content,
                   gnutls_x509_crt_fmt_t format, const char *password)
{
    SCOPED(buffer) struct buffer room = { 0 };
    SCOPED(pkcs12) struct gnutls_pkcs12_int pfx = { 0 };
    struct pkcs12_parts parts = { 0 };
    struct bytes der;
    TRY(pem_or_der(format, content, labels, &room, &der));
    TRY(pkcs12_read(&pfx, der));
    if (password != NULL)
        TRY(pkcs12_check_mac(&pfx, password));
    TRY(pkcs12_parse(&pfx, password, 0, &parts));
    int result = add_identity(credentials, &parts);
    pkcs12_parts_wipe(&parts);
    return result;
}

/**
 * gnutls_certificate_set_x509_simple_pkcs12_mem:
 * @res: the credentials
 * @p12blob: a PFX with a key and its certificates
 * @type: whether it is PEM or DER
 * @password: its password
 *
 * Adds an identity from a PFX, after its MAC was checked.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_MAC_VERIFY_FAILED for a wrong
 *   password; %GNUTLS_E_ASN1_ELEMENT_NOT_FOUND for a PFX without MAC;
 *   %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE without key or certificate; other
 *   negative codes.
 *
 * Since: 2.8.0
 **/
API int gnutls_certificate_set_x509_simple_pkcs12_mem(gnutls_certificate_credentials_t res,
                                                      const gnutls_datum_t *p12blob,
                                                      gnutls_x509_crt_fmt_t type,
                                                      const char *password)
{
    return add_pfx(res, bytes_of_datum(p12blob), type, password);
}

/**
 * gnutls_certificate_set_x509_simple_pkcs12_file:
 * @res: the credentials
 * @pkcs12file: path of a PFX with a key and its certificates
 * @type: whether it is PEM or DER
 * @password: its password
 *
 * Adds an identity from a file; see
 * gnutls_certificate_set_x509_simple_pkcs12_mem().
 *
 * Returns: what gnutls_certificate_set_x509_simple_pkcs12_mem() returns, or
 *   %GNUTLS_E_FILE_ERROR when the file can not be read.
 **/
API int gnutls_certificate_set_x509_simple_pkcs12_file(gnutls_certificate_credentials_t res,
                                                       const char *pkcs12file,
                                                       gnutls_x509_crt_fmt_t type,
                                                       const char *password)
{
    SCOPED(buffer) struct buffer content = { 0 };
    TRY(file_read(pkcs12file, &content));
    return add_pfx(res, buffer_bytes(&content), type, password);
}
