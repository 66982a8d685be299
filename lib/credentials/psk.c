/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* psk.c - keys that both sides hold beforehand: RFC 4279 */

#include "credentials/psk.h"

#include "base/errors.h"
#include "base/memory.h"
#include "base/text.h"
#include "crypto/random.h"
#include "pki/file.h"

enum { RANDOM_PSK_SIZE = 32 };

void psk_wipe(struct psk *psk)
{
    buffer_wipe(&psk->identity);
    buffer_wipe(&psk->key);
    psk->imported = false;
}

int psk_client_new(struct gnutls_psk_client_credentials_st **out)
{
    *out = memory_get_zeroed(sizeof **out);
    return *out ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

void psk_client_free(struct gnutls_psk_client_credentials_st *credentials)
{
    if (credentials == NULL)
        return;
    psk_wipe(&credentials->psk);
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

static void psk_move(struct psk *from, struct psk *out)
{
    buffer_move(&from->identity, &out->identity);
    buffer_move(&from->key, &out->key);
    out->imported = from->imported;
}

/* A key as the flags say that it is written. */
static int take_key(struct bytes given, gnutls_psk_key_flags flags, struct buffer *out)
{
    if ((flags & GNUTLS_PSK_KEY_HEX) != 0)
        return hex_decode(given, out);
    return buffer_set(out, given);
}

int psk_client_set(struct gnutls_psk_client_credentials_st *credentials, struct bytes identity,
                   struct bytes given, gnutls_psk_key_flags flags)
{
    SCOPED(psk) struct psk psk = { .imported = (flags & GNUTLS_PSK_KEY_EXT) != 0 };

    if (identity.size == 0 || identity.size > PSK_IDENTITY_MAX || given.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(take_key(given, flags, &psk.key));
    if (psk.key.size == 0 || psk.key.size > PSK_KEY_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(buffer_set(&psk.identity, identity));
    psk_move(&psk, &credentials->psk);
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
static int take_datum(gnutls_datum_t *given, gnutls_psk_key_flags flags, struct buffer *out)
{
    int result = take_key(bytes_of_datum(given), flags, out);

    if (given->data != NULL)
        memory_free_secret(given->data, given->size);
    return result;
}

static int ask_client_function(const struct gnutls_psk_client_credentials_st *credentials,
                               gnutls_session_t session, struct psk *out)
{
    gnutls_psk_key_flags flags = GNUTLS_PSK_KEY_RAW;
    gnutls_datum_t name = { NULL, 0 }, given = { NULL, 0 };
    int result, taken;

    if (credentials->function3 != NULL) {
        result = credentials->function3(session, &name, &given, &flags);
    } else if (credentials->function2 != NULL) {
        result = credentials->function2(session, &name, &given);
    } else {
        char *text = NULL;

        result = credentials->function(session, &text, &given);
        if (text != NULL)
            name = (gnutls_datum_t){ (unsigned char *)text, (unsigned)strlen(text) };
    }
    if (result < 0)
        return fail(error_is_stall(result) ? result : GNUTLS_E_INSUFFICIENT_CREDENTIALS);
    out->imported = (flags & GNUTLS_PSK_KEY_EXT) != 0;
    taken = take_datum(&name, GNUTLS_PSK_KEY_RAW, &out->identity);
    result = take_datum(&given, flags, &out->key);
    return taken < 0 ? taken : result;
}

static int ask_client(const struct gnutls_psk_client_credentials_st *credentials,
                      gnutls_session_t session, struct psk *out)
{
    bool named = credentials->psk.key.size > 0;

    if (!named && (credentials->function != NULL || credentials->function2 != NULL ||
                   credentials->function3 != NULL))
        return ask_client_function(credentials, session, out);
    out->imported = credentials->psk.imported;
    TRY(buffer_set(&out->identity, buffer_bytes(&credentials->psk.identity)));
    return buffer_set(&out->key, buffer_bytes(&credentials->psk.key));
}

int psk_client_ask(const struct gnutls_psk_client_credentials_st *credentials,
                   gnutls_session_t session, struct psk *out)
{
    TRY(ask_client(credentials, session, out));
    if (out->identity.size == 0 || out->identity.size > PSK_IDENTITY_MAX || out->key.size == 0 ||
        out->key.size > PSK_KEY_MAX)
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
                               gnutls_session_t session, struct psk *out)
{
    const struct buffer *text = &out->identity; /* with a zero behind it */
    const gnutls_datum_t name = { text->data, (unsigned)text->size - 1 };
    gnutls_psk_key_flags flags = GNUTLS_PSK_KEY_RAW;
    gnutls_datum_t given = { NULL, 0 };
    int result;

    if (credentials->function3 != NULL)
        result = credentials->function3(session, &name, &given, &flags);
    else if (credentials->function2 != NULL)
        result = credentials->function2(session, &name, &given);
    else if (memchr(name.data, 0, name.size) == NULL)
        result = credentials->function(session, (const char *)name.data, &given);
    else
        return 0; /* no text: nobody of whom this function could know */
    if (error_is_stall(result))
        return result;
    out->imported = (flags & GNUTLS_PSK_KEY_EXT) != 0;
    return result < 0 ? 0 : take_datum(&given, flags, &out->key);
}

int psk_server_ask(const struct gnutls_psk_server_credentials_st *credentials,
                   gnutls_session_t session, struct bytes identity, struct psk *out)
{
    psk_wipe(out);
    TRY(buffer_set(&out->identity, identity));
    TRY(buffer_append(&out->identity, bytes_of("", 1)));
    if (credentials->function != NULL || credentials->function2 != NULL ||
        credentials->function3 != NULL)
        TRY(ask_server_function(credentials, session, out));
    else if (credentials->file != NULL)
        TRY(look_up(credentials->file, identity, &out->key));
    buffer_cut(&out->identity, identity.size);
    if (out->key.size > PSK_KEY_MAX)
        buffer_clear(&out->key);
    return 0;
}

int psk_make_random(struct buffer *out_key)
{
    uint8_t *random;

    buffer_clear(out_key);
    TRY(buffer_extend(out_key, RANDOM_PSK_SIZE, &random));
    return random_fill(RANDOM_SECRET, random, RANDOM_PSK_SIZE);
}
