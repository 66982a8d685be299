/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* parse.h - the priority string → operations on a choice
 *
 *   string  = keyword or "NONE" or element, { ":", element }
 *   element = ( "+" | "-" | "!" ), algorithm or "+" keyword or keyword or "%" word
 */

#ifndef PRIORITY_PARSE_H
#define PRIORITY_PARSE_H

#include "priority/choice.h"

/* With `appended` the string goes on from the default. GNUTLS_E_INVALID_REQUEST, with the element
 * that is not understood in `out_error_at`. */
int priority_parse(const char *string, bool appended, struct choice *out, const char **out_error_at)
    MUST_USE;

#endif
