/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ticket_age.c - obfuscated ticket age, RFC 8446, 4.2.11.1: both directions
 *
 * The added number keeps an observer from linking connections by the age of their ticket.
 */

#include "session/ticket_age.h"

uint32_t ticket_age_obfuscate(int64_t received_ms, int64_t now_ms, uint32_t age_add)
{
    uint64_t age_ms = now_ms > received_ms ? (uint64_t)now_ms - (uint64_t)received_ms : 0;
    return (uint32_t)age_ms + age_add;
}

uint32_t ticket_age_reveal(uint32_t obfuscated, uint32_t age_add)
{
    return obfuscated - age_add;
}
