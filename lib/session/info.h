/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* info.h - what a blob says of itself, for people and programs; no secret */

#ifndef SESSION_INFO_H
#define SESSION_INFO_H

#include "base/attributes.h"
#include "base/bytes.h"

#include <gnutls/reprise.h>

/* Views of the blob. Errors as of session_unpack(); `out` is then not touched. */
int session_info(struct bytes blob, int64_t now_ms, reprise_session_data_info_st *out) MUST_USE;

#endif
