/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* late_library.h - a shared object that is loaded when it is first needed
 *
 * Tables for all the world's writing are larger than this library, and most programs never meet a
 * name outside ASCII. What serves those alone is not linked: it is looked for when the first one
 * comes.
 */

#ifndef BASE_LATE_LIBRARY_H
#define BASE_LATE_LIBRARY_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

/* A name of the shared object, and the pointer that receives its address. */
struct late_symbol {
    const char *name;
    void *place;
};

/* Loads the shared object for good and fills every place; false if it is not there, or one of the
 * names is not in it. To be called once. */
bool late_library_load(const char *soname, const struct late_symbol *, size_t count) MUST_USE;

/* Tells those who make packages what will be looked for, and what for
 * (https://uapi-group.org/specifications/specs/elf_dlopen_metadata/). */
struct late_library_note {
    unsigned name_size, text_size, type;
    char name[4];
    char text[192];
};

#define LATE_LIBRARY_NOTE(soname, feature, description)                                            \
    _Alignas(4) __attribute__((                                                                    \
        used,                                                                                      \
        section(".note.dlopen"))) static const struct late_library_note late_library_note = {      \
        .name_size = 4,                                                                            \
        .text_size = sizeof(((struct late_library_note *)NULL)->text),                             \
        .type = 0x407c0c0a,                                                                        \
        .name = "FDO",                                                                             \
        .text = "[{\"feature\":\"" feature "\",\"description\":\"" description                     \
                "\",\"priority\":\"recommended\",\"soname\":[\"" soname "\"]}]",                   \
    }

#endif
