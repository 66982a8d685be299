/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* secrets.c - the actions that derive secrets and switch keys, RFC 8446, 7.1 and 7.3 */

#include "handshake/internal.h"

int derive_secret(struct handshake *hs, enum tls13_label label, const struct digest *at,
                  struct secret *out)
{
    TRY(key_schedule_derive(&hs->secrets.schedule, label, at, out));
    keylog_write(hs->config, hs->session, key_schedule_log_name(label), out);
    return 0;
}

int write_keys(struct handshake *hs, gnutls_record_encryption_level_t level,
               const struct secret *traffic)
{
    TRY(seal_flight(hs));
    epochs_write_with(hs->io.keys, hs->agreed->suite, traffic);
    hs->io.detached->write = level;
    return 0;
}

int read_keys(struct handshake *hs, gnutls_record_encryption_level_t level,
              const struct secret *traffic)
{
    /* RFC 8446, 5.1: a message before a change of keys ends its record. RFC 9001, 4.1.3. */
    if (!message_queue_is_empty(&hs->messages) || hs->io.detached->brought.size > 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    hs->io.detached->read = level;
    epochs_read_with(hs->io.keys, hs->agreed->suite, traffic);
    hs->io.in->expect_tls13 = true;
    return 0;
}

static int key_exchange(struct handshake *hs, struct buffer *out)
{
    const struct group *group = hs->agreed->group;

    if (!group) /* psk_ke */
        return 0;
    return kex_derive(&hs->own_share.key, bytes_of(hs->shares.peer, group->kex->share_size), out);
}

static int server_uses_handshake_keys(struct handshake *hs)
{
    const gnutls_record_encryption_level_t level = GNUTLS_ENCRYPTION_LEVEL_HANDSHAKE;
    struct secrets13 *s = &hs->secrets;

    hs->early.reading = hs->agreed->early_data;
    TRY(tell_secrets(hs, level, hs->early.reading ? NULL : &s->client_handshake,
                     &s->server_handshake));
    if (!hs->config->priority->flags.disable_tls13_compat_mode && hs->offered.session_id_size > 0)
        TRY(send_dummy_ccs(hs));
    if (hs->early.reading)
        TRY(read_keys(hs, GNUTLS_ENCRYPTION_LEVEL_EARLY, &hs->early.traffic));
    else
        TRY(read_keys(hs, level, &s->client_handshake));
    return write_keys(hs, level, &s->server_handshake);
}

static int client_uses_handshake_keys(struct handshake *hs)
{
    const gnutls_record_encryption_level_t level = GNUTLS_ENCRYPTION_LEVEL_HANDSHAKE;
    struct secrets13 *s = &hs->secrets;

    TRY(tell_secrets(hs, level, &s->server_handshake,
                     hs->early.offered ? NULL : &s->client_handshake));
    TRY(read_keys(hs, level, &s->server_handshake));
    /* An alert about what the server says next goes under these keys already; but while early data
     * may be accepted its keys stay. */
    return hs->early.offered ? 0 : write_keys(hs, level, &s->client_handshake);
}

/* After both hellos: the handshake is under its own keys. */
int use_handshake_keys(struct handshake *hs)
{
    struct secrets13 *s = &hs->secrets;
    SCOPED(buffer) struct buffer shared = { 0 };
    struct digest hellos;

    TRY(key_exchange(hs, &shared));
    if (hs->agreed->from_psk)
        key_schedule_resume(&s->schedule, hs->resumption.psk->hash,
                            &hs->resumption.psk->early_secret);
    else
        key_schedule_begin(&s->schedule, hs->agreed->suite->hash, bytes_none());
    key_schedule_handshake(&s->schedule, buffer_bytes(&shared));

    transcript_now(&hs->transcript, &hellos);
    TRY(derive_secret(hs, LABEL_CLIENT_HANDSHAKE_TRAFFIC, &hellos, &s->client_handshake));
    TRY(derive_secret(hs, LABEL_SERVER_HANDSHAKE_TRAFFIC, &hellos, &s->server_handshake));
    kex_private_wipe(&hs->own_share.key);

    return hs->role == SERVER ? server_uses_handshake_keys(hs) : client_uses_handshake_keys(hs);
}

/* After the server's Finished: the server writes application data from here on, the client
 * reads it. */
int derive_application_keys(struct handshake *hs)
{
    struct secrets13 *s = &hs->secrets;
    struct digest at;

    key_schedule_master(&s->schedule);
    transcript_now(&hs->transcript, &at);
    TRY(derive_secret(hs, LABEL_CLIENT_TRAFFIC, &at, &s->client_traffic));
    TRY(derive_secret(hs, LABEL_SERVER_TRAFFIC, &at, &s->server_traffic));
    TRY(derive_secret(hs, LABEL_EXPORTER, &at, &hs->agreed->exporter));

    if (hs->role == SERVER) {
        TRY(seal_flight(hs));
        TRY(tell_secrets(hs, GNUTLS_ENCRYPTION_LEVEL_APPLICATION, NULL, &s->server_traffic));
        return write_keys(hs, GNUTLS_ENCRYPTION_LEVEL_APPLICATION, &s->server_traffic);
    }
    /* The client's own flight begins, under the handshake keys and behind the dummy. */
    if (!hs->config->priority->flags.disable_tls13_compat_mode)
        TRY(send_dummy_ccs(hs));
    return read_keys(hs, GNUTLS_ENCRYPTION_LEVEL_APPLICATION, &s->server_traffic);
}

/* RFC 9001, 5.7: a client may not use the new keys in either direction before its handshake is
 * complete, so it is told both here. */
int client_switches_keys(struct handshake *hs)
{
    const gnutls_record_encryption_level_t level = GNUTLS_ENCRYPTION_LEVEL_APPLICATION;
    struct secrets13 *s = &hs->secrets;

    TRY(seal_flight(hs));
    TRY(tell_secrets(hs, level, &s->server_traffic, &s->client_traffic));
    return write_keys(hs, level, &s->client_traffic);
}

int server_switches_keys(struct handshake *hs)
{
    const gnutls_record_encryption_level_t level = GNUTLS_ENCRYPTION_LEVEL_APPLICATION;

    hs->io.in->allow_ccs = false;
    TRY(tell_secrets(hs, level, &hs->secrets.client_traffic, NULL));
    return read_keys(hs, level, &hs->secrets.client_traffic);
}

int derive_resumption_master(struct handshake *hs)
{
    struct digest at;

    if (hs->role == CLIENT)
        hs->io.in->allow_ccs = false;
    transcript_now(&hs->transcript, &at);
    return derive_secret(hs, LABEL_RESUMPTION, &at, &hs->agreed->resumption_master);
}

/* A server that asks for no certificate knows what the client's flight will be: its Finished.
 * So tickets can go with the server's first flight (RFC 8446, 4.6.1). */
int predict_resumption_master(struct handshake *hs)
{
    uint8_t message[HANDSHAKE_HEADER_SIZE + HASH_SIZE_MAX] = { FINISHED };
    const struct hash *hash = hs->agreed->suite->hash;
    struct digest at, mac;

    transcript_now(&hs->transcript, &at);
    finished_mac(hash, &hs->secrets.client_handshake, &at, &mac);
    message[3] = mac.size;
    memcpy(message + HANDSHAKE_HEADER_SIZE, mac.bytes, mac.size);

    transcript_with(&hs->transcript, hash, bytes_of(message, HANDSHAKE_HEADER_SIZE + mac.size),
                    &at);
    return derive_secret(hs, LABEL_RESUMPTION, &at, &hs->agreed->resumption_master);
}
