/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_getters.c - every question to certificates, revocation lists and requests
 *
 * Each getter is asked of each object, at each place up to the first that is not there, with no
 * buffer, with too little, with just enough and with ample room. What comes is a line of text, and
 * it has to be the line of tests/data/getters/reference.txt, which libgnutls 3.7.9 wrote; where ours
 * is another on purpose, reprise.txt there has it. With GETTERS_WRITE=FILE the lines are written instead.
 */

#include "getters.h"

#include <stdio.h>

#define ROOM 8192
enum { PLACES_MAX = 12 };

/* ---- lines ---- */

static char line[ROOM];
static size_t used;

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    used += (size_t)vsnprintf(line + used, sizeof line - used, format, arguments);
    va_end(arguments);
    assert_true(used < sizeof line);
}

static void say_code(int code)
{
    const char *name = code < 0 ? gnutls_strerror_name(code) : NULL;

    if (name != NULL)
        say(" %s", name + strlen("GNUTLS_E_"));
    else
        say(" %d", code);
}

static void say_more(const struct more *more)
{
    if (more->a != NUMBER || more->b != NUMBER || more->c != NUMBER)
        say(" (%u %u %d)", more->a, more->b, more->c);
    if (more->time != NUMBER || more->end != NUMBER)
        say(" at %ld %ld", (long)more->time, (long)more->end);
}

/* Beginning and end of what is long. */
static void say_bytes(const void *data, size_t size)
{
    const unsigned char *bytes = data;

    say(" ");
    for (size_t i = 0; i < size; i++) {
        if (size <= 48 || i < 24 || i >= size - 8)
            say("%02x", bytes[i]);
        else if (i == 24)
            say("..");
    }
}

/* ---- asking ---- */

/* Asks with room for `size` bytes, which is all there is. */
static int ask_with(const struct getter *getter, void *object, unsigned place, size_t size)
{
    unsigned char *out = size > 0 ? malloc(size) : NULL;
    struct more more = nothing;
    size_t given = size;
    int code = getter->buffer(object, place, out, &given, &more);

    say_code(code);
    if (code >= 0 || code == GNUTLS_E_SHORT_MEMORY_BUFFER)
        say(" %zu", given);
    free(out);
    return code;
}

/* Without a buffer, with ample room, and when that is well with just enough and one byte less. */
static int ask_buffer(const struct getter *getter, void *object, unsigned place)
{
    static unsigned char out[ROOM];
    struct more more = nothing;
    size_t size = sizeof out, needed = 0;
    int code = getter->buffer(object, place, NULL, &needed, &more);
    more = nothing;

    say(": none");
    say_code(code);
    if (code == GNUTLS_E_SHORT_MEMORY_BUFFER)
        say(" %zu", needed);
    say(", ample");
    code = getter->buffer(object, place, out, &size, &more);
    say_code(code);
    if (code < 0)
        return code;
    say(" %zu", size);
    say_more(&more);
    say_bytes(out, size);
    say(", exact");
    ask_with(getter, object, place, needed > 0 ? needed : size);
    say(", short");
    ask_with(getter, object, place, needed > 1 ? needed - 1 : size - (size > 0));
    return code;
}

static int ask_data(const struct getter *getter, void *object, unsigned place)
{
    gnutls_datum_t data[4] = { { NULL, 0 } };
    struct more more = nothing;
    int code = getter->data(object, place, data, &more);

    say(":");
    say_code(code);
    if (code < 0)
        return code;
    say_more(&more);
    for (unsigned i = 0; i < COUNT(data); i++) {
        if (data[i].data != NULL)
            say_bytes(data[i].data, data[i].size);
        gnutls_free(data[i].data);
    }
    return code;
}

static int ask(const struct getter *getter, void *object, unsigned place)
{
    if (getter->buffer != NULL)
        return ask_buffer(getter, object, place);
    if (getter->data != NULL)
        return ask_data(getter, object, place);
    struct more more = nothing;
    int code = getter->value(object, &more);
    say(":");
    say_code(code);
    if (code >= 0)
        say_more(&more);
    return code;
}

/* ---- what is expected ---- */

/* Files of lines "object getter place: answer". */
static gnutls_datum_t expected, ours;
static FILE *written;

/* The line of that beginning, without its end; NULL: none. */
static const char *find_line(const gnutls_datum_t *lines, const char *key, size_t *out_size)
{
    const char *at = (const char *)lines->data;
    size_t key_size = strlen(key), left = lines->size;

    while (left > 0) {
        const char *end = memchr(at, '\n', left);
        size_t size = end != NULL ? (size_t)(end - at) : left;
        if (size > key_size && memcmp(at, key, key_size) == 0 && at[key_size] == ':') {
            *out_size = size;
            return at;
        }
        left -= end != NULL ? size + 1 : size;
        at += size + 1;
    }
    return NULL;
}

static bool is_expected(const char *key)
{
    size_t size = 0, own_size = 0;
    const char *theirs = find_line(&expected, key, &size);
    const char *own = library_under_test() == REPRISE ? find_line(&ours, key, &own_size) : NULL;
    const char *wanted = own != NULL ? own : theirs;
    size_t wanted_size = own != NULL ? own_size : size;

    if (own != NULL && theirs != NULL && size == own_size && memcmp(own, theirs, size) == 0) {
        fprintf(stderr, "is no difference: %s\n", line);
        return false;
    }
    if (wanted != NULL && wanted_size == used && memcmp(wanted, line, used) == 0)
        return true;
    fprintf(stderr, "expected: %.*s\n     got: %s\n", (int)wanted_size,
            wanted != NULL ? wanted : "", line);
    return false;
}

