/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* strict.h - rows of rules, each broken once, and what the victim must answer */

#ifndef PROTOCOL_STRICT_H
#define PROTOCOL_STRICT_H

#include "cache.h"
#include "evil.h"
#include "pair.h"

#define P12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define P13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define CCS CONTENT_CHANGE_CIPHER_SPEC

/* What a rule-breaker is told. */
#define ILLEGAL    GNUTLS_A_ILLEGAL_PARAMETER
#define DECODE     GNUTLS_A_DECODE_ERROR
#define DECRYPT    GNUTLS_A_DECRYPT_ERROR
#define UNEXPECTED GNUTLS_A_UNEXPECTED_MESSAGE
#define BAD_MAC    GNUTLS_A_BAD_RECORD_MAC
#define OVERFLOW   GNUTLS_A_RECORD_OVERFLOW

enum scene {
    SCENE_FULL,
    SCENE_RESUMED, /* psk_dhe_ke */
    SCENE_PSK_KE,  /* resumed, the client offers psk_ke alone */
    SCENE_RETRY,   /* the server wants another group */
    SCENE_RETRY_RESUMED,
    SCENE_CLIENT_CERTIFICATE,
    SCENE_ALPN,
    SCENE_KEY,        /* from a key held beforehand; the server has a certificate too */
    SCENE_KEY_PSK_KE, /* the same, with psk_ke alone */
    SCENE_KEY_RETRY,
    /* TLS 1.2 */
    SCENE12_FULL,
    SCENE12_RESUMED, /* by ticket */
    SCENE12_BY_ID,
    SCENE12_CLIENT_CERTIFICATE, /* required */
    SCENE12_CLIENT_REQUESTED,   /* there is one, but it may stay away */
    SCENE12_LOWERED,            /* the client could do TLS 1.3, the server not */
    SCENE12_LOWERED_RESUMED,
    SCENE12_CBC,
    SCENE12_SUPPLEMENTAL, /* both send kinds 0x0100 and 0x0200, and expect them */
    SCENE12_RAW_KEYS,     /* both show one, and take nothing else */
};

enum { MUST_SUCCEED = -2 }; /* no alert, not even NO_ALERT */

struct rule {
    const char *name; /* the row of the rules, and what is done */
    enum scene scene;
    enum role who; /* breaks the rule */
    unsigned message, pass;
    message_change *change;
    uint16_t type;
    const char *hex; /* bytes of the change */
    int alert;       /* that the victim must send; MUST_SUCCEED: borne */
};

/* Runs the row, under sim options of every kind (smooth, byte by byte, stalling). */
void assert_rule(const struct rule *);

/* One handshake of a scene; `arm` sets what evil is up to once both ends are there. */
struct strict_run {
    struct sim sim;
    struct pair pair;
    gnutls_datum_t data;
    struct cache cache;                         /* of SCENE12_BY_ID */
    gnutls_psk_client_credentials_t client_key; /* of SCENE_KEY and its kin */
    gnutls_psk_server_credentials_t server_key;
};
void strict_begin(struct strict_run *, enum scene, const struct sim_options *);
void strict_end(struct strict_run *);
struct sim_end *strict_end_of(struct strict_run *, enum role);

/* Handshake, then ping; the victim's error. */
int strict_handshake(struct strict_run *, enum role victim);

extern const struct sim_options strict_networks[];
extern const size_t strict_network_count;

/* ---- messages ---- */

/* Where a message stands that is cut, extended, or of another type. */
struct moment {
    const char *name;
    enum role who;
    unsigned message, pass;
    enum scene scene;
};
void assert_moment(const struct moment *, const char *what, message_change *, uint16_t type,
                   int alert);
/* Each of them as a message of every other type is unexpected, but for types that may stand there. */
void assert_wrong_moments(const struct moment *, size_t count,
                          bool (*may_stand)(const struct moment *, unsigned type));

/* ---- content within a handshake ---- */

struct content_rule {
    const char *name;
    enum scene scene;
    enum role who;
    unsigned content_pass; /* contents queued before */
    content_change *content;
    uint16_t type;
    unsigned more; /* times, or messages, beyond the first */
    const char *hex;
    int alert;
};
void assert_content_rules(const struct content_rule *, size_t count);

/* ---- records ---- */

enum { IN_THE_CLEAR = 256 };

/* What either side finds where it does not belong. */
struct record_rule {
    const char *name;
    enum scene scene;
    enum { AFTER_HANDSHAKE, FIRST_OF_ALL } when;
    unsigned type; /* sealed content of this type; IN_THE_CLEAR: bytes go out as they are */
    const char *hex;
    unsigned times;
    int alert;
};
void assert_record_rules(const struct record_rule *, size_t count);

#define ASSERT_RULES(rules)                                                                        \
    do {                                                                                           \
        for (size_t i_ = 0; i_ < ARRAY_SIZE(rules); i_++)                                          \
            assert_rule(&(rules)[i_]);                                                             \
    } while (0)

#endif
