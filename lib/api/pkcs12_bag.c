/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs12_bag.c - bags of PKCS#12 */

#include "api/encryption_info.h"
#include "base/errors.h"
#include "base/memory.h"
#include "credentials/public_key.h"
#include "pki/certificate.h"
#include "pki/crl.h"
#include "pki/key_import.h"
#include "pki/pkcs12.h"
#include "pki/pkcs8.h"

/**
 * gnutls_pkcs12_bag_init:
 * @bag: receives an empty bag
 *
 * Makes an empty bag.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pkcs12_bag_init(gnutls_pkcs12_bag_t *bag)
{
    *bag = memory_get_zeroed(sizeof **bag);
    return *bag != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

/**
 * gnutls_pkcs12_bag_deinit:
 * @bag: a bag, or %NULL
 *
 * Wipes and releases a bag.
 **/
API void gnutls_pkcs12_bag_deinit(gnutls_pkcs12_bag_t bag)
{
    if (bag == NULL)
        return;
    bag_wipe(bag);
    memory_free(bag);
}

/**
 * gnutls_pkcs12_bag_get_count:
 * @bag: a bag
 *
 * Tells how many things are in a bag. One that is encrypted counts as one.
 *
 * Returns: the number.
 **/
API int gnutls_pkcs12_bag_get_count(gnutls_pkcs12_bag_t bag)
{
    return (int)bag->count;
}

/**
 * gnutls_pkcs12_bag_get_type:
 * @bag: a bag
 * @indx: which thing, from 0
 *
 * Tells what something in a bag is.
 *
 * Returns: of #gnutls_pkcs12_bag_type_t; or
 *   %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last.
 **/
