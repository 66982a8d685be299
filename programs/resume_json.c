/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume_json.c - the report for programs */

#include "resume.h"

static void print_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            fprintf(out, "\\%c", *c);
        else if (*c < 0x20 || *c >= 0x7f)
            fprintf(out, "\\u%04x", *c);
        else
            fputc(*c, out);
    }
    fputc('"', out);
}

static void print_field(FILE *out, const char *name, const char *text)
{
    fprintf(out, ", \"%s\": ", name);
    if (text[0] == '\0')
        fputs("null", out);
    else
        print_string(out, text);
}

static void print_bool(FILE *out, const char *name, bool value)
{
    fprintf(out, ", \"%s\": %s", name, value ? "true" : "false");
}

static void print_tickets(const struct connection *c, FILE *out)
{
    fputs(", \"tickets\": [", out);
    for (unsigned i = 0; i < c->ticket_count; i++) {
        const struct ticket *ticket = &c->ticket[i];
        fprintf(out, "%s{\"at_ms\": %.3f, \"bytes\": %zu, \"lifetime_s\": %u", i ? ", " : "",
                ticket->at_ms, ticket->size, ticket->lifetime_s);
        if (ticket->has_early_data)
            fprintf(out, ", \"early_data_bytes\": %u", ticket->early_data_size);
        print_bool(out, "stored", ticket->stored);
        fputc('}', out);
    }
    fputc(']', out);
}

static void print_messages(const struct connection *c, FILE *out)
{
    fputs(",\n     \"messages\": [", out);
    for (unsigned i = 0; i < c->message_count; i++) {
        const struct message *m = &c->message[i];
        fprintf(out, "%s{\"at_ms\": %.3f, \"from\": \"%s\", \"type\": \"%s\", \"bytes\": %zu}",
                i ? ", " : "", m->at_ms, m->incoming ? "server" : "client", message_name(m->type),
                m->size);
    }
    fputc(']', out);
}

static void print_connection(const struct connection *c, FILE *out)
{
    fprintf(out, "    {\"session\": %u", c->offered_index);
    print_bool(out, "resumed", c->outcome == OUTCOME_RESUMED);
    print_field(out, "outcome", outcome_name(c->outcome));
    print_field(out, "reason", outcome_reason(c));
    print_field(out, "address", c->address);
    print_field(out, "version", c->version);
    print_field(out, "mode", c->mode);
    print_field(out, "group", c->group);
    print_field(out, "suite", c->suite);
    print_field(out, "alpn", c->alpn);
    print_bool(out, "hello_retry", c->retried);
    fprintf(out,
            ",\n     \"tcp_ms\": %.3f, \"starttls_ms\": %.3f, \"handshake_ms\": %.3f, "
            "\"wait_ms\": %.3f, \"total_ms\": %.3f, \"sent_bytes\": %zu, \"received_bytes\": %zu, "
            "\"session_bytes\": %zu",
            c->tcp_ms, c->starttls_ms, c->handshake_ms, c->wait_ms, c->total_ms, c->sent,
            c->received, c->session_size);
    print_tickets(c, out);
    print_messages(c, out);
    fputc('}', out);
}

void report_json(const struct report *report, FILE *out)
{
    fputs("{\"host\": ", out);
    print_string(out, report->options->host);
    print_field(out, "port", report->options->port);
    print_bool(out, "own_server", report->options->own_server);
    print_field(out, "library", gnutls_check_version(NULL));
    fprintf(out, ",\n \"offered\": %u, \"resumed\": %u, \"connections\": [\n", report->offered,
            report->resumed);
    for (unsigned i = 0; i < report->count; i++) {
        print_connection(&report->connection[i], out);
        fputs(i + 1 < report->count ? ",\n" : "\n", out);
    }
    fputs("]}\n", out);
}
