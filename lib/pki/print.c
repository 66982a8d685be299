/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* print.c - the pieces that certificates, lists, requests and keys are printed from */

#include "pki/print.h"

#include "base/errors.h"
#include "base/text.h"
#include "pki/name.h"
#include "pki/oid.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>

void print(struct printer *p, const char *format, ...)
{
    if (p->error < 0)
        return;
    va_list arguments;
    va_start(arguments, format);
    p->error = buffer_print_list(p->out, format, arguments);
    va_end(arguments);
}

void print_bytes(struct printer *p, struct bytes text)
{
    if (p->error == 0)
        p->error = buffer_append(p->out, text);
}

void print_hex(struct printer *p, struct bytes bytes)
{
    if (p->error == 0)
        p->error = hex_encode(bytes, NULL, p->out);
}

void print_hex_lines(struct printer *p, struct bytes bytes, const char *indent)
{
    enum { BYTES_PER_LINE = 16 };
    for (size_t i = 0; i < bytes.size; i += BYTES_PER_LINE) {
        struct bytes line = bytes_from(bytes, i);
        if (line.size > BYTES_PER_LINE)
            line.size = BYTES_PER_LINE;
        print(p, "%s", indent);
        if (p->error == 0)
            p->error = hex_encode(line, ":", p->out);
        print(p, "\n");
    }
}

void print_ascii(struct printer *p, struct bytes bytes)
{
    for (size_t i = 0; i < bytes.size; i++) {
        bool visible = bytes.data[i] >= ' ' && bytes.data[i] < 0x7f;
        print_bytes(p, visible ? bytes_of(bytes.data + i, 1) : bytes_of_text("."));
    }
}

void print_name(struct printer *p, struct bytes name)
{
    if (p->error == 0)
        p->error = name_print(name, true, p->out);
}

void print_oid(struct printer *p, struct bytes oid)
{
    SCOPED(buffer) struct buffer text = { 0 };
    /* Numbers that are too large to be printed. */
    if (oid_print(oid, &text) < 0)
        print_hex(p, oid);
    else
        print_bytes(p, buffer_bytes(&text));
}

static bool split_time(int64_t seconds, struct tm *out)
{
    time_t moment = (time_t)seconds;
    return gmtime_r(&moment, out) != NULL;
}

static void print_long_time(struct printer *p, const char *comma, int64_t seconds)
{
    static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    struct tm t;
    if (split_time(seconds, &t))
        print(p, "%s%s %s %02d %02d:%02d:%02d UTC %d", days[t.tm_wday], comma, months[t.tm_mon],
              t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, t.tm_year + 1900);
}

void print_time(struct printer *p, int64_t seconds)
{
    print_long_time(p, "", seconds);
}

void print_comma_time(struct printer *p, int64_t seconds)
{
    print_long_time(p, ",", seconds);
}

void print_short_time(struct printer *p, int64_t seconds)
{
    struct tm t;
    if (split_time(seconds, &t))
        print(p, "%d-%02d-%02d %02d:%02d:%02d UTC", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
              t.tm_hour, t.tm_min, t.tm_sec);
}

void print_fault(struct printer *p, const char *what, int code)
{
    const struct error_facts *facts = error_find(code);
    print(p, "error: %s: %s\n", what, facts != NULL ? facts->text : "");
}

/* ---- random art: the walk of a drunken bishop, as OpenSSH draws it ---- */

enum { ART_WIDTH = 17, ART_HEIGHT = 9 };

struct board {
    uint8_t visits[ART_HEIGHT][ART_WIDTH];
    int x, y;
};

static int held_within(int at, int size)
{
    return at < 0 ? 0 : at >= size ? size - 1 : at;
}

/* Two bits are a step: left or right, up or down; walls stop it. */
static void walk(struct board *board, struct bytes fingerprint)
{
    for (size_t i = 0; i < 4 * fingerprint.size; i++) {
        unsigned step = (unsigned)fingerprint.data[i / 4] >> (2 * (i % 4));
        board->x = held_within(board->x + ((step & 1) != 0 ? 1 : -1), ART_WIDTH);
        board->y = held_within(board->y + ((step & 2) != 0 ? 1 : -1), ART_HEIGHT);
        board->visits[board->y][board->x]++;
    }
}

static char art_character(const struct board *board, int x, int y)
{
    static const char marks[] = " .o+=*BOX@%&#/^";
    size_t visits = board->visits[y][x];
    if (x == board->x && y == board->y)
        return 'E';
    if (x == ART_WIDTH / 2 && y == ART_HEIGHT / 2)
        return 'S';
    return marks[visits < sizeof marks - 2 ? visits : sizeof marks - 2];
}

/* The upper border names the key: "[ RSA 2048]". */
static void print_art_title(struct printer *p, const char *key_type, unsigned key_size)
{
    char title[ART_WIDTH];
    int size = key_size > 0 ? snprintf(title, sizeof title, "[%4s %4u]", key_type, key_size)
                            : snprintf(title, sizeof title, "[%4s]", key_type);
    size_t used = size < (int)sizeof title - 1 ? (size_t)size : sizeof title - 2;
    print(p, "+--");
    print_bytes(p, bytes_of(title, used > ART_WIDTH - 4 ? ART_WIDTH - 4 : used));
    for (size_t i = used > ART_WIDTH - 4 ? ART_WIDTH - 4 : used; i < ART_WIDTH - 2; i++)
        print(p, "-");
    print(p, "+\n");
}

void print_random_art(struct printer *p, const char *key_type, unsigned key_size,
                      struct bytes fingerprint)
{
    struct board board = { .x = ART_WIDTH / 2, .y = ART_HEIGHT / 2 };
    walk(&board, fingerprint);
    print_art_title(p, key_type, key_size);
    for (int y = 0; y < ART_HEIGHT; y++) {
        char line[ART_WIDTH];
        for (int x = 0; x < ART_WIDTH; x++)
            line[x] = art_character(&board, x, y);
        print(p, "|");
        print_bytes(p, bytes_of(line, sizeof line));
        print(p, "|\n");
    }
    print(p, "+-----------------+");
}
