/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* library.h - how many times the library was initialized */

#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

#include <stdbool.h>

/* True for the first. */
bool library_enter(void);

/* One less; more calls than of library_enter() have no effect. */
void library_leave(void);

#endif
