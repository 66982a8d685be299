/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* now.h - the time at which certificates, lists and responses are judged */

#ifndef API_NOW_H
#define API_NOW_H

#include "base/clock.h"

static inline int64_t now_s(void)
{
    return clock_wall_ms(clock_system()) / 1000;
}

#endif
