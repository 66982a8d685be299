/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* idna.c - names of hosts outside ASCII, RFC 5890 */

#include "pki/idna.h"

#include "base/errors.h"
#include "base/text.h"

/* As text with a zero byte behind it; none may be inside. */
static int terminate(struct bytes name, struct buffer *out)
{
    TRY(buffer_set(out, name));
    return buffer_text(out) != NULL ? 0 : fail(GNUTLS_E_INVALID_UTF8_STRING);
}

int idna_host(struct bytes name, struct buffer *out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    if (text_is_ascii(name))
        return buffer_set(out, name);
    bool is_wildcard = name.size > 2 && memcmp(name.data, "*.", 2) == 0;
    if (!text_is_utf8(name))
        return fail(GNUTLS_E_INVALID_UTF8_STRING);
    TRY(terminate(bytes_from(name, is_wildcard ? 2 : 0), &text));
    TRY(buffer_set(out, is_wildcard ? bytes_of_text("*.") : bytes_none()));
    return idna_map(buffer_text(&text), out);
}

int idna_email(struct bytes address, struct buffer *out)
{
    SCOPED(buffer) struct buffer host = { 0 };
    if (text_is_ascii(address))
        return buffer_set(out, address);
    const uint8_t *at = memrchr(address.data, '@', address.size);
    size_t local_size = at != NULL ? (size_t)(at - address.data) + 1 : 0;
    struct bytes local = bytes_of(address.data, local_size);
    /* A mailbox outside ASCII needs another kind of name, RFC 9598. */
    if (at == NULL || !text_is_ascii(local))
        return fail(GNUTLS_E_INVALID_UTF8_EMAIL);
    TRY(idna_host(bytes_from(address, local_size), &host));
    TRY(buffer_set(out, local));
    return buffer_append(out, buffer_bytes(&host));
}

/* What no mapping has made: no label begins as those do (RFC 5890, 2.3.1), none is too long. */
static bool is_plain(struct bytes name, const char *text)
{
    enum { LABEL_MAX = 63 };
    return name.size <= LABEL_MAX && text_is_ascii(name) && strcasestr(text, "xn--") == NULL;
}

int idna_readable(struct bytes name, struct buffer *out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    if (name.size == 0)
        return buffer_set(out, name);
    TRY(terminate(name, &text));
    if (is_plain(name, buffer_text(&text)))
        return buffer_set(out, name);
    buffer_clear(out);
    return idna_unmap(buffer_text(&text), out);
}
