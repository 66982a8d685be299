/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stub.h - what functions do that are there for the linker alone */

#ifndef COMPAT_STUB_H
#define COMPAT_STUB_H

#include <stdbool.h>

/* Says in the log, the first time, that a program called what is not supported. */
void stub_called(const char *name, bool *said);

#endif
