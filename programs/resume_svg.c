/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume_svg.c - the connections as a timeline
 *
 * One lane for each connection, all on one scale, so that what a resumption
 * saves can be seen. Above the bar are the marks of what the client said,
 * below it of what the server said; a ticket is a diamond.
 */

#include "resume.h"

#include <errno.h>
#include <math.h>
#include <string.h>

enum { WIDTH = 1000, MARGIN = 28, TOP = 96, LANE = 118, BAR_TOP = 34, BAR = 24, FOOT = 66 };

static const double plot_width = WIDTH - 2 * MARGIN;

static const char style[] =
    "<style>\n"
    "text{font-family:'DejaVu Sans','Segoe UI',Helvetica,Arial,sans-serif;fill:#1f2933}\n"
    ".title{font-size:21px;font-weight:600}\n.head{font-size:14px;font-weight:600}\n"
    ".note{font-size:12px;fill:#52606d}\n.flight{font-size:10.5px;fill:#52606d}\n"
    ".tcp{fill:#cbd2d9}\n.clear{fill:#b9a6d9}\n.full{fill:#2f6fb2}\n.resumed{fill:#23936b}\n"
    ".wait{fill:#f7d070}\n.ticket{fill:#de911d;stroke:#8d5a07}\n"
    ".said{stroke:#1f2933;stroke-width:1.6}\n.grid{stroke:#e4e7eb}\n.lane{fill:#f5f7fa}\n"
    ".good{fill:#177a56}\n.bad{fill:#b3261e}\n"
    "</style>\n";

struct drawing {
    FILE *out;
    double span_ms; /* what the whole width stands for */
};

static double x_of(const struct drawing *d, double ms)
{
    return MARGIN + plot_width * ms / d->span_ms;
}

static void print_escaped(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '<')
            fputs("&lt;", out);
        else if (*text == '>')
            fputs("&gt;", out);
        else if (*text == '&')
            fputs("&amp;", out);
        else if (*text == '"')
            fputs("&quot;", out);
        else if ((unsigned char)*text >= 0x20 && (unsigned char)*text < 0x7f)
            fputc(*text, out);
        else
            fputc('?', out);
    }
}

static double handshake_start(const struct connection *c)
{
    return c->tcp_ms + c->starttls_ms;
}

static double handshake_end(const struct connection *c)
{
    return handshake_start(c) + c->handshake_ms;
}

/* The last moment worth drawing: the idle listening afterwards is not. */
static double last_event(const struct connection *c)
{
    double last = handshake_end(c) + c->wait_ms;

    for (unsigned i = 0; i < c->ticket_count; i++)
        last = fmax(last, handshake_end(c) + c->ticket[i].at_ms);
    return last;
}

static double choose_span(const struct report *report)
{
    double span = 0.1;

    for (unsigned i = 0; i < report->count; i++)
        span = fmax(span, last_event(&report->connection[i]));
    return span * 1.03;
}

/* 1, 2 or 5 times a power of ten, so that about eight lines are drawn. */
static double grid_step(double span_ms)
{
    double power = pow(10, floor(log10(span_ms / 8)));
    double rest = span_ms / 8 / power;

    return power * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10);
}

static void draw_grid(const struct drawing *d, double bottom)
{
    double step = grid_step(d->span_ms);

    for (int i = 0; i * step <= d->span_ms; i++) {
        double x = x_of(d, i * step);
        fprintf(d->out, "<line class='grid' x1='%.1f' y1='%d' x2='%.1f' y2='%.1f'/>\n", x, TOP - 8,
                x, bottom);
        fprintf(d->out, "<text class='note' text-anchor='middle' x='%.1f' y='%.1f'>%g%s</text>\n",
                x, bottom + 16, i * step, i == 0 ? " ms" : "");
    }
}

static void draw_bar(const struct drawing *d, const char *class, double y, double from_ms,
                     double length_ms)
{
    double width = fmax(plot_width * length_ms / d->span_ms, 1);

    if (length_ms > 0)
        fprintf(d->out, "<rect class='%s' x='%.2f' y='%.1f' width='%.2f' height='%d'/>\n", class,
                x_of(d, from_ms), y, width, BAR);
}

static void draw_messages(const struct drawing *d, const struct connection *c, double y)
{
    for (unsigned i = 0; i < c->message_count; i++) {
        const struct message *m = &c->message[i];
        double x = x_of(d, m->at_ms);
        double from = m->incoming ? y + BAR + 7 : y - 7;
        if (m->at_ms > d->span_ms)
            continue;
        if (m->type == GNUTLS_HANDSHAKE_NEW_SESSION_TICKET)
            fprintf(d->out, "<path class='ticket' d='M%.2f %.1fl6 8l-6 8l-6-8z'/>\n", x,
                    y + BAR / 2.0 - 8);
        else
            fprintf(d->out, "<line class='said' x1='%.2f' y1='%.1f' x2='%.2f' y2='%.1f'/>\n", x,
                    from, x, y + BAR / 2.0);
    }
}

/* What was said, in order; an arrow where the speaker changes. */
static void draw_flights(const struct drawing *d, const struct connection *c, double y)
{
    fprintf(d->out, "<text class='flight' x='%d' y='%.1f'>", MARGIN + 10, y);
    for (unsigned i = 0; i < c->message_count; i++) {
        const struct message *m = &c->message[i];
        unsigned times = 1;
        if (i == 0 || c->message[i - 1].incoming != m->incoming)
            fprintf(d->out, "%s%s ", i ? "\xc2\xa0\xc2\xa0 " : "",
                    m->incoming ? "\xe2\x86\x90" : "\xe2\x86\x92");
        else
            fputs(" \xc2\xb7 ", d->out);
        while (i + 1 < c->message_count && c->message[i + 1].type == m->type &&
               c->message[i + 1].incoming == m->incoming) {
            times++;
            i++;
        }
        if (times > 1)
            fprintf(d->out, "%u\xc2\xa0\xc3\x97\xc2\xa0", times);
        print_escaped(d->out, message_name(m->type));
    }
    fputs("</text>\n", d->out);
}

