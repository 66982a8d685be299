/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* alert.h - the two bytes of an alert, RFC 8446, 6 */

#ifndef RECORD_ALERT_H
#define RECORD_ALERT_H

#include "base/bytes.h"

/* The last one that came. */
struct alert {
    bool received;
    uint8_t level, description;
};

/* An alert of any other size than two bytes is none. */
static inline bool alert_parse(struct bytes content, struct alert *out)
{
    if (content.size != 2)
        return false;
    *out = (struct alert){ true, content.data[0], content.data[1] };
    return true;
}

#endif
