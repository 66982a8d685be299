/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume_starttls.c - the dialogue that comes before TLS
 *
 * Each protocol is a short list of steps: a line to say, and what the answer
 * must begin with. Answers are read one byte at a time, so nothing that was
 * sent in the clear after the last line can slip into the TLS connection.
 */

#include "resume.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

enum { MAX_STEPS = 3, MAX_LINE = 1000, MAX_LINES = 100 };

struct step {
    const char *say; /* NULL: the server speaks first */
    const char *expect;
};

struct dialogue {
    const char *name;
    const char *port;
    struct step step[MAX_STEPS];
};

/* clang-format off */
static const struct dialogue dialogues[] = {
    [STARTTLS_NONE] = { "none", "443", { { NULL, NULL } } },
    [STARTTLS_FTP]  = { "ftp",  "21",  { { NULL, "220" },  { "AUTH TLS\r\n", "234" } } },
    [STARTTLS_SMTP] = { "smtp", "25",  { { NULL, "220" },  { "EHLO localhost\r\n", "250" },
                                                           { "STARTTLS\r\n", "220" } } },
    [STARTTLS_IMAP] = { "imap", "143", { { NULL, "* OK" }, { "a STARTTLS\r\n", "a OK" } } },
    [STARTTLS_POP3] = { "pop3", "110", { { NULL, "+OK" },  { "STLS\r\n", "+OK" } } },
};
/* clang-format on */

const char *starttls_port(enum starttls protocol)
{
    return dialogues[protocol].port;
}

bool starttls_parse(const char *name, enum starttls *out)
{
    for (size_t i = STARTTLS_FTP; i < sizeof dialogues / sizeof dialogues[0]; i++) {
        if (strcmp(dialogues[i].name, name) == 0) {
            *out = (enum starttls)i;
            return true;
        }
    }
    return false;
}

/* Reads one line without its end; false at EOF, error, timeout or overlength. */
static bool read_line(struct transport *transport, char *line)
{
    for (size_t n = 0; n < MAX_LINE;) {
        char c;
        if (transport_pull(transport, &c, 1) != 1)
            return false;
        if (c == '\n') {
            line[n > 0 && line[n - 1] == '\r' ? n - 1 : n] = '\0';
            return true;
        }
        line[n++] = c;
    }
    return false;
}

/* "250-more" announces another line; "250 last" does not. In IMAP every
 * untagged line comes before the tagged answer. */
static bool is_preface(enum starttls protocol, const struct step *step, const char *line)
{
    if (protocol == STARTTLS_IMAP)
        return step->say != NULL && strncmp(line, "* ", 2) == 0;
    if (protocol == STARTTLS_POP3)
        return false;
    bool numbered = isdigit((unsigned char)line[0]) && isdigit((unsigned char)line[1]) &&
                    isdigit((unsigned char)line[2]);
    return !numbered || line[3] == '-';
}

static bool read_answer(struct transport *transport, enum starttls protocol,
                        const struct step *step, char *line)
{
    for (int i = 0; i < MAX_LINES; i++) {
        if (!read_line(transport, line))
            return false;
        if (!is_preface(protocol, step, line))
            return true;
    }
    return false;
}

static bool say(struct transport *transport, const char *text)
{
    size_t size = strlen(text);

    while (size > 0) {
        ssize_t n = transport_push(transport, text, size);
        if (n <= 0)
            return false;
        text += n;
        size -= (size_t)n;
    }
    return true;
}

/* What the server says goes to a terminal: nothing but plain characters. */
static void make_printable(char *line)
{
    for (; *line != '\0'; line++)
        if (!isprint((unsigned char)*line))
            *line = '?';
}

bool starttls_begin(struct transport *transport, enum starttls protocol, char *problem,
                    size_t problem_size)
{
    const struct dialogue *dialogue = &dialogues[protocol];
    char line[MAX_LINE + 1] = "";

    for (int i = 0; i < MAX_STEPS && dialogue->step[i].expect != NULL; i++) {
        const struct step *step = &dialogue->step[i];
        if ((step->say != NULL && !say(transport, step->say)) ||
            !read_answer(transport, protocol, step, line)) {
            snprintf(problem, problem_size, "%s dialogue before TLS: %s", dialogue->name,
                     transport->timed_out ? "no answer in time" : "the server hung up");
            return false;
        }
        if (strncasecmp(line, step->expect, strlen(step->expect)) != 0) {
            make_printable(line);
            snprintf(problem, problem_size, "%s dialogue before TLS: the server says \"%.200s\"",
                     dialogue->name, line);
            return false;
        }
    }
    return true;
}
