/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* system.h - what the machine's administrator says about priorities
 *
 *   [priorities]   NAME = string                     what "@NAME" stands for
 *   [overrides]    default-priority-string = string
 *                  disabled-version, tls-disabled-cipher, tls-disabled-mac, tls-disabled-kx,
 *                  tls-disabled-group, disabled-curve, insecure-sig, insecure-hash = name
 *                  min-verification-profile = name   tls-session-hash = require
 */

#ifndef PRIORITY_SYSTEM_H
#define PRIORITY_SYSTEM_H

#include "base/buffer.h"

#include <stdbool.h>

#define SYSTEM_PRIORITY_DEFAULT_PATH "/etc/gnutls/config"

/* A line of a section that is known. Views into the text. */
struct system_entry {
    bool is_override; /* else it names a string */
    struct bytes name, value;
};

struct system_priority {
    struct buffer text;
    struct buffer entries; /* of struct system_entry */
};

/* GNUTLS_E_PARSING_ERROR for what is no line of such a file; sections and words that are not known
 * are passed over. */
int system_priority_parse(struct bytes text, struct system_priority *out) MUST_USE;
void system_priority_wipe(struct system_priority *);

size_t system_priority_count(const struct system_priority *);
const struct system_entry *system_priority_at(const struct system_priority *, size_t i);

/* What the first of these names (with commas between them) stands for that is there. */
bool system_priority_find(const struct system_priority *, struct bytes names, struct bytes *out);

/* The value of an override that stands once; false when it is not there. */
bool system_priority_override(const struct system_priority *, const char *name, struct bytes *out);

/* The file of this machine, read when it is first asked for. A file that can not be read, or is
 * none, says nothing, and the log says so. */
const struct system_priority *system_priority(void);
const char *system_priority_path(void);

#endif
