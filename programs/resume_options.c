/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume_options.c - the command line */

#include "resume.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_TIMEOUT_MS = 10000, MAX_SECONDS = 3600, MAX_WAIT_MS = 60000 };

static const char help_text[] =
    "Usage: gnutls-resume [OPTION]... [HOST[:PORT]]\n"
    "Does this server resume TLS sessions, and how?\n"
    "\n"
    "Connects, counts the tickets, stores them, and connects again with each.\n"
    "Without HOST it starts a server of its own on loopback and asks that.\n"
    "\n"
    "  --save FILE        connect once and keep the sessions in FILE\n"
    "  --load FILE        connect with the sessions kept in FILE\n"
    "  --starttls PROTO   begin with ftp, smtp, imap or pop3\n"
    "  --priority STRING  versions, ciphers and groups to use\n"
    "  --ca FILE          trust the issuers in FILE (PEM), not the system's\n"
    "  --no-verify        do not check the server's certificate\n"
    "  --sni NAME         ask for NAME, and check the certificate for it\n"
    "  --alpn NAME        offer an application protocol; may be repeated\n"
    "  --timeout SECONDS  give up a connection after that long (10)\n"
    "  --wait MS          listen that long for tickets (by the round trip)\n"
    "  --svg FILE         draw the connections as a timeline\n"
    "  --json             print the report as JSON\n"
    "  --help, --version\n"
    "\n"
    "Exit status: 0 every stored session was resumed; 1 there was none, or one\n"
    "was not resumed; 2 it could not be found out.\n";

enum option_code {
    OPTION_SAVE = 256,
    OPTION_LOAD,
    OPTION_STARTTLS,
    OPTION_PRIORITY,
    OPTION_CA,
    OPTION_NO_VERIFY,
    OPTION_SNI,
    OPTION_ALPN,
    OPTION_TIMEOUT,
    OPTION_WAIT,
    OPTION_SVG,
    OPTION_JSON,
    OPTION_HELP,
    OPTION_VERSION
};

/* clang-format off */
static const struct option long_options[] = {
    { "save",      required_argument, NULL, OPTION_SAVE },
    { "load",      required_argument, NULL, OPTION_LOAD },
    { "starttls",  required_argument, NULL, OPTION_STARTTLS },
    { "priority",  required_argument, NULL, OPTION_PRIORITY },
    { "ca",        required_argument, NULL, OPTION_CA },
    { "no-verify", no_argument,       NULL, OPTION_NO_VERIFY },
    { "sni",       required_argument, NULL, OPTION_SNI },
    { "alpn",      required_argument, NULL, OPTION_ALPN },
    { "timeout",   required_argument, NULL, OPTION_TIMEOUT },
    { "wait",      required_argument, NULL, OPTION_WAIT },
    { "svg",       required_argument, NULL, OPTION_SVG },
    { "json",      no_argument,       NULL, OPTION_JSON },
    { "help",      no_argument,       NULL, OPTION_HELP },
    { "version",   no_argument,       NULL, OPTION_VERSION },
    { NULL, 0, NULL, 0 },
};
/* clang-format on */

bool is_address(const char *host)
{
    unsigned char bytes[sizeof(struct in6_addr)];

    return inet_pton(AF_INET, host, bytes) == 1 || inet_pton(AF_INET6, host, bytes) == 1;
}

static bool set_port(struct options *options, const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    if (!isdigit((unsigned char)text[0]) || *end != '\0' || port < 1 || port > 65535)
        return false;
    snprintf(options->port, sizeof options->port, "%ld", port);
    return true;
}

bool options_set_host(struct options *options, const char *text)
{
    const char *end = NULL;
    const char *colon;

    if (text[0] == '[') {
        end = strchr(++text, ']');
        if (end == NULL || (end[1] != '\0' && end[1] != ':'))
            return false;
        colon = end[1] == ':' ? end + 1 : NULL;
    } else {
        colon = strchr(text, ':');
        /* Two colons and no brackets: an IPv6 address without a port. */
        if (colon != NULL && strchr(colon + 1, ':') != NULL)
            colon = NULL;
        end = colon != NULL ? colon : text + strlen(text);
    }

    size_t size = (size_t)(end - text);
    if (size == 0 || size >= sizeof options->host)
        return false;
    for (size_t i = 0; i < size; i++)
        if (!isgraph((unsigned char)text[i]))
            return false;
    memcpy(options->host, text, size);
    options->host[size] = '\0';
    return colon == NULL || set_port(options, colon + 1);
}

