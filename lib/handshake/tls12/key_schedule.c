/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_schedule.c - master secret and keys of TLS 1.2, RFC 5246, 6.3 and 8.1; RFC 7627, 4 */

#include "base/memory.h"
#include "handshake/tls12/internal.h"

enum { MASTER_SIZE = 48 };

static void randoms(const struct handshake *hs, bool server_first,
                    uint8_t out[2 * HELLO_RANDOM_SIZE])
{
    const struct agreed *a = hs->agreed;

    memcpy(out, server_first ? a->server_random : a->client_random, HELLO_RANDOM_SIZE);
    memcpy(out + HELLO_RANDOM_SIZE, server_first ? a->client_random : a->server_random,
           HELLO_RANDOM_SIZE);
}

static void expand(const struct hash *hash, struct bytes secret, const char *label,
                   struct bytes seed, uint8_t *out, size_t size)
{
    SCOPED(prf12_key) struct prf12_key key;

    prf12_prepare(&key, hash, secret);
    prf12(&key, label, seed, out, size);
}

/* The transcript stands at the ClientKeyExchange. */
int derive_master_secret(struct handshake *hs)
{
    const struct hash *hash = hs->agreed->suite->hash;
    struct secret *master = &hs->agreed->params.secret;
    struct bytes premaster = buffer_bytes(&hs->tls12.premaster);
    uint8_t seed[2 * HELLO_RANDOM_SIZE];
    struct digest session_hash;

    master->size = MASTER_SIZE;
    if (hs->agreed->params.extended_master_secret) {
        transcript_now(&hs->transcript, &session_hash);
        expand(hash, premaster, "extended master secret", digest_bytes(&session_hash),
               master->bytes, MASTER_SIZE);
    } else {
        randoms(hs, false, seed);
        expand(hash, premaster, "master secret", bytes_of(seed, sizeof seed), master->bytes,
               MASTER_SIZE);
    }
    buffer_wipe(&hs->tls12.premaster);
    keylog_write(hs->config, hs->session, "CLIENT_RANDOM", master);
    return derive_record_keys(hs);
}

int derive_record_keys(struct handshake *hs)
{
    const struct agreed *a = hs->agreed;
    struct facts12 *f = &hs->tls12;
    uint8_t seed[2 * HELLO_RANDOM_SIZE], block[KEY_BLOCK_MAX];
    size_t size = key_block_size(a->suite);
    struct key_block keys = {
        .suite = a->suite,
        .encrypt_then_mac = a->params.encrypt_then_mac,
        .bytes = bytes_of(block, size),
        .datagram = a->version->datagram,
        .epoch = a->version->datagram ? (uint16_t)(hs->io.keys->out.epoch + 1) : 0,
    };

    /* RFC 6347, 4.1: an epoch is not used twice. */
    if (a->version->datagram && keys.epoch == 0)
        return fail(GNUTLS_E_RECORD_LIMIT_REACHED);

    randoms(hs, true, seed);
    prf12_prepare(&f->master, a->suite->hash, secret_bytes(&a->params.secret));
    prf12(&f->master, "key expansion", bytes_of(seed, sizeof seed), block, size);
    record_keys_tls12(&f->client_keys, &keys, CLIENT_WRITES);
    record_keys_tls12(&f->server_keys, &keys, SERVER_WRITES);
    memory_wipe(block, sizeof block);
    return 0;
}

void verify_data_make(const struct handshake *hs, enum role sender, uint8_t out[VERIFY_DATA_SIZE])
{
    const char *label = sender == CLIENT ? "client finished" : "server finished";
    struct digest at;

    transcript_now(&hs->transcript, &at);
    prf12(&hs->tls12.master, label, digest_bytes(&at), out, VERIFY_DATA_SIZE);
}

/* The keys of one direction come into force behind its ChangeCipherSpec. */
static int new_cipher(struct handshake *hs, enum role writer)
{
    const struct record_keys *keys =
        writer == CLIENT ? &hs->tls12.client_keys : &hs->tls12.server_keys;

    if (hs->role == writer) {
        if (hs->dtls)
            dtls_write_anew(hs);
        hs->io.keys->out = *keys;
        return 0;
    }
    if (!message_queue_is_empty(&hs->messages))
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    hs->io.keys->in = *keys;
    hs->io.in->allow_ccs = false;
    return hs->dtls ? dtls_read_anew(hs) : 0;
}

int client_writes_anew(struct handshake *hs)
{
    return new_cipher(hs, CLIENT);
}

int server_writes_anew(struct handshake *hs)
{
    return new_cipher(hs, SERVER);
}
