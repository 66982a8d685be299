/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ticket_age.h - obfuscated ticket age, RFC 8446, 4.2.11.1: both directions */

#ifndef SESSION_TICKET_AGE_H
#define SESSION_TICKET_AGE_H

#include <stdint.h>

/* Modulo 2^32. An age below 0 (a clock that went back) counts as 0. */
uint32_t ticket_age_obfuscate(int64_t received_ms, int64_t now_ms, uint32_t age_add);
uint32_t ticket_age_reveal(uint32_t obfuscated, uint32_t age_add);

#endif
