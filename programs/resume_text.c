/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume_text.c - the report for people, and what is said on the way */

#include "resume.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void complain(const char *format, ...)
{
    va_list arguments;

    progress_end();
    fputs("gnutls-resume: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

/* One line on the terminal, overwritten by the next. */
void progress(const char *format, ...)
{
    va_list arguments;

    if (!isatty(STDERR_FILENO))
        return;
    fputs("\r\033[K", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputs(" ...", stderr);
    fflush(stderr);
}

void progress_end(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}

const char *outcome_name(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_FIRST:
        return "first";
    case OUTCOME_RESUMED:
        return "resumed";
    case OUTCOME_BAD_DATA:
        return "bad-data";
    case OUTCOME_NOT_OFFERED:
        return "not-offered";
    case OUTCOME_DECLINED:
        return "declined";
    default:
        return "failed";
    }
}

const char *outcome_reason(const struct connection *connection)
{
    switch (connection->outcome) {
    case OUTCOME_FIRST:
        return "no session was offered";
    case OUTCOME_RESUMED:
        return "the server took the session up again";
    case OUTCOME_NOT_OFFERED:
        return "the library did not offer the session: it is expired, or does not fit the options";
    case OUTCOME_DECLINED:
        return "the session was offered, the server made a full handshake";
    default:
        return connection->problem;
    }
}

struct paint {
    const char *bold;
    const char *good;
    const char *bad;
    const char *faint;
    const char *plain;
};

static struct paint choose_paint(FILE *out)
{
    const char *no_color = getenv("NO_COLOR");

    if (!isatty(fileno(out)) || (no_color != NULL && no_color[0] != '\0'))
        return (struct paint){ "", "", "", "", "" };
    return (struct paint){ "\033[1m", "\033[32m", "\033[31m", "\033[2m", "\033[0m" };
}

const char *version_name(const char *version)
{
    if (strcmp(version, "TLS1.3") == 0)
        return "TLS 1.3";
    return strcmp(version, "TLS1.2") == 0 ? "TLS 1.2" : version;
}

/* Rounded to minutes: the tickets of a chain have a second less each. */
static void print_duration(FILE *out, uint32_t seconds)
{
    uint32_t minutes = seconds / 60 + (seconds % 60 >= 30);

    if (minutes < 2)
        fprintf(out, "%u s", seconds);
    else if (minutes % 1440 == 0)
        fprintf(out, "%u d", minutes / 1440);
    else if (minutes % 60 == 0)
        fprintf(out, "%u h", minutes / 60);
    else if (minutes < 60)
        fprintf(out, "%u min", minutes);
    else
        fprintf(out, "%u h %u min", minutes / 60, minutes % 60);
}

static void print_tickets(const struct connection *c, FILE *out)
{
    for (unsigned i = 0; i < c->ticket_count; i++) {
        const struct ticket *ticket = &c->ticket[i];
        fprintf(out, "     ticket %u  ", i + 1);
        if (ticket->at_ms < 0)
            fputs("within the handshake", out);
        else
            fprintf(out, "%.1f ms after the handshake", ticket->at_ms);
        fprintf(out, ", %zu bytes, good for ", ticket->size);
        print_duration(out, ticket->lifetime_s);
        if (ticket->has_early_data)
            fprintf(out, ", early data up to %u bytes", ticket->early_data_size);
        fputc('\n', out);
    }
}

static void print_stored(const struct connection *c, FILE *out)
{
    if (c->session_size > 0)
        fprintf(out, "     session   %zu bytes to keep; asking for it took %.1f ms\n",
                c->session_size, c->wait_ms);
    else if (c->ticket_count > 0)
        fprintf(out, "     session   asked for too early; the asking took %.1f ms\n", c->wait_ms);
    else
        fprintf(out, "     session   nothing to keep; asking for it took %.1f ms\n", c->wait_ms);
}

static void print_connection(const struct connection *c, unsigned number, const struct paint *paint,
                             FILE *out)
{
    bool resumed = c->outcome == OUTCOME_RESUMED;

    fprintf(out, "%s%3u  ", paint->bold, number);
    if (c->offered_index > 0)
        fprintf(out, "with session %u:  ", c->offered_index);
    else
        fputs("first time:  ", out);
    if (c->outcome == OUTCOME_FAILED || c->outcome == OUTCOME_BAD_DATA) {
        fprintf(out, "%sfailed%s\n     %s\n", paint->bad, paint->plain, c->problem);
        return;
    }
    fprintf(out, "%s%s%s",
            resumed            ? paint->good
            : c->offered_index ? paint->bad
                               : "",
            resumed            ? "resumed"
            : c->offered_index ? "NOT resumed"
                               : "full handshake",
            paint->plain);
    fprintf(out, "  %.2f ms, %zu bytes sent, %zu received\n     ", c->handshake_ms, c->sent,
            c->received);
    fprintf(out, "%s, %s%s%s, %s%s%s%s\n", version_name(c->version), c->mode,
            c->group[0] ? ", " : "", c->group, c->suite,
            c->retried ? ", after HelloRetryRequest" : "", c->alpn[0] ? ", ALPN " : "", c->alpn);
    if (c->offered_index > 0 && !resumed)
        fprintf(out, "     %s\n", outcome_reason(c));
    fputs(paint->faint, out);
    print_tickets(c, out);
    print_stored(c, out);
    fputs(paint->plain, out);
}

/* The first connection against the mean of the resumed ones. */
static void print_gain(const struct report *report, FILE *out)
{
    const struct connection *first = &report->connection[0];
    double time = 0;
    size_t bytes = 0;

    if (first->outcome != OUTCOME_FIRST || report->resumed == 0)
        return;
    for (unsigned i = 1; i < report->count; i++) {
        const struct connection *c = &report->connection[i];
        if (c->outcome != OUTCOME_RESUMED)
            continue;
        time += c->handshake_ms;
        bytes += c->sent + c->received;
    }
    fprintf(out, "A resumed handshake took %.2f ms and %zu bytes; the full one %.2f ms and %zu.\n",
            time / report->resumed, bytes / report->resumed, first->handshake_ms,
            first->sent + first->received);
}

static void print_verdict(const struct report *report, const struct paint *paint, FILE *out)
{
    const struct options *options = report->options;
    const struct connection *last = &report->connection[report->count - 1];

    if (last->outcome == OUTCOME_FAILED || last->outcome == OUTCOME_BAD_DATA) {
        fprintf(out, "%sNo answer%s: a connection failed.\n", paint->bad, paint->plain);
        return;
    }
    if (options->save_file != NULL) {
        unsigned count = report->connection[0].sessions.count;
        fprintf(out, "%u session%s kept in %s.\n", count, count == 1 ? "" : "s",
                options->save_file);
        return;
    }
    if (report->offered == 0)
        fprintf(out, "%sThis server does not resume%s: it gave no ticket.\n", paint->bad,
                paint->plain);
    else if (report->resumed == 0)
        fprintf(out, "%sThis server did not resume%s any of %u sessions.\n", paint->bad,
                paint->plain, report->offered);
    else
        fprintf(out, "%sThis server resumes%s: %u of %u session%s.\n", paint->good, paint->plain,
                report->resumed, report->offered, report->offered == 1 ? "" : "s");
    print_gain(report, out);
}

void report_text(const struct report *report, FILE *out)
{
    const struct options *options = report->options;
    struct paint paint = choose_paint(out);
    const char *address = report->connection[0].address;

    fprintf(out, "%s%s port %s%s", paint.bold, options->host, options->port, paint.plain);
    if (options->own_server)
        fputs(", a server of our own", out);
    else if (address[0] != '\0' && strcmp(address, options->host) != 0)
        fprintf(out, " (%s)", address);
    fprintf(out, ", libgnutls %s\n\n", gnutls_check_version(NULL));
    for (unsigned i = 0; i < report->count; i++)
        print_connection(&report->connection[i], i + 1, &paint, out);
    fputc('\n', out);
    print_verdict(report, &paint, out);
}
