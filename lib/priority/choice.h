/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* choice.h - what a priority string asks for, before it is known what of that there is */

#ifndef PRIORITY_CHOICE_H
#define PRIORITY_CHOICE_H

#include "priority/resolve.h"

/* Room for every name that there is of a kind. */
enum { ID_LIST_MAX = 64 };

/* Ids of the API in order of preference, each once. */
struct id_list {
    unsigned ids[ID_LIST_MAX];
    size_t count;
};

struct choice {
    struct id_list versions, ciphers, kx, macs, signs, groups, client_ctypes, server_ctypes;
    struct priority_flags flags;
};

void id_list_add(struct id_list *, unsigned id);
void id_list_remove(struct id_list *, unsigned id);
bool id_list_has(const struct id_list *, unsigned id);

#endif