API int gnutls_pkcs12_bag_get_type(gnutls_pkcs12_bag_t bag, unsigned int indx)
{
    return indx < bag->count ? (int)bag->elements[indx].type
                             : fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

/**
 * gnutls_pkcs12_bag_get_data:
 * @bag: a bag
 * @indx: which thing, from 0
 * @data: receives it as it is in the bag, which keeps it
 *
 * Gives something in a bag: the DER of a certificate, of a list, of a key as
 * PKCS#8, encrypted or not.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last.
 **/
API int gnutls_pkcs12_bag_get_data(gnutls_pkcs12_bag_t bag, unsigned int indx, gnutls_datum_t *data)
{
    if (indx >= bag->count)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    const struct buffer *content = &bag->elements[indx].data;
    *data = (gnutls_datum_t){ content->data, (unsigned)content->size };
    return 0;
}

/**
 * gnutls_pkcs12_bag_get_friendly_name:
 * @bag: a bag
 * @indx: which thing, from 0
 * @name: receives its name in UTF-8, which the bag keeps; %NULL where it has
 *   none
 *
 * Gives the name of something in a bag.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST behind the last.
 **/
API int gnutls_pkcs12_bag_get_friendly_name(gnutls_pkcs12_bag_t bag, unsigned int indx, char **name)
{
    if (indx >= bag->count)
        return fail(GNUTLS_E_INVALID_REQUEST);
    *name = (char *)bag->elements[indx].name.data;
    return 0;
}

/**
 * gnutls_pkcs12_bag_get_key_id:
 * @bag: a bag
 * @indx: which thing, from 0
 * @id: receives its identifier, which the bag keeps; empty where it has none
 *
 * Gives the identifier of something in a bag: a key and its certificate have
 * the same.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST behind the last.
 **/
API int gnutls_pkcs12_bag_get_key_id(gnutls_pkcs12_bag_t bag, unsigned int indx, gnutls_datum_t *id)
{
    if (indx >= bag->count)
        return fail(GNUTLS_E_INVALID_REQUEST);
    const struct buffer *key_id = &bag->elements[indx].key_id;
    *id = (gnutls_datum_t){ key_id->data, (unsigned)key_id->size };
    return 0;
}

static int add(gnutls_pkcs12_bag_t bag, gnutls_pkcs12_bag_type_t type, struct bytes data)
{
    struct pkcs12_element element = { .type = type };
    int result = buffer_set(&element.data, data);
    if (result >= 0)
        result = bag_add(bag, &element);
    buffer_wipe(&element.data);
    return result;
}

/**
 * gnutls_pkcs12_bag_set_data:
 * @bag: a bag
 * @type: what @data is: a key, a certificate, a list or a secret
 * @data: its DER; of a secret, any bytes
 *
 * Puts something into a bag.
 *
 * Returns: its index; %GNUTLS_E_INVALID_REQUEST for another type, and for a
 *   bag that is encrypted; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pkcs12_bag_set_data(gnutls_pkcs12_bag_t bag, gnutls_pkcs12_bag_type_t type,
                                   const gnutls_datum_t *data)
{
    if (type < GNUTLS_BAG_PKCS8_ENCRYPTED_KEY || type > GNUTLS_BAG_SECRET)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return add(bag, type, bytes_of_datum(data));
}

/**
 * gnutls_pkcs12_bag_set_crt:
 * @bag: a bag
 * @crt: a certificate
 *
 * Puts a copy of a certificate into a bag.
 *
 * Returns: its index; %GNUTLS_E_INVALID_REQUEST for an empty certificate, and
 *   for a bag that is encrypted; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pkcs12_bag_set_crt(gnutls_pkcs12_bag_t bag, gnutls_x509_crt_t crt)
{
    struct bytes der = certificate_der(crt);
    return der.size > 0 ? add(bag, GNUTLS_BAG_CERTIFICATE, der) : fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_pkcs12_bag_set_crl:
 * @bag: a bag
 * @crl: a revocation list
 *
 * Puts a copy of a revocation list into a bag.
 *
 * Returns: its index; %GNUTLS_E_INVALID_REQUEST for an empty list, and for a
 *   bag that is encrypted; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pkcs12_bag_set_crl(gnutls_pkcs12_bag_t bag, gnutls_x509_crl_t crl)
{
    struct bytes der = crl_der(crl);
    return der.size > 0 ? add(bag, GNUTLS_BAG_CRL, der) : fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_pkcs12_bag_set_privkey:
 * @bag: a bag
 * @privkey: a key
 * @password: of the key, in UTF-8; %NULL: it is not encrypted by itself
 * @flags: one of #gnutls_pkcs_encrypt_flags_t; 0: PBES2 with AES-256
 *
 * Puts a copy of a private key into a bag.
 *
 * Returns: its index; %GNUTLS_E_INVALID_REQUEST for an empty key, an
 *   encryption that is not made, and for a bag that is encrypted;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pkcs12_bag_set_privkey(gnutls_pkcs12_bag_t bag, gnutls_x509_privkey_t privkey,
                                      const char *password, unsigned flags)
{
    SCOPED(buffer) struct buffer plain = { 0 }, locked = { 0 };
    bool null = (flags & GNUTLS_PKCS_NULL_PASSWORD) != 0;
    if (x509_privkey_key(privkey)->public.kind == KEY_NONE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(private_key_write_pkcs8(x509_privkey_key(privkey), &plain));
    if ((flags & GNUTLS_PKCS_PLAIN) != 0 || (password == NULL && !null))
        return add(bag, GNUTLS_BAG_PKCS8_KEY, buffer_bytes(&plain));
    TRY(pkcs8_lock(flags, null ? NULL : password, buffer_bytes(&plain), &locked));
    return add(bag, GNUTLS_BAG_PKCS8_ENCRYPTED_KEY, buffer_bytes(&locked));
}

/**
 * gnutls_pkcs12_bag_set_friendly_name:
 * @bag: a bag
 * @indx: which thing, from 0
 * @name: its name, in UTF-8
 *
 * Names something in a bag.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST behind the last and
 *   for an encrypted bag; %GNUTLS_E_INVALID_UTF8_STRING;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pkcs12_bag_set_friendly_name(gnutls_pkcs12_bag_t bag, unsigned int indx,
                                            const char *name)
{
    SCOPED(buffer) struct buffer encoded = { 0 };
    if (indx >= bag->count || bag_is_locked(bag) || name == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(encryption_password(name, &encoded));
    return buffer_set(&bag->elements[indx].name, bytes_of(name, strlen(name) + 1));
}

/**
 * gnutls_pkcs12_bag_set_key_id:
 * @bag: a bag
 * @indx: which thing, from 0
 * @id: an identifier: a key and its certificate have the same
 *
 * Gives something in a bag an identifier.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST behind the last and
 *   for an encrypted bag; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pkcs12_bag_set_key_id(gnutls_pkcs12_bag_t bag, unsigned int indx,
                                     const gnutls_datum_t *id)
{
    if (indx >= bag->count || bag_is_locked(bag))
        return fail(GNUTLS_E_INVALID_REQUEST);
    return buffer_set(&bag->elements[indx].key_id, bytes_of_datum(id));
}

/**
 * gnutls_pkcs12_bag_decrypt:
 * @bag: an encrypted bag
 * @pass: its password, in UTF-8; %NULL: the lack of one
 *
 * Decrypts a bag in place. Keys in it may be encrypted once more.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_DECRYPTION_FAILED for a wrong
 *   password; %GNUTLS_E_INVALID_REQUEST for a bag that is not encrypted;
 *   %GNUTLS_E_UNKNOWN_CIPHER_TYPE; other negative codes.
 **/
API int gnutls_pkcs12_bag_decrypt(gnutls_pkcs12_bag_t bag, const char *pass)
{
    return bag_unlock(bag, pass);
}

/**
 * gnutls_pkcs12_bag_encrypt:
 * @bag: a bag
 * @pass: a password, in UTF-8; %NULL: the lack of one
 * @flags: one of #gnutls_pkcs_encrypt_flags_t; 0: PBES2 with AES-256
 *
 * Encrypts a bag in place, all of it.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a bag that is
 *   empty or encrypted, and for an encryption that is not made.
 **/
API int gnutls_pkcs12_bag_encrypt(gnutls_pkcs12_bag_t bag, const char *pass, unsigned int flags)
{
    if ((flags & GNUTLS_PKCS_PLAIN) != 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return bag_lock(bag, flags, pass);
}

/**
 * gnutls_pkcs12_bag_enc_info:
 * @bag: an encrypted bag
 * @schema: receives the way of encryption, of #gnutls_pkcs_encrypt_flags_t;
 *   this and all others may be %NULL
 * @cipher: receives the cipher, of #gnutls_cipher_algorithm_t
 * @salt: receives the salt
 * @salt_size: room in @salt; receives the size
 * @iter_count: receives how often the password is stretched
 * @oid: receives the object identifier of the encryption; free it with
 *   gnutls_free()
 *
 * Tells how a bag is encrypted.
 *
 * Returns: what gnutls_pkcs8_info() returns; %GNUTLS_E_INVALID_REQUEST for a
 *   bag that is not encrypted.
 **/
API int gnutls_pkcs12_bag_enc_info(gnutls_pkcs12_bag_t bag, unsigned int *schema,
                                   unsigned int *cipher, void *salt, unsigned int *salt_size,
                                   unsigned int *iter_count, char **oid)
{
    const struct encryption_receivers to = { schema, cipher, salt, salt_size, iter_count, oid };
    struct encryption how = { 0 };
    return give_encryption(bag_how(bag, &how), &how, &to);
}
