/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reprise.h - what Reprise adds to the API, under names that the API will not take
 *
 * A program that must also build with other libraries asks the preprocessor:
 * __has_include(<gnutls/reprise.h>).
 */

#ifndef GNUTLS_REPRISE_H
#define GNUTLS_REPRISE_H

#include <gnutls/gnutls.h>

/* The release of this library; GNUTLS_VERSION is the level of the API it provides. */
#define REPRISE_VERSION       "0.1.0"
#define REPRISE_VERSION_MAJOR 0
#define REPRISE_VERSION_MINOR 1
#define REPRISE_VERSION_PATCH 0

#ifdef __cplusplus
extern "C" {
#endif

/* A guard against replayed early data whose record is in memory that processes share. */
int reprise_anti_replay_shared_init(gnutls_anti_replay_t *anti_replay, const char *path,
                                    size_t max_entries, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif
