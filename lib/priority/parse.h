/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* parse.h - the priority string → operations on a choice
 *
 *   string  = keyword or "NONE" or element or "@" names, { ":", element }
 *   element = ( "+" | "-" | "!" ), algorithm or "+" keyword or keyword or "%" word
 */

#ifndef PRIORITY_PARSE_H
#define PRIORITY_PARSE_H

#include "priority/choice.h"
#include "priority/system.h"

/* NULL is the default; with `appended` the string goes on from it. What `system` overrides has the last word.
 * GNUTLS_E_INVALID_REQUEST, with the element that is not understood in `out_error_at`. */
int priority_parse(const char *string, bool appended, const struct system_priority *system,
                   struct choice *out, const char **out_error_at) MUST_USE;

/* What "-name" does in a string; false for what is no algorithm. */
bool choice_remove(struct choice *, const char *name);

#endif