/* ---- objects ---- */

struct object_row {
    const char *name; /* NAME.pem, .crl or .der of that kind; "blank": nothing was read */
    const char *kind, *path;
};

#define CRT(name)                                                                                  \
    {                                                                                              \
        "crt " name, "crt", "print/" name ".pem"                                                   \
    }
#define CRL(name)                                                                                  \
    {                                                                                              \
        "crl " name, "crl", "revocation/" name ".crl"                                              \
    }
#define CRQ(name)                                                                                  \
    {                                                                                              \
        "crq " name, "crq", "requests/" name ".der"                                                \
    }
#define EMPTY(kind)                                                                                \
    {                                                                                              \
        kind " blank", kind, NULL                                                                  \
    }

/* clang-format off */
static const struct object_row object_rows[] = {
    CRT("authority"), CRT("broken"), CRT("dsa"), CRT("ed25519"), CRT("k1"), CRT("names"), CRT("nameless"),
    CRT("no-authority"), CRT("parts"), CRT("places"), CRT("plain"), CRT("poison"), CRT("proxy"),
    CRT("proxy-policy"), CRT("pss"), CRT("pss-limited"), CRT("rsa1024"), CRT("unknown"),
    { "crt promised", "crt", "revocation/promised-chain.pem" },
    { "crt uniques", "crt", "getters/uniques.pem" },
    CRL("by-issuer"), CRL("critical"), CRL("empty"), CRL("endless"), CRL("indirect"), CRL("revokes-server"),
    CRL("version1"),
    CRQ("certtool"), CRQ("openssl"), CRQ("openssl-pss"),
    EMPTY("crt"), EMPTY("crl"), EMPTY("crq"),
};
/* clang-format on */

static void *open_object(const struct object_row *row)
{
    gnutls_datum_t file = { NULL, 0 };
    void *object = NULL;
    int code = 0;

    if (row->path != NULL)
        assert_int_equal(pair_load(row->path, &file), 0);
    if (strcmp(row->kind, "crt") == 0) {
        assert_code(gnutls_x509_crt_init((gnutls_x509_crt_t *)&object), 0);
        if (row->path != NULL)
            code = gnutls_x509_crt_import(object, &file, GNUTLS_X509_FMT_PEM);
    } else if (strcmp(row->kind, "crl") == 0) {
        assert_code(gnutls_x509_crl_init((gnutls_x509_crl_t *)&object), 0);
        if (row->path != NULL)
            code = gnutls_x509_crl_import(object, &file, GNUTLS_X509_FMT_PEM);
    } else {
        assert_code(gnutls_x509_crq_init((gnutls_x509_crq_t *)&object), 0);
        if (row->path != NULL)
            code = gnutls_x509_crq_import(object, &file, GNUTLS_X509_FMT_DER);
    }
    assert_code(code, 0);
    free(file.data);
    return object;
}

static void close_object(const struct object_row *row, void *object)
{
    if (strcmp(row->kind, "crt") == 0)
        gnutls_x509_crt_deinit(object);
    else if (strcmp(row->kind, "crl") == 0)
        gnutls_x509_crl_deinit(object);
    else
        gnutls_x509_crq_deinit(object);
}

/* Asks at each place until nothing is there. True when all was as expected. */
static bool ask_all_places(const struct object_row *row, const struct getter *getter, void *object)
{
    unsigned places = getter->listed ? PLACES_MAX : 1;
    bool good = true;
    int code = 0;

    for (unsigned place = 0; place < places && (code >= 0 || getter->spread); place++) {
        char key[128];
        if (getter->listed)
            snprintf(key, sizeof key, "%s %s %u", row->name, getter->name, place);
        else
            snprintf(key, sizeof key, "%s %s", row->name, getter->name);
        used = 0;
        say("%s", key);
        code = ask(getter, object, place);
        if (written != NULL)
            fprintf(written, "%s\n", line);
        else
            good &= is_expected(key);
    }
    return good;
}

static void test_object_answers(void **state)
{
    const struct object_row *row = *state;
    void *object = open_object(row);
    bool good = true;

    for (unsigned i = 0; i < COUNT(getters); i++) {
        if (strcmp(getters[i].kind, row->kind) == 0)
            good &= ask_all_places(row, &getters[i], object);
    }
    close_object(row, object);
    assert_true(good);
}

int main(void)
{
    const char *path = getenv("GETTERS_WRITE");

    if (path != NULL)
        written = fopen(path, "w");
    else if (gnutls_load_file(TEST_DATA "/getters/reference.txt", &expected) < 0 ||
             gnutls_load_file(TEST_DATA "/getters/reprise.txt", &ours) < 0)
        return 1;
    ADD_ROWS(object_rows, test_object_answers);
    int failed = suite_run("getters");
    if (written != NULL)
        fclose(written);
    gnutls_free(expected.data);
    gnutls_free(ours.data);
    return failed;
}
