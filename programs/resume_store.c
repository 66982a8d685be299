/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume_store.c - stored sessions, in memory and in a file
 *
 * The file is text: a first line that names the format, the server the
 * sessions belong to, and a line of hexadecimal digits for each session.
 * A session is a secret: the file is its owner's alone, and it appears whole
 * or not at all.
 */

#include "resume.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char first_line[] = "gnutls-resume sessions 1";

enum { MAX_SESSION = 1 << 20 };

bool session_list_add(struct session_list *list, const gnutls_datum_t *session)
{
    if (list->count == MAX_TICKETS || session->size == 0)
        return false;
    unsigned char *copy = malloc(session->size);
    if (copy == NULL)
        return false;
    memcpy(copy, session->data, session->size);
    list->item[list->count++] = (gnutls_datum_t){ copy, session->size };
    return true;
}

void session_list_wipe(struct session_list *list)
{
    for (unsigned i = 0; i < list->count; i++) {
        explicit_bzero(list->item[i].data, list->item[i].size);
        free(list->item[i].data);
    }
    list->count = 0;
}

static void write_sessions(FILE *file, const struct options *options,
                           const struct session_list *list)
{
    fprintf(file, "%s\nhost %s\nport %s\n", first_line, options->host, options->port);
    if (options->sni != NULL)
        fprintf(file, "name %s\n", options->sni);
    for (unsigned i = 0; i < list->count; i++) {
        fputs("session ", file);
        for (unsigned j = 0; j < list->item[i].size; j++)
            fprintf(file, "%02x", list->item[i].data[j]);
        fputc('\n', file);
    }
}

bool store_save(const char *path, const struct options *options, const struct session_list *list)
{
    char temporary[4096];
    int n = snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);

    if (n < 0 || (size_t)n >= sizeof temporary) {
        complain("%s: the name is too long", path);
        return false;
    }
    /* mkstemp makes the file with mode 0600, whatever the umask. */
    int fd = mkstemp(temporary);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (file == NULL) {
        complain("cannot write %s: %s", path, strerror(errno));
        if (fd >= 0) {
            close(fd);
            unlink(temporary);
        }
        return false;
    }
    write_sessions(file, options, list);
    bool good = fflush(file) == 0 && !ferror(file) && fsync(fd) == 0;
    good = fclose(file) == 0 && good;
    good = good && rename(temporary, path) == 0;
    if (!good) {
        complain("cannot write %s: %s", path, strerror(errno));
        unlink(temporary);
    }
    return good;
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

static bool read_session(const char *hex, struct session_list *out)
{
    size_t size = strlen(hex) / 2;

    if (size == 0 || strlen(hex) % 2 != 0 || size > MAX_SESSION)
        return false;
    unsigned char *bytes = malloc(size);
    bool good = bytes != NULL;
    for (size_t i = 0; good && i < size; i++) {
        int high = digit(hex[2 * i]);
        int low = digit(hex[2 * i + 1]);
        good = high >= 0 && low >= 0;
        bytes[i] = (unsigned char)(high << 4 | low);
    }
    const gnutls_datum_t session = { bytes, (unsigned)size };
    good = good && session_list_add(out, &session);
    if (bytes != NULL)
        explicit_bzero(bytes, size);
    free(bytes);
    return good;
}

struct stored_server {
    char host[NAME_SIZE];
    char port[8];
    char name[NAME_SIZE];
};

static bool copy_field(char *out, size_t size, const char *text)
{
    int n = snprintf(out, size, "%s", text);
    return n > 0 && (size_t)n < size;
}

static bool read_line(const char *line, struct stored_server *server, struct session_list *out)
{
    if (strncmp(line, "session ", 8) == 0)
        return read_session(line + 8, out);
    if (strncmp(line, "host ", 5) == 0)
        return copy_field(server->host, sizeof server->host, line + 5);
    if (strncmp(line, "port ", 5) == 0)
        return copy_field(server->port, sizeof server->port, line + 5);
    if (strncmp(line, "name ", 5) == 0)
        return copy_field(server->name, sizeof server->name, line + 5);
    return false;
}

static bool read_file(FILE *file, struct stored_server *server, struct session_list *out)
{
    char *line = NULL;
    size_t size = 0;
    bool good = true;

    for (unsigned number = 0; good; number++) {
        ssize_t n = getline(&line, &size, file);
        if (n < 0)
            break;
        if (n > 0 && line[n - 1] == '\n')
            line[--n] = '\0';
        good = strlen(line) == (size_t)n;
        good = good && (number == 0 ? strcmp(line, first_line) == 0 : read_line(line, server, out));
    }
    if (line != NULL)
        explicit_bzero(line, size);
    free(line);
    return good && !ferror(file) && out->count > 0 && server->host[0] != '\0' &&
           server->port[0] != '\0';
}

bool store_load(const char *path, struct options *options, struct session_list *out)
{
    static char name[NAME_SIZE];
    struct stored_server server = { "", "", "" };
    FILE *file = fopen(path, "r");

    if (file == NULL) {
        complain("cannot read %s: %s", path, strerror(errno));
        return false;
    }
    bool good = read_file(file, &server, out);
    fclose(file);
    if (!good) {
        complain("%s is no file of sessions, or it is damaged", path);
        return false;
    }

    if (options->host[0] == '\0') {
        snprintf(options->host, sizeof options->host, "%s", server.host);
        snprintf(options->port, sizeof options->port, "%s", server.port);
    }
    if (options->sni == NULL && (server.name[0] != '\0' || !is_address(server.host))) {
        snprintf(name, sizeof name, "%s", server.name[0] ? server.name : server.host);
        options->sni = name;
    }
    return true;
}
