/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tofu.c - trust on first use: keys that a host was seen with before */

#include "api/now.h"
#include "api/output.h"
#include "base/memory.h"
#include "pki/certificate.h"
#include "pki/pin.h"

#include <gnutls/x509.h>

/**
 * gnutls_tdb_init:
 * @tdb: receives a store of keys
 *
 * Makes a store of keys that functions of the application can serve. Where
 * none is set, the file is used.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_tdb_init(gnutls_tdb_t *tdb)
{
    *tdb = memory_get_zeroed(sizeof **tdb);
    return *tdb != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

/**
 * gnutls_tdb_deinit:
 * @tdb: a store of keys, or %NULL
 *
 * Releases a store of keys.
 **/
API void gnutls_tdb_deinit(gnutls_tdb_t tdb)
{
    memory_free(tdb);
}

/**
 * gnutls_tdb_set_store_func:
 * @tdb: a store of keys
 * @store: keeps a key
 *
 * Sets what gnutls_store_pubkey() calls instead of writing to the file. It is
 * given the key as DER of a SubjectPublicKeyInfo.
 **/
API void gnutls_tdb_set_store_func(gnutls_tdb_t tdb, gnutls_tdb_store_func store)
{
    tdb->store = store;
}

/**
 * gnutls_tdb_set_store_commitment_func:
 * @tdb: a store of keys
 * @cstore: keeps the hash of a key
 *
 * Sets what gnutls_store_commitment() calls instead of writing to the file.
 **/
API void gnutls_tdb_set_store_commitment_func(gnutls_tdb_t tdb,
                                              gnutls_tdb_store_commitment_func cstore)
{
    tdb->store_hash = cstore;
}

/**
 * gnutls_tdb_set_verify_func:
 * @tdb: a store of keys
 * @verify: compares a key with what is kept
 *
 * Sets what gnutls_verify_stored_pubkey() calls instead of reading the file.
 **/
API void gnutls_tdb_set_verify_func(gnutls_tdb_t tdb, gnutls_tdb_verify_func verify)
{
    tdb->verify = verify;
}

/* The SubjectPublicKeyInfo of what the application shows. */
static int find_key(gnutls_certificate_type_t type, const gnutls_datum_t *shown, struct buffer *out)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    SCOPED(public_key) struct public_key key = { 0 };
    if (shown == NULL || shown->size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (type == GNUTLS_CRT_RAWPK) {
        TRY(public_key_read(bytes_of_datum(shown), &key));
        return buffer_set(out, bytes_of_datum(shown));
    }
    if (type != GNUTLS_CRT_X509)
        return fail(GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE);
    TRY(certificate_new(bytes_of_datum(shown), &certificate));
    int result = buffer_set(out, certificate_facts(certificate)->spki);
    certificate_free(certificate);
    return result;
}

/* Sets `name` to the file to use; `room` has it where it is the user's own. */
static int find_file(const char **name, bool make, struct buffer *room)
{
    if (*name != NULL)
        return 0;
    TRY(pin_default_path(make, room));
    *name = (const char *)room->data;
    return 0;
}

/**
 * gnutls_store_pubkey:
 * @db_name: path of the file of keys; %NULL: `.gnutls/known_hosts` in the
 *   user's home
 * @tdb: a store of keys; %NULL: the file
 * @host: the name of the peer; %NULL: any
 * @service: the service, such as a port's number; %NULL: any
 * @cert_type: %GNUTLS_CRT_X509 or %GNUTLS_CRT_RAWPK
 * @cert: the certificate, or the key, in DER
 * @expiration: until when the key is to be known; 0: for ever
 * @flags: 0
 *
 * Remembers the key of a peer, for gnutls_verify_stored_pubkey().
 *
 * The file is written for its owner alone, and not through a symbolic link.
 * Names with a `|` or with control characters are refused.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_DB_ERROR when the file can not be
 *   written; %GNUTLS_E_FILE_ERROR where there is no home;
 *   %GNUTLS_E_INVALID_REQUEST; %GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE; other
 *   negative codes for what is no certificate.
 *
 * Since: 3.0.13
 **/
