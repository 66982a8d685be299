/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* internal.h - what the kinds of protection share */

#ifndef RECORD_INTERNAL_H
#define RECORD_INTERNAL_H

#include "wire/tls.h"

#include <stdint.h>

/* RFC 8446, 5.1. */
static inline void write_header(uint8_t *out, uint8_t type, uint16_t version, size_t size)
{
    out[0] = type;
    out[1] = (uint8_t)(version >> 8);
    out[2] = (uint8_t)version;
    out[3] = (uint8_t)(size >> 8);
    out[4] = (uint8_t)size;
}

#endif
