/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* supplemental.c - which kinds of supplemental data there are, for a connection or for all */

#include "handshake/supplemental.h"

#include "base/errors.h"
#include "base/lock.h"
#include "base/memory.h"

static struct lock lock = LOCK_INIT;
static struct supplemental for_all;

const struct supplemental_kind *supplemental_find(const struct supplemental *list, unsigned type)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->rows[i].type == type)
            return &list->rows[i];
    }
    return NULL;
}

int supplemental_register(struct supplemental *list, const struct supplemental_kind *kind)
{
    char *name = NULL;

    if (supplemental_find(list, kind->type) != NULL)
        return fail(GNUTLS_E_ALREADY_REGISTERED);
    if (list->count == SUPPLEMENTAL_MAX)
        return fail(GNUTLS_E_MEMORY_ERROR);
    if (list->rows == NULL)
        list->rows = memory_get_array(SUPPLEMENTAL_MAX, sizeof *list->rows);
    if (list->rows == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    if (kind->name != NULL && (name = memory_copy_text(kind->name)) == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    list->rows[list->count] = *kind;
    list->rows[list->count++].name = name;
    return 0;
}

void supplemental_wipe(struct supplemental *list)
{
    for (size_t i = 0; i < list->count; i++)
        memory_free((char *)list->rows[i].name);
    memory_free(list->rows);
    *list = (struct supplemental){ 0 };
}

int supplemental_register_for_all(const struct supplemental_kind *kind)
{
    int result;

    lock_take(&lock);
    result = supplemental_register(&for_all, kind);
    lock_give(&lock);
    return result;
}

int supplemental_take_those_for_all(struct supplemental *out)
{
    int result = 0;

    lock_take(&lock);
    for (size_t i = 0; result == 0 && i < for_all.count; i++)
        result = supplemental_register(out, &for_all.rows[i]);
    lock_give(&lock);
    return result;
}

const char *supplemental_name_for_all(unsigned type)
{
    const struct supplemental_kind *kind;
    const char *name;

    lock_take(&lock);
    kind = supplemental_find(&for_all, type);
    name = kind != NULL ? kind->name : NULL; /* stays while its list may move */
    lock_give(&lock);
    return name;
}
