/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hooks.c - the application's hooks on messages, and its key log */

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

int ask_application(struct handshake *hs)
{
    int result = 0;

    if (hs->config->after_client_hello)
        result = hs->config->after_client_hello(hs->session);
    return result < 0 ? result : 0;
}

void keylog_write(const struct config *config, gnutls_session_t session, const char *name,
                  const struct secret *secret)
{
    gnutls_datum_t datum = { (unsigned char *)secret->bytes, secret->size };

    if (config->keylog && name)
        config->keylog(session, name, &datum);
}
