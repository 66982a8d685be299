/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* overrides.h - what the administrator forbids on this machine */

#ifndef PRIORITY_OVERRIDES_H
#define PRIORITY_OVERRIDES_H

#include "priority/choice.h"
#include "priority/system.h"

/* Takes out of a choice what is disabled, and raises what is asked for at least. Names that are not
 * known are passed over, and the log says so. */
void overrides_apply(struct choice *, const struct system_priority *);

#endif