API int gnutls_store_pubkey(const char *db_name, gnutls_tdb_t tdb, const char *host,
                            const char *service, gnutls_certificate_type_t cert_type,
                            const gnutls_datum_t *cert, time_t expiration, unsigned int flags)
{
    SCOPED(buffer) struct buffer key = { 0 }, room = { 0 };
    struct pin_owner owner = { host, service, expiration };
    TRY(find_key(cert_type, cert, &key));
    gnutls_datum_t given = { key.data, (unsigned)key.size };
    if (tdb != NULL && tdb->store != NULL)
        return tdb->store(db_name, host, service, expiration, &given);
    TRY(find_file(&db_name, true, &room));
    return pin_store_key(db_name, &owner, buffer_bytes(&key));
}

/**
 * gnutls_store_commitment:
 * @db_name: path of the file of keys; %NULL: `.gnutls/known_hosts` in the
 *   user's home
 * @tdb: a store of keys; %NULL: the file
 * @host: the name of the peer; %NULL: any
 * @service: the service; %NULL: any
 * @hash_algo: a hash
 * @hash: the hash of the peer's key, as DER of a SubjectPublicKeyInfo
 * @expiration: until when the key is to be known; 0: for ever
 * @flags: 0, or %GNUTLS_SCOMMIT_FLAG_ALLOW_BROKEN to take MD5
 *
 * Remembers the key of a peer by its hash, before it was seen.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ILLEGAL_PARAMETER for an unknown hash;
 *   %GNUTLS_E_INSUFFICIENT_SECURITY for a broken one;
 *   %GNUTLS_E_INVALID_REQUEST for one of another size; else what
 *   gnutls_store_pubkey() returns.
 *
 * Since: 3.0
 **/
API int gnutls_store_commitment(const char *db_name, gnutls_tdb_t tdb, const char *host,
                                const char *service, gnutls_digest_algorithm_t hash_algo,
                                const gnutls_datum_t *hash, time_t expiration, unsigned int flags)
{
    SCOPED(buffer) struct buffer room = { 0 };
    struct pin_owner owner = { host, service, expiration };
    const struct hash *known = hash_by_digest_id(hash_algo);
    if (known == NULL)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    if (known == &hash_md5 && (flags & GNUTLS_SCOMMIT_FLAG_ALLOW_BROKEN) == 0)
        return fail(GNUTLS_E_INSUFFICIENT_SECURITY);
    if (hash == NULL || hash->size != known->size)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (tdb != NULL && tdb->store_hash != NULL)
        return tdb->store_hash(db_name, host, service, expiration, hash_algo, hash);
    TRY(find_file(&db_name, true, &room));
    return pin_store_hash(db_name, &owner, known, bytes_of_datum(hash));
}

/**
 * gnutls_verify_stored_pubkey:
 * @db_name: path of the file of keys; %NULL: `.gnutls/known_hosts` in the
 *   user's home
 * @tdb: a store of keys; %NULL: the file
 * @host: the name of the peer; %NULL: any
 * @service: the service; %NULL: any
 * @cert_type: %GNUTLS_CRT_X509 or %GNUTLS_CRT_RAWPK
 * @cert: the certificate, or the key, in DER
 * @flags: 0
 *
 * Compares the key of a peer with those that it was seen with before.
 *
 * Returns: %GNUTLS_E_SUCCESS when it is one of them;
 *   %GNUTLS_E_CERTIFICATE_KEY_MISMATCH when others are known;
 *   %GNUTLS_E_NO_CERTIFICATE_FOUND when none is; other negative codes for
 *   what is no certificate.
 *
 * Since: 3.0.13
 **/
API int gnutls_verify_stored_pubkey(const char *db_name, gnutls_tdb_t tdb, const char *host,
                                    const char *service, gnutls_certificate_type_t cert_type,
                                    const gnutls_datum_t *cert, unsigned int flags)
{
    SCOPED(buffer) struct buffer key = { 0 }, room = { 0 };
    struct pin_owner owner = { host, service, 0 };
    TRY(find_key(cert_type, cert, &key));
    gnutls_datum_t given = { key.data, (unsigned)key.size };
    if (tdb != NULL && tdb->verify != NULL) {
        int result = tdb->verify(db_name, host, service, &given);
        bool known = result == 0 || result == GNUTLS_E_CERTIFICATE_KEY_MISMATCH;
        return known ? result : fail(GNUTLS_E_NO_CERTIFICATE_FOUND);
    }
    TRY(find_file(&db_name, false, &room));
    return pin_verify(db_name, &owner, buffer_bytes(&key), now_s());
}
