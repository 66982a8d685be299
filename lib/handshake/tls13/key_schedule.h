/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_schedule.h - the key schedule of RFC 8446, 7.1
 *
 * It goes one way. Each step asserts the stage, derives, and wipes what came before.
 */

#ifndef HANDSHAKE_TLS13_KEY_SCHEDULE_H
#define HANDSHAKE_TLS13_KEY_SCHEDULE_H

#include "crypto/hkdf.h"

enum key_stage { STAGE_NONE, STAGE_EARLY, STAGE_HANDSHAKE, STAGE_MASTER };

enum tls13_label {
    LABEL_CLIENT_EARLY_TRAFFIC,
    LABEL_EARLY_EXPORTER,
    LABEL_CLIENT_HANDSHAKE_TRAFFIC,
    LABEL_SERVER_HANDSHAKE_TRAFFIC,
    LABEL_CLIENT_TRAFFIC,
    LABEL_SERVER_TRAFFIC,
    LABEL_EXPORTER,
    LABEL_RESUMPTION,
    LABEL_COUNT
};

struct key_schedule {
    const struct hash *hash;
    enum key_stage stage;
    struct secret current; /* the stage's secret */
    struct hkdf_key ready; /* the same, prepared for expansion */
};

/* `psk` empty: zeros. */
void key_schedule_begin(struct key_schedule *, const struct hash *, struct bytes psk);

/* The same from an early secret that is there already. */
void key_schedule_resume(struct key_schedule *, const struct hash *, const struct secret *early);

/* `shared` empty: zeros (psk_ke). */
void key_schedule_handshake(struct key_schedule *, struct bytes shared);
void key_schedule_master(struct key_schedule *);

/* GNUTLS_E_INTERNAL_ERROR when the label does not belong to the present stage. */
int key_schedule_derive(const struct key_schedule *, enum tls13_label, const struct digest *at,
                        struct secret *out) MUST_USE;

/* The name in key logs; NULL: not logged. */
const char *key_schedule_log_name(enum tls13_label);

/* verify_data of Finished, RFC 8446, 4.4.4. */
void finished_mac(const struct hash *, const struct secret *traffic, const struct digest *at,
                  struct digest *out);

void key_schedule_wipe(struct key_schedule *);

#endif
