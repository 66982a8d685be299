/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* versions.c - protocol versions
 *
 * What RFC 8996 and RFC 7568 forbid is known by its name only.
 */

#include "algorithms/algorithms.h"

#include "base/text.h"

/* clang-format off */
static const struct version table[] = {
    /* id               wire    name       datagram spoken 1.3 or later */
    { GNUTLS_TLS1_3,    0x0304, "TLS1.3",  false,   true,  true },
    { GNUTLS_TLS1_2,    0x0303, "TLS1.2",  false,   true,  false },
    { GNUTLS_DTLS1_2,   0xfefd, "DTLS1.2", true,    true,  false },
    { GNUTLS_TLS1_1,    0x0302, "TLS1.1",  false,   false, false },
    { GNUTLS_TLS1_0,    0x0301, "TLS1.0",  false,   false, false },
    { GNUTLS_SSL3,      0x0300, "SSL3.0",  false,   false, false },
    { GNUTLS_DTLS1_0,   0xfeff, "DTLS1.0", true,    false, false },
    { GNUTLS_DTLS0_9,   0x0100, "DTLS0.9", true,    false, false },
};
/* clang-format on */

const struct version *version_at(size_t index)
{
    return index < ARRAY_SIZE(table) ? &table[index] : NULL;
}

const struct version *version_by_name(const char *name)
{
    for (size_t i = 0; i < ARRAY_SIZE(table); i++)
        if (text_equal_ignoring_case(table[i].name, name))
            return &table[i];
    return NULL;
}

const gnutls_protocol_t *version_list(void)
{
    static const gnutls_protocol_t spoken[] = { GNUTLS_TLS1_2, GNUTLS_TLS1_3, GNUTLS_DTLS1_2, 0 };
    return spoken;
}

const struct version *version_by_id(gnutls_protocol_t id)
{
    for (size_t i = 0; i < ARRAY_SIZE(table); i++)
        if (table[i].id == id)
            return &table[i];
    return NULL;
}

const struct version *version_by_wire(uint16_t wire)
{
    for (size_t i = 0; i < ARRAY_SIZE(table); i++)
        if (table[i].wire == wire)
            return &table[i];
    return NULL;
}
