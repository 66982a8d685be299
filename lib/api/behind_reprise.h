/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* behind_reprise.h - what the functions of libreprise.so.0 stand on
 *
 * libgnutls.so.30 shows the ABI of libgnutls and nothing more. What is added to it is
 * in a library beside it, whose functions lead to these; they stand in the node of
 * private symbols, where programs do not look.
 */

#ifndef API_BEHIND_REPRISE_H
#define API_BEHIND_REPRISE_H

#include "base/attributes.h"

#include <gnutls/gnutls.h>

int _reprise_anti_replay_shared_init(gnutls_anti_replay_t *anti_replay, const char *path,
                                     size_t max_entries, unsigned int flags);

#endif
