/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pin.c - keys that a host was seen with before: trust on first use
 *
 * Writers append one line with one call, under a lock, and never through a symbolic link: two at
 * once can not mix their lines, and nobody can lead the line elsewhere.
 */

#include "pki/pin.h"

#include "base/errors.h"
#include "base/text.h"
#include "pki/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char any[] = "*";

/* ---- out ---- */

static bool is_plain(const char *name)
{
    for (; *name != '\0'; name++) {
        if (*name == '|' || (unsigned char)*name < 0x20 || *name == 0x7f)
            return false;
    }
    return true;
}

static int write_head(struct buffer *line, char kind, const struct pin_owner *owner)
{
    const char *host = owner->host != NULL ? owner->host : any;
    const char *service = owner->service != NULL ? owner->service : any;
    if (!is_plain(host) || !is_plain(service))
        return fail(GNUTLS_E_INVALID_REQUEST);
    return buffer_print(line, "|%c0|%s|%s|%lld|", kind, host, service, (long long)owner->expires_s);
}

/* A last line that was cut short is ended first. */
static bool ends_in_line_break(int descriptor, off_t size)
{
    char last = '\n';
    return size == 0 || (pread(descriptor, &last, 1, size - 1) == 1 && last == '\n');
}

static int append_locked(int descriptor, struct buffer *line)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    struct stat about;
    if (TEMP_FAILURE_RETRY(fcntl(descriptor, F_SETLKW, &lock)) != 0 ||
        fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode))
        return fail(GNUTLS_E_DB_ERROR);
    if (!ends_in_line_break(descriptor, about.st_size)) {
        SCOPED(buffer) struct buffer whole = { 0 };
        TRY(buffer_append(&whole, bytes_of_text("\n")));
        TRY(buffer_append(&whole, buffer_bytes(line)));
        buffer_move(&whole, line);
    }
    ssize_t written = TEMP_FAILURE_RETRY(write(descriptor, line->data, line->size));
    if (written == (ssize_t)line->size)
        return 0;
    /* Half a line would be in the way of the next. */
    if (written > 0 && ftruncate(descriptor, about.st_size) != 0)
        return fail(GNUTLS_E_DB_ERROR);
    return fail(GNUTLS_E_DB_ERROR);
}

static int append(const char *path, struct buffer *line)
{
    TRY(buffer_append(line, bytes_of_text("\n")));
    int descriptor =
        open(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    if (descriptor < 0)
        return fail(GNUTLS_E_DB_ERROR);
    int result = append_locked(descriptor, line);
    if (close(descriptor) != 0 && result == 0)
        return fail(GNUTLS_E_DB_ERROR);
    return result;
}

int pin_store_key(const char *path, const struct pin_owner *owner, struct bytes key)
{
    SCOPED(buffer) struct buffer line = { 0 };
    TRY(write_head(&line, 'g', owner));
    TRY(base64_encode(key, 0, &line));
    return append(path, &line);
}

int pin_store_hash(const char *path, const struct pin_owner *owner, const struct hash *hash,
                   struct bytes digest)
{
    SCOPED(buffer) struct buffer line = { 0 };
    TRY(write_head(&line, 'c', owner));
    TRY(buffer_print(&line, "%d|", (int)hash->digest_id));
    TRY(hex_encode(digest, NULL, &line));
    return append(path, &line);
}

/* ---- in ---- */

/* What stands before the next `end`, which is passed; all that is left where there is none. */
static struct bytes take_until(struct bytes *text, char end)
{
    const uint8_t *found = text->size > 0 ? memchr(text->data, end, text->size) : NULL;
    struct bytes taken = found != NULL ? bytes_of(text->data, (size_t)(found - text->data)) : *text;
    *text = found != NULL ? bytes_from(*text, taken.size + 1) : bytes_none();
    return taken;
}

/* False for what is no number. */
static bool read_number(struct bytes text, int64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || i == 18)
            return false;
        *out = *out * 10 + (text.data[i] - '0');
    }
    return text.size > 0;
}

static bool name_fits(struct bytes written, const char *asked)
{
    return asked == NULL || bytes_equal(written, bytes_of_text(any)) ||
           bytes_equal(written, bytes_of_text(asked));
}

static bool is_key(struct bytes text, struct bytes key)
{
    SCOPED(buffer) struct buffer written = { 0 };
    return base64_decode(text, &written) == 0 && bytes_equal(buffer_bytes(&written), key);
}

static bool is_hash(struct bytes text, struct bytes key)
{
    SCOPED(buffer) struct buffer written = { 0 };
    int64_t number;
    struct digest digest;
    if (!read_number(take_until(&text, '|'), &number) || number > INT16_MAX)
        return false;
    const struct hash *hash = hash_by_digest_id((gnutls_digest_algorithm_t)number);
    if (hash == NULL || hex_decode(text, &written) < 0)
        return false;
    hash_once(hash, key, &digest);
    return bytes_equal(buffer_bytes(&written), digest_bytes(&digest));
}

enum finding { NOT_ABOUT, OTHER_KEY, SAME_KEY };

static enum finding look_at(struct bytes line, const struct pin_owner *owner, struct bytes key,
                            int64_t now_s)
{
    int64_t expires_s;
    if (take_until(&line, '|').size != 0)
        return NOT_ABOUT;
    struct bytes kind = take_until(&line, '|');
    bool by_key = bytes_equal(kind, bytes_of_text("g0"));
    if (!by_key && !bytes_equal(kind, bytes_of_text("c0")))
        return NOT_ABOUT;
    if (!name_fits(take_until(&line, '|'), owner->host) ||
        !name_fits(take_until(&line, '|'), owner->service) ||
        !read_number(take_until(&line, '|'), &expires_s) || (expires_s != 0 && expires_s <= now_s))
        return NOT_ABOUT;
    return (by_key ? is_key(line, key) : is_hash(line, key)) ? SAME_KEY : OTHER_KEY;
}

int pin_verify(const char *path, const struct pin_owner *owner, struct bytes key, int64_t now_s)
{
    SCOPED(buffer) struct buffer content = { 0 };
    enum finding found = NOT_ABOUT;
    int result = file_read(path, &content);
    if (result == GNUTLS_E_FILE_ERROR)
        return fail(GNUTLS_E_NO_CERTIFICATE_FOUND); /* nobody was seen yet */
    TRY(result);
    struct bytes rest = buffer_bytes(&content);
    while (rest.size > 0 && found != SAME_KEY) {
        enum finding one = look_at(take_until(&rest, '\n'), owner, key, now_s);
        found = one > found ? one : found;
    }
    if (found == SAME_KEY)
        return 0;
    return fail(found == OTHER_KEY ? GNUTLS_E_CERTIFICATE_KEY_MISMATCH
                                   : GNUTLS_E_NO_CERTIFICATE_FOUND);
}

int pin_default_path(bool make, struct buffer *out)
{
    const char *home = secure_getenv("HOME");
    if (home == NULL || home[0] == '\0')
        return fail(GNUTLS_E_FILE_ERROR);
    size_t start = out->size;
    TRY(buffer_print(out, "%s/.gnutls", home));
    TRY(buffer_append(out, bytes_of("", 1)));
    if (make && mkdir((const char *)out->data + start, 0700) != 0 && errno != EEXIST)
        return fail(GNUTLS_E_DB_ERROR);
    buffer_cut(out, out->size - 1);
    TRY(buffer_print(out, "/known_hosts"));
    return buffer_append(out, bytes_of("", 1));
}
