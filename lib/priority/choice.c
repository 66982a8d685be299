/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* choice.c - ids in order of preference, each once */

#include "priority/choice.h"

bool id_list_has(const struct id_list *list, unsigned id)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->ids[i] == id)
            return true;
    return false;
}

void id_list_add(struct id_list *list, unsigned id)
{
    if (list->count < ID_LIST_MAX && !id_list_has(list, id))
        list->ids[list->count++] = id;
}

void id_list_remove(struct id_list *list, unsigned id)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->ids[i] != id)
            list->ids[kept++] = list->ids[i];
    list->count = kept;
}
