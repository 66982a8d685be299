/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* srtp.c - profiles of SRTP and their keys, RFC 5764 and RFC 7714 */

#include "connection/srtp.h"

#include "base/errors.h"
#include "base/text.h"
#include "connection/calls.h"
#include "wire/writer.h"

/* clang-format off */
static const struct srtp_profile profiles[] = {
    /* id                                name                          key salt */
    { GNUTLS_SRTP_AES128_CM_HMAC_SHA1_80, "SRTP_AES128_CM_HMAC_SHA1_80", 16, 14 },
    { GNUTLS_SRTP_AES128_CM_HMAC_SHA1_32, "SRTP_AES128_CM_HMAC_SHA1_32", 16, 14 },
    { GNUTLS_SRTP_NULL_HMAC_SHA1_80,      "SRTP_NULL_HMAC_SHA1_80",      16, 14 },
    { GNUTLS_SRTP_NULL_HMAC_SHA1_32,      "SRTP_NULL_SHA1_32",           16, 14 },
    { GNUTLS_SRTP_AEAD_AES_128_GCM,       "SRTP_AEAD_AES_128_GCM",       16, 12 },
    { GNUTLS_SRTP_AEAD_AES_256_GCM,       "SRTP_AEAD_AES_256_GCM",       32, 12 },
};
/* clang-format on */

const struct srtp_profile *srtp_profile_by_id(unsigned id)
{
    for (size_t i = 0; i < ARRAY_SIZE(profiles); i++)
        if ((unsigned)profiles[i].id == id)
            return &profiles[i];
    return NULL;
}

const struct srtp_profile *srtp_profile_by_name(struct bytes name)
{
    for (size_t i = 0; i < ARRAY_SIZE(profiles); i++)
        if (bytes_equal(bytes_of_text(profiles[i].name), name))
            return &profiles[i];
    return NULL;
}

int srtp_list_add(struct buffer *list, const struct srtp_profile *profile)
{
    struct wire_writer w = wire_writer(list);

    wire_write_u16(&w, (uint16_t)profile->id);
    return wire_write_end(&w);
}

int srtp_list_read(const char *text, const char **out_error_at, struct buffer *out)
{
    const char *end;

    for (;; text = end + 1) {
        const struct srtp_profile *profile;

        end = strchr(text, ':');
        profile =
            srtp_profile_by_name(bytes_of(text, end != NULL ? (size_t)(end - text) : strlen(text)));
        *out_error_at = text;
        if (profile == NULL)
            return fail(GNUTLS_E_INVALID_REQUEST);
        TRY(srtp_list_add(out, profile));
        if (end == NULL)
            return 0;
    }
}

int srtp_make_keys(struct gnutls_session_int *session, uint8_t *out, size_t room,
                   struct srtp_keys *out_keys)
{
    const struct srtp_profile *profile = srtp_profile_by_id(session->agreed.srtp_profile);

    if (profile == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    out_keys->size = 2 * ((size_t)profile->key_size + profile->salt_size);
    if (room < out_keys->size)
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    TRY(connection_export(session, bytes_of_text("EXTRACTOR-dtls_srtp"), bytes_none(), out,
                          out_keys->size));

    /* RFC 5764, 4.2. */
    out_keys->client_key = (gnutls_datum_t){ out, profile->key_size };
    out_keys->server_key = (gnutls_datum_t){ out + profile->key_size, profile->key_size };
    out += 2 * profile->key_size;
    out_keys->client_salt = (gnutls_datum_t){ out, profile->salt_size };
    out_keys->server_salt = (gnutls_datum_t){ out + profile->salt_size, profile->salt_size };
    return 0;
}
