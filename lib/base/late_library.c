/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* late_library.c - a shared object that is loaded when it is first needed */

#include "base/late_library.h"

#include <dlfcn.h>
#include <string.h>

static bool find_all(void *library, const struct late_symbol *symbols, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        void *address = dlsym(library, symbols[i].name);
        if (address == NULL)
            return false;
        /* The place may be a pointer to a function, which C does not let a pointer be made. */
        memcpy(symbols[i].place, &address, sizeof address);
    }
    return true;
}

bool late_library_load(const char *soname, const struct late_symbol *symbols, size_t count)
{
    void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    return library != NULL && find_all(library, symbols, count);
}
