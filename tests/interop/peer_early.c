/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* peer_early.c - data that does not wait for the server, and the guard against its replay */

#include "peer.h"

#include <stdio.h>
#include <string.h>

enum { SEEN_MAX = 64, SEEN_SIZE = 128 };

static struct {
    unsigned char bytes[SEEN_SIZE];
    unsigned size;
} seen[SEEN_MAX];
static unsigned seen_count;

static gnutls_anti_replay_t guard;

static int add(void *context, time_t expiry, const gnutls_datum_t *key, const gnutls_datum_t *data)
{
    for (unsigned i = 0; i < seen_count; i++)
        if (seen[i].size == key->size && memcmp(seen[i].bytes, key->data, key->size) == 0)
            return GNUTLS_E_DB_ENTRY_EXISTS;
    if (seen_count == SEEN_MAX || key->size > SEEN_SIZE)
        return GNUTLS_E_MEMORY_ERROR;
    memcpy(seen[seen_count].bytes, key->data, key->size);
    seen[seen_count++].size = key->size;
    return 0;
}

bool early_guard_open(void)
{
    if (gnutls_anti_replay_init(&guard) < 0)
        return false;
    gnutls_anti_replay_set_add_function(guard, add);
    return true;
}

void early_guard_close(void)
{
    if (guard != NULL)
        gnutls_anti_replay_deinit(guard);
}

void early_allow(gnutls_session_t session)
{
    gnutls_anti_replay_enable(session, guard);
}

bool early_queue(gnutls_session_t session, const char *line)
{
    int code = gnutls_record_send_early_data(session, line, strlen(line));

    if (code == GNUTLS_E_RECORD_LIMIT_REACHED) /* the ticket allows none */
        return true;
    if (code < 0)
        print_error("early data", code);
    return code >= 0;
}

void early_print(gnutls_session_t session, bool server)
{
    bool taken = (gnutls_session_get_flags(session) & GNUTLS_SFLAGS_EARLY_DATA) != 0;
    char data[1024];
    ssize_t size = server ? gnutls_record_recv_early_data(session, data, sizeof data - 1) : 0;

    printf("early=%d\n", taken);
    if (size > 0) {
        data[size] = 0;
        data[strcspn(data, "\n")] = 0;
        printf("early_data=%s\n", data);
    }
}
