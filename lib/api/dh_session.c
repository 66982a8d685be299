/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dh_session.c - a connection's Diffie-Hellman over a finite field, in TLS 1.2 */

#include "base/errors.h"
#include "connection/connection.h"

/**
 * gnutls_dh_set_prime_bits:
 * @session: the connection
 * @bits: the fewest bits of a prime; 0: as the priorities say
 *
 * Sets how small a prime the client takes from the server. By default it is
 * what the level of the priorities demands, 1024 bits for NORMAL.
 **/
API void gnutls_dh_set_prime_bits(gnutls_session_t session, unsigned int bits)
{
    session->config.dh_prime_bits_min = bits;
}

/**
 * gnutls_dh_get_group:
 * @session: the connection
 * @raw_gen: receives the generator; release its data with gnutls_free()
 * @raw_prime: receives the prime, likewise
 *
 * Gives the finite field over which keys were exchanged.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when there was none.
 **/
API int gnutls_dh_get_group(gnutls_session_t session, gnutls_datum_t *raw_gen,
                            gnutls_datum_t *raw_prime)
{
    const struct agreed *agreed = &session->agreed;

    if (agreed->dh_prime.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(bytes_give(buffer_bytes(&agreed->dh_prime), raw_prime));
    int result = bytes_give(buffer_bytes(&agreed->dh_generator), raw_gen);
    if (result < 0) {
        gnutls_free(raw_prime->data);
        raw_prime->data = NULL;
    }
    return result;
}

/**
 * gnutls_dh_get_pubkey:
 * @session: the connection
 * @raw_key: receives the peer's public value; release its data with
 *   gnutls_free()
 *
 * Gives what the peer sent in an exchange of keys over a finite field.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when there was none.
 **/
API int gnutls_dh_get_pubkey(gnutls_session_t session, gnutls_datum_t *raw_key)
{
    if (session->agreed.dh_peer_share.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return bytes_give(buffer_bytes(&session->agreed.dh_peer_share), raw_key);
}

/**
 * gnutls_dh_get_secret_bits:
 * @session: the connection
 *
 * Tells the size of our private key in an exchange over a finite field.
 *
 * Returns: the number of bits; 0 when there was no such exchange.
 **/
API int gnutls_dh_get_secret_bits(gnutls_session_t session)
{
    return (int)session->agreed.dh_secret_bits;
}

/**
 * gnutls_dh_get_prime_bits:
 * @session: the connection
 *
 * Tells the size of the prime in an exchange over a finite field.
 *
 * Returns: the number of bits; 0 when there was no such exchange.
 **/
API int gnutls_dh_get_prime_bits(gnutls_session_t session)
{
    return (int)number_bits(buffer_bytes(&session->agreed.dh_prime));
}

/**
 * gnutls_dh_get_peers_public_bits:
 * @session: the connection
 *
 * Tells the size of the peer's public value in an exchange over a finite
 * field.
 *
 * Returns: the number of bits; 0 when there was no such exchange.
 **/
API int gnutls_dh_get_peers_public_bits(gnutls_session_t session)
{
    return (int)number_bits(buffer_bytes(&session->agreed.dh_peer_share));
}
