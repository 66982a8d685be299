/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rsp.c - test vectors in the form of NIST, and two others */

#include "rsp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEYS_MAX = 48, LENT_MAX = 32 };

struct rsp {
    char *section;
    struct {
        char *key, *value;
    } rows[KEYS_MAX];
    size_t count;
    void *lent[LENT_MAX];
    size_t lent_count;
};

static const char usual_folder[] = "/usr/lib/python3/dist-packages/cryptography_vectors";

const char *rsp_folder(void)
{
    const char *folder = getenv("VECTORS");
    if (folder == NULL)
        folder = usual_folder;
    return access(folder, R_OK) == 0 ? folder : NULL;
}

const char *rsp_section(const struct rsp *rsp)
{
    return rsp->section != NULL ? rsp->section : "";
}

const char *rsp_text(const struct rsp *rsp, const char *key)
{
    for (size_t i = 0; i < rsp->count; i++)
        if (strcmp(rsp->rows[i].key, key) == 0)
            return rsp->rows[i].value;
    return "";
}

static int digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c != '\0' ? strchr(digits, c | 0x20) : NULL;
    return at != NULL ? (int)(at - digits) : 0;
}

gnutls_datum_t rsp_bytes(struct rsp *rsp, const char *key)
{
    const char *text = rsp_text(rsp, key);
    size_t size = strlen(text), odd = size % 2;
    unsigned char *out = calloc(1, size / 2 + 2);
    for (size_t i = 0; i < size; i++)
        out[(i + odd) / 2] = (unsigned char)(out[(i + odd) / 2] << 4 | digit(text[i]));
    if (rsp->lent_count == LENT_MAX)
        abort();
    rsp->lent[rsp->lent_count++] = out;
    return (gnutls_datum_t){ out, (unsigned)((size + odd) / 2) };
}

static void end_record(struct rsp *rsp)
{
    while (rsp->lent_count > 0)
        free(rsp->lent[--rsp->lent_count]);
}

static void set(struct rsp *rsp, const char *key, const char *value)
{
    size_t at = 0;
    while (at < rsp->count && strcmp(rsp->rows[at].key, key) != 0)
        at++;
    if (at == KEYS_MAX)
        abort();
    if (at == rsp->count) {
        rsp->rows[at].key = strdup(key);
        rsp->rows[at].value = NULL;
        rsp->count++;
    }
    free(rsp->rows[at].value);
    rsp->rows[at].value = strdup(value);
}

/* "key = value", both without blanks around; or a word alone, whose value is empty. */
static bool split(char *line, char **key, char **value)
{
    char *sign = strchr(line, '=');
    if (line[0] == '#')
        return false;
    if (sign != NULL)
        *sign = '\0';
    *key = line + strspn(line, " \t");
    (*key)[strcspn(*key, " \t")] = '\0';
    *value = sign != NULL ? sign + 1 + strspn(sign + 1, " \t") : line + strlen(line);
    return **key != '\0';
}

static void take_line(struct rsp *rsp, char *line, const char *last_key, rsp_record *record,
                      void *context)
{
    char *key, *value;
    line[strcspn(line, "\r\n")] = '\0';
    if (line[0] == '[') {
        free(rsp->section);
        line[strcspn(line, "]")] = '\0';
        rsp->section = strdup(line + 1);
    } else if (split(line, &key, &value)) {
        set(rsp, key, value);
        if (strcmp(key, last_key) == 0)
            record(rsp, context);
        end_record(rsp);
    }
}

/* "# Name:" opens a value, hex on the lines below it, which ends with an empty line. */
static void take_headed_line(struct rsp *rsp, char *line, const char *last_key, rsp_record *record,
                             void *context)
{
    char *colon = strchr(line, ':'), joined[4096], *digit_at = joined;

    line[strcspn(line, "\r\n")] = '\0';
    if (line[0] == '#') {
        free(rsp->section);
        rsp->section = NULL;
        if (colon == NULL || strlen(line) < 3)
            return;
        *colon = '\0';
        rsp->section = strdup(line + 2);
        set(rsp, rsp->section, "");
    } else if (rsp->section != NULL && line[strspn(line, " ")] != '\0') {
        snprintf(joined, sizeof joined / 2, "%s", rsp_text(rsp, rsp->section));
        digit_at += strlen(joined);
        for (; *line != '\0' && digit_at < joined + sizeof joined - 1; line++)
            if (*line != ' ')
                *digit_at++ = *line;
        *digit_at = '\0';
        set(rsp, rsp->section, joined);
    } else if (rsp->section != NULL && *rsp_text(rsp, rsp->section) != '\0') {
        if (strcmp(rsp->section, last_key) == 0)
            record(rsp, context);
        free(rsp->section);
        rsp->section = NULL;
        end_record(rsp);
    }
}

/* The numbers of fields are their names, from "0". */
static void take_columns(struct rsp *rsp, char *line, const char *last_key, rsp_record *record,
                         void *context)
{
    char name[2] = "0", *colon;

    line[strcspn(line, "\r\n")] = '\0';
    for (; (colon = strchr(line, ':')) != NULL; line = colon + 1, name[0]++) {
        *colon = '\0';
        set(rsp, name, line);
        if (strcmp(name, last_key) == 0)
            record(rsp, context);
    }
    end_record(rsp);
}

typedef void take_function(struct rsp *, char *line, const char *last_key, rsp_record *,
                           void *context);

/* What a file looks like shows in its name. */
static take_function *form_of(const char *file)
{
    if (strstr(file, "-vectors.txt") != NULL || strstr(file, "-vect.txt") != NULL)
        return take_headed_line;
    return strstr(file, ".input") != NULL ? take_columns : take_line;
}

bool rsp_run(const char *file, const char *last_key, rsp_record *record, void *context)
{
    struct rsp rsp = { 0 };
    char path[512], *line = NULL;
    take_function *take = form_of(file);
    size_t room = 0;
    snprintf(path, sizeof path, "%s/%s", rsp_folder(), file);
    FILE *stream = fopen(path, "r");
    if (stream == NULL)
        return false;
    while (getline(&line, &room, stream) > 0)
        take(&rsp, line, last_key, record, context);
    fclose(stream);
    free(line);
    free(rsp.section);
    for (size_t i = 0; i < rsp.count; i++) {
        free(rsp.rows[i].key);
        free(rsp.rows[i].value);
    }
    return true;
}
