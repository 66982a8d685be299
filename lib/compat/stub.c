/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stub.c - what functions do that are there for the linker alone */

#include "compat/stub.h"

#include "base/log.h"

void stub_called(const char *name, bool *said)
{
    if (!__atomic_exchange_n(said, true, __ATOMIC_RELAXED))
        log_write(LOG_AUDIT, "%s() was called; it is not supported", name);
}