/* A number of units of unit_ms each, with a fraction; -1 if it is none. */
static int read_ms(const char *text, int unit_ms, int limit_ms)
{
    char *end;
    double value = strtod(text, &end) * unit_ms;

    if (end == text || *end != '\0' || !(value >= 0 && value <= limit_ms))
        return -1;
    return (int)value;
}

/* One option; false if its value is of no use. */
static bool take_option(struct options *out, int code, const char *value)
{
    switch (code) {
    case OPTION_SAVE:
        out->save_file = value;
        return true;
    case OPTION_LOAD:
        out->load_file = value;
        return true;
    case OPTION_STARTTLS:
        return starttls_parse(value, &out->starttls);
    case OPTION_PRIORITY:
        out->priority = value;
        return true;
    case OPTION_CA:
        out->ca_file = value;
        return true;
    case OPTION_NO_VERIFY:
        out->verify = false;
        return true;
    case OPTION_SNI:
        out->sni = value;
        return value[0] != '\0';
    case OPTION_ALPN:
        if (out->alpn_count == MAX_ALPN || value[0] == '\0' || strlen(value) > 255)
            return false;
        out->alpn[out->alpn_count++] = value;
        return true;
    case OPTION_TIMEOUT:
        out->timeout_ms = read_ms(value, 1000, MAX_SECONDS * 1000);
        return out->timeout_ms > 0;
    case OPTION_WAIT:
        out->wait_ms = read_ms(value, 1, MAX_WAIT_MS);
        return out->wait_ms >= 0;
    case OPTION_SVG:
        out->svg_file = value;
        return true;
    default:
        out->json = true;
        return true;
    }
}

static int usage_error(void)
{
    fputs("Try 'gnutls-resume --help'.\n", stderr);
    return EXIT_UNKNOWN;
}

/* What must fit together. */
static int check(struct options *out)
{
    const char *problem = NULL;
    gnutls_priority_t priority = NULL;
    const char *at = NULL;

    if (out->save_file && out->load_file)
        problem = "--save and --load do not go together";
    else if (out->host[0] == '\0' && out->save_file)
        problem = "--save needs a HOST: a server of our own ends with the program";
    else if (out->host[0] == '\0' && !out->load_file && out->starttls != STARTTLS_NONE)
        problem = "--starttls needs a HOST";
    if (problem != NULL) {
        complain("%s", problem);
        return usage_error();
    }
    if (out->priority != NULL && gnutls_priority_init(&priority, out->priority, &at) < 0) {
        complain("--priority: not understood%s%s", at && *at ? " from here on: " : "",
                 at ? at : "");
        return usage_error();
    }
    gnutls_priority_deinit(priority);
    if (out->port[0] == '\0' && out->host[0] != '\0')
        snprintf(out->port, sizeof out->port, "%s", starttls_port(out->starttls));
    out->own_server = out->host[0] == '\0' && out->load_file == NULL;
    return -1;
}

int options_read(struct options *out, int argc, char **argv)
{
    int code;
    int which = 0;

    *out = (struct options){ .timeout_ms = DEFAULT_TIMEOUT_MS, .wait_ms = -1, .verify = true };
    while ((code = getopt_long(argc, argv, "", long_options, &which)) != -1) {
        if (code == '?')
            return usage_error();
        if (code == OPTION_HELP) {
            fputs(help_text, stdout);
            return EXIT_SUCCESS;
        }
        if (code == OPTION_VERSION) {
            printf("gnutls-resume %s (libgnutls %s)\n", PROGRAM_VERSION,
                   gnutls_check_version(NULL));
            return EXIT_SUCCESS;
        }
        if (!take_option(out, code, optarg)) {
            complain("--%s: '%s' is of no use", long_options[which].name, optarg);
            return usage_error();
        }
    }
    if (argc - optind > 1) {
        complain("one HOST, please");
        return usage_error();
    }
    if (argc - optind == 1 && !options_set_host(out, argv[optind])) {
        complain("'%s' is no HOST[:PORT]", argv[optind]);
        return usage_error();
    }
    return check(out);
}
