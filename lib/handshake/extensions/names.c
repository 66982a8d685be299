/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* names.c - what the API calls extensions, and when each is read there
 *
 * Programs print the names. Some are of extensions that this library does not speak.
 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"

struct extension_label {
    uint16_t type;
    gnutls_ext_parse_type_t order;
    const char *name;
};

/* clang-format off */
static const struct extension_label labels[] = {
    {     0, GNUTLS_EXT_TLS,          "Server Name Indication" },
    {     1, GNUTLS_EXT_TLS,          "Maximum Record Size" },
    {     5, GNUTLS_EXT_ANY,          "OCSP Status Request" },
    {    10, GNUTLS_EXT_TLS,          "Supported Groups" },
    {    11, GNUTLS_EXT_TLS,          "Supported EC Point Formats" },
    {    12, GNUTLS_EXT_TLS,          "SRP" },
    {    13, GNUTLS_EXT_TLS,          "Signature Algorithms" },
    {    14, GNUTLS_EXT_APPLICATION,  "SRTP" },
    {    15, GNUTLS_EXT_TLS,          "Heartbeat" },
    {    16, GNUTLS_EXT_MANDATORY,    "ALPN" },
    {    19, GNUTLS_EXT_TLS,          "Client Certificate Type" },
    {    20, GNUTLS_EXT_TLS,          "Server Certificate Type" },
    {    21, GNUTLS_EXT_APPLICATION,  "ClientHello Padding" },
    {    22, GNUTLS_EXT_MANDATORY,    "Encrypt-then-MAC" },
    {    23, GNUTLS_EXT_MANDATORY,    "Extended Master Secret" },
    {    27, GNUTLS_EXT_TLS,          "Compress Certificate" },
    {    28, GNUTLS_EXT_MANDATORY,    "Record Size Limit" },
    {    35, GNUTLS_EXT_MANDATORY,    "Session Ticket" },
    {    41, GNUTLS_EXT_TLS,          "Pre Shared Key" },
    {    42, GNUTLS_EXT_MANDATORY,    "Early Data" },
    {    43, GNUTLS_EXT_VERSION_NEG,  "Supported Versions" },
    {    44, GNUTLS_EXT_MANDATORY,    "Cookie" },
    {    45, GNUTLS_EXT_TLS,          "PSK Key Exchange Modes" },
    {    49, GNUTLS_EXT_TLS,          "Post Handshake Auth" },
    {    51, GNUTLS_EXT_ANY,          "Key Share" },
    { 65281, GNUTLS_EXT_MANDATORY,    "Safe Renegotiation" },
};
/* clang-format on */

const char *extension_name(unsigned type, gnutls_ext_parse_type_t order)
{
    for (size_t i = 0; i < ARRAY_SIZE(labels); i++) {
        if (labels[i].type == type && (order == GNUTLS_EXT_ANY || labels[i].order == order))
            return labels[i].name;
    }
    return NULL;
}
