/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pem.c - PEM armour, RFC 7468 */

#include "pki/pem.h"

#include "base/errors.h"
#include "base/text.h"

static const char begin_mark[] = "-----BEGIN ", end_mark[] = "-----END ", dashes[] = "-----";

const char *const pem_certificate_labels[] = { "CERTIFICATE", "X509 CERTIFICATE", NULL };

static bool starts_with(struct bytes text, const char *start)
{
    size_t size = strlen(start);
    return text.size >= size && memcmp(text.data, start, size) == 0;
}

/* Passes `mark` and what stands before it; false when it is not there. */
static bool skip_past(struct bytes *text, const char *mark, struct bytes *out_before)
{
    const uint8_t *found =
        text->size > 0 ? memmem(text->data, text->size, mark, strlen(mark)) : NULL;
    if (found == NULL)
        return false;
    *out_before = bytes_of(text->data, (size_t)(found - text->data));
    *text = bytes_from(*text, out_before->size + strlen(mark));
    return true;
}

static bool find_label(struct bytes label, const char *const *labels, size_t *out)
{
    *out = 0;
    if (labels == NULL)
        return true;
    for (size_t i = 0; labels[i] != NULL; i++) {
        if (bytes_equal(label, bytes_of_text(labels[i]))) {
            *out = i;
            return true;
        }
    }
    return false;
}

/* RFC 1421, 4.4: what stands before the first empty line, if it begins as encryption does. */
static int take_headers(struct bytes *body, struct bytes *out_headers)
{
    struct bytes start = *body;
    *out_headers = bytes_none();
    while (start.size > 0 && (start.data[0] == '\r' || start.data[0] == '\n'))
        start = bytes_from(start, 1);
    if (!starts_with(start, "Proc-Type:"))
        return 0;
    *body = start;
    if (skip_past(body, "\n\n", out_headers))
        return 0;
    *body = start;
    return skip_past(body, "\n\r\n", out_headers) ? 0 : fail(GNUTLS_E_BASE64_DECODING_ERROR);
}

int pem_next_locked(struct bytes *text, const char *const *labels, struct buffer *out,
                    size_t *out_label, struct bytes *out_headers)
{
    struct bytes label, ignored, body, closing;
    for (;;) {
        if (!skip_past(text, begin_mark, &ignored))
            return fail(GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR);
        struct bytes rest = *text;
        if (skip_past(&rest, dashes, &label) && find_label(label, labels, out_label)) {
            *text = rest;
            break;
        }
    }
    if (!skip_past(text, end_mark, &body) || !skip_past(text, dashes, &closing) ||
        !bytes_equal(label, closing))
        return fail(GNUTLS_E_BASE64_DECODING_ERROR);

    TRY(take_headers(&body, out_headers));
    buffer_clear(out);
    TRY(base64_decode(body, out));
    return out->size > 0 ? 0 : fail(GNUTLS_E_BASE64_DECODING_ERROR);
}

int pem_next(struct bytes *text, const char *const *labels, struct buffer *out, size_t *out_label)
{
    struct bytes headers;
    TRY(pem_next_locked(text, labels, out, out_label, &headers));
    if (headers.size == 0)
        return 0;
    buffer_clear(out);
    return fail(GNUTLS_E_DECRYPTION_FAILED);
}

int pem_or_der(gnutls_x509_crt_fmt_t format, struct bytes content, const char *const *labels,
               struct buffer *room, struct bytes *out)
{
    size_t label;
    *out = content;
    if (format != GNUTLS_X509_FMT_PEM)
        return 0;
    TRY(pem_next(&content, labels, room, &label));
    *out = buffer_bytes(room);
    return 0;
}

int pem_write(struct bytes content, const char *label, struct buffer *out)
{
    TRY(buffer_print(out, "%s%s%s\n", begin_mark, label, dashes));
    TRY(base64_encode(content, 64, out));
    if (out->data[out->size - 1] != '\n')
        TRY(buffer_append(out, bytes_of_text("\n")));
    return buffer_print(out, "%s%s%s\n", end_mark, label, dashes);
}
