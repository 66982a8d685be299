/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* attributes.h - words that C lacks */

#ifndef BASE_ATTRIBUTES_H
#define BASE_ATTRIBUTES_H

/* An exported function; everything else is hidden. */
#define API __attribute__((visibility("default")))

/* Exported for libreprise.so.0 alone, which shows it under the name without underscore. */
#define BEHIND_REPRISE __attribute__((visibility("default")))

/* Exported for packages that bind what no header shows. */
#define PRIVATE_API __attribute__((visibility("default")))

/* Gives way to a function of the same name in the program. */
#define REPLACEABLE __attribute__((weak))

/* The result may not be dropped. */
#define MUST_USE __attribute__((warn_unused_result))

/* SCOPED(secret) struct secret s = { 0 };  is wiped by secret_wipe() on every way out of the
 * scope. */
#define SCOPED(noun) __attribute__((cleanup(noun##_wipe)))

#define FALLTHROUGH __attribute__((fallthrough))

#define PRINTF_LIKE(text_at, first_at) __attribute__((format(printf, text_at, first_at)))

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
