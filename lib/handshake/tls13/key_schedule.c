/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_schedule.c - the key schedule of RFC 8446, 7.1 */

#include "handshake/tls13/key_schedule.h"

#include "base/errors.h"
#include "base/memory.h"

#include <assert.h>

struct label {
    const char *text;
    const char *log_name; /* NULL: never in a key log */
    enum key_stage stage; /* at which it may be used */
};

/* clang-format off */
static const struct label labels[] = {
    [LABEL_CLIENT_EARLY_TRAFFIC]     = { "c e traffic",  "CLIENT_EARLY_TRAFFIC_SECRET",     STAGE_EARLY },
    [LABEL_EARLY_EXPORTER]           = { "e exp master", "EARLY_EXPORTER_SECRET",           STAGE_EARLY },
    [LABEL_CLIENT_HANDSHAKE_TRAFFIC] = { "c hs traffic", "CLIENT_HANDSHAKE_TRAFFIC_SECRET", STAGE_HANDSHAKE },
    [LABEL_SERVER_HANDSHAKE_TRAFFIC] = { "s hs traffic", "SERVER_HANDSHAKE_TRAFFIC_SECRET", STAGE_HANDSHAKE },
    [LABEL_CLIENT_TRAFFIC]           = { "c ap traffic", "CLIENT_TRAFFIC_SECRET_0",         STAGE_MASTER },
    [LABEL_SERVER_TRAFFIC]           = { "s ap traffic", "SERVER_TRAFFIC_SECRET_0",         STAGE_MASTER },
    [LABEL_EXPORTER]                 = { "exp master",   "EXPORTER_SECRET",                 STAGE_MASTER },
    [LABEL_RESUMPTION]               = { "res master",   NULL,                              STAGE_MASTER },
};
/* clang-format on */
static_assert(ARRAY_SIZE(labels) == LABEL_COUNT, "each label has its row");

static const uint8_t zeros[HASH_SIZE_MAX];

static void enter(struct key_schedule *ks, enum key_stage stage)
{
    ks->stage = stage;
    hkdf_prepare(&ks->ready, ks->hash, &ks->current);
}

void key_schedule_begin(struct key_schedule *ks, const struct hash *hash, struct bytes psk)
{
    ks->hash = hash;
    if (psk.size == 0)
        psk = bytes_of(zeros, hash->size);
    hkdf_extract(hash, bytes_none(), psk, &ks->current);
    enter(ks, STAGE_EARLY);
}

void key_schedule_resume(struct key_schedule *ks, const struct hash *hash,
                         const struct secret *early)
{
    ks->hash = hash;
    ks->current = *early;
    enter(ks, STAGE_EARLY);
}

/* To the next stage: Extract(Derive-Secret(current, "derived", ""), input). */
static void advance(struct key_schedule *ks, struct bytes input, enum key_stage stage)
{
    SCOPED(secret) struct secret salt = { 0 };
    struct digest nothing;

    hash_of_nothing(ks->hash, &nothing);
    hkdf_expand_label(&ks->ready, "derived", digest_bytes(&nothing), ks->hash->size, &salt);
    if (input.size == 0)
        input = bytes_of(zeros, ks->hash->size);
    hkdf_extract(ks->hash, secret_bytes(&salt), input, &ks->current);
    enter(ks, stage);
}

void key_schedule_handshake(struct key_schedule *ks, struct bytes shared)
{
    assert(ks->stage == STAGE_EARLY);
    advance(ks, shared, STAGE_HANDSHAKE);
}

void key_schedule_master(struct key_schedule *ks)
{
    assert(ks->stage == STAGE_HANDSHAKE);
    advance(ks, bytes_none(), STAGE_MASTER);
}

int key_schedule_derive(const struct key_schedule *ks, enum tls13_label label,
                        const struct digest *at, struct secret *out)
{
    if (labels[label].stage != ks->stage)
        return fail(GNUTLS_E_INTERNAL_ERROR);
    hkdf_expand_label(&ks->ready, labels[label].text, digest_bytes(at), ks->hash->size, out);
    return 0;
}

const char *key_schedule_log_name(enum tls13_label label)
{
    return labels[label].log_name;
}

void finished_mac(const struct hash *hash, const struct secret *traffic, const struct digest *at,
                  struct digest *out)
{
    SCOPED(secret) struct secret key = { 0 };
    SCOPED(hmac_key) struct hmac_key hmac;

    hkdf_expand_label_once(hash, traffic, "finished", bytes_none(), hash->size, &key);
    hmac_prepare(&hmac, hash, secret_bytes(&key));
    hmac_once(&hmac, digest_bytes(at), out);
}

void key_schedule_wipe(struct key_schedule *ks)
{
    secret_wipe(&ks->current);
    hkdf_key_wipe(&ks->ready);
    ks->stage = STAGE_NONE;
}
