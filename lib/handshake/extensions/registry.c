/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* registry.c - which extensions the application registered, for a connection or for all */

#include "base/errors.h"
#include "base/lock.h"
#include "base/memory.h"
#include "handshake/extensions/extension.h"

enum {
    TYPE_MAX = 0xffff,
    EVERY_MESSAGE = GNUTLS_EXT_FLAG_CLIENT_HELLO | GNUTLS_EXT_FLAG_TLS12_SERVER_HELLO |
                    GNUTLS_EXT_FLAG_TLS13_SERVER_HELLO | GNUTLS_EXT_FLAG_EE | GNUTLS_EXT_FLAG_HRR,
    USUAL_MESSAGES =
        GNUTLS_EXT_FLAG_CLIENT_HELLO | GNUTLS_EXT_FLAG_TLS12_SERVER_HELLO | GNUTLS_EXT_FLAG_EE,
    EVERY_TRANSPORT = GNUTLS_EXT_FLAG_TLS | GNUTLS_EXT_FLAG_DTLS,
};

static struct lock lock = LOCK_INIT;
static struct custom_extensions for_all;

int public_buffer_append(struct gnutls_buffer_st *out, struct bytes bytes)
{
    struct buffer buffer = { out->allocated, out->size, out->room };
    int result;

    if (out->data != out->allocated)
        return fail(GNUTLS_E_INVALID_REQUEST); /* a view */
    result = buffer_append(&buffer, bytes);
    *out = (struct gnutls_buffer_st){ buffer.data, buffer.data, buffer.room, buffer.size };
    return result;
}

void public_buffer_wipe(struct gnutls_buffer_st *out)
{
    struct buffer buffer = { out->allocated, out->size, out->room };

    buffer_wipe(&buffer);
    *out = (struct gnutls_buffer_st){ 0 };
}

/* Only those on which nothing else of the protocol rests. */
static bool may_be_replaced(unsigned type)
{
    return type == EXT_MAX_FRAGMENT_LENGTH || type == EXT_RECORD_SIZE_LIMIT ||
           type == EXT_EC_POINT_FORMATS;
}

static bool is_own(unsigned type)
{
    for (size_t i = 0; i < extension_count; i++) {
        if (extension_table[i]->type == type)
            return true;
    }
    return false;
}

static unsigned whole_flags(unsigned flags)
{
    if ((flags & EVERY_MESSAGE) == 0)
        flags |= USUAL_MESSAGES;
    if ((flags & EVERY_TRANSPORT) == 0)
        flags |= EVERY_TRANSPORT;
    return flags;
}

struct custom_extension *custom_find(const struct custom_extensions *list, unsigned type)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->rows[i].type == type)
            return &list->rows[i];
    }
    return NULL;
}

static int add(struct custom_extensions *list, const struct custom_extension *row)
{
    struct custom_extension *place;
    char *name = NULL;

    if (list->count == CUSTOM_MAX)
        return fail(GNUTLS_E_MEMORY_ERROR);
    if (!list->rows)
        list->rows = memory_get_array(CUSTOM_MAX, sizeof *list->rows);
    if (row->name)
        name = memory_copy_text(row->name);
    if (!list->rows || (row->name && !name)) {
        memory_free(name);
        return fail(GNUTLS_E_MEMORY_ERROR);
    }
    place = &list->rows[list->count];
    *place = *row;
    place->name = name;
    place->flags = whole_flags(row->flags);
    place->data = NULL;
    list->count++;
    return 0;
}

int custom_register(struct custom_extensions *list, const struct custom_extension *row)
{
    bool replaces = (row->flags & GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL) != 0;

    if (custom_find(list, row->type))
        return fail(GNUTLS_E_ALREADY_REGISTERED);
    if (is_own(row->type) && (!replaces || !may_be_replaced(row->type)))
        return fail(GNUTLS_E_ALREADY_REGISTERED);
    return add(list, row);
}

void custom_set_data(struct custom_extension *row, gnutls_ext_priv_data_t data)
{
    if (row->data && row->release)
        row->release(row->data);
    row->data = data;
}

void custom_wipe(struct custom_extensions *list)
{
    for (size_t i = 0; i < list->count; i++) {
        custom_set_data(&list->rows[i], NULL);
        memory_free((char *)list->rows[i].name);
    }
    memory_free(list->rows);
    *list = (struct custom_extensions){ 0 };
}

int custom_register_for_all(const struct custom_extension *row)
{
    int result;

    lock_take(&lock);
    result = custom_register(&for_all, row);
    lock_give(&lock);
    return result;
}

int custom_take_those_for_all(struct custom_extensions *out)
{
    int result = 0;

    lock_take(&lock);
    for (size_t i = 0; result == 0 && i < for_all.count; i++)
        result = add(out, &for_all.rows[i]);
    lock_give(&lock);
    return result;
}

const char *custom_name_for_all(unsigned type)
{
    const struct custom_extension *row;

    lock_take(&lock);
    row = custom_find(&for_all, type);
    lock_give(&lock);
    return row ? row->name : NULL;
}