static void draw_lane(const struct drawing *d, const struct connection *c, unsigned number,
                      double top)
{
    bool resumed = c->outcome == OUTCOME_RESUMED;
    bool failed = c->outcome == OUTCOME_FAILED || c->outcome == OUTCOME_BAD_DATA;
    double y = top + BAR_TOP;

    fprintf(d->out, "<text class='head' x='%d' y='%.1f'>%u \xc2\xb7 ", MARGIN + 10, top + 18,
            number);
    if (c->offered_index > 0)
        fprintf(d->out, "with session %u: <tspan class='%s'>%s</tspan>", c->offered_index,
                resumed ? "good" : "bad",
                resumed  ? "resumed"
                : failed ? "failed"
                         : "not resumed");
    else
        fputs(failed ? "first time: failed" : "first time: full handshake", d->out);
    fputs("</text>\n", d->out);
    if (failed) {
        fprintf(d->out, "<text class='note bad' x='%d' y='%.1f'>", MARGIN + 10, y + 16);
        print_escaped(d->out, c->problem);
        fputs("</text>\n", d->out);
        return;
    }

    fprintf(d->out, "<text class='note' text-anchor='end' x='%d' y='%.1f'>", WIDTH - MARGIN - 10,
            top + 18);
    print_escaped(d->out, version_name(c->version));
    fprintf(d->out, " \xc2\xb7 %s%s%s \xc2\xb7 ", c->mode, c->group[0] ? " \xc2\xb7 " : "",
            c->group);
    print_escaped(d->out, c->suite);
    fprintf(d->out, " \xc2\xb7 %.2f ms \xc2\xb7 %zu + %zu bytes</text>\n", c->handshake_ms, c->sent,
            c->received);
    draw_bar(d, "tcp", y, 0, c->tcp_ms);
    draw_bar(d, "clear", y, c->tcp_ms, c->starttls_ms);
    draw_bar(d, resumed ? "resumed" : "full", y, handshake_start(c), c->handshake_ms);
    draw_bar(d, "wait", y, handshake_end(c), c->wait_ms);
    draw_messages(d, c, y);
    draw_flights(d, c, top + LANE - 28);
}

struct legend {
    const char *class;
    const char *text;
    int width;
};

static void draw_legend(FILE *out, double y, bool starttls)
{
    static const struct legend legends[] = {
        { "tcp", "TCP", 70 },
        { "clear", "STARTTLS", 110 },
        { "full", "full handshake", 140 },
        { "resumed", "resumed handshake", 170 },
        { "wait", "waiting for a ticket", 175 },
    };
    int x = MARGIN;

    for (size_t i = 0; i < sizeof legends / sizeof legends[0]; i++) {
        if (i == 1 && !starttls)
            continue;
        fprintf(out, "<rect class='%s' x='%d' y='%.1f' width='14' height='14' rx='2'/>",
                legends[i].class, x, y - 12);
        fprintf(out, "<text class='note' x='%d' y='%.1f'>%s</text>\n", x + 20, y, legends[i].text);
        x += legends[i].width;
    }
    fprintf(out, "<path class='ticket' d='M%d %.1fl6 8l-6 8l-6-8z'/>", x + 6, y - 13);
    fprintf(out, "<text class='note' x='%d' y='%.1f'>ticket</text>\n", x + 18, y);
    x += 80;
    fprintf(out, "<text class='note' x='%d' y='%.1f'>marks: client above, server below</text>\n", x,
            y);
}

static void draw(const struct report *report, FILE *out)
{
    const struct options *options = report->options;
    struct drawing d = { .out = out, .span_ms = choose_span(report) };
    double bottom = TOP + (double)LANE * report->count;

    fprintf(out,
            "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%.0f' viewBox='0 0 %d "
            "%.0f'>\n%s<rect width='100%%' height='100%%' fill='#fff'/>\n",
            WIDTH, bottom + FOOT, WIDTH, bottom + FOOT, style);
    fprintf(out, "<text class='title' x='%d' y='42'>", MARGIN);
    print_escaped(out, options->host);
    fprintf(out, " port %s: %u of %u session%s resumed</text>\n", options->port, report->resumed,
            report->offered, report->offered == 1 ? "" : "s");
    fprintf(out, "<text class='note' x='%d' y='64'>each lane from the start of its ", MARGIN);
    fprintf(out, "connection; seen by libgnutls %s%s</text>\n", gnutls_check_version(NULL),
            options->own_server ? " on both sides, over loopback" : "");
    for (unsigned i = 0; i < report->count; i++)
        fprintf(out, "<rect class='lane' x='%d' y='%.1f' width='%.1f' height='%d' rx='6'/>\n",
                MARGIN, TOP + (double)LANE * i, plot_width, LANE - 14);
    draw_grid(&d, bottom - 6);
    for (unsigned i = 0; i < report->count; i++)
        draw_lane(&d, &report->connection[i], i + 1, TOP + (double)LANE * i);
    draw_legend(out, bottom + 42, options->starttls != STARTTLS_NONE);
    fputs("</svg>\n", out);
}

bool report_svg(const struct report *report, const char *path)
{
    FILE *out = fopen(path, "w");

    if (out == NULL) {
        complain("cannot write %s: %s", path, strerror(errno));
        return false;
    }
    draw(report, out);
    bool good = !ferror(out);
    good = fclose(out) == 0 && good;
    if (!good)
        complain("cannot write %s: %s", path, strerror(errno));
    return good;
}
