/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reprise.h - what Reprise adds to the API, under names that the API will not take
 *
 * A program that must also build with other libraries asks the preprocessor:
 * __has_include(<gnutls/reprise.h>).
 */

#ifndef GNUTLS_REPRISE_H
#define GNUTLS_REPRISE_H

/* The release of this library; GNUTLS_VERSION is the level of the API it provides. */
#define REPRISE_VERSION       "0.1.0"
#define REPRISE_VERSION_MAJOR 0
#define REPRISE_VERSION_MINOR 1
#define REPRISE_VERSION_PATCH 0

#endif
