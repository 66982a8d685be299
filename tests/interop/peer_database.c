/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* peer_database.c - the server's sessions, kept under their ids */

#include "peer.h"

#include <string.h>

enum { ENTRIES_MAX = 64 };

struct entry {
    gnutls_datum_t key, data;
};

static struct entry entries[ENTRIES_MAX];
static unsigned next_entry;

static bool copy(gnutls_datum_t from, gnutls_datum_t *out)
{
    out->data = gnutls_malloc(from.size);
    out->size = from.size;
    if (out->data == NULL)
        return false;
    memcpy(out->data, from.data, from.size);
    return true;
}

static void forget(struct entry *entry)
{
    gnutls_free(entry->key.data);
    gnutls_free(entry->data.data);
    *entry = (struct entry){ { NULL, 0 }, { NULL, 0 } };
}

static int store(void *ptr, gnutls_datum_t key, gnutls_datum_t data)
{
    struct entry *entry = &entries[next_entry++ % ENTRIES_MAX];

    (void)ptr;
    forget(entry);
    return copy(key, &entry->key) && copy(data, &entry->data) ? 0 : -1;
}

static struct entry *find(gnutls_datum_t key)
{
    for (unsigned i = 0; i < ENTRIES_MAX; i++)
        if (entries[i].key.size == key.size && key.size > 0 &&
            memcmp(entries[i].key.data, key.data, key.size) == 0)
            return &entries[i];
    return NULL;
}

static gnutls_datum_t retrieve(void *ptr, gnutls_datum_t key)
{
    struct entry *entry = find(key);
    gnutls_datum_t data = { NULL, 0 };

    (void)ptr;
    if (entry == NULL || !copy(entry->data, &data))
        return (gnutls_datum_t){ NULL, 0 };
    return data;
}

static int remove_entry(void *ptr, gnutls_datum_t key)
{
    struct entry *entry = find(key);

    (void)ptr;
    if (entry == NULL)
        return -1;
    forget(entry);
    return 0;
}

void database_use(gnutls_session_t session)
{
    gnutls_db_set_store_function(session, store);
    gnutls_db_set_retrieve_function(session, retrieve);
    gnutls_db_set_remove_function(session, remove_entry);
}

void database_close(void)
{
    for (unsigned i = 0; i < ENTRIES_MAX; i++)
        forget(&entries[i]);
}
