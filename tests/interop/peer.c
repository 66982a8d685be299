/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* peer.c - the command line of the test peer */

#include "peer.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEFAULT_LIMIT_S = 20 };

/* An option is a letter or a small number, so that the table below is the whole parser. */
/* clang-format off */
static const struct option long_options[] = {
    { "port",                required_argument, NULL, 'p' },
    { "name",                required_argument, NULL, 'n' },
    { "priority",            required_argument, NULL, 'P' },
    { "cert",                required_argument, NULL, 'c' },
    { "key",                 required_argument, NULL, 'k' },
    { "ca",                  required_argument, NULL, 'C' },
    { "alpn",                required_argument, NULL, 'a' },
    { "ticket-key",          required_argument, NULL, 't' },
    { "session-in",          required_argument, NULL, 'i' },
    { "session-out",         required_argument, NULL, 'o' },
    { "send",                required_argument, NULL, 's' },
    { "expect",              required_argument, NULL, 'e' },
    { "bulk",                required_argument, NULL, 'b' },
    { "connections",         required_argument, NULL, 'N' },
    { "limit",               required_argument, NULL, 'l' },
    { "request-client-cert", no_argument,       NULL, 'r' },
    { "require-client-cert", no_argument,       NULL, 'R' },
    { "key-update",          no_argument,       NULL, 'u' },
    { "no-verify",           no_argument,       NULL, 'v' },
    { "database",            no_argument,       NULL, 'd' },
    { "psk-file",            required_argument, NULL, 1 },
    { "psk-identity",        required_argument, NULL, 2 },
    { "psk",                 required_argument, NULL, 3 },
    { "anonymous",           no_argument,       NULL, 4 },
    { "public-key",          required_argument, NULL, 9 },
    { "later",               no_argument,       NULL, 5 },
    { "request",             required_argument, NULL, 6 },
    { "early",               required_argument, NULL, 7 },
    { "take-early",          no_argument,       NULL, 8 },
    { "staple",              required_argument, NULL, 'O' },
    { NULL, 0, NULL, 0 },
};
/* clang-format on */

static const char **text_option(struct options *options, int code)
{
    switch (code) {
    case 1:
        return &options->psk_file;
    case 2:
        return &options->psk_identity;
    case 3:
        return &options->psk;
    case 9:
        return &options->public_key;
    case 6:
        return &options->request;
    case 7:
        return &options->early;
    case 'p':
        return &options->port;
    case 'n':
        return &options->name;
    case 'P':
        return &options->priority;
    case 'c':
        return &options->certificate;
    case 'k':
        return &options->key;
    case 'C':
        return &options->ca;
    case 'a':
        return &options->alpn;
    case 't':
        return &options->ticket_key;
    case 'i':
        return &options->session_in;
    case 'o':
        return &options->session_out;
    case 's':
        return &options->send;
    case 'e':
        return &options->expect;
    case 'O':
        return &options->staple;
    default:
        return NULL;
    }
}

static bool take_option(struct options *options, int code, const char *value)
{
    const char **text = text_option(options, code);

    if (text != NULL)
        *text = value;
    else if (code == 'b')
        options->bulk = atol(value);
    else if (code == 'N')
        options->connections = atol(value);
    else if (code == 'l')
        options->limit_s = (unsigned)atol(value);
    else if (code == 'r')
        options->request_certificate = true;
    else if (code == 'R')
        options->require_certificate = true;
    else if (code == 'u')
        options->key_update = true;
    else if (code == 4)
        options->anonymous = true;
    else if (code == 5)
        options->later = true;
    else if (code == 8)
        options->take_early = true;
    else if (code == 'v')
        options->no_verify = true;
    else if (code == 'd')
        options->database = true;
    else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    struct options options = {
        .port = "0", .name = "localhost", .connections = 1, .limit_s = DEFAULT_LIMIT_S
    };
    int code;

    if (argc < 2 || (strcmp(argv[1], "client") != 0 && strcmp(argv[1], "server") != 0)) {
        fputs("usage: peer client|server [options]\n", stderr);
        return 2;
    }
    options.server = argv[1][0] == 's';
    while ((code = getopt_long(argc - 1, argv + 1, "", long_options, NULL)) != -1)
        if (!take_option(&options, code, optarg))
            return 2;

    setvbuf(stdout, NULL, _IOLBF, 0);
    signal(SIGPIPE, SIG_IGN);
    alarm(options.limit_s);
    printf("library=%s\n", gnutls_check_version(NULL));
    return options.server ? peer_server(&options) : peer_client(&options);
}
