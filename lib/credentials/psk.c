/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* psk.c - keys that both sides hold beforehand: RFC 4279 */

#include "credentials/psk.h"

#include "base/errors.h"
#include "base/memory.h"
#include "base/text.h"
#include "crypto/random.h"
#include "pki/file.h"

enum { RANDOM_PSK_SIZE = 32 };

int psk_client_new(struct gnutls_psk_client_credentials_st **out)
{
    *out = memory_get_zeroed(sizeof **out);
    return *out ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

void psk_client_free(struct gnutls_psk_client_credentials_st *credentials)
{
    if (credentials == NULL)
        return;
    buffer_wipe(&credentials->identity);
    buffer_wipe(&credentials->key);
    memory_free(credentials);
}

int psk_server_new(struct gnutls_psk_server_credentials_st **out)
{
    *out = memory_get_zeroed(sizeof **out);
    return *out ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

void psk_server_free(struct gnutls_psk_server_credentials_st *credentials)
{
    if (credentials == NULL)
        return;
    memory_free(credentials->file);
    buffer_wipe(&credentials->hint);
    memory_free(credentials);
}

int psk_client_set(struct gnutls_psk_client_credentials_st *credentials, struct bytes identity,
                   struct bytes given, gnutls_psk_key_flags flags)
{
    SCOPED(buffer) struct buffer raw = { 0 };

    if (identity.size == 0 || identity.size > PSK_IDENTITY_MAX || given.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if ((flags & GNUTLS_PSK_KEY_HEX) != 0)
        TRY(hex_decode(given, &raw));
    else
        TRY(buffer_set(&raw, given));
    if (raw.size == 0 || raw.size > PSK_KEY_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(buffer_set(&credentials->identity, identity));
    buffer_move(&raw, &credentials->key);
    return 0;
}

int psk_server_set_file(struct gnutls_psk_server_credentials_st *credentials, const char *path)
{
    SCOPED(buffer) struct buffer content = { 0 };
    char *copy;

    TRY(file_read(path, &content));
    copy = memory_copy_text(path);
    if (copy == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    memory_free(credentials->file);
    credentials->file = copy;
    return 0;
}

/* Takes over what a function of the application gave. */
static int take_datum(gnutls_datum_t *given, struct buffer *out)
{
    int result = buffer_set(out, bytes_of_datum(given));

    if (given->data != NULL)
        memory_free_secret(given->data, given->size);
    return result;
}

static int ask_client_function(const struct gnutls_psk_client_credentials_st *credentials,
                               gnutls_session_t session, struct buffer *identity,
                               struct buffer *key)
{
    gnutls_datum_t name = { NULL, 0 }, given = { NULL, 0 };
    int result;

    if (credentials->function2 != NULL) {
        result = credentials->function2(session, &name, &given);
    } else {
        char *text = NULL;

        result = credentials->function(session, &text, &given);
        if (text != NULL)
            name = (gnutls_datum_t){ (unsigned char *)text, (unsigned)strlen(text) };
    }
    if (result < 0)
        return fail(error_is_stall(result) ? result : GNUTLS_E_INSUFFICIENT_CREDENTIALS);
    result = take_datum(&name, identity);
    if (take_datum(&given, key) < 0 || result < 0)
        return fail(GNUTLS_E_MEMORY_ERROR);
    return 0;
}

int psk_client_ask(const struct gnutls_psk_client_credentials_st *credentials,
                   gnutls_session_t session, struct buffer *out_identity, struct buffer *out_key)
{
    if (credentials->function != NULL || credentials->function2 != NULL) {
        TRY(ask_client_function(credentials, session, out_identity, out_key));
    } else {
        TRY(buffer_set(out_identity, buffer_bytes(&credentials->identity)));
        TRY(buffer_set(out_key, buffer_bytes(&credentials->key)));
    }
    if (out_identity->size == 0 || out_identity->size > PSK_IDENTITY_MAX || out_key->size == 0 ||
        out_key->size > PSK_KEY_MAX)
        return fail(GNUTLS_E_INSUFFICIENT_CREDENTIALS);
    return 0;
}

/* ---- the server's side ---- */

static struct bytes take_until(struct bytes *text, char end)
{
    const uint8_t *found = text->size > 0 ? memchr(text->data, end, text->size) : NULL;
    size_t size = found != NULL ? (size_t)(found - text->data) : text->size;
    struct bytes taken = bytes_of(text->data, size);

    *text = bytes_from(*text, size + 1);
    return taken;
}

/* A name that is no text stands as hexadecimal digits behind a number sign. */
static bool is_name_of(struct bytes name, struct bytes identity)
{
    SCOPED(buffer) struct buffer raw = { 0 };

    if (name.size == 0 || name.data[0] != '#')
        return bytes_equal(name, identity);
    return hex_decode(bytes_from(name, 1), &raw) == 0 && bytes_equal(buffer_bytes(&raw), identity);
}

/* Lines of NAME:KEY, the key in hexadecimal. Without such a line the key stays empty. */
static int look_up(const char *path, struct bytes identity, struct buffer *out_key)
{
    SCOPED(buffer) struct buffer content = { 0 };
    struct bytes left;

    TRY(file_read(path, &content));
    left = buffer_bytes(&content);
    while (left.size > 0) {
        struct bytes line = take_until(&left, '\n');
        struct bytes name = take_until(&line, ':');

        if (is_name_of(name, identity))
            return hex_decode(line, out_key) == 0 ? 0 : fail(GNUTLS_E_SRP_PWD_PARSING_ERROR);
    }
    return 0;
}

static int ask_server_function(const struct gnutls_psk_server_credentials_st *credentials,
                               gnutls_session_t session, struct bytes identity,
                               struct buffer *out_key)
{
    SCOPED(buffer) struct buffer text = { 0 };
    gnutls_datum_t given = { NULL, 0 };
    int result;

    TRY(buffer_set(&text, identity));
    TRY(buffer_append(&text, bytes_of("", 1)));
    if (credentials->function2 != NULL) {
        const gnutls_datum_t name = { text.data, (unsigned)identity.size };

        result = credentials->function2(session, &name, &given);
    } else if (memchr(text.data, 0, identity.size) == NULL) {
        result = credentials->function(session, (const char *)text.data, &given);
    } else {
        return 0; /* no text: nobody of whom this function could know */
    }
    if (error_is_stall(result))
        return result;
    return result < 0 ? 0 : take_datum(&given, out_key);
}

int psk_server_ask(const struct gnutls_psk_server_credentials_st *credentials,
                   gnutls_session_t session, struct bytes identity, struct buffer *out_key)
{
    uint8_t *random;

    buffer_clear(out_key);
    if (credentials->function != NULL || credentials->function2 != NULL)
        TRY(ask_server_function(credentials, session, identity, out_key));
    else if (credentials->file != NULL)
        TRY(look_up(credentials->file, identity, out_key));
    if (out_key->size > 0 && out_key->size <= PSK_KEY_MAX)
        return 0;
    buffer_clear(out_key);
    TRY(buffer_extend(out_key, RANDOM_PSK_SIZE, &random));
    return random_fill(RANDOM_SECRET, random, RANDOM_PSK_SIZE);
}
