/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hooks.c - the application's hooks on messages, its key log, and the messages that it carries itself */

#include "handshake/internal.h"

static bool hook_wants(const struct hook *hook, unsigned type, int when)
{
    if (!hook->function)
        return false;
    if (hook->type != (unsigned)GNUTLS_HANDSHAKE_ANY && hook->type != type)
        return false;
    return hook->when == GNUTLS_HOOK_BOTH || hook->when == when;
}

int hook_call(const struct config *config, gnutls_session_t session, unsigned type, int when,
              bool incoming, struct bytes body)
{
    gnutls_datum_t datum = { (unsigned char *)body.data, (unsigned)body.size };
    int result;

    if (!hook_wants(&config->hook, type, when))
        return 0;
    result = config->hook.function(session, type, (unsigned)when, incoming, &datum);
    return result < 0 ? result : 0;
}

int tell_of_hello(struct handshake *hs)
{
    return hook_call(hs->config, hs->session, CLIENT_HELLO, GNUTLS_HOOK_POST, true,
                     hs->offered.hello);
}

static int hear_application(struct handshake *hs)
{
    int result;

    if (hs->application_asked)
        return 0;
    result = hs->config->after_client_hello(hs->session);
    if (error_is_stall(result)) {
        /* It has been told, and answers by letting the handshake go on. */
        hs->application_asked = true;
        return GNUTLS_E_INTERRUPTED;
    }
    return result < 0 ? result : 0;
}

/* It may have set other priorities: what the client offers is weighed by them. */
int ask_application(struct handshake *hs)
{
    if (!hs->config->after_client_hello)
        return 0;
    TRY(hear_application(hs));
    peer_groups_weigh(hs);
    return hs->offered.schemes_extension ? peer_schemes_read(hs, hs->offered.schemes) : 0;
}

bool is_detached(const struct config *config)
{
    return config->detached.message != NULL;
}

/* There is no stalling here: what led to the call is done, and cannot be done again. */
int answer_of_application(int result)
{
    const struct error_facts *facts = result < 0 ? error_find(result) : NULL;

    if (facts && !facts->fatal)
        return fail(GNUTLS_E_USER_ERROR);
    return result < 0 ? result : 0;
}

static unsigned type_of(struct bytes message)
{
    bool retry = message.data[0] == SERVER_HELLO &&
                 hello_is_retry(bytes_from(message, HANDSHAKE_HEADER_SIZE));

    return retry ? HELLO_RETRY_REQUEST : message.data[0];
}

int say_messages(const struct config *config, gnutls_session_t session,
                 gnutls_record_encryption_level_t level, struct buffer *messages)
{
    while (messages->size >= HANDSHAKE_HEADER_SIZE) {
        const uint8_t *h = messages->data;
        size_t body = (size_t)h[1] << 16 | (size_t)h[2] << 8 | h[3];
        struct bytes message = bytes_of(h, HANDSHAKE_HEADER_SIZE + body);

        TRY(answer_of_application(config->detached.message(
            session, level, (gnutls_handshake_description_t)type_of(message), message.data,
            message.size)));
        buffer_drop_front(messages, message.size);
    }
    return 0;
}

int say_alert(const struct config *config, gnutls_session_t session,
              gnutls_record_encryption_level_t level, unsigned severity, unsigned description)
{
    int result = config->detached.alert(session, level, (gnutls_alert_level_t)severity,
                                        (gnutls_alert_description_t)description);

    return result < 0 ? result : 0;
}

int tell_secrets(struct handshake *hs, gnutls_record_encryption_level_t level,
                 const struct secret *read, const struct secret *write)
{
    size_t size = read ? read->size : write->size;

    if (!hs->config->detached.secret)
        return 0;
    return answer_of_application(hs->config->detached.secret(
        hs->session, level, read ? read->bytes : NULL, write ? write->bytes : NULL, size));
}

void keylog_write(const struct config *config, gnutls_session_t session, const char *name,
                  const struct secret *secret)
{
    gnutls_datum_t datum = { (unsigned char *)secret->bytes, secret->size };

    if (config->keylog && name)
        config->keylog(session, name, &datum);
}
