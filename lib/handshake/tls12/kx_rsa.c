/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kx_rsa.c - the client encrypts the premaster secret to the server's key: RFC 5246, 7.4.7.1
 *
 * Without forward secrecy; off unless the priorities ask for it. Whatever is wrong with what came
 * (padding, size, version) the server goes on with random bytes, so that the client learns at its
 * Finished that something was, and not what.
 */

#include "base/memory.h"
#include "crypto/decrypt.h"
#include "crypto/mask.h"
#include "crypto/random.h"
#include "handshake/tls12/internal.h"

enum { PREMASTER_SIZE = 48 };

static int check_key(struct handshake *hs)
{
    const struct public_key *key;

    TRY(certificate_public_key(hs->peer.certificate, &key));
    if (!key_exchange_takes_key(&kx_rsa, key))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (!certificate_may_encipher(hs->peer.certificate))
        return fail(GNUTLS_E_KEY_USAGE_VIOLATION);
    return 0;
}

/* The one of our hello (RFC 5246, 7.4.7.1), which is the one agreed on: nothing older is offered. */
static uint16_t premaster_version(const struct handshake *hs)
{
    return hs->config->said.premaster != 0 ? hs->config->said.premaster : hs->agreed->version->wire;
}

static int write_answer(struct handshake *hs, struct wire_writer *w)
{
    SCOPED(secret) struct secret premaster = { .size = PREMASTER_SIZE };
    SCOPED(buffer) struct buffer encrypted = { 0 };
    const struct public_key *key;

    TRY(certificate_public_key(hs->peer.certificate, &key));
    TRY(random_fill(RANDOM_SECRET, premaster.bytes, PREMASTER_SIZE));
    premaster.bytes[0] = (uint8_t)(premaster_version(hs) >> 8);
    premaster.bytes[1] = (uint8_t)premaster_version(hs);
    TRY(key_encrypt_secret(key, &premaster, &encrypted));
    wire_write_vec16(w, buffer_bytes(&encrypted));
    return buffer_set(&hs->tls12.premaster, secret_bytes(&premaster));
}

static int read_answer(struct handshake *hs, struct wire_reader *r)
{
    struct bytes encrypted = wire_read_vec16(r);

    TRY(wire_read_end(r));
    return buffer_set(&hs->tls12.encrypted, encrypted);
}

/* The version is the one of the client's hello, which an attacker may have changed on its way. */
static void keep_if_version_is(uint16_t version, const struct secret *otherwise,
                               struct secret *inout)
{
    size_t right =
        mask_equal(inout->bytes[0], version >> 8) & mask_equal(inout->bytes[1], version & 0xff);

    for (size_t i = 0; i < PREMASTER_SIZE; i++)
        inout->bytes[i] = (uint8_t)mask_choose(right, inout->bytes[i], otherwise->bytes[i]);
}

static int finish_premaster(struct handshake *hs)
{
    SCOPED(secret) struct secret random = { .size = PREMASTER_SIZE };
    SCOPED(secret) struct secret premaster = { 0 };

    if (hs->role == CLIENT)
        return 0;
    TRY(random_fill(RANDOM_SECRET, random.bytes, PREMASTER_SIZE));
    premaster = random;
    TRY(privkey_decrypt_secret(hs->chosen.identity->key, buffer_bytes(&hs->tls12.encrypted),
                               &premaster));
    keep_if_version_is(hs->offered.legacy_version, &random, &premaster);
    memory_publish(premaster.bytes, PREMASTER_SIZE);
    return buffer_set(&hs->tls12.premaster, secret_bytes(&premaster));
}

const struct key_exchange kx_rsa = {
    .id = GNUTLS_KX_RSA,
    .shows_certificate = true,
    .decrypts = true,
    .auth = AUTH_CERTIFICATE,
    .prepare_answer = check_key,
    .write_answer = write_answer,
    .read_answer = read_answer,
    .finish_premaster = finish_premaster,
};
