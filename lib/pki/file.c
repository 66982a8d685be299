/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* file.c - whole files, for certificates and keys */

#include "pki/file.h"

#include "base/errors.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 64 * 1024 * 1024, CHUNK = 16 * 1024 };

static int read_all(int descriptor, struct buffer *out)
{
    for (;;) {
        uint8_t *to;
        TRY(buffer_extend(out, CHUNK, &to));
        ssize_t got = TEMP_FAILURE_RETRY(read(descriptor, to, CHUNK));
        buffer_cut(out, out->size - CHUNK + (got > 0 ? (size_t)got : 0));
        if (got == 0)
            return 0;
        if (got < 0 || out->size > FILE_MAX)
            return fail(GNUTLS_E_FILE_ERROR);
    }
}

int file_read(const char *path, struct buffer *out)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return fail(GNUTLS_E_FILE_ERROR);
    buffer_clear(out);
    int result = read_all(descriptor, out);
    close(descriptor);
    return result;
}

int folder_each(const char *path, int (*use)(void *context, const char *path), void *context)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return fail(GNUTLS_E_FILE_ERROR);
    struct dirent *entry;
    int result = 0;
    while ((entry = readdir(folder)) != NULL && result != GNUTLS_E_MEMORY_ERROR) {
        char file[4096];
        struct stat about;
        int size = snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        if (size < (int)sizeof file && stat(file, &about) == 0 && S_ISREG(about.st_mode))
            result = use(context, file);
    }
    closedir(folder);
    return result == GNUTLS_E_MEMORY_ERROR ? result : 0;
}
