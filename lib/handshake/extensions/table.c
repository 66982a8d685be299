/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* table.c - the extensions, in the order in which they are read and written */

#include "handshake/extensions/extension.h"

const struct extension *const extension_table[] = {
    &extension_supported_versions, /* first: what others mean depends on the version */
    &extension_server_name,        /* before those that choose by name */
    &extension_alpn,
    &extension_status_request,
    &extension_client_certificate_type,
    &extension_server_certificate_type,
    &extension_supported_groups,
    &extension_signature_algorithms,
    &extension_certificate_authorities,
    &extension_max_fragment_length, /* before record_size_limit, which overrules it */
    &extension_record_size_limit,
    &extension_extended_master_secret,
    &extension_encrypt_then_mac,
    &extension_renegotiation_info,
    &extension_ec_points,
    &extension_session_ticket,
    &extension_srtp,
    &extension_post_handshake_auth,
    &extension_ticket_request,
    &extension_cookie,
    &extension_key_share, /* after supported_groups: shares are of groups named there */
    &extension_psk_modes,
    &extension_early_data,     /* after key_share: a retry takes it off */
    &extension_pre_shared_key, /* last: RFC 8446, 4.2.11 */
};

const size_t extension_count = ARRAY_SIZE(extension_table);

_Static_assert(ARRAY_SIZE(extension_table) <= EXTENSIONS_MAX, "a row has its bit");
