/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_material.c - what a program may know of the secrets, and keys that it makes from them */

#include "base/errors.h"
#include "connection/calls.h"

/**
 * gnutls_session_get_random:
 * @session: the connection
 * @client: receives the client's random bytes; NULL: not asked for
 * @server: receives the server's random bytes; NULL: not asked for
 *
 * Gives the random bytes of both hellos. They live as long as the session.
 **/
API void gnutls_session_get_random(gnutls_session_t session, gnutls_datum_t *client,
                                   gnutls_datum_t *server)
{
    if (client != NULL)
        *client = (gnutls_datum_t){ session->agreed.client_random, HELLO_RANDOM_SIZE };
    if (server != NULL)
        *server = (gnutls_datum_t){ session->agreed.server_random, HELLO_RANDOM_SIZE };
}

/**
 * gnutls_prf_rfc5705:
 * @session: the connection
 * @label_size: size of @label
 * @label: what the keys are for, as the protocol that uses them says
 * @context_size: size of @context
 * @context: what they depend on besides; may be NULL
 * @outsize: how many bytes to make
 * @out: receives them
 *
 * Makes keys for another protocol from those of this connection: a keying
 * material exporter.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST before the handshake
 *   is complete, for a label that is too long, and for more bytes than can
 *   be made.
 *
 * Since: 3.4.4
 **/
API int gnutls_prf_rfc5705(gnutls_session_t session, size_t label_size, const char *label,
                           size_t context_size, const char *context, size_t outsize, char *out)
{
    return connection_export(session, bytes_of(label, label_size), bytes_of(context, context_size),
                             (uint8_t *)out, outsize);
}

/**
 * gnutls_prf_early:
 * @session: the connection
 * @label_size: size of @label
 * @label: what the keys are for, as the protocol that uses them says
 * @context_size: size of @context
 * @context: what they depend on besides; may be NULL
 * @outsize: how many bytes to make
 * @out: receives them
 *
 * Makes keys for another protocol from those of early data: what can be
 * replayed goes under keys that say so.
 *
 * They are there in the middle of a handshake of TLS 1.3 in which early data
 * is offered, on a server taken: from the hooks for a client's own hello on,
 * on a server from the hook after it on, until gnutls_handshake() has ended.
 * They are lost with it.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST at other times, for a
 *   label that is too long, and for more bytes than can be made.
 *
 * Since: 3.6.8
 **/
API int gnutls_prf_early(gnutls_session_t session, size_t label_size, const char *label,
                         size_t context_size, const char *context, size_t outsize, char *out)
{
    const struct prf_question question = {
        .label = bytes_of(label, label_size),
        .extra = bytes_of(context, context_size),
    };

    return connection_export_early(session, &question, (uint8_t *)out, outsize);
}

/**
 * gnutls_prf:
 * @session: the connection
 * @label_size: size of @label
 * @label: what the keys are for
 * @server_random_first: non-zero: the seed begins with the server's random
 *   bytes, not with the client's
 * @extra_size: size of @extra
 * @extra: what they depend on besides; may be NULL
 * @outsize: how many bytes to make
 * @out: receives them
 *
 * Makes keys for another protocol, as programs did before RFC 5705: in TLS 1.2
 * from the random bytes of both hellos and @extra behind them. Without @extra,
 * and with the client's random bytes first, that is what
 * gnutls_prf_rfc5705() makes. In TLS 1.3 it is that alone.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST before the handshake
 *   is complete, and in TLS 1.3 for @extra and for another order of the
 *   randoms, which it does not know.
 **/
API int gnutls_prf(gnutls_session_t session, size_t label_size, const char *label,
                   int server_random_first, size_t extra_size, const char *extra, size_t outsize,
                   char *out)
{
    const struct prf_question question = {
        .label = bytes_of(label, label_size),
        .extra = bytes_of(extra, extra_size),
        .server_first = server_random_first != 0,
    };

    return connection_prf(session, &question, (uint8_t *)out, outsize);
}

/**
 * gnutls_prf_raw:
 * @session: the connection
 * @label_size: size of @label
 * @label: what the bytes are for
 * @seed_size: size of @seed
 * @seed: what they depend on
 * @outsize: how many bytes to make
 * @out: receives them
 *
 * Applies the pseudorandom function of TLS 1.2 to the master secret, the label
 * and the seed, as they are. The labels of TLS itself make its own keys:
 * gnutls_prf_rfc5705() is the safer choice.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST before the handshake
 *   is complete, and in TLS 1.3, which has no such function.
 **/
API int gnutls_prf_raw(gnutls_session_t session, size_t label_size, const char *label,
                       size_t seed_size, const char *seed, size_t outsize, char *out)
{
    return connection_prf_raw(session, bytes_of(label, label_size), bytes_of(seed, seed_size),
                              (uint8_t *)out, outsize);
}

/**
 * gnutls_session_get_master_secret:
 * @session: the connection
 * @secret: receives the master secret, which lives as long as the session
 *
 * Gives the secret from which all keys of a TLS 1.2 session come. It is not to
 * be changed, and not to be shown. TLS 1.3 has none: @secret is then empty.
 *
 * Since: 3.5.0
 **/
API void gnutls_session_get_master_secret(gnutls_session_t session, gnutls_datum_t *secret)
{
    *secret = connection_master_secret(session);
}

/**
 * gnutls_session_set_premaster:
 * @session: the connection
 * @entity: the side that @session is: %GNUTLS_CLIENT or %GNUTLS_SERVER
 * @version: the version of the session; one before TLS 1.3
 * @kx: its key exchange
 * @cipher: its cipher
 * @mac: its MAC
 * @comp: ignored; there is no compression
 * @master: its master secret, of 48 bytes
 * @session_id: its id, of 1 to 32 bytes
 *
 * Lets both sides resume a session that was agreed on by other means than a
 * handshake of TLS, for old protocols that do so. To be called before the
 * handshake; on a client it takes the place of gnutls_session_set_data(). A
 * server resumes it when a client asks for @session_id and allows its suite.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST for sizes or
 *   algorithms that fit no session, and for the other side.
 **/
API int gnutls_session_set_premaster(gnutls_session_t session, unsigned int entity,
                                     gnutls_protocol_t version, gnutls_kx_algorithm_t kx,
                                     gnutls_cipher_algorithm_t cipher, gnutls_mac_algorithm_t mac,
                                     gnutls_compression_method_t comp, const gnutls_datum_t *master,
                                     const gnutls_datum_t *session_id)
{
    const struct made_session made = {
        .version = version_by_id(version),
        .suite = suite_by_parts(kx, cipher, mac),
        .master = bytes_of_datum(master),
        .id = bytes_of_datum(session_id),
    };

    (void)comp;
    if ((entity == GNUTLS_CLIENT) != (session->config.role == CLIENT))
        return fail(GNUTLS_E_INVALID_REQUEST);
    return connection_offer_made(session, &made);
}
