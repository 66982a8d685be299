/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* registration.c - algorithms of the application's own, which the API gave up in 3.7
 *
 * What is registered is accepted and never called, as it has been since then.
 */

#include "base/attributes.h"

#include <gnutls/crypto.h>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

/**
 * gnutls_crypto_register_cipher:
 * @algorithm: the cipher
 * @priority: lower ones were preferred
 * @init: makes a context
 * @setkey: sets a key
 * @setiv: sets an IV
 * @encrypt: encrypts
 * @decrypt: decrypts
 * @deinit: ends a context
 *
 * Does nothing: functions of an application are not called for a cipher any more.
 *
 * Returns: %GNUTLS_E_SUCCESS.
 *
 * Deprecated: since 3.7.0.
 *
 * Since: 3.4.0
 **/
API int
gnutls_crypto_register_cipher(gnutls_cipher_algorithm_t algorithm, int priority,
                              gnutls_cipher_init_func init, gnutls_cipher_setkey_func setkey,
                              gnutls_cipher_setiv_func setiv, gnutls_cipher_encrypt_func encrypt,
                              gnutls_cipher_decrypt_func decrypt, gnutls_cipher_deinit_func deinit)
{
    return 0;
}

/**
 * gnutls_crypto_register_aead_cipher:
 * @algorithm: the cipher
 * @priority: lower ones were preferred
 * @init: makes a context
 * @setkey: sets a key
 * @aead_encrypt: encrypts and authenticates
 * @aead_decrypt: decrypts what was authenticated
 * @deinit: ends a context
 *
 * Does nothing: functions of an application are not called for a cipher any more.
 *
 * Returns: %GNUTLS_E_SUCCESS.
 *
 * Deprecated: since 3.7.0.
 *
 * Since: 3.4.0
 **/
API int gnutls_crypto_register_aead_cipher(gnutls_cipher_algorithm_t algorithm, int priority,
                                           gnutls_cipher_init_func init,
                                           gnutls_cipher_setkey_func setkey,
                                           gnutls_cipher_aead_encrypt_func aead_encrypt,
                                           gnutls_cipher_aead_decrypt_func aead_decrypt,
                                           gnutls_cipher_deinit_func deinit)
{
    return 0;
}

/**
 * gnutls_crypto_register_mac:
 * @mac: the code
 * @priority: lower ones were preferred
 * @init: makes a context
 * @setkey: sets a key
 * @setnonce: sets a nonce
 * @hash: adds bytes
 * @output: gives the code
 * @deinit: ends a context
 * @hash_fast: does it all at once
 *
 * Does nothing: functions of an application are not called for a code any more.
 *
 * Returns: %GNUTLS_E_SUCCESS.
 *
 * Deprecated: since 3.7.0.
 *
 * Since: 3.4.0
 **/
API int gnutls_crypto_register_mac(gnutls_mac_algorithm_t mac, int priority,
                                   gnutls_mac_init_func init, gnutls_mac_setkey_func setkey,
                                   gnutls_mac_setnonce_func setnonce, gnutls_mac_hash_func hash,
                                   gnutls_mac_output_func output, gnutls_mac_deinit_func deinit,
                                   gnutls_mac_fast_func hash_fast)
{
    return 0;
}

/**
 * gnutls_crypto_register_digest:
 * @digest: the hash
 * @priority: lower ones were preferred
 * @init: makes a context
 * @hash: adds bytes
 * @output: gives the digest
 * @deinit: ends a context
 * @hash_fast: does it all at once
 *
 * Does nothing: functions of an application are not called for a hash any more.
 *
 * Returns: %GNUTLS_E_SUCCESS.
 *
 * Deprecated: since 3.7.0.
 *
 * Since: 3.4.0
 **/
API int gnutls_crypto_register_digest(gnutls_digest_algorithm_t digest, int priority,
                                      gnutls_digest_init_func init, gnutls_digest_hash_func hash,
                                      gnutls_digest_output_func output,
                                      gnutls_digest_deinit_func deinit,
                                      gnutls_digest_fast_func hash_fast)
{
    return 0;
}
